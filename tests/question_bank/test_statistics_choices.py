"""How often each option was taken, by whom."""

from decimal import Decimal
from fractions import Fraction

from question_bank.statistics import count_options
from tests.question_bank.builders import judge, multiple, single


def counts(question, *attempts):
    """Count (response, total) pairs; return id → (count, upper, lower)."""
    found = count_options(question, [(response, Decimal(total)) for response, total in attempts])
    return {one.option_id: (one.count, one.upper, one.lower) for one in found}


def test_every_option_and_the_blank_ones():
    """Of eight attempts the upper and the lower two; an option nobody took shows 0."""
    attempts = [("A", 9), ("A", 8), ("A", 7), ("B", 6), ("A", 5), (None, 4), ("B", 3), ("C", 2)]
    assert counts(single(), *attempts) == {
        "A": (4, 2, 0),
        "B": (2, 0, 1),
        "C": (1, 0, 1),
        "D": (0, 0, 0),
        None: (1, 0, 0),
    }
    right = [one.option_id for one in count_options(single(), []) if one.is_right]
    assert right == ["A"]


def test_equal_totals_share_the_places_of_a_group():
    """Four attempts have one place above; two of them are tied for it."""
    attempts = [("A", 9), ("B", 9), ("A", 5), ("C", 1)]
    assert counts(single(), *attempts)["A"] == (2, Fraction(1, 2), 0)
    assert counts(single(), *attempts)["B"] == (1, Fraction(1, 2), 0)


def test_several_options_of_one_response_count_each():
    """Multiple choice: the sum is more than the attempts."""
    found = counts(multiple(), (("A", "B"), 5), (("A",), 4))
    assert [found[letter][0] for letter in "ABCD"] == [2, 1, 0, 0]


def test_a_judgement_counts_both_answers():
    """The key stands there even when nobody gave it; one attempt has no groups."""
    assert counts(judge(), ("false", 1)) == {"false": (1, None, None), "true": (0, None, None), None: (0, None, None)}
