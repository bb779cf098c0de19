"""Aiken and JSON lines: what is read, and what is held back with its line."""

import json

import pytest

from question_bank import UnreadableFile, read_questions, write_questions
from tests.question_bank.builders import single

GOOD = """行政处罚的种类有？
A) 警告
B) 记过
ANSWER: A

第二题是什么？
A. 甲
B. 乙
C. 丙
ANSWER: C
"""


def read(text, name="题库.txt"):
    """Read a text."""
    return read_questions(text.encode(), name)


def test_both_signs_and_any_blank_lines():
    """`A)` and `A.`; blank lines separate nothing that ANSWER does not."""
    report = read(GOOD)
    assert report.format == "aiken"
    assert [(one.place, one.question.stem, one.question.key) for one in report.questions] == [
        ("第1行", "行政处罚的种类有？", ("A",)),
        ("第6行", "第二题是什么？", ("C",)),
    ]
    assert [option.text for option in report.questions[1].question.options] == ["甲", "乙", "丙"]
    assert [one.question for one in read(GOOD.replace("\n", "\r\n")).questions] == [
        one.question for one in report.questions
    ]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("好题\nA) 一\nB) 二\nANSWER: A\n\n题\nA)一\nB) 二\nANSWER: B", "第6行", "第7行的选项“A)”后面要有一个空格"),
        ("题\nA. 一\nB.二\nANSWER: A", "第1行", "第3行的选项“B.”后面要有一个空格"),
        ("题\nA. 一\nB. 二\n续行\nANSWER: A", "第1行", "第4行既不是选项，也不是ANSWER行"),
        ("好题\nA) 一\nB) 二\nANSWER: A\n题\nA. 一\nB. 二", "第5行", "没有ANSWER行"),
        ("题\nA. 一\nC. 二\nANSWER: A", "第1行", "选项字母没有从A开始依次排列"),
        ("题\nA. 一\nB. 二\nANSWER: D", "第1行", "答案D没有对应的选项"),
        ("好题\nA) 一\nB) 二\nANSWER: A\n题\nA. 一\nB. 二\nANSWER: 甲", "第5行", "ANSWER后面的“甲”不是选项字母"),
        ("题\nANSWER: A", "第1行", "没有选项"),
    ],
)
def test_errors_name_their_line(text, place, reason):
    """A question that breaks the rules is held back, the others are read."""
    report = read(text)
    assert report.format == "aiken"
    assert [held.place for held in report.held_back] == [place]
    assert reason in report.held_back[0].reason
    assert len(report.questions) == text.count("好题")


def test_several_letters_are_a_multiple_choice():
    """Not in Moodle's rules, but some programs write it."""
    report = read(GOOD + "\n多选\nA. 一\nB. 二\nC. 三\nANSWER: A, C")
    assert (report.questions[-1].question.type, report.questions[-1].question.key) == ("multiple_choice", ("A", "C"))


def test_windows_1252_and_markup_stay_text():
    """Accents survive, and what looks like a tag is text."""
    report = read_questions("Un café à <b>Nîmes</b> ?\nA. oui\nB. ça dépend\nANSWER: B".encode("cp1252"), "a.txt")
    assert report.questions[0].question.stem == "Un café à <b>Nîmes</b> ?"
    assert report.questions[0].question.options[1].text == "ça dépend"


def test_a_chinese_text_with_english_keys_is_not_aiken():
    """A line 答案 shows that the free-form reader is wanted."""
    assert read("1. 甲\nA. 一\nB. 二\n答案：A\n2. 乙\nA. 一\nB. 二\nANSWER: A").format == "txt"


def test_json_lines_may_leave_out_what_is_usual():
    """Type, stem and key are needed; a list of objects does as well."""
    short = {"type": "true_false", "stem": "甲", "key": ["true"]}
    for text in (json.dumps(short), json.dumps([short, short]), f"\ufeff{json.dumps(short)}\r\n\r\n"):
        report = read(text, "题库.json")
        assert report.format == "json" and {one.question.stem for one in report.questions} == {"甲"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"type": "true_false", "stem": "甲", "key": 3}', "字段的内容不符合题目的格式"),
        ('{"type": "true_false", "stem": "\\ud800", "key": ["true"]}', "字段的内容不符合题目的格式"),
        ('{"type": "true_false", "stem": "甲", "key": ["true"], "use": "nobody"}', "字段的内容不符合题目的格式"),
        ('{"stem": "甲", "key": ["true"]}', "缺少type"),
        ('{"type": "true_false", "stem": "甲", "key": ["maybe"]}', "判断题的答案应为正确或错误"),
        ('{"type": "hotspot", "stem": "甲", "key": ["x"]}', "没有“hotspot”这种题型"),
        ('{"stem": "甲", "key": ', "不是一个JSON对象"),
    ],
)
def test_lines_that_are_no_question_are_held_back(line, reason):
    """The other lines are read."""
    report = read(write_questions([single()], "json").decode() + line, "题库.jsonl")
    assert len(report.questions) == 1
    assert [(held.place, held.reason) for held in report.held_back] == [("第2行", reason)]


def test_a_list_cut_off_is_unreadable():
    """One sentence says what to do."""
    with pytest.raises(UnreadableFile, match="JSON内容不完整"):
        read('[{"type": "true_false", "stem": "甲", "key": ["true"]}', "题库.json")
