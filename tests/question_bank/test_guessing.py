"""What blind guessing earns, type by type, against trying every response."""

from fractions import Fraction
from itertools import product

import pytest

from question_bank import Option, Question, all_types, get_type
from tests.question_bank.builders import case, judge, multiple, single


def tried(question, responses):
    """Average the credit of equally likely responses."""
    kind = get_type(question.type)
    credits = [kind.credit(question, response, "all_or_nothing") for response in responses]
    return sum(credits, Fraction(0)) / len(credits)


def score(question):
    """Ask the type."""
    return get_type(question.type).random_guess_score(question)


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_every_type_answers(kind):
    """A share of 1, or None where nobody can say."""
    for example in kind.examples():
        found = kind.random_guess_score(example.question)
        assert found is None or 0 <= found <= 1


def test_choices_are_equally_likely():
    """One of five options, one of two judgements."""
    question = single(options="甲乙丙丁戊")
    assert score(question) == tried(question, "ABCDE") == Fraction(1, 5)
    assert score(judge()) == tried(judge(), ["true", "false"]) == Fraction(1, 2)


def test_matches_are_equally_likely_for_each_option():
    """Two of the three matches read the same, so either serves."""
    question = Question(
        "matching",
        "连线",
        (Option("A", "设区的市"), Option("B", "国务院部门")),
        (("A", "1"), ("B", "2")),
        matches=(Option("1", "规章"), Option("2", "规章"), Option("3", "法律")),
    )
    pairs = [tuple(zip("AB", chosen, strict=True)) for chosen in product("123", repeat=2)]
    assert score(question) == tried(question, pairs) == Fraction(2, 3)


def test_a_group_is_guessed_part_by_part():
    """Its parts' scores by their shares; one part that can't be guessed at leaves the whole open."""
    assert score(case(single(), judge())) == Fraction(3, 8)
    assert score(case(single(), multiple())) is None


def test_what_is_written_is_not_guessed():
    """A blank filled or a text written at random earns nothing; how many options a guesser ticks is unknown."""
    assert score(Question("fill_blank", "____", (), (("十",),))) == 0
    assert score(Question("short_answer", "简述", (), ("答",))) == 0
    assert score(multiple()) is None
