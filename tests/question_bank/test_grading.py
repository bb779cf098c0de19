"""What a paper earns, and what a regrade changes."""

from decimal import Decimal
from fractions import Fraction

from question_bank import Paper, PaperItem, Question, grade_paper
from tests.question_bank.builders import judge, multiple, single

QUESTIONS = {
    1: single(key="B"),
    2: multiple(key="ABC"),
    3: judge(key="true"),
    4: Question("short_answer", "简述", (), ("要点",)),
}
PAPER = Paper("s", tuple(PaperItem(number, 0, (), Decimal(2)) for number in QUESTIONS))


def test_blank_and_malformed_are_not_wrong():
    """A missing response and one of another shape are states of their own and earn nothing."""
    result = grade_paper(PAPER, QUESTIONS, {0: "C", 1: "ABC"}, "all_or_nothing")
    assert [item.state for item in result.items] == ["wrong", "malformed", "blank", "blank"]
    assert (result.score, result.total, result.needs_marking) == (Decimal(0), Decimal(8), False)


def test_partial_rule_gives_the_share_and_a_text_waits_for_a_person():
    """少选按比例: two of three letters earn two thirds; 简答 waits."""
    result = grade_paper(PAPER, QUESTIONS, {0: "B", 1: ["A", "C"], 2: "true", 3: "答"}, "partial")
    assert [item.state for item in result.items] == ["right", "partial", "right", "needs_marking"]
    assert result.items[1].credit == Fraction(2, 3)
    assert result.score == Decimal("5.33")
    assert result.needs_marking


def test_a_regrade_is_the_same_call_with_a_newer_key():
    """The key comes from the questions passed in."""
    responses = {0: "C"}
    newer = {**QUESTIONS, 1: single(key="C")}
    assert grade_paper(PAPER, QUESTIONS, responses, "all_or_nothing").score == 0
    assert grade_paper(PAPER, newer, responses, "all_or_nothing").score == 2


def test_an_empty_paper_has_a_total_of_nothing():
    """Sums over nothing are zero."""
    result = grade_paper(Paper("s", ()), {}, {}, "partial")
    assert (result.items, result.score, result.total) == ((), Decimal(0), Decimal(0))
