"""What was read of a held-back item is in the form that mends it, in the files to mend it in, and in the bank."""

import io
from datetime import datetime

import docx
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank import Citation, read_questions
from tests.bank.office import Office
from tests.bank.test_mending import fields
from tests.bank.test_pages import browser_of, uploaded
from tests.question_bank.files import PNG
from webapp.bank import queries
from webapp.db import reading

CHOICE = """一、单选题
1. 看图
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
（3）期限是____日，共____次。
答案：十"""


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the office's liaison."""
    return browser_of(app, home.liaison_id, now)


def word(text: str, *, with_picture: bool = False) -> bytes:
    """Return a .docx of these lines, with a picture behind the second one."""
    document = docx.Document()
    for at, line in enumerate(text.split("\n")):
        paragraph = document.add_paragraph(line)
        if with_picture and at == 1:
            paragraph.add_run().add_picture(io.BytesIO(PNG))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_choice_without_key_keeps_all_that_stands_beside_it(liaison: FlaskClient, home: Office) -> None:
    """Only the key is ticked; picture, explanation, citation, difficulty, topic and points reach the bank."""
    address = uploaded(liaison, home, word(CHOICE, with_picture=True), "图.docx")
    page = liaison.get(f"{address}/preview?item=h0").text
    form = fields(page)
    assert (form["stem"], form["explanation"]) == ("看图【图1】", "因为甲。")
    assert form["citation"] == "《中华人民共和国行政处罚法》（2021年修订）第九条"
    assert f"{address}/pictures/h0/" in page
    assert liaison.post(f"{address}/items/h0/mend", data={**form, "ticks": "B"}).status_code == 303
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="看图"))
    content = row.content
    assert (content.key, content.pictures[0].data, content.explanation) == (("B",), PNG, "因为甲。")
    assert content.citation == Citation("中华人民共和国行政处罚法", "第九条", "2021年修订")
    assert (content.difficulty, content.topic, str(content.points)) == (5, "处罚", "2")


def test_a_case_keeps_its_parts(liaison: FlaskClient, home: Office) -> None:
    """The parts are filled in with keys, options and explanations; the key that did not fit is shown as written."""
    address = uploaded(liaison, home, CASE.encode())
    page = liaison.get(f"{address}/preview?item=h0").text
    form = fields(page)
    assert (form["type"], form["stem"]) == ("case_group", "张某被罚款。")
    assert (form["p0-stem"], form["p0-explanation"], form["p0-citation"]) == (
        "罚款（ ）。",
        "因为合法。",
        "《甲法》第九条",
    )
    assert (form["p1-option-B"], form["p2-written"]) == ("二", "十")
    assert "第2小题没有答案" in page and "第3小题" in page
    typed = {**form, "p0-ticks": "A", "p1-type": "multiple_choice", "p1-ticks": ["A", "B"], "p2-written": "十\n三"}
    assert liaison.post(f"{address}/items/h0/mend", data=typed).status_code == 303
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="张某被罚款"))
    first, second, third = row.content.parts
    assert (first.key, first.explanation, first.difficulty) == (("A",), "因为合法。", 3)
    assert (second.key, third.key) == (("A", "B"), (("十",), ("三",)))


def test_pieces_not_understood_begin_a_form_with_their_text(liaison: FlaskClient, home: Office) -> None:
    """What belongs to no question stands in the stem, ready to be made one."""
    address = uploaded(liaison, home, "1. 甲\n答案：对\n（以下为附件）".encode())
    assert fields(liaison.get(f"{address}/preview?item=u0").text)["stem"] == "（以下为附件）"


def test_letters_that_repeat_get_those_of_their_places(liaison: FlaskClient, home: Office) -> None:
    """A form has one row for a letter; no option is lost."""
    address = uploaded(liaison, home, "1. 甲\nA. 一\nA. 二\nB. 三\n答案：A".encode())
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    assert [form[f"option-{letter}"] for letter in "ABC"] == ["一", "二", "三"]


def test_a_picture_that_can_not_be_shown_asks_for_words(liaison: FlaskClient, home: Office) -> None:
    """It is named in the stem, and refused as long as it stands there."""
    document = docx.Document()
    document.add_paragraph("1. 看图").add_run().add_picture(io.BytesIO(PNG))
    document.add_paragraph("答案：对")
    for part in document.part.package.image_parts:
        part._blob = b"\x01\x00\x09\x00"
    stream = io.BytesIO()
    document.save(stream)
    address = uploaded(liaison, home, stream.getvalue(), "图.docx")
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    assert form["stem"] == "看图【图】"
    refused = liaison.post(f"{address}/items/h0/mend", data={**form, "judgement": "true"})
    assert refused.status_code == 422 and "请把【图】改成文字" in refused.text
    mended = {**form, "stem": "看图上的标志", "judgement": "true"}
    assert liaison.post(f"{address}/items/h0/mend", data=mended).status_code == 303


def test_the_files_to_mend_hold_everything(liaison: FlaskClient, home: Office) -> None:
    """A case comes back whole in Excel, and in Word with its parts below the material."""
    address = uploaded(liaison, home, f"{CASE}\n{CHOICE}".encode())
    sheet = openpyxl.load_workbook(io.BytesIO(liaison.get(f"{address}/held.xlsx").data)).worksheets[0]
    rows = [dict(zip([c.value for c in sheet[1]], [c.value for c in row], strict=True)) for row in sheet.iter_rows(2)]
    assert [row["题目"] for row in rows] == [
        "张某被罚款。",
        "罚款（ ）。",
        "正确的有（ ）。",
        "期限是____日，共____次。",
        "看图",
    ]
    assert [row["答案"] for row in rows] == [None, "A", None, "十", None]
    assert (rows[1]["解析"], rows[4]["知识点"], rows[4]["分值"], rows[4]["难度"]) == ("因为合法。", "处罚", "2", "5")
    report = read_questions(liaison.get(f"{address}/held.docx").data, "待补.docx")
    case, choice = report.held_back
    assert [part.stem for part in case.question.parts] == ["罚款（ ）。", "正确的有（ ）。", "期限是____日，共____次。"]
    assert (case.question.parts[0].key, case.question.parts[0].explanation) == (("A",), "因为合法。")
    assert (choice.question.topic, choice.question.difficulty, choice.question.explanation) == ("处罚", 5, "因为甲。")
