"""A held-back item carries all that was read of it, so that whoever mends it loses nothing."""

import io
import json

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from question_bank import Citation, read_questions, report_to_json
from tests.question_bank.files import PNG, excel, word

LINES = """一、单选题
1. 甲（ ）
A. 一
B. 二
解析：因为甲。
依据：《中华人民共和国行政处罚法》（2021年修订）第九条
难度：难
知识点：处罚
分值：2分"""
CASE = """五、案例分析题
1. 张某被罚款。
（1）罚款（ ）。
A. 合法 B. 违法
答案：A
解析：因为合法。
依据：《甲法》第九条
难度：3
（2）正确的有（ ）。
A. 一 B. 二
（3）【判断题】张某可以复议。（ ）
答案：也许"""


def held(data, name="x.txt"):
    """Return the only held-back item of a file, and as JSON."""
    report = read_questions(data, name)
    (item,) = report.held_back
    (shown,) = json.loads(json.dumps(report_to_json(report, name)))["held_back"]
    return item, shown


def test_what_is_said_beside_a_question_without_key():
    """Explanation, citation, difficulty, topic and points are there, in the item and in its JSON."""
    item, shown = held(LINES.encode())
    question = item.question
    assert (item.reason, item.type, item.key, item.section) == ("没有答案", "single_choice", None, "一、单选题")
    assert question.citation == Citation("中华人民共和国行政处罚法", "第九条", "2021年修订")
    assert (question.explanation, question.difficulty, question.topic) == ("因为甲。", 5, "处罚")
    assert {name: shown[name] for name in list(shown)[9:]} == {
        "explanation": "因为甲。",
        "citation": "《中华人民共和国行政处罚法》（2021年修订）第九条",
        "points": "2",
        "topic": "处罚",
        "difficulty": 5,
    }


def test_a_row_of_a_sheet_keeps_its_columns():
    """A row without key keeps all else that its columns say."""
    row = ["单选", "甲", "一", "二", None, "因为", "《甲法》第一条", 2, "程序"]
    header = ["题型", "题目", "选项A", "选项B", "答案", "解析", "依据", "难度", "知识点"]
    question = held(excel(("表", [header, row])), "x.xlsx")[0].question
    assert (question.explanation, str(question.citation)) == ("因为", "《甲法》第一条")
    assert (question.difficulty, question.topic) == (2, "程序")


def test_a_case_keeps_its_parts():
    """One part without key and one whose key says nothing hold the case back; every part is there as far as read."""
    item, shown = held(CASE.encode())
    assert item.reason == "第2小题没有答案；第3小题答案“也许”没有说明是正确还是错误"
    first, second, third = item.question.parts
    assert (first.type, first.key, first.explanation, first.difficulty) == ("single_choice", ("A",), "因为合法。", 3)
    assert str(first.citation) == "《甲法》第九条"
    assert (second.stem, [option.text for option in second.options], second.key) == (
        "正确的有（ ）。",
        ["一", "二"],
        (),
    )
    assert (third.stem, third.key) == ("张某可以复议。（ ）", ("也许",))
    assert [part["key"] for part in shown["questions"]] == [["A"], [], ["也许"]]
    assert shown["questions"][0]["explanation"] == "因为合法。"


def test_pictures_stay_and_keep_their_order():
    """A picture that can't be shown has no bytes; those around it are there."""

    def build(document):
        stem = document.add_paragraph("1. 先")
        stem.add_run().add_picture(io.BytesIO(PNG))
        formula = "<w:r {} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:imagedata/></w:pict></w:r>"
        stem._p.append(parse_xml(formula.format(nsdecls("w"))))
        document.add_paragraph("A. 图").add_run().add_picture(io.BytesIO(PNG))
        document.add_paragraph("B. 无")

    item, shown = held(word(build), "x.docx")
    assert (item.stem, item.options[0].text) == ("先\ufffc\ufffc", "图\ufffc")
    assert [picture.data for picture in item.question.pictures] == [PNG, b"", PNG]
    assert shown["pictures"] == ["image/png", None, "image/png"]


@pytest.mark.parametrize("text", ["1. 甲\nA. 一\nB. 二", "题目：甲^*^答案：C"])
def test_nothing_more_is_said_than_the_file_says(text):
    """Where the file says nothing else the JSON has its nine names and no more."""
    shown = held(text.encode())[1]
    names = ["number", "source_id", "type", "stem", "options", "key", "place", "reason", "text"]
    assert list(shown) == names
