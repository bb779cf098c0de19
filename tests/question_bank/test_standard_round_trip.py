"""What leaves in a format comes back equal, whatever its texts hold; the same questions give the same bytes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank import writable_formats, write_questions
from question_bank.types import all_types
from tests.question_bank.builders import single
from tests.question_bank.standard import CASE, EVERY_TYPE, questions, round_trip

CODES = [found.code for found in writable_formats()]
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def test_the_examples_cover_every_type():
    """A new type has to travel too."""
    assert {question.type for question in EVERY_TYPE} == {found.code for found in all_types()}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("question", EVERY_TYPE, ids=lambda question: f"{question.type}: {question.stem[:12]}")
def test_every_type_comes_back_equal(code, question):
    """With topic, difficulty, points, citation, explanation, use and id where it has them."""
    assert round_trip(code, [question]) == [question]


@pytest.mark.parametrize("code", CODES)
def test_all_of_them_in_one_file(code):
    """Nothing of one question leaks into the next."""
    assert round_trip(code, EVERY_TYPE) == list(EVERY_TYPE)


@pytest.mark.parametrize("code", CODES)
def test_two_case_groups_beside_each_other(code):
    """Their parts don't mix."""
    other = replace(CASE, stem="另一份材料。", parts=CASE.parts[2:], explanation="总的解析", points=Decimal(5))
    assert round_trip(code, [CASE, other, single()]) == [CASE, other, single()]


@pytest.mark.parametrize("code", CODES)
def test_the_same_questions_give_the_same_bytes(code):
    """No time, no chance."""
    assert write_questions(EVERY_TYPE, code) == write_questions(EVERY_TYPE, code)


@pytest.mark.parametrize("code", CODES)
@QUICK
@given(found=st.lists(questions(), min_size=1, max_size=4))
def test_any_question_comes_back_equal(code, found):
    """Signs of the format, tags, blanks and line breaks inside texts included."""
    assert round_trip(code, found) == found


def test_a_format_that_can_only_be_read_is_refused():
    """Aiken, text and old Word files are not written."""
    with pytest.raises(KeyError):
        write_questions([single()], "txt")
