"""What is refused, what the report says, and that nothing but UnreadableFile is ever raised."""

import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank import (
    MAX_BYTES,
    ImportReport,
    UnreadableFile,
    read_questions,
    report_to_json,
)
from tests.question_bank.files import excel, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00" + bytes(range(256))

DOCX = word(lambda document: [document.add_paragraph(line) for line in ("1. 甲", "答案：对")])
XLSX = excel(("表", [["题目", "答案"], ["甲", "对"]]))


def zipped(**parts):
    """Return a zip file of these parts; __ stands for / and _ for . in names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), data)
    return stream.getvalue()


def with_part(data, name, part):
    """Return an office file with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, part if item == name else old.read(item))
    return stream.getvalue()


BOMB = zipped(word__document_xml=b"<a>" + b" " * 60_000_000)
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "题库.docx", "文件是空的"),
        (b"1" * (MAX_BYTES + 1), "题库.txt", "超过20MB的上限"),
        (PNG, "题库.docx", "这不是题库文件"),
        (PNG, "题库.txt", "这不是题库文件"),
        (b"%PDF-1.7\n\x00\x00\xe2\xe3\xcf\xd3", "题库.pdf", "这不是题库文件"),
        (OLE + bytes(600), "题库.doc", "另存为.docx"),
        (OLE + bytes(600), "题库.xls", "另存为.xlsx"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "题库.docx", "文件已加密"),
        (b"\r\n<html><body>1</body></html>", "题库.xls", "另存为.docx或.xlsx"),
        (DOCX[: len(DOCX) // 2], "题库.docx", "文件已损坏"),
        (XLSX[:-30], "题库.xlsx", "文件已损坏"),
        (zipped(a_txt=b"1"), "照片.zip", "这不是题库文件"),
        (zipped(word__document_xml=b"<a>"), "题库.docx", "文件已损坏"),
        (zipped(word__document_xml=b"<a/>"), "题库.docx", "文件已损坏"),
        (zipped(xl__workbook_xml=b"<a/>"), "题库.xlsx", "文件已损坏"),
        (BOMB, "题库.docx", "文件解压后过大"),
        (with_part(DOCX, "word/document.xml", ENTITIES), "题库.docx", "不允许的声明"),
        (with_part(XLSX, "xl/workbook.xml", ENTITIES), "题库.xlsx", "不允许的声明"),
    ],
)
def test_refusals_say_what_to_do(data, name, words):
    """Each refusal is one sentence without an exclamation mark."""
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_questions(data, name)
    sentence = str(caught.value)
    assert sentence.endswith("。") and sentence.count("。") == 1 and "！" not in sentence


def test_a_table_beyond_all_limits_is_refused():
    """A cell in the last row of the grid makes a million rows."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(UnreadableFile, match="超过200000行"):
        read_questions(with_part(XLSX, "xl/worksheets/sheet1.xml", sheet.encode()), "x.xlsx")


@pytest.mark.parametrize("data", [b" \r\n\t", "第一章 总则\n本办法自公布之日起施行。".encode()])
def test_a_file_without_a_question_is_not_an_error(data):
    """The report is empty."""
    report = read_questions(data, "x.txt")
    assert (report.questions, report.held_back, report.counts) == ((), (), {})


def test_the_report_as_json():
    """Keys and shapes are those of `xuefa bank inspect --json`."""
    text = (
        "一、单选题\n1. 甲（ ）\nA. 一\nB. 二\n答案：B\n解析：因为\n依据：《甲法》（2021年修订）第九条\n分值：2\n"
        "2. 乙\nA. 一\nB. 二\n附件一\n二、填空题\n3. 丙____\n答案：一/壹\n三、判断题\n1996\n4. 丁\n答案：错"
    )
    data = json.loads(json.dumps(report_to_json(read_questions(text.encode(), "x.txt"), "题库.txt")))
    assert {key: data[key] for key in ("file", "format", "counts")} == {
        "file": "题库.txt",
        "format": "txt",
        "counts": {"single_choice": 1, "fill_blank": 1, "true_false": 1},
    }
    assert data["questions"][0] == {
        "number": "1",
        "source_id": None,
        "section": "一、单选题",
        "type": "single_choice",
        "stem": "甲（ ）",
        "options": [{"label": "A", "text": "一"}, {"label": "B", "text": "二"}],
        "key": ["B"],
        "explanation": "因为",
        "citation": "《甲法》（2021年修订）第九条",
        "points": "2",
        "place": "第2行",
        "doubts": [],
    }
    assert [question["key"] for question in data["questions"][1:]] == [[["一", "壹"]], ["false"]]
    assert data["held_back"] == [
        {
            "number": "2",
            "source_id": None,
            "type": "single_choice",
            "stem": "乙",
            "options": [{"label": "A", "text": "一"}, {"label": "B", "text": "二\n附件一"}],
            "key": None,
            "place": "第9行",
            "reason": "没有答案",
            "text": "2. 乙\nA. 一\nB. 二\n附件一",
        }
    ]
    assert data["unread"] == [{"place": "第17行", "text": "1996"}]


def attempt(data, name):
    """Read anything; only a report or UnreadableFile may come out."""
    try:
        report = read_questions(data, name)
    except UnreadableFile:
        return
    assert isinstance(report, ImportReport)
    report_to_json(report, name)


FUZZ = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(["a.docx", "a.xlsx", "a.txt", "a.csv", "a.doc", ""])


@FUZZ
@given(st.binary(min_size=1, max_size=400), NAMES)
def test_any_bytes(data, name):
    """Random bytes never break a reader."""
    attempt(data, name)


@FUZZ
@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-16", "gb18030"]), NAMES)
def test_any_text(text, encoding, name):
    """Random text never breaks a reader."""
    attempt(text.encode(encoding, errors="ignore"), name)


CHANGES = st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8)


@FUZZ
@given(st.sampled_from([DOCX, XLSX]), CHANGES, st.data())
def test_damaged_office_files(data, changes, draw):
    """Flipped and missing bytes anywhere in a package never break a reader."""
    damaged = bytearray(data)
    for place, value in changes:
        damaged[int(place * len(damaged))] = value
    end = draw.draw(st.sampled_from([len(damaged), len(damaged) // 2, len(damaged) - 10]))
    attempt(bytes(damaged[:end]), "a.docx")


@FUZZ
@given(st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml"]), st.data())
def test_damaged_parts(name, draw):
    """A part that is cut, altered or another part altogether never breaks a reader."""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as package:
        part = bytearray(package.read(name))
    for _ in range(draw.draw(st.integers(1, 6))):
        part[draw.draw(st.integers(0, len(part) - 1))] = draw.draw(st.integers(32, 126))
    attempt(with_part(DOCX, name, bytes(part)), "a.docx")


@FUZZ
@given(
    st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]), st.data()
)
def test_damaged_sheets(name, draw):
    """The same for the parts of an Excel file."""
    with zipfile.ZipFile(io.BytesIO(XLSX)) as package:
        part = bytearray(package.read(name))
    for _ in range(draw.draw(st.integers(1, 6))):
        part[draw.draw(st.integers(0, len(part) - 1))] = draw.draw(st.integers(32, 126))
    attempt(with_part(XLSX, name, bytes(part)), "a.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "A." * 200_000,
        "1. 甲\n" + "A. 一\n" * 50_000,
        "1. 甲\n参考答案：\n" + "（1）一\n" * 50_000,
        "（" * 200_000,
        "1. 甲" + " " * 15_000 + "乙",
        "1. 甲\n答案：" + "A 一、" * 4_000,
        "1. 甲\n答案：" + " " * 19_000 + "x",
        "《" * 100_000,
        "1. 甲____\n答案：" + "、" * 19_000,
        "依据：" + "《甲" * 9_000,
        "\n" * 200_000 + "A一",
        "1.A 2.B\n" * 20_000,
        "参考答案\n五、简答题\n1. 甲\n" + "乙\n" * 40_000,
        "案例一：甲\n" * 20_000,
        "五、案例分析题\n" + "1. 甲\n（1）乙\n" * 15_000,
        "判断题\n1. 甲" + "(A)" * 6_000,
        "填空题\n1. 甲" + "_" * 19_000 + "丙",
        "1. 甲" + "A.一 " * 4_000,
        "注意事项\n" + "1. 甲\n" * 20_000,
    ],
    ids=range(19),
)
def test_no_text_makes_a_reader_hang(text):
    """Long lines, long lists and long runs of one sign cost no more than their length; a hang stops the suite."""
    attempt(("1. 题\n答案：对\n" + text).encode(), "x.txt")
