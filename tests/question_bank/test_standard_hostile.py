"""What hostile and clumsy people send in standard formats: refused, held back or read whole, and quickly."""

import io
import json
import time
import zipfile

import pytest

from question_bank import UnreadableFile, read_questions, write_questions
from question_bank.formats import _gift_text
from tests.question_bank.builders import judge, single
from tests.question_bank.standard import CITATION

QUESTIONS = [single("关于处罚，正确的是（ ）", topic="行政处罚"), judge("陈述。", "true", citation=CITATION)]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(body):
    """Return an Excel file of one sheet with this XML inside."""
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" r:id="r"/></sheets></workbook>'
    told = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f'{told}<Relationship Id="r" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}">{body}</worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def cell(text, at=""):
    """Return a cell with a text; without `at` it stands behind the one before."""
    return f"<c{at} t='inlineStr'><is><t>{text}</t></is></c>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize(("code", "name"), [("gift", "a.gift"), ("json", "a.jsonl"), ("moodle_xml", "a.xml")])
def test_text_in_any_encoding(code, name, encoding):
    """What Windows editors save is read whole, also without a mark, and where the XML says another encoding."""
    text = write_questions(QUESTIONS * 5, code).decode()
    report = read_questions(text.encode(encoding), name)
    assert report.format == code
    assert [read.question for read in report.questions] == QUESTIONS * 5


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.doc", "a.zip", "a.txt", "a", "题库.GIFT"])
@pytest.mark.parametrize("code", ["gift", "json", "moodle_xml", "qti"])
def test_the_content_counts_not_the_name(code, name):
    """A file under another's name is what it is."""
    report = read_questions(write_questions(QUESTIONS, code), name)
    assert [read.question for read in report.questions] == QUESTIONS


@pytest.mark.parametrize(
    "body",
    [
        "<sheetData><row r='1'>" + cell("x", " r='ZZZZZ1'") + "</row></sheetData>",
        "<sheetData><row r='1'>" + cell("x") * 16_385 + "</row></sheetData>",
        "<sheetData>" + ("<row>" + cell("x", " r='XFD1'") + "</row>") * 400 + "</sheetData>",
    ],
    ids=["far", "many", "wide"],
)
def test_more_columns_than_excel_has(body):
    """They are named in the refusal before anything is made of them."""
    with pytest.raises(UnreadableFile, match="列数过多"):
        read_questions(sheet(body), "a.xlsx")


def test_merged_cells_without_end():
    """Cells merged over a million rows, a thousand times over, cost what their filled rows cost."""
    rows = "".join(f"<row r='{number}'>{cell('甲')}</row>" for number in range(1, 200))
    merged = "<mergeCell ref='A1:A1048576'/>" * 1000
    began = time.process_time()
    read_questions(sheet(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"), "a.xlsx")
    assert time.process_time() - began < 5
    with pytest.raises(UnreadableFile):
        read_questions(sheet(f"<sheetData>{rows}</sheetData><mergeCells>{merged * 30}</mergeCells>"), "a.xlsx")


def test_braces_that_nobody_closes(monkeypatch):
    """They take no more lines than a question has; what is longer is held back in pieces."""
    monkeypatch.setattr(_gift_text, "_MOST_LINES", 10)
    report = read_questions(("题{\n" + "=甲\n" * 40 + "\n::后::对{T}\n").encode(), "a.gift")
    assert [read.question.stem for read in report.questions] == ["对"]
    assert {held.reason for held in report.held_back} >= {"花括号不成对，或一题有多组花括号"}


@pytest.mark.parametrize("kind", ["quiz", "questestinterop"])
def test_elements_that_are_no_questions(kind):
    """Heaps of other elements before, between and behind are gone through and not kept."""
    question = (
        '<question type="truefalse"><questiontext><text>对</text></questiontext><answer fraction="100"><text>true</text>'
        "</answer></question>"
    )
    one = (
        question
        if kind == "quiz"
        else "<item><presentation><material><mattext>对</mattext></material></presentation></item>"
    )
    junk = "<a><b/></a>" * 30_000
    report = read_questions(f"<{kind}>{junk}{one}{junk}<c>{one}</c>{junk}</{kind}>".encode(), "a.xml")
    assert len(report.questions) + len(report.held_back) == 2


@pytest.mark.parametrize("tail", [b"", b"<question", b"<question type='truefalse'>", b"</quizz>", b"\xff\xfe"])
def test_xml_that_breaks_off_gives_nothing(tail):
    """A file that is broken anywhere is refused whole: nobody learns later what was left out."""
    data = write_questions(QUESTIONS, "moodle_xml")
    with pytest.raises(UnreadableFile, match="XML内容不完整|题库文件"):
        read_questions(data.replace(b"</quiz>", tail), "a.xml")


def test_what_a_declaration_elsewhere_would_say():
    """The DTD of QTI 1.2 is not fetched; characters that only HTML names are read, other names make the file broken."""
    item = "<item><presentation><material><mattext>甲&{};乙</mattext></material></presentation></item>"
    frame = '<!DOCTYPE questestinterop SYSTEM "http://127.0.0.1:9/a.dtd"><questestinterop>{}</questestinterop>'
    (held,) = read_questions(frame.format(item.format("mdash")).encode(), "a.xml").held_back
    assert held.stem == "甲—乙"
    with pytest.raises(UnreadableFile):
        read_questions(frame.format(item.format("x")).encode(), "a.xml")


@pytest.mark.parametrize(
    "changed",
    [
        {"points": "NaN"},
        {"points": "Infinity"},
        {"points": "-1"},
        {"points": 2},
        {"difficulty": True},
        {"difficulty": 6},
        {"use": "none"},
        {"stem": None},
        {"stem": "甲\0乙"},
        {"stem": "\ud800"},
        {"key": ["A", 1]},
        {"key": "A"},
        {"key": [[{"a": 1}]]},
        {"options": [{"id": 1, "text": "甲"}]},
        {"options": [{"id": "A", "text": None}]},
        {"options": [["A", "甲"]]},
        {"key_points": [1]},
        {"any_order": "no"},
        {"parts": [{"stem": 1}]},
        {"pictures": [{"media_type": "image/png", "data": "?"}]},
        {"citation": "第九条"},
    ],
    ids=str,
)
def test_json_of_another_kind(changed):
    """A field that is not what questions have holds its question back; the next one is read."""
    (right,) = write_questions([QUESTIONS[0]], "json").decode().splitlines()
    wrong = json.dumps(json.loads(right) | changed)
    report = read_questions(f"{wrong}\n{right}\n".encode(), "a.jsonl")
    assert [read.question for read in report.questions] == [QUESTIONS[0]]
    assert len(report.held_back) == 1


@pytest.mark.parametrize(
    "written", ['[{"stem": "x", "key": []}', '[{"stem": "x", "key": []},]', '[{"stem": "x", "key": []}] x']
)
def test_a_list_that_is_no_json(written):
    """A list that breaks off is refused whole."""
    with pytest.raises(UnreadableFile, match="JSON内容不完整"):
        read_questions(written.encode(), "a.json")


def test_a_backslash_is_a_text():
    r"""What reads like an escape, \u0000, is five characters of a text."""
    question = single("路径 C:\\u0000 在哪里（ ）")
    (read,) = read_questions(write_questions([question], "json"), "a.jsonl").questions
    assert read.question == question


def test_a_damaged_comment_adds_nothing():
    """What stands in a comment of ours is checked as any JSON."""
    text = '// xuefa:{"points": "NaN"}\n::1::陈述{T}\n'
    (read,) = read_questions(text.encode(), "a.gift").questions
    assert read.question.points is None and read.doubts
