"""What Word, Excel and text files show is what is read."""

import datetime

import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from question_bank import read_questions
from question_bank.formats import all_formats
from question_bank.formats._cells import shown
from question_bank.formats._numbering import Numbering
from tests.question_bank.files import excel, save, word

BANK = "单选题\n1. ⽤甲（ ）\nA. 一\nB. 二\n答案：B"


def facts(report):
    """Return type, stem, option texts and key of each question."""
    questions = [read.question for read in report.questions]
    return [(each.type, each.stem, [option.text for option in each.options], each.key) for each in questions]


ONE = [("single_choice", "用甲（ ）", ["一", "二"], ("B",))]


def test_formats_are_discovered_and_plain_text_comes_last():
    """Anything may look like plain text, so it is tried last."""
    assert {found.code for found in all_formats()} >= {"docx", "xlsx", "csv", "txt"}
    assert all_formats()[-1].code == "txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, line_end):
    """Every usual encoding gives the same question."""
    data = BANK.replace("\n", line_end).encode(encoding)
    assert facts(read_questions(data, "题库.txt")) == ONE


@pytest.mark.parametrize("name", ["题库.docx", "题库.txt", "题库"])
def test_the_content_decides_and_not_the_name(name):
    """A Word file named .txt is read as what it is."""
    data = word(lambda document: [document.add_paragraph(line) for line in BANK.split("\n")])
    report = read_questions(data, name)
    assert report.format == "docx" and facts(report) == ONE
    assert report.questions[0].place == "第2段"


def test_soft_breaks_tabs_and_tracked_changes():
    """A line break inside a paragraph parts stem and option; deleted text is gone, inserted text is there."""

    def build(document):
        paragraph = document.add_paragraph("1. 甲")
        deleted = OxmlElement("w:del")
        run = paragraph.add_run("旧")._r
        run.find(qn("w:t")).tag = qn("w:delText")
        deleted.append(run)
        paragraph._p.append(deleted)
        inserted = OxmlElement("w:ins")
        inserted.append(paragraph.add_run("新（ ）")._r)
        paragraph._p.append(inserted)
        last = paragraph.add_run()
        last.add_break()
        last.add_text("A. 一")
        document.add_paragraph("B. 二\tC. 三")
        document.add_paragraph("答案：C")

    assert facts(read_questions(word(build), "x.docx")) == [
        ("single_choice", "甲新（ ）", ["一", "二", "三"], ("C",))
    ]


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbering(form="decimal"):
    """Make the numbering of a document."""
    return parse_xml(NUMBERING.format(ns=nsdecls("w"), form=form))


def properties(list_id, level=0):
    """Make paragraph properties that belong to a list."""
    return parse_xml(
        f"<w:pPr {nsdecls('w')}><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr></w:pPr>"
    )


def test_numbers_made_by_word_are_read():
    """Question numbers and option letters that stand in no text come from the list definitions."""

    def build(document):
        part = document.part.numbering_part
        part._element[:] = numbering()[:]
        for text, level in [("甲（ ）", 0), ("一", 1), ("二", 1), ("乙（ ）", 0), ("三", 1), ("四", 1)]:
            paragraph = document.add_paragraph(text)
            paragraph._p.insert(0, properties(1, level))
            if text in "二四":
                document.add_paragraph("答案：B")

    report = read_questions(word(build), "x.docx")
    assert [(r.number, r.question.stem, len(r.question.options)) for r in report.questions] == [
        ("1", "甲（ ）", 2),
        ("2", "乙（ ）", 2),
    ]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", "1、 2、 5、 6、"),
        ("chineseCounting", "一、 二、 五、 六、"),
        ("lowerLetter", "a、 b、 e、 f、"),
        ("upperRoman", "I、 II、 V、 VI、"),
        ("lowerRoman", "i、 ii、 v、 vi、"),
        ("decimalEnclosedCircle", "①、 ②、 ⑤、 ⑥、"),
    ],
)
def test_list_forms_and_restarts(form, numbers):
    """Each list form is written as Word writes it; an override restarts the count."""
    lists = Numbering(numbering(form), None)
    assert [lists.prefix(properties(list_id)) for list_id in (2, 2, 3, 3)] == numbers.split()


def test_numbers_beyond_ten_and_lists_that_show_nothing():
    """Chinese tens, double letters, bullets and paragraphs outside any list."""
    lists = Numbering(numbering("chineseCounting"), None)
    assert [lists.prefix(properties(2)) for _ in range(21)][-11::10] == ["十一、", "二十一、"]
    assert Numbering(numbering("bullet"), None).prefix(properties(2)) == ""
    assert Numbering(numbering(), None).prefix(None) == ""
    assert Numbering(None, None).prefix(properties(2)) == ""


def test_a_style_may_carry_the_list():
    """A paragraph style, or the style it is based on, numbers its paragraphs."""
    styles = parse_xml(
        f"<w:styles {nsdecls('w')}><w:style w:styleId='a'>"
        "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>"
        "<w:style w:styleId='c'><w:basedOn w:val='c'/></w:style></w:styles>"
    )
    lists = Numbering(numbering(), styles)
    found = [
        lists.prefix(parse_xml(f"<w:pPr {nsdecls('w')}><w:pStyle w:val='{name}'/></w:pPr>")) for name in ("a", "b", "c")
    ]
    assert found == ["1、", "2、", ""]


def test_tables_in_word_with_and_without_a_header():
    """A table with a header gives its rows; one that only lays out the page is read as text."""

    def build(document):
        table = document.add_table(rows=2, cols=4)
        for cell, text in zip(table._cells, ["题目", "选项A", "选项B", "答案", "甲", "一", "二", "A"], strict=True):
            cell.text = text
        document.add_paragraph("判断题")
        layout = document.add_table(rows=1, cols=1)
        layout.cell(0, 0).text = "1. 乙\n答案：对"

    report = read_questions(word(build), "x.docx")
    assert facts(report) == [
        ("single_choice", "甲", ["一", "二"], ("A",)),
        ("true_false", "乙", [], ("true",)),
    ]
    assert [r.place for r in report.questions] == ["表1第2行", "表2第1行"]


def test_text_boxes_are_read_once_and_pictures_hold_a_question_back():
    """Both versions of a text box hold the same text; a picture can't be kept, so its question waits for a person."""
    box = (
        "<w:r {ns} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>1. 甲</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>答案：对</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>1. 甲</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    picture = (
        "<w:r {ns} xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
        "<w:drawing><a:blip/></w:drawing></w:r>"
    )

    def build(document):
        document.add_paragraph()._p.append(parse_xml(box.format(ns=nsdecls("w"))))
        document.add_paragraph("2. 看图")._p.append(parse_xml(picture.format(ns=nsdecls("w"))))
        document.add_paragraph("答案：错")

    report = read_questions(word(build), "x.docx")
    assert facts(report) == [("true_false", "甲", [], ("true",))]
    assert [item.reason for item in report.held_back] == ["题目含有图片，请改用文字表述"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1994, "General", "1994"),
        (1994.0, "General", "1994"),
        (0.1, "General", "0.1"),
        (0.1 + 0.2, "General", "0.3"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (None, "General", ""),
        (datetime.datetime(2021, 7, 5), "yyyy-mm-dd", "2021-07-05"),
        (datetime.datetime(2021, 7, 5), 'yyyy"年"m"月"d"日"', "2021年7月5日"),
        (datetime.datetime(2021, 7, 5), 'yyyy"年"m"月"', "2021年7月"),
        (datetime.datetime(2021, 7, 5, 9, 30), "yyyy-mm-dd h:mm", "2021-07-05 09:30"),
        (datetime.time(9, 30), "h:mm", "09:30"),
    ],
)
def test_cells_read_as_people_see_them(value, number_format, text):
    """1994 and not 1994.0, percents and dates by their format."""
    assert shown(value, number_format) == text


def test_a_sheet_with_titles_strange_columns_and_every_field():
    """Title rows, key before options, synonyms, a section row, a second header and an unknown column are understood."""
    rows = [
        ["某单位题库模板"],
        ["填写说明：题型必填"],
        ["序号", "题型", "试题内容", "正确答案", "A", "B", "C", "难度", "分值", "知识点", "依据", "备注", "暗号"],
        [1, "单选题", "甲（ ）", "b", 1994, "B. 二", None, 2, 1.5, "程序", "《甲法》第九条", "因为", None],
        [2, "判断", "乙", "×", None, None, None, "难", None, None, None, None, "某人"],
        [3, "多选", "丙", "A,C", "一", "二", "三"],
        ["二、填空题"],
        [4, None, "丁____", "一/壹"],
        ["题号", "题型", "题目", "答案"],
        [5, "简答题", "戊", "简要回答"],
        [6, "作图题", "己", "A-1"],
        [7, None, None],
    ]
    report = read_questions(excel(("表", rows)), "x.xlsx")
    assert facts(report) == [
        ("single_choice", "甲（ ）", ["1994", "二"], ("B",)),
        ("true_false", "乙", [], ("false",)),
        ("multiple_choice", "丙", ["一", "二", "三"], ("A", "C")),
        ("fill_blank", "丁____", [], (("一", "壹"),)),
        ("short_answer", "戊", [], ("简要回答",)),
    ]
    assert ["题型“作图题”无法识别" in item.reason for item in report.held_back] == [True]
    assert [(piece.text, piece.place) for piece in report.unread] == [("某人", "第5行第13列")]
    first = report.questions[0]
    assert (first.number, first.place, first.question.difficulty, str(first.question.points)) == ("1", "第4行", 2, "1.5")
    assert (first.question.topic, str(first.question.citation)) == ("程序", "《甲法》第九条")
    assert first.question.explanation == "因为"
    assert report.questions[3].section == "二、填空题"


@pytest.mark.parametrize(
    ("options", "key", "expected"),
    [
        ("A. 一 | B. <a> | C. 三", "B", ["一", "<a>", "三"]),
        ("A、一\nB、二", "B", ["一", "二"]),
        ("一；二；三", "B", ["一", "二", "三"]),
        ("一|二", "B", ["一", "二"]),
        ('["一", "二"]', "B", ["一", "二"]),
        ('{"A": "一", "B": "二"}', "B", ["一", "二"]),
        ('[{"label": "A", "text": "一"}, {"label": "B", "content": "二"}]', "B", ["一", "二"]),
        ("[甲]一|[乙]二", "B", ["[甲]一", "[乙]二"]),
    ],
)
def test_options_in_one_cell(options, key, expected):
    """Lettered, separated or JSON."""
    report = read_questions(excel(("表", [["题目", "选项", "答案"], ["甲", options, key]])), "x.xlsx")
    assert facts(report) == [("single_choice", "甲", expected, (key,))]


def test_hidden_sheets_are_not_published_and_places_name_the_sheet():
    """With several sheets the place says which; a hidden one may hold an old version."""
    book = openpyxl.Workbook()
    book.active.title = "单选"
    for title in ("判断", "旧版", "空"):
        book.create_sheet(title)
    for title, stem in (("单选", "甲"), ("判断", "乙"), ("旧版", "丙")):
        book[title].append(["题目", "答案"])
        book[title].append([stem, "对"])
    book["旧版"].sheet_state = "hidden"
    report = read_questions(save(book), "x.xlsx")
    assert [(r.question.stem, r.place) for r in report.questions] == [
        ("甲", "工作表“单选”第2行"),
        ("乙", "工作表“判断”第2行"),
    ]


def test_a_sheet_without_header_is_read_as_text():
    """One column of lines, as if pasted from Word."""
    report = read_questions(excel(("表", [[line] for line in BANK.split("\n")])), "x.xlsx")
    assert facts(report) == ONE and report.questions[0].place == "第2行"


def test_a_cell_at_the_far_corner_does_not_matter():
    """A used range of all columns costs nothing; rows beyond the limit are refused with a sentence."""
    book = openpyxl.Workbook()
    book.active.append(["题目", "答案"])
    book.active.append(["甲", "对"])
    book.active["XFC2"] = " "
    assert facts(read_questions(save(book), "x.xlsx")) == [("true_false", "甲", [], ("true",))]


@pytest.mark.parametrize(("delimiter", "name"), [(",", "题库.csv"), ("\t", "题库.tsv"), (";", "题库.csv")])
def test_tables_saved_as_text(delimiter, name):
    """Comma, tab and semicolon, quoted cells with line ends."""
    rows = [["题目", "选项A", "选项B", "答案"], ['"甲\n（ ）"', "一", "二", "A"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode("gb18030")
    report = read_questions(data, name)
    assert report.format == "csv"
    assert facts(report) == [("single_choice", "甲\n（ ）", ["一", "二"], ("A",))]
