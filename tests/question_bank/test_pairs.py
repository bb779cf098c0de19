"""连线题: two columns in tables, cells and any random layout become letters left, numbers right, and pairs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import read_questions
from tests.question_bank.files import excel, word

LEFT, RIGHT = ["甲", "乙"], ["一", "二"]
KEY = (("A", "2"), ("B", "1"))


def facts(report):
    """Return stem, left and right texts and key of each question."""
    return [
        (q.stem, [one.text for one in q.options], [one.text for one in q.matches], q.key)
        for q in (read.question for read in report.questions)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["左列", "右列"], ["1. 甲", "A. 一"], ["2. 乙", "B. 二"]],
        [["1. 甲", "", "A. 一"], ["2. 乙", "", "B. 二"]],
        [["1. 甲\n2. 乙", "A. 一\nB. 二"]],
        [["①甲", "②乙"], ["A.一", "B.二"]],
    ],
)
def test_a_table_of_two_columns(rows):
    """With a header, with room for the lines to draw, all of a column in one cell, or one column in each row."""

    def build(document):
        document.add_paragraph("五、连线题")
        document.add_paragraph("1. 将左右两边对应的内容连线。")
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
            cell.text = text
        document.add_paragraph("答案：1-B 2-A")

    report = read_questions(word(build), "x.docx")
    assert facts(report) == [("将左右两边对应的内容连线。", LEFT, RIGHT, KEY)]
    assert (report.held_back, report.unread, report.questions[0].number) == ((), (), "1")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["题型", "题目", "选项A", "选项B", "对应项1", "对应项2", "答案"], ["连线题", "连", *LEFT, *RIGHT, "A-2；B-1"]),
        (["题型", "题目", "选项", "答案"], ["匹配题", "连", "1.甲\n2.乙\nA.一\nB.二", "1-B,2-A"]),
        (["题型", "题目", "选项", "答案"], ["匹配题", "连", "1.甲 2.乙 | A.一 B.二", "1→B 2→A"]),
        (["题型", "题目", "答案"], ["连线题", "连\n1.甲  A.一\n2.乙  B.二", "1B2A"]),
        (["题型", "题目", "选项A", "选项B", "答案"], ["连线题", "连\n右列：1－一　2－二", *LEFT, "A-2；B-1"]),
    ],
)
def test_columns_in_a_sheet(header, row):
    """Columns of their own, or both sides in the cell of the options or of the stem."""
    assert facts(read_questions(excel(("表", [header, row])), "x.xlsx")) == [("连", LEFT, RIGHT, KEY)]


def test_a_sheet_names_the_rows_of_a_case():
    """材料题组 joins the parts to the row of their material, 要点 are what a marker looks for."""
    header = ["题型", "题目", "选项A", "选项B", "答案", "材料题组", "要点"]
    rows = [
        ["案例题", "材料", None, None, None, "3", None],
        ["单选题", "甲", "一", "二", "A", "3", None],
        ["简答题", "乙", None, None, "答", "3", "其一；其二"],
        ["判断题", "丙", None, None, "对", None, None],
    ]
    report = read_questions(excel(("表", [header, *rows])), "x.xlsx")
    case, judge = (read.question for read in report.questions)
    assert (case.stem, [part.stem for part in case.parts]) == ("材料", ["甲", "乙"])
    assert case.parts[1].key_points == ("其一", "其二") and judge.stem == "丙"
    assert (report.held_back, report.unread) == ((), ())


WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=6)
LABELS = {
    "plain": "{n}. ",
    "comma": "{n}、",
    "paren": "（{n}）",
    "circle": "{c}",
    "upper": "{l}. ",
    "bracket": "（{l}）",
}


@st.composite
def matchings(draw):
    """Make two columns, the pairs between them and a layout."""
    left = draw(st.lists(WORDS, min_size=2, max_size=5, unique=True))
    right = draw(st.lists(WORDS, min_size=len(left), max_size=7, unique=True))
    chosen = draw(st.permutations(range(len(right))))[: len(left)]
    numbers_first = draw(st.booleans())
    numbers = draw(st.sampled_from(["plain", "comma", "paren", "circle"]))
    letters = draw(st.sampled_from(["upper", "bracket"]))
    styles = (numbers, letters) if numbers_first else (letters, numbers)
    layout = draw(st.sampled_from(["beside", "below", "lines"]))
    joint = draw(st.sampled_from(["{} - {}", "{}-{}", "{}→{}", "{}{}", "{}—{}"]))
    return left, right, chosen, styles, layout, joint, draw(st.sampled_from([" ", "，", "；", "、"]))


def label(style, at):
    """Write the label of the entry with this place, counted from 0."""
    return LABELS[style].format(n=at + 1, c=chr(ord("①") + at), l="ABCDEFG"[at])


def bare(style, at):
    """Write the label as a key names it."""
    return "ABCDEFG"[at] if style in ("upper", "bracket") else str(at + 1)


@settings(deadline=None, max_examples=60)
@given(matchings())
def test_columns_in_any_layout_read_equal(matching):
    """Beside each other, one below the other, or each in one line; numbers or letters first."""
    left, right, chosen, styles, layout, joint, between = matching
    both = zip(styles, (left, right), strict=True)
    sides = [[label(style, at) + text for at, text in enumerate(texts)] for style, texts in both]
    if layout == "beside":
        rows = [f"{one}\t{sides[1][at]}" for at, one in enumerate(sides[0])] + sides[1][len(left) :]
    else:
        rows = [*sides[0], *sides[1]] if layout == "below" else ["  ".join(side) for side in sides]
    key = between.join(joint.format(bare(styles[0], at), bare(styles[1], to)) for at, to in enumerate(chosen))
    text = "\n".join(["连线题", "1. 把左右对应的内容连起来。", *rows, f"答案：{key}"])
    report = read_questions(text.encode(), "x.txt")
    pairs = tuple(("ABCDEFG"[at], str(to + 1)) for at, to in enumerate(chosen))
    assert facts(report) == [("把左右对应的内容连起来。", left, right, pairs)]
    assert report.questions[0].doubts == ()
