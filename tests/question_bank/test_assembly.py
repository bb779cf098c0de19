"""Which questions a paper holds: for ever the same, never twice, unseen first, shortfall explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import NotEnoughQuestions, assemble, check_shortfall
from tests.question_bank.builders import judge, multiple, pool_of, section, single, spec

POOL = pool_of(
    *(single(f"单选{n}", topic="宪法" if n % 3 else "处罚", difficulty=n % 5 + 1) for n in range(12)),
    *(multiple(f"多选{n}") for n in range(6)),
    *(judge(f"判断{n}") for n in range(6)),
)
SPEC = spec(section(count=4), section("多选", "multiple_choice", 2), section("判断", "true_false", 2))


def shape(paper):
    """Write a paper on one line: id and option order of each place."""
    return " ".join(f"{item.question_id}{''.join(item.option_order)}" for item in paper.items)


@pytest.mark.parametrize(
    ("seed", "golden"),
    [
        ("2024-1", "8BCAD 9DCAB 6DCBA 2CBAD 18ACDB 15CADB 19 22"),
        ("2024-2", "11DCBA 3ABCD 6BCAD 10CDBA 13ACBD 18CDAB 22 20"),
        ("学法", "6DACB 4ADBC 1CADB 5BCDA 16BCAD 17BACD 19 20"),
    ],
)
def test_golden_papers(seed, golden):
    """The same seed gives the same paper for ever; a changed line here means that old papers can't be rebuilt."""
    assert shape(assemble(SPEC, POOL, seed)) == golden


def test_the_order_of_the_pool_makes_no_difference():
    """A query without ORDER BY still gives the same paper."""
    assert assemble(SPEC, POOL[::-1], "s") == assemble(SPEC, POOL, "s")


def test_without_shuffling_order_is_that_of_the_bank():
    """Questions stand by id, options as stored."""
    paper = assemble(spec(section(count=5), shuffle_questions=False, shuffle_options=False), POOL, "s")
    ids = [item.question_id for item in paper.items]
    assert ids == sorted(ids)
    assert {item.option_order for item in paper.items} == {("A", "B", "C", "D")}


def test_options_that_name_each_other_keep_their_order():
    """以上都是 stays last whatever the spec says, and judgements have no options to shuffle."""
    pool = pool_of(*(single(f"题{n}", keeps_order=True) for n in range(8)), judge())
    paper = assemble(spec(section(count=8), section("判断", "true_false", 1)), pool, "s")
    assert {item.option_order for item in paper.items} == {("A", "B", "C", "D"), ()}


def test_shortfall_names_each_section_before_anything_is_drawn():
    """Title, wanted and available stand in the error."""
    short = spec(section("单选", count=13), section("多选", "multiple_choice", 2), section("判断", "true_false", 9))
    assert check_shortfall(short, POOL) == (("单选", 13, 12), ("判断", 9, 6))
    with pytest.raises(NotEnoughQuestions) as caught:
        assemble(short, POOL, "s")
    assert caught.value.shortfalls == (("单选", 13, 12), ("判断", 9, 6))


def test_sections_that_share_questions_are_weighed_together():
    """A wide section leaves to a narrow one what that one can't do without, and no question stands twice."""
    wide_then_narrow = spec(section("任意", count=8), section("处罚", count=4, topics=["处罚"]))
    assert check_shortfall(wide_then_narrow, POOL) == ()
    for seed in "abcdefgh":
        paper = assemble(wide_then_narrow, POOL, seed)
        assert len({item.question_id for item in paper.items}) == 12
    too_many = spec(section("任意", count=9), section("处罚", count=4, topics=["处罚"]))
    assert check_shortfall(too_many, POOL) == (("处罚", 4, 3),)


def test_topics_and_difficulties_narrow_a_section():
    """Only questions of the topics and difficulties asked for are drawn."""
    narrow = spec(section(count=2, topics=["宪法"], difficulties=[2, 3]))
    drawn = {item.question_id for item in assemble(narrow, POOL, "s").items}
    questions = {entry.id: entry.question for entry in POOL}
    assert all(questions[n].topic == "宪法" and questions[n].difficulty in (2, 3) for n in drawn)


def test_questions_seen_before_come_in_only_when_the_rest_does_not_suffice():
    """Ten of twelve seen: both unseen ones are in; with enough unseen ones no seen one is."""
    seen = frozenset(range(1, 11))
    ids = {item.question_id for item in assemble(spec(section(count=4)), POOL, "s", seen=seen).items}
    assert {11, 12} <= ids
    ids = {item.question_id for item in assemble(spec(section(count=4)), POOL, "s", seen=frozenset(range(1, 9))).items}
    assert ids == {9, 10, 11, 12}


def test_unseen_questions_are_kept_for_the_narrow_section():
    """Where unseen questions suffice for all sections together, no seen one is drawn."""
    wide_then_narrow = spec(section("任意", count=6), section("处罚", count=2, topics=["处罚"]))
    penalty = sorted(entry.id for entry in POOL if entry.question.topic == "处罚")
    seen = frozenset(penalty[:2])
    for seed in "abcdefgh":
        paper = assemble(wide_then_narrow, POOL, seed, seen=seen)
        assert not seen & {item.question_id for item in paper.items}


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 2)), max_size=9), st.data())
def test_a_paper_is_drawn_exactly_when_there_is_no_shortfall(entries, data):
    """Whatever overlaps, check and draw agree, counts are exact and every question fits its section."""
    pool = pool_of(*(single(f"题{n}", topic=t, difficulty=d) for n, (t, d) in enumerate(entries)))
    sections = [
        section(
            str(n),
            count=data.draw(st.integers(1, 3)),
            topics=data.draw(st.lists(st.sampled_from("甲乙丙"), unique=True, max_size=2)),
            difficulties=data.draw(st.lists(st.integers(1, 2), unique=True, max_size=1)),
        )
        for n in range(data.draw(st.integers(1, 3)))
    ]
    plan = spec(*sections)
    seen = frozenset(data.draw(st.sets(st.integers(1, 9))))
    if check_shortfall(plan, pool):
        with pytest.raises(NotEnoughQuestions):
            assemble(plan, pool, "s", seen=seen)
        return
    paper = assemble(plan, pool, "s", seen=seen)
    ids = [item.question_id for item in paper.items]
    questions = {entry.id: entry.question for entry in pool}
    assert len(set(ids)) == len(ids) == plan.question_count
    assert all(sections[item.section].wants(questions[item.question_id]) for item in paper.items)
