"""Sections that name their questions, and case groups: the same for everybody, in order, whole."""

from decimal import Decimal

import pytest

from question_bank import NotEnoughQuestions, SpecSection, assemble, check_shortfall, grade_paper
from question_bank.codec import spec_from_json, spec_to_json
from tests.question_bank.builders import case, judge, multiple, pool_of, section, single, spec

POOL = pool_of(*(single(f"单选{n}") for n in range(10)), *(judge(f"判断{n}") for n in range(4)))


def named(*ids, title="必答", kind="single_choice"):
    """Make a section that names its questions."""
    return SpecSection(title, kind, len(ids), Decimal(2), question_ids=ids)


def ids_of(paper):
    """Return the ids of a paper, in order."""
    return [item.question_id for item in paper.items]


def test_named_questions_stand_in_the_order_given():
    """Whatever the seed and whatever the person has seen."""
    fixed = spec(named(7, 2, 9), shuffle_questions=False, shuffle_options=False)
    for seed in "abc":
        assert ids_of(assemble(fixed, POOL, seed, seen=frozenset([7, 9]))) == [7, 2, 9]


def test_named_questions_are_shuffled_where_the_spec_says_so():
    """Everybody has the same questions, neighbours in another order."""
    papers = [ids_of(assemble(spec(named(7, 2, 9)), POOL, seed)) for seed in "abcdef"]
    assert {tuple(sorted(paper)) for paper in papers} == {(2, 7, 9)}
    assert len({tuple(paper) for paper in papers}) > 1


def test_a_golden_paper_of_both_kinds():
    """Named and drawn sections together, for ever."""
    plan = spec(named(7, 2), section(count=3), section("判断", "true_false", 2))
    assert ids_of(assemble(plan, POOL, "2026-1")) == [7, 2, 10, 6, 8, 12, 11]


def test_a_named_question_is_drawn_by_no_other_section():
    """Nine are left for the section that draws, even when it stands first and wants them all."""
    plan = spec(section(count=9), named(4))
    for seed in "abc":
        paper = ids_of(assemble(plan, POOL, seed))
        assert paper[9] == 4
        assert sorted(paper) == list(range(1, 11))
    assert check_shortfall(spec(section("其余", count=10), named(4)), POOL) == (("其余", 10, 9),)


def test_what_can_not_be_had_is_a_shortfall():
    """A named question that is missing, of another type, or named twice in the paper."""
    assert check_shortfall(spec(named(1, 99)), POOL) == (("必答", 2, 1),)
    assert check_shortfall(spec(named(1, 11)), POOL) == (("必答", 2, 1),)
    assert check_shortfall(spec(named(1), named(2, 1, title="又")), POOL) == (("又", 2, 1),)
    with pytest.raises(NotEnoughQuestions, match="“必答”需要2道，可用1道"):
        assemble(spec(named(1, 99)), POOL, "s")


def test_ids_and_count_must_agree():
    """A spec that contradicts itself can't be made."""
    with pytest.raises(ValueError, match="必答"):
        SpecSection("必答", "single_choice", 3, Decimal(2), question_ids=(1, 2))
    with pytest.raises(ValueError, match="必答"):
        SpecSection("必答", "single_choice", 2, Decimal(2), question_ids=(1, 1))


def test_a_spec_is_stored_with_its_named_questions():
    """Old specs, without them, read as before; new ones come back equal."""
    plan = spec(named(7, 2), section())
    assert spec_from_json(spec_to_json(plan)) == plan
    assert "question_ids" not in spec_to_json(spec(section()))["sections"][0]


def test_a_case_group_is_one_question_with_the_points_of_the_whole():
    """Drawn with all its parts; two parts right of four earn half of the ten points."""
    group = case(single("一"), multiple("二"), judge("三"), judge("四"))
    pool = pool_of(*(single(f"单选{n}") for n in range(3)), group)
    plan = spec(section("案例", "case_group", 1, "10"), section(count=2))
    assert (plan.question_count, plan.total_points) == (3, Decimal(14))
    paper = assemble(plan, pool, "s")
    assert (paper.items[0].question_id, paper.items[0].points) == (4, 10)
    assert len(paper.items[0].option_order) == 4
    questions = {entry.id: entry.question for entry in pool}
    result = grade_paper(paper, questions, {0: ["A", ["A"], "true", "false"]}, plan.multiple_rule)
    assert result.items[0].awarded == 5
    assert check_shortfall(spec(section("案例", "case_group", 2, "10")), pool) == (("案例", 2, 1),)
