"""Sheets of every shape: where the header stands, what columns mean, how options stand in cells, how large one is."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from question_bank import UnreadableFile, read_questions
from tests.question_bank.files import PNG, excel, save


def read(*rows):
    """Read rows as the only sheet of a file."""
    return read_questions(excel(("表", list(rows))), "x.xlsx")


def facts(report):
    """Return type, stem, option texts and key of each question."""
    questions = [read.question for read in report.questions]
    return [(q.type, q.stem, " ".join(option.text for option in q.options), q.key) for q in questions]


def test_an_export_with_code_names_and_every_way_to_write_options_in_a_cell():
    """Title and note rows, camel-case headings, JSON of four shapes, letters with several separators, no types."""
    report = read(
        ["某局题库"],
        ["说明：请按模板填写"],
        ["questionType", "questionContent", "questionOptions", "questionAnswer", "analysis"],
        ["单选", "甲", '[{"key":"A","value":"一"},{"key":"B","value":"二"}]', "A", "因为"],
        ["多选", "乙", '["一","二","三"]', "A,B", None],
        ["判断", "丙", '{"A":"正确","B":"错误"}', "B", None],
        ["单选", "丁", '[{"label":"A","text":"一"},{"label":"B","text":"二"}]', '["A"]', None],
        [None, "戊", "正确 | 错误", "A", None],
        [None, "己", None, "正确", None],
        [None, "庚____", None, "北京", None],
        ["单选", "辛", "A.一;B.二;C.三", "C", None],
        ["单选", "壬", "A:一,B:二", "A", None],
        ["单选", "癸", "A、一 B、二 C、三", "三", None],
        ["备注：以上", None, None, None, None],
    )
    assert facts(report) == [
        ("single_choice", "甲", "一 二", ("A",)),
        ("multiple_choice", "乙", "一 二 三", ("A", "B")),
        ("true_false", "丙", "", ("false",)),
        ("single_choice", "丁", "一 二", ("A",)),
        ("true_false", "戊", "", ("true",)),
        ("true_false", "己", "", ("true",)),
        ("fill_blank", "庚____", "", (("北京",),)),
        ("single_choice", "辛", "一 二 三", ("C",)),
        ("single_choice", "壬", "一 二", ("A",)),
        ("single_choice", "癸", "一 二 三", ("C",)),
    ]
    assert (report.held_back, report.unread) == ((), ())


def test_options_below_one_heading_and_letters_in_a_second_row():
    """选项 above nameless columns, key before them; a row of letters below the header names the columns."""
    first = read(
        ["题型", "题干", "正确答案", "选项", None, None, None, "解析"],
        ["单选题", "甲", "B", "一", "二", "三", "四", "因为"],
        ["判断题", "乙", "对"],
    )
    assert facts(first) == [("single_choice", "甲", "一 二 三 四", ("B",)), ("true_false", "乙", "", ("true",))]
    second = read(
        ["序号", "题目", "选项", None, None, None, "答案"],
        [None, None, "A", "B", "C", "D", None],
        [1, "甲", "一", "二", "三", "四", "AB"],
    )
    assert facts(second) == [("multiple_choice", "甲", "一 二 三 四", ("A", "B"))]


def test_a_column_of_materials_makes_case_groups():
    """Rows of the same material belong together, also where its cells are merged."""
    book = openpyxl.Workbook()
    for row in (
        ["材料", "题目", "选项A", "选项B", "答案", "题型"],
        ["某材料", "甲", "一", "二", "A", "单选"],
        [None, "乙", None, None, "对", "判断"],
        ["另材料", "丙", "一", "二", "AB", "多选"],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    report = read_questions(save(book), "x.xlsx")
    assert [(r.question.stem, [part.type for part in r.question.parts]) for r in report.questions] == [
        ("某材料", ["single_choice", "true_false"]),
        ("另材料", ["multiple_choice"]),
    ]


def test_rows_pasted_from_a_sheet():
    """Tab separated lines below a header are a table, text before and after them stays text."""
    text = "题库\n序号\t题目\t选项A\t选项B\t答案\n1\t甲\t一\t二\tA\n2\t乙\t\t\t错\n判断题\n1. 丙\n答案：对"
    assert facts(read_questions(text.encode(), "x.txt")) == [
        ("single_choice", "甲", "一 二", ("A",)),
        ("true_false", "乙", "", ("false",)),
        ("true_false", "丙", "", ("true",)),
    ]


def test_merged_types_and_keys_by_colour():
    """A merged type holds for all its rows; a red option is the key where no column has one."""
    book = openpyxl.Workbook()
    book.active.append(["题型", "题目", "选项A", "选项B", "选项C"])
    for row, right in enumerate("BCA", start=2):
        book.active.append(["单选题" if row == 2 else None, f"第{row}题", "一", "二", "三"])
        book.active[f"{'CDE'['ABC'.index(right)]}{row}"].font = Font(color="FFFF0000")
    book.active.merge_cells("A2:A4")
    report = read_questions(save(book), "x.xlsx")
    assert [key for *_, key in facts(report)] == [("B",), ("C",), ("A",)]


def test_a_sheet_of_keys_beside_a_sheet_of_questions():
    """Columns 题号 and 答案 on their own sheet are matched by number."""
    questions = [["题号", "题型", "题目", "选项A", "选项B"], [1, "单选", "甲", "一", "二"], [2, "判断", "乙"]]
    data = excel(("题目", questions), ("答案", [["题号", "答案"], [1, "B"], [2, "×"], [3, "A"]]))
    report = read_questions(data, "x.xlsx")
    assert [key for *_, key in facts(report)] == [("B",), ("false",)]
    assert [piece.text for piece in report.unread] == ["3 A"]


def test_pictures_over_a_cell_stay_with_the_row():
    """The corner of a picture says to which cell it belongs."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        for number, row in enumerate((["题目", "答案"], ["看图", "对"], ["无图", "错"])):
            page.write_row(number, 0, row)
        page.insert_image("A2", "picture.png", {"image_data": io.BytesIO(PNG)})
    first, second = (read.question for read in read_questions(stream.getvalue(), "x.xlsx").questions)
    assert (first.stem, first.pictures[0].data[:4], second.pictures) == ("看图\ufffc", b"\x89PNG", ())


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, "000", "007"),
        (1.5, "0.00", "1.50"),
        (0.125, "0.00%", "12.50%"),
        (2.675, "0.00", "2.68"),
        (1234567, "#,##0", "1,234,567"),
        (5, '0"元"', "5元"),
        (44378, 'm"月"d"日"', "7月1日"),
        (1994, "General", "1994"),
        ("=1+1", "General", ""),
    ],
)
def test_number_formats(value, number_format, text):
    """A cell is read as it is shown; a formula that was never computed shows nothing."""
    book = openpyxl.Workbook()
    book.active.append(["题目", "选项A", "选项B", "答案"])
    book.active.append(["甲", value, "别的", "B"])
    book.active["B2"].number_format = number_format
    report = read_questions(save(book), "x.xlsx")
    found = [*(read.question for read in report.questions), *report.held_back]
    assert [option.text for option in found[0].options if option.id == "A"] == [text][: bool(text)]


def sheet(rows):
    """Return an Excel file whose only sheet has this XML between its sheetData tags."""
    data = excel(("表", [["题目", "答案"], ["甲", "对"]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = part.index(b"<sheetData>") + len(b"<sheetData>")
                part = part[:start] + rows.encode() + part[part.index(b"</sheetData>") :]
            new.writestr(name, part)
    return stream.getvalue()


def cell(reference, text):
    """Return the XML of a cell."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "题目")}{cell("B1", "答案")}</row><row r="2">{cell("A2", "甲")}{cell("B2", "对")}</row>'


def test_sheets_of_a_million_columns_and_a_million_empty_rows():
    """Cells without text cost nothing; a text far out is unread with its column; too many cells are refused."""
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 60_000))
    far = f'<row r="60001">{cell("XFC60001", "远处")}</row>'
    tracemalloc.start()
    report = read_questions(sheet(HEAD + empty + far), "x.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert facts(report) == [("true_false", "甲", "", ("true",))]
    assert [(piece.text, piece.place) for piece in report.unread] == [("远处", "第60001行第16383列")]
    assert peak < 60_000_000
    wide = "".join(f'<row r="{row}">{cell(f"BDWGN{row}", "x")}</row>' for row in range(3, 13))
    with pytest.raises(UnreadableFile, match="列数过多"):
        read_questions(sheet(HEAD + wide), "x.xlsx")


TEXTS = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=6)
OPTION_TEXTS = st.lists(TEXTS, min_size=2, max_size=5, unique=True)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(TEXTS, OPTION_TEXTS, st.integers(1, 31)), min_size=1, max_size=6),
    st.permutations(["题型", "题目", "答案", "解析"]),
    st.sampled_from(["columns", "letters", "json", "bars"]),
    st.booleans(),
)
def test_a_sheet_in_any_described_layout_reads_equal(questions, columns, style, has_title):
    """Columns in any order, options in columns or in one cell, with or without titles."""
    letters = "ABCDE"
    names = [f"选项{letter}" for letter in letters] if style == "columns" else ["选项"]
    header = [*columns[:2], *names, *columns[2:]]
    rows, expected = ([["题库"], ["填写说明：必填"]] if has_title else []) + [header], []
    for stem, options, bits in questions:
        right = [letter for index, letter in enumerate(letters[: len(options)]) if bits >> index & 1] or ["A"]
        kind = "单选题" if len(right) == 1 else "多选题"
        in_cell = {
            "letters": " | ".join(f"{letter}. {text}" for letter, text in zip(letters, options, strict=False)),
            "bars": " | ".join(options),
            "json": str([{"label": x, "text": y} for x, y in zip(letters, options, strict=False)]).replace("'", '"'),
        }
        values = {"题型": kind, "题目": stem, "答案": "".join(right), "解析": "见书", "选项": in_cell.get(style)}
        values |= {f"选项{letter}": text for letter, text in zip(letters, options, strict=False)}
        rows.append([values.get(name) for name in header])
        code = "single_choice" if len(right) == 1 else "multiple_choice"
        expected.append((code, stem, " ".join(options), tuple(right)))
    report = read_questions(excel(("表", rows)), "x.xlsx")
    assert facts(report) == expected
    assert (report.held_back, report.unread) == ((), ())
