"""A question that leaves as Excel to be mended comes back equal, whatever its type."""

from decimal import Decimal

import pytest

from question_bank import Citation, Option, Question, read_questions
from tests.bank.test_larger_types import report_of
from webapp.bank.sheets import held_back_sheet

CITED = Citation("中华人民共和国宪法", "第一条", "2018年修正")
SEVEN = tuple(Option(letter, text) for letter, text in zip("ABCDEFG", "甲乙丙丁戊己庚", strict=True))
TWO = (Option("A", "甲"), Option("B", "=1+1"))


@pytest.mark.parametrize(
    "question",
    [
        Question("single_choice", "选哪个（ ）", TWO, ("B",), explanation="见条文。", citation=CITED, topic="宪法"),
        Question("multiple_choice", "选哪些（ ）", SEVEN, ("A", "C", "G"), points=Decimal("2.5"), difficulty=3),
        Question("multiple_choice", "不定项（ ）", TWO, ("A",)),
        Question("true_false", "宪法是根本法。", (), ("true",)),
        Question("fill_blank", "由____通过，____公布。", (), (("全国人大", "全国人民代表大会"), ("主席团",))),
        Question("short_answer", "简述原则。", (), ("一是公正。\n（1）二是公开。",)),
    ],
    ids=lambda question: f"{question.type}-{len(question.options)}",
)
def test_a_question_comes_back_equal(question: Question) -> None:
    """Export and import are each other's inverse for every basic type."""
    receipt = {"conflicts": [{"index": 0, "other_key": "乙", "place": "第1段"}]}
    report = read_questions(held_back_sheet(report_of(question), receipt), "待补题目.xlsx")
    assert [read.question for read in report.questions] == [question]
    assert (report.held_back, report.unread) == ((), ())
