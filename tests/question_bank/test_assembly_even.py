"""Papers that are equally hard: what is predicted, what is promised, and when there is no such paper."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import (
    LEAST_ANSWERS,
    NoEvenPaper,
    NotEnoughQuestions,
    PoolQuestion,
    assemble,
    check_even,
    check_shortfall,
    facilities_from,
    facilities_of,
    predicted_mean,
    with_facilities,
)
from question_bank.codec import spec_from_json, spec_to_json
from tests.question_bank.builders import judge, section, single, spec


def pool_with(*facilities, make=single, first=1):
    """Make questions with these facilities (percent, None for unknown) and the ids 1, 2, 3 …"""
    return [
        PoolQuestion(number, make(f"题{number}"), None if facility is None else Fraction(facility, 100))
        for number, facility in enumerate(facilities, start=first)
    ]


def even(*sections, within="1"):
    """Make a spec with a tolerance in points."""
    return replace(spec(*sections), mean_tolerance=Decimal(within))


def spread_bank(count=200):
    """Make a bank from very hard to very easy."""
    rng = random.Random(5)
    return pool_with(*(rng.randrange(5, 99) for _ in range(count)))


def test_the_mean_of_a_paper_is_that_of_its_questions():
    """Points times facility, summed; unknown as soon as one is."""
    pool = pool_with(50, 80)
    paper = assemble(spec(section(count=2, points="5")), pool, "s")
    assert predicted_mean(paper, facilities_of(pool)) == Fraction(13, 2)
    assert predicted_mean(paper, {1: Fraction(1, 2)}) is None


def test_every_paper_lies_within_the_tolerance():
    """Without one, papers of a mixed bank differ by many points; the target is the mean of an average paper."""
    bank = spread_bank()
    facilities = facilities_of(bank)
    plan = even(section(count=20, points="5"), within="0.5")
    target = 100 * sum(facilities.values()) / len(facilities)
    free = [predicted_mean(assemble(replace(plan, mean_tolerance=None), bank, str(n)), facilities) for n in range(40)]
    held = [predicted_mean(assemble(plan, bank, str(n)), facilities) for n in range(40)]
    assert max(free) - min(free) > 10
    assert all(abs(mean - target) <= Fraction(1, 2) for mean in held)


def test_papers_stay_different():
    """The exchange changes a few questions; nobody gets the same paper as a neighbour."""
    bank = spread_bank()
    plan = even(section(count=20, points="5"), within="0.5")
    papers = [{item.question_id for item in assemble(plan, bank, str(n)).items} for n in range(20)]
    free = [
        {i.question_id for i in assemble(replace(plan, mean_tolerance=None), bank, str(n)).items} for n in range(20)
    ]
    assert len(set(map(frozenset, papers))) == 20
    assert max(len(paper - other) for paper, other in zip(papers, free, strict=True)) <= 3
    assert len(set().union(*papers)) > 150


@pytest.mark.parametrize(("seed", "golden"), [("2026-1", [7, 4, 6, 2]), ("2026-2", [2, 4, 3, 5])])
def test_golden_even_papers(seed, golden):
    """The same seed gives the same paper for ever, exchanges included."""
    bank = pool_with(10, 20, 40, 60, 85, 95, 30, 70)
    paper = assemble(even(section(count=4, points="10"), within="1"), bank[::-1], seed)
    assert [item.question_id for item in paper.items] == golden


def test_a_tolerance_that_every_draw_keeps_changes_nothing():
    """Paper for paper what is drawn without one."""
    bank = spread_bank(30)
    plan = spec(section(count=5))
    wide = replace(plan, mean_tolerance=Decimal(100))
    assert [assemble(wide, bank, str(n)) for n in range(5)] == [assemble(plan, bank, str(n)) for n in range(5)]


def test_questions_without_a_facility_stay_out():
    """Nobody can promise anything about them; the shortfall says so."""
    bank = pool_with(50, 50, None, None)
    plan = even(section(count=2))
    assert {item.question_id for item in assemble(plan, bank, "s").items} == {1, 2}
    short = even(section(count=3))
    assert check_shortfall(short, bank) == (("单选", 3, 2),)
    with pytest.raises(NotEnoughQuestions, match="需要3道，有得分率、可用的2道"):
        assemble(short, bank, "s")


def test_no_even_paper_is_said_before_anything_is_drawn():
    """One of two questions, one far too hard, the other far too easy."""
    bank = pool_with(10, 90)
    plan = even(section(count=1, points="10"), within="3")
    with pytest.raises(NoEvenPaper) as caught:
        check_even(plan, bank)
    assert str(caught.value) == "组不出预测平均分在5.0分上下3分以内的试卷，请放宽允许相差的分数或补充题目。"
    check_even(replace(plan, mean_tolerance=Decimal(4)), bank)


def test_unseen_questions_are_kept_unless_they_can_not_be_even():
    """An exchange never brings in what the person knows while the rest suffices; where it can't, it does."""
    bank = pool_with(*range(10, 90, 2))
    plan = even(section(count=4, points="10"), within="1")
    seen = frozenset(range(1, 21))
    for n in range(10):
        ids = {item.question_id for item in assemble(plan, bank, str(n), seen=frozenset(range(1, 40, 2))).items}
        assert not ids & set(range(1, 40, 2))
        # Only the easy half is unseen, and it alone can't have the mean of the whole bank.
        ids = {item.question_id for item in assemble(plan, bank, str(n), seen=seen).items}
        assert ids & seen


def test_named_sections_count_but_are_not_exchanged():
    """The drawn part makes up for what is fixed only as far as the target, in which the fixed part stands too."""
    bank = spread_bank(60)
    fixed = replace(section("必答", count=2, points="5"), question_ids=(3, 4))
    plan = even(fixed, section(count=10, points="5"), within="0.5")
    for n in range(10):
        ids = {item.question_id for item in assemble(plan, bank, str(n)).items}
        assert {3, 4} <= ids
        assert len(ids) == 12


def test_a_tolerance_is_stored_with_the_spec():
    """As an exact decimal, and only where there is one."""
    plan = even(section(), within="0.5")
    assert spec_from_json(spec_to_json(plan)) == plan
    assert "mean_tolerance" not in spec_to_json(spec(section()))


@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=14),
    st.lists(st.integers(0, 100), min_size=2, max_size=6),
    st.integers(0, 40),
    st.sets(st.integers(1, 20)),
)
def test_an_even_paper_keeps_every_other_promise(facilities, judged, tenths, seen):
    """Counts, types, no question twice, within the tolerance; or the sentence."""
    bank = pool_with(*facilities) + pool_with(*judged, make=judge, first=50)
    plan = even(section(count=3), section("判断", "true_false", 2, "1"), within=f"{tenths / 10}")
    try:
        paper = assemble(plan, bank, "s", seen=frozenset(seen))
    except NoEvenPaper:
        return
    known = facilities_of(bank)
    target = 6 * Fraction(sum(facilities), 100 * len(facilities)) + 2 * Fraction(sum(judged), 100 * len(judged))
    assert abs(predicted_mean(paper, known) - target) <= Fraction(tenths, 10)
    ids = [item.question_id for item in paper.items]
    assert len(set(ids)) == 5
    assert all((question_id >= 50) == (item.section == 1) for question_id, item in zip(ids, paper.items, strict=True))


def test_facilities_of_answers():
    """Earned by possible points, for thirty answers or more; what people lose by a net rule never counts below 0."""
    half = [(1, Decimal(2), Decimal(2)), (1, Decimal(0), Decimal(2))] * 15
    worth = [(2, Decimal("0.5"), Decimal(1))] * 15 + [(2, Decimal(2), Decimal(3))] * 15
    few = [(3, Decimal(1), Decimal(1))] * (LEAST_ANSWERS - 1)
    free = [(4, Decimal(0), Decimal(0))] * 30
    below = [(5, Decimal(-1), Decimal(2))] * 30
    found = facilities_from([*half, *worth, *few, *free, *below])
    assert found == {1: Fraction(1, 2), 2: Fraction(5, 8), 5: Fraction(0)}


def test_a_pool_with_facilities():
    """Each question gets what is known of it; what was known before does not stay."""
    pool = [PoolQuestion(1, single(), Fraction(1)), PoolQuestion(2, single("另一题"), Fraction(1))]
    assert [entry.facility for entry in with_facilities(pool, {1: Fraction(1, 3)})] == [Fraction(1, 3), None]
