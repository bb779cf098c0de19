"""The Excel template and the Word paper: readable without notes, edited by people, safe to open."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from question_bank import excel_template, get_type, read_questions, write_questions
from question_bank.types import all_types
from tests.question_bank.builders import judge, multiple, single
from tests.question_bank.files import save
from tests.question_bank.standard import CITATION, EVERY_TYPE, ORDERING, blank, essay, png, round_trip

OFFICE = ("xlsx", "docx")
NOTES = "customXml/xuefa.xml"
PLAIN = [
    single("关于处罚，正确的是（    ）。", explanation="见法条。", citation=CITATION, topic="行政处罚", difficulty=3),
    multiple("下列属于行政处罚的有（　）。", ("警告", "记过", "罚款"), "AC"),
    judge("行政处罚遵循公正、公开的原则。", "true"),
    blank("应当自受理之日起____日内作出决定。", ("20", "二十")),
    essay("简述公开原则。", "第一，公布规定。\n第二，公开过程。"),
    ORDERING,
]


def without_notes(data):
    """Return an office file as another program would save it, without the part that holds the notes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != NOTES:
                new.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("code", OFFICE)
def test_the_text_alone_says_all_of_an_ordinary_question(code):
    """What a person sees is what is read; notes are for the rest."""
    report = read_questions(without_notes(write_questions(PLAIN, code)), f"x.{code}")
    assert [read.question for read in report.questions] == PLAIN
    assert (report.held_back, report.unread) == ((), ())


@pytest.mark.parametrize("code", OFFICE)
def test_ordinary_questions_need_no_notes(code):
    """The part is missing then."""
    with zipfile.ZipFile(io.BytesIO(write_questions(PLAIN, code))) as package:
        assert NOTES not in package.namelist()


def test_what_a_person_changes_in_a_sheet_is_believed():
    """Notes count only for rows that read as they did; the other rows keep theirs."""
    questions = [single("甲（ ）", use="exam"), single("乙（ ）", use="exam")]
    book = openpyxl.load_workbook(io.BytesIO(write_questions(questions, "xlsx")))
    book.active["B2"] = "改过的题（ ）"
    found = _with_notes_of(write_questions(questions, "xlsx"), save(book))
    read = [one.question for one in read_questions(found, "x.xlsx").questions]
    assert [(one.stem, one.use) for one in read] == [("改过的题（ ）", "both"), ("乙（ ）", "exam")]


def _with_notes_of(first, second):
    """Return the second file with the notes of the first, as a program that carries them along saves it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as two:
        parts = {name: two.read(name) for name in two.namelist()} | {NOTES: one.read(NOTES)}
    with zipfile.ZipFile(stream, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("code", OFFICE)
@pytest.mark.parametrize("notes", [b"<a/>", b"{", b'<n:notes xmlns:n="urn:xuefa:notes">{"items": [[1, 2]]}</n:notes>'])
def test_damaged_notes_change_nothing(code, notes):
    """The text is read without them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_questions(PLAIN, code))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("customXml/other.xml", notes)
    assert [read.question for read in read_questions(stream.getvalue(), "x").questions] == PLAIN


def test_texts_that_look_like_structure_come_back_too():
    """A stem that is a heading or a key to the reader is restored by the notes of the whole file."""
    strange = [single("答案：A", ("题目", "A. 乙"), "B"), judge("一、单选题"), judge("1. 甲\n2. 乙"), single("甲（ ）")]
    for code in OFFICE:
        assert round_trip(code, strange) == strange


def test_the_template_offers_lists_and_an_example_of_every_type():
    """It is read without a doubt, so that a person may write below the examples."""
    data = excel_template()
    report = read_questions(data, "模板.xlsx")
    assert {read.question.type for read in report.questions} == {found.code for found in all_types()}
    assert (report.held_back, report.unread) == ((), ())
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    header = [cell.value for cell in sheet[1]]
    kinds = next(formula for area, formula in lists.items() if area.startswith(f"{_letter(header, '题型')}2:"))
    assert set(kinds.strip('"').split(",")) == {found.long_label for found in all_types() if found.code != "case_group"}
    assert any(area.startswith(f"{_letter(header, '难度')}2:") for area in lists)


def _letter(header, name):
    return openpyxl.utils.get_column_letter(header.index(name) + 1)


def test_no_text_becomes_a_formula():
    """Cells are text, whatever they begin with."""
    data = write_questions([single('=cmd|"/c calc"!A1', ("+1", "-1", "@x"), "A")], "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_paper_has_sections_keys_and_pictures():
    """As an examiner hands it out for checking."""
    question = single("看图\ufffc选择（ ）", ("甲", "乙"), "A", pictures=(png(1),))
    document = docx.Document(io.BytesIO(write_questions([*PLAIN, question], "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert f"一、{get_type('single_choice').long_label}" in texts and "解析：见法条。" in texts
    assert texts.count("答案：A") == 2 and len(document.inline_shapes) == 1


@pytest.mark.parametrize("code", OFFICE)
def test_no_time_stands_in_the_file(code):
    """Every member bears the first date that a zip file can."""
    with zipfile.ZipFile(io.BytesIO(write_questions(EVERY_TYPE, code))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_excel_file_shows_its_texts_whole():
    """Every program shows wrapped texts in rows as high as they need; headings stay in sight and on every page."""
    stem = "根据《中华人民共和国行政处罚法》的规定，下列哪一项属于行政机关应当告知当事人有权要求听证的情形（ ）" * 3
    data = write_questions([single(stem), single("短")], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in (2, 3)]
    assert heights[0] >= 6 * 15 and heights[1] in (None, 15)
    assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_a_word_file_is_set_in_chinese_typefaces_on_a4():
    """The typeface of Chinese text is named, else each office program takes another one, perhaps a Japanese one."""
    document = docx.Document(io.BytesIO(write_questions([single()], "docx")))
    for name, typeface in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")):
        assert document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == typeface
    assert round(document.sections[0].page_width.cm, 1) == 21.0
