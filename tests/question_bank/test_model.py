"""Shapes, their JSON, equal text, and the one rounding."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import (
    Citation,
    InvalidQuestion,
    NotEnoughQuestions,
    Paper,
    PaperItem,
    Question,
    all_types,
    award,
    paper_from_json,
    paper_to_json,
    question_from_json,
    question_to_json,
    spec_from_json,
    spec_to_json,
)
from question_bank.points import award_parts, shares_of
from question_bank.text import fold, mend, plain
from tests.question_bank.builders import section, single, spec


@pytest.mark.parametrize(
    ("credit", "points", "awarded"),
    [("1/3", "1", "0.33"), ("2/3", "1", "0.67"), ("1/2", "0.01", "0.01"), ("1/8", "0.1", "0.01"), ("1", "2.5", "2.50")],
)
def test_halves_round_up_to_the_hundredth(credit, points, awarded):
    """Credit times points is exact until the one rounding."""
    assert str(award(Fraction(credit), Decimal(points))) == awarded


@pytest.mark.parametrize(("credit", "points"), [("-1/2", "1"), ("3/2", "1"), ("1", "-1")])
def test_credit_outside_its_range_is_a_programming_error(credit, points):
    """Nothing can earn less than nothing or more than all."""
    with pytest.raises(ValueError, match="credit|points"):
        award(Fraction(credit), Decimal(points))


@given(
    st.lists(st.fractions(0, 1, max_denominator=12), min_size=1, max_size=9),
    st.decimals(0, 100, places=2),
)
def test_parts_add_up_to_the_whole_without_drift(credits, points):
    """However odd the shares: the parts' points are the group's, and each is within a hundredth of its exact value."""
    weighted = [credit / len(credits) for credit in credits]
    awarded = award_parts(weighted, points)
    assert sum(awarded) == award(sum(weighted), points)
    for part, credit in zip(awarded, weighted, strict=True):
        assert abs(Fraction(part) - credit * Fraction(points)) < Fraction(1, 100)
        assert credit or part == 0


@pytest.mark.parametrize(
    ("own", "shares"),
    [
        ((), ()),
        ((None,), (1,)),
        ((Decimal(3), Decimal(1)), (Fraction(3, 4), Fraction(1, 4))),
        ((Decimal(3), None), (Fraction(1, 2), Fraction(1, 2))),
        ((Decimal(3), Decimal(0)), (Fraction(1, 2), Fraction(1, 2))),
    ],
)
def test_shares_follow_own_points_when_all_have_some(own, shares):
    """One part without points, or with none to give, makes all shares equal."""
    assert shares_of(own) == shares


def test_spec_adds_up():
    """Totals come from the sections."""
    both = spec(section(count=40, points="1"), section(type="true_false", count=20, points="0.5"))
    assert (both.total_points, both.question_count) == (Decimal("50.0"), 60)


def test_json_gives_back_what_was_written():
    """Questions of every type, specs and papers survive JSON text."""
    full = single(
        explanation="见条文",
        citation=Citation("中华人民共和国行政处罚法", "第九条", "2021年修订"),
        points=Decimal("1.50"),
        topic="行政执法",
        difficulty=2,
        use="exam",
        keeps_order=True,
        source_id="1111",
    )
    questions = [full, *(example.question for kind in all_types() for example in kind.examples())]
    for question in questions:
        assert question_from_json(json.loads(json.dumps(question_to_json(question)))) == question
    plan = spec(section(topics=("宪法",), difficulties=(1, 2)), multiple_rule="partial")
    assert spec_from_json(json.loads(json.dumps(spec_to_json(plan)))) == plan
    orders = (("B", "A"), (), ("A", "B", "2", "1"), (("B", "A"), (), ("C",)))
    items = tuple(PaperItem(number, 0, order, Decimal("2.5")) for number, order in enumerate(orders))
    paper = Paper("2024", items)
    assert paper_from_json(json.loads(json.dumps(paper_to_json(paper)))) == paper


def test_a_citation_reads_as_lawyers_write_it():
    """Title in 《》, version in brackets, then the article."""
    assert str(Citation("甲法", "第九条", "2021年修订")) == "《甲法》（2021年修订）第九条"
    assert str(Citation("甲法")) == "《甲法》"


def test_errors_say_what_to_do():
    """Each error is one sentence that names the place and the next step."""
    error = NotEnoughQuestions((("多选", 20, 7),))
    assert str(error) == "题库题目不足：“多选”需要20道，可用7道，请补充题目或减少题数。"
    assert str(InvalidQuestion(("没有答案",))) == "题目不完整：没有答案，请修改后再保存。"


def test_radicals_are_mended_and_punctuation_stays():
    """Both groups of radicals become characters; brackets and commas stay as written."""
    assert mend("⽤⼈⺠的⻔⻅，（甲）\u200b\x1a") == "用人民的门见，（甲）"


@given(st.text())
def test_folding_keeps_every_place(text):
    """Patterns match on folded text and cut the stored one, so lengths are equal."""
    assert len(fold(text)) == len(text)


@given(st.text())
def test_plain_text_has_no_blanks_and_is_its_own_plain_text(text):
    """Comparing twice changes nothing."""
    assert plain(plain(text)) == plain(text)
    assert not any(character.isspace() for character in plain(text))


def test_plain_text_ignores_width_blanks_and_the_closing_stop():
    """What a person would call the same sentence is the same."""
    assert plain("国家和民  族（　　）ＡＢ。") == plain("国家和民族( )AB")
    assert plain("甲____乙") == plain("甲__乙")


def test_a_question_cannot_be_changed():
    """Versions are immutable."""
    question = Question("true_false", "陈述", (), ("true",))
    with pytest.raises(AttributeError):
        question.stem = "另一陈述"
