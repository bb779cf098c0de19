"""A person's marks: what may be given to which place, and what a question earns by them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from question_bank import Option, Question, get_type

WRITTEN = Question("short_answer", "说明理由", (), ("有权",))
CHOICE = Question("single_choice", "由谁决定", (Option("A", "甲"), Option("B", "乙")), ("B",))
CASE = Question("case_group", "某店被罚款。", (), (), parts=(CHOICE, WRITTEN, WRITTEN))


def graded(question, raw, points=20):
    """Grade a raw response before anybody has marked it."""
    return get_type(question.type).grade_raw(question, raw, Decimal(points), "all_or_nothing")


@pytest.mark.parametrize(
    ("mark", "state", "credit"),
    [("20", "right", Fraction(1)), ("7.5", "partial", Fraction(3, 8)), ("0", "wrong", Fraction(0))],
)
def test_a_mark_is_its_share_of_the_points(mark, state, credit):
    """Right, partly right, wrong: by the points alone."""
    result = graded(WRITTEN, "有权")
    assert get_type(WRITTEN.type).open_marks(WRITTEN, result, Decimal(20)) == {0: Decimal(20)}
    marked = get_type(WRITTEN.type).with_marks(WRITTEN, result, {0: Decimal(mark)}, Decimal(20))
    assert (marked.state, marked.credit, marked.awarded) == (state, credit, Decimal(mark))


def test_each_written_part_of_a_case_waits_for_its_own_mark():
    """Shares of a third; the blank part waits for nobody; the group waits until all are marked."""
    kind = get_type(CASE.type)
    result = graded(CASE, ["B", "有权", "因为"])
    assert kind.open_marks(CASE, result, Decimal(20)) == {1: Decimal("6.67"), 2: Decimal("6.67")}
    half = kind.with_marks(CASE, result, {1: Decimal("6.67")}, Decimal(20))
    assert (half.state, [part.state for part in half.parts]) == ("needs_marking", ["right", "right", "needs_marking"])
    done = kind.with_marks(CASE, half, {2: Decimal("0")}, Decimal(20))
    assert (done.state, done.awarded) == ("partial", Decimal("13.33"))
    assert kind.open_marks(CASE, graded(CASE, ["B", "", None]), Decimal(20)) == {}


def test_marks_change_nothing_that_does_not_wait():
    """A choice stays as it was graded, and so does a response that was marked before."""
    kind, result = get_type(CHOICE.type), graded(CHOICE, "B")
    assert kind.open_marks(CHOICE, result, Decimal(20)) == {}
    assert kind.with_marks(CHOICE, result, {0: Decimal(0)}, Decimal(20)) == result
    again = replace(graded(WRITTEN, "有权"), state="wrong")
    assert get_type(WRITTEN.type).with_marks(WRITTEN, again, {0: Decimal(20)}, Decimal(20)) == again
