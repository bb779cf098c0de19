"""What a Word file marks, numbers, draws and converts: run marks, pictures, key tables, tracked changes, old files."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from question_bank import UnreadableFile, read_questions
from tests.question_bank.files import PNG, word

RED = RGBColor(255, 0, 0)
LOOKS = {
    "red": lambda run: setattr(run.font.color, "rgb", RED),
    "bold": lambda run: setattr(run, "bold", True),
    "underline": lambda run: setattr(run, "underline", True),
    "highlight": lambda run: setattr(run.font, "highlight_color", WD_COLOR_INDEX.YELLOW),
}


def facts(report):
    """Return number, type, stem, option texts, key and doubts of each question."""
    return [
        (r.number, r.question.type, r.question.stem, [o.text for o in r.question.options], r.question.key, r.doubts)
        for r in report.questions
    ]


def choices(document, marked, *, key=(), letters="ABC", only_letter=False):
    """Write one question per entry of `marked`: the letters to mark by look; `key` gives written keys by number."""
    for number, looks in enumerate(marked, start=1):
        document.add_paragraph(f"{number}. 第{number}题（ ）")
        for letter in letters:
            paragraph = document.add_paragraph()
            runs = [paragraph.add_run(f"{letter}."), paragraph.add_run(f" 项{number}{letter}")]
            for look, right in looks.items():
                for run in (runs[:1] if only_letter else runs) if letter in right else ():
                    LOOKS[look](run)
        if number in dict(key):
            document.add_paragraph(f"答案：{dict(key)[number]}")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("only_letter", [False, True])
def test_a_mark_on_the_option_is_the_key(look, only_letter):
    """Red, bold, underlined or highlighted, the whole option or its letter."""
    marked = [{look: "B"}, {look: "AC"}, {look: "C"}]
    report = read_questions(word(lambda d: choices(d, marked, only_letter=only_letter)), "x.docx")
    assert [(kind, key, doubts) for _, kind, _, _, key, doubts in facts(report)] == [
        ("single_choice", ("B",), ()),
        ("multiple_choice", ("A", "C"), ()),
        ("single_choice", ("C",), ()),
    ]


def test_marks_that_mean_nothing():
    """Everything bold, or always the same letter, is layout: without a written key the questions are held back."""
    everything = [{"bold": "ABC"}] * 3
    always_first = [{"bold": "A"}] * 6
    for marked in (everything, always_first):
        report = read_questions(word(lambda d, marked=marked: choices(d, marked)), "x.docx")
        assert report.questions == () and {held.reason for held in report.held_back} == {"没有答案"}


def test_marks_against_keys_and_against_each_other():
    """A red option against 答案 is a doubt, two marks against each other hold back, an unusual mark is a doubt."""
    marked = [{"red": "A"}, {"red": "B"}, {"red": "A", "bold": "B"}, {"red": "C"}, {"bold": "A"}, {}]
    report = read_questions(word(lambda d: choices(d, marked, key={1: "B", 2: "B", 6: "C"}.items())), "x.docx")
    assert [(number, key, doubts) for number, *_, key, doubts in facts(report)] == [
        ("1", ("B",), ("标出的选项A与答案B不一致",)),
        ("2", ("B",), ()),
        ("4", ("C",), ()),
        ("5", ("A",), ("答案按选项的标记读出",)),
        ("6", ("C",), ()),
    ]
    assert [(held.number, held.reason) for held in report.held_back] == [("3", "选项的标记互相矛盾")]


def test_two_right_options_under_single_choice_and_options_on_one_line():
    """A mark is held to the type like a written key; several options in one paragraph keep their own marks."""

    def build(document):
        document.add_paragraph("一、单选题")
        for number, right in ((1, "AB"), (2, "B"), (3, "C")):
            document.add_paragraph(f"{number}. 题（ ）")
            paragraph = document.add_paragraph()
            for letter in "ABC":
                run = paragraph.add_run(f"{letter}.项{letter}  ")
                if letter in right:
                    run.font.color.rgb = RED

    report = read_questions(word(build), "x.docx")
    assert [(number, key) for number, *_, key, _ in facts(report)] == [("2", ("B",)), ("3", ("C",))]
    assert [held.reason for held in report.held_back] == ["单选题有2个答案"]


def test_underlined_answers_and_underlined_blanks():
    """A line below a word is its gap with the answer in it, a line below blanks an empty gap."""

    def build(document):
        document.add_paragraph("二、填空题")
        first = document.add_paragraph("1. 最高行政机关是")
        first.add_run(" 国务").underline = True
        first.add_run("院 ").underline = True
        first.add_run("，首都是")
        first.add_run("北京").underline = True
        first.add_run("。")
        second = document.add_paragraph("2. 期限是")
        second.add_run("      ").underline = True
        second.add_run("日。")
        document.add_paragraph("答案：20|二十")

    report = read_questions(word(build), "x.docx")
    assert [(stem, key) for _, _, stem, _, key, _ in facts(report)] == [
        ("最高行政机关是____，首都是____。", (("国务院",), ("北京",))),
        ("期限是______日。", (("20", "二十"),)),
    ]


def test_pictures_stay_with_their_question():
    """Stem, option and explanation each keep their picture, in reading order; one that can't be shown holds back."""

    def build(document):
        document.add_paragraph("1. 看图").add_run().add_picture(io.BytesIO(PNG))
        document.add_paragraph("A. ").add_run().add_picture(io.BytesIO(PNG))
        document.add_paragraph("B. 无")
        document.add_paragraph("答案：A")
        document.add_paragraph("解析：").add_run().add_picture(io.BytesIO(PNG))
        document.add_paragraph("2. 无图")
        document.add_paragraph("答案：对")
        picture = "<w:r {} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:imagedata/></w:pict></w:r>"
        document.add_paragraph("3. 公式")._p.append(parse_xml(picture.format(nsdecls("w"))))
        document.add_paragraph("答案：对")

    report = read_questions(word(build), "x.docx")
    first, second = (read.question for read in report.questions)
    assert (first.stem, first.options[0].text, first.explanation) == ("看图\ufffc", "\ufffc", "\ufffc")
    assert [(picture.media_type, picture.data) for picture in first.pictures] == [("image/png", PNG)] * 3
    assert second.pictures == ()
    assert [held.stem for held in report.held_back] == ["公式\ufffc"]


@pytest.mark.parametrize(
    "rows",
    [
        [["题号", "1", "2", "3"], ["答案", "A", "B", "AB"]],
        [["1", "2", "3"], ["A", "B", "AB"]],
        [["题号", "答案"], ["1", "A"], ["2", "B"], ["3", "AB"]],
        [["题号", "答案", "题号", "答案"], ["1", "A", "3", "AB"], ["2", "B", "", ""]],
        [["题号", "1", "2"], ["答案", "A", "B"], ["题号", "3", ""], ["答案", "AB", ""]],
        [["1.A", "2.B", "3.AB"]],
        [["1-2", "AB"], ["3-3", "AB"]],
        [["序号", "正确答案", "解析"], ["1", "（A）", "因为"], ["2", "B", ""], ["3", "A、B", ""]],
    ],
)
def test_tables_of_keys(rows):
    """Numbers above keys, columns of numbers and keys, cells of both; a table of scores is structure."""

    def build(document):
        score = document.add_table(rows=2, cols=4)
        for cell, text in zip(score._cells, ["题号", "一", "二", "总分", "得分", "", "", ""], strict=True):
            cell.text = text
        document.add_paragraph("一、选择题")
        choices(document, [{}, {}, {}])
        document.add_paragraph("参考答案")
        document.add_paragraph("一、选择题")
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
            cell.text = text

    report = read_questions(word(build), "x.docx")
    assert [key for *_, key, _ in facts(report)] == [("A",), ("B",), ("A", "B")]
    assert (report.held_back, report.unread) == ((), ())


def test_an_empty_answer_sheet_is_structure():
    """A table for the examinee to fill in gives no keys and is nobody's text."""

    def build(document):
        document.add_paragraph("一、判断题")
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table._cells, ["题号", "1", "2", "答案", "", ""], strict=True):
            cell.text = text
        for line in ("1. 甲", "答案：对", "2. 乙", "答案：错"):
            document.add_paragraph(line)

    report = read_questions(word(build), "x.docx")
    assert [key for *_, key, _ in facts(report)] == [("true",), ("false",)]
    assert (report.held_back, report.unread) == ((), ())


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_is_gone():
    """The final text of tracked changes is what is read."""

    def build(document):
        first = document.add_paragraph("1. 甲")
        properties = first._p.get_or_add_pPr()
        look = OxmlElement("w:rPr")
        look.append(OxmlElement("w:del"))
        properties.append(look)
        document.add_paragraph("乙（ ）")
        document.add_paragraph("答案：对")
        table = document.add_table(rows=3, cols=2)
        for cell, text in zip(table._cells, ["题目", "答案", "丙", "对", "丁", "错"], strict=True):
            cell.text = text
        row = table.rows[1]._tr
        row.get_or_add_trPr().append(OxmlElement("w:del"))

    report = read_questions(word(build), "x.docx")
    assert [(stem, key) for _, _, stem, _, key, _ in facts(report)] == [("甲乙（ ）", ("true",)), ("丁", ("false",))]


# Files of before 2007 -----------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = "WordDocument".encode("utf-16-le")
POLICE = ["一、单项选择题", "1. 甲（ B ）", "A. 一", "B. 二", "二、判断题", "（√）1. 乙"]


def test_an_old_word_file_is_converted(tmp_path):
    """The same bank saved as .doc reads like its .docx; skipped where LibreOffice is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    modern = word(lambda document: [document.add_paragraph(line) for line in POLICE])
    (tmp_path / "bank.docx").write_bytes(modern)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "doc", "bank.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    report = read_questions((tmp_path / "bank.doc").read_bytes(), "police.doc")
    assert report.format == "doc" and facts(report) == facts(read_questions(modern, "x.docx")) != []


def program(folder, name, script):
    """Put a program of this name on a path of its own."""
    path = Path(folder) / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_without_a_converter_the_refusal_says_what_to_do(tmp_path, monkeypatch):
    """Save as .docx."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=r"另存为\.docx"):
        read_questions(OLE + MAIN, "x.doc")


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_a_text_converter_will_do(tmp_path, monkeypatch, name):
    """What antiword or catdoc print is read as text."""
    program(tmp_path, name, "printf '1. 甲（√）\\n'")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin" if shutil.which("soffice") is None else str(tmp_path))
    report = read_questions(OLE + MAIN, "x.doc")
    assert [(r.question.stem, r.question.key) for r in report.questions] == [("甲（    ）", ("true",))]


@pytest.mark.parametrize("script", ["exit 1", "exec /bin/sleep 30"])
def test_a_converter_that_fails_or_hangs_is_ended(tmp_path, monkeypatch, script):
    """One sentence, and no process left behind."""
    program(tmp_path, "soffice", script)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("question_bank.formats._converter.SECONDS", 0.3)
    with pytest.raises(UnreadableFile, match="转换失败"):
        read_questions(OLE + MAIN, "x.doc")


def test_an_encrypted_old_file_says_so():
    """The flag in the file information block."""
    block = b"\xec\xa5" + bytes(8) + b"\x00\x01"
    with pytest.raises(UnreadableFile, match="文件已加密"):
        read_questions(OLE + block + bytes(500) + MAIN, "x.doc")
