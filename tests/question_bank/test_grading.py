"""What a paper earns, and what a regrade changes."""

from decimal import Decimal
from fractions import Fraction

from question_bank import Paper, PaperItem, Question, grade_paper
from tests.question_bank.builders import case, judge, multiple, single

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


WRITTEN = Question("short_answer", "说明理由", (), ("要点",))


def _grade_case(group, raw, points="10", multiple_rule="all_or_nothing"):
    paper = Paper("s", (PaperItem(1, 0, (), Decimal(points)),))
    return grade_paper(paper, {1: group}, {0: raw}, multiple_rule)


def test_a_case_earns_the_sum_of_its_parts_rounded_once():
    """Three equal parts of 10 points: two right ones earn 6.67, and the parts add up to it without drift."""
    group = case(single(key="A"), judge(key="true"), multiple(key="AB"))
    result = _grade_case(group, ["A", "false", ["A", "B"]])
    item = result.items[0]
    assert (item.state, item.credit, item.awarded) == ("partial", Fraction(2, 3), Decimal("6.67"))
    assert [(part.state, part.credit) for part in item.parts] == [("right", 1), ("wrong", 0), ("right", 1)]
    assert sum(part.awarded for part in item.parts) == item.awarded
    assert _grade_case(group, ["A", "true", ["A", "B"]]).score == Decimal(10)


def test_parts_share_by_their_own_points_when_all_have_some():
    """3 and 1 of a case worth 2 on this paper: 1.50 and 0.50; with one missing, equal shares."""
    group = case(single(key="A", points=Decimal(3)), judge(key="true", points=Decimal(1)))
    assert [part.awarded for part in _grade_case(group, ["A", "true"], "2").items[0].parts] == [
        Decimal("1.50"),
        Decimal("0.50"),
    ]
    mixed = case(single(key="A", points=Decimal(3)), judge(key="true"))
    assert _grade_case(mixed, ["A", "false"], "2").score == Decimal(1)


def test_the_multiple_rule_reaches_the_parts():
    """少选按比例 holds inside a case too."""
    group = case(multiple(key="AB"), judge(key="true"))
    assert _grade_case(group, [["A"], None], multiple_rule="partial").items[0].credit == Fraction(1, 4)


def test_a_case_waits_as_soon_as_one_answered_part_does():
    """What is marked by the machine counts already; a case whose text was left blank waits for nobody."""
    group = case(single(key="A"), WRITTEN)
    waiting = _grade_case(group, ["A", "理由"])
    assert (waiting.needs_marking, waiting.score) == (True, Decimal(5))
    assert [part.state for part in waiting.items[0].parts] == ["right", "needs_marking"]
    done = _grade_case(group, ["A", " "])
    assert (done.needs_marking, done.items[0].state, done.items[0].parts[1].state) == (False, "partial", "blank")


def test_an_unreadable_part_takes_nothing_from_the_others():
    """One part malformed, the other right; all malformed or the wrong count of parts is malformed as a whole."""
    group = case(single(key="A"), judge(key="true"))
    item = _grade_case(group, ["Z", "true"]).items[0]
    assert (item.state, item.credit) == ("partial", Fraction(1, 2))
    assert [part.state for part in item.parts] == ["malformed", "right"]
    assert [_grade_case(group, raw).items[0].state for raw in (["Z", 1], ["A"], "A")] == ["malformed"] * 3


def test_a_case_without_one_answer_is_blank():
    """Every part blank is a blank case, not a wrong one."""
    group = case(single(key="A"), judge(key="true"))
    for raw in (None, [], [None, ""]):
        item = _grade_case(group, raw).items[0]
        assert (item.state, item.awarded, [part.state for part in item.parts]) == ("blank", 0, ["blank", "blank"])
