"""Every question type answers one contract."""

from decimal import Decimal

import pytest

from question_bank import (
    MalformedResponse,
    Option,
    Question,
    all_types,
    award,
    get_type,
)
from tests.question_bank.builders import judge, multiple, single

CASES = [(kind, example) for kind in all_types() for example in kind.examples()]


def test_all_types_are_discovered_in_screen_order():
    """Screens list 单选 first and 连线 last; each type names its control, and no two share one."""
    assert [(kind.code, kind.label, kind.control) for kind in all_types()] == [
        ("single_choice", "单选", "one"),
        ("multiple_choice", "多选", "many"),
        ("true_false", "判断", "judge"),
        ("fill_blank", "填空", "blanks"),
        ("short_answer", "简答", "text"),
        ("case_group", "案例", "parts"),
        ("ordering", "排序", "order"),
        ("matching", "连线", "pairs"),
    ]


@pytest.mark.parametrize(("kind", "example"), CASES, ids=lambda value: getattr(value, "code", ""))
def test_each_example_comes_out_as_it_says(kind, example):
    """Right, wrong, partial, blank and malformed are told apart, and points follow credit."""
    points = Decimal("2.5")
    graded = kind.grade_raw(example.question, example.raw, points, example.multiple_rule)
    assert (graded.state, graded.credit) == (example.state, example.credit)
    if example.state == "malformed":
        with pytest.raises(MalformedResponse):
            kind.parse_response(example.question, example.raw)
        return
    response = kind.parse_response(example.question, example.raw)
    assert (response is None) == (example.state == "blank")
    result = kind.grade(example.question, response, points, example.multiple_rule)
    assert (result.state, result.credit) == (example.state, example.credit)
    assert result == graded
    assert result.awarded == award(example.credit, points)


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_each_type_shows_every_outcome_it_can_have(kind):
    """A type that a person marks has neither right nor wrong; a single choice or judgement can't be partly right."""
    states = {example.state for example in kind.examples()}
    expected = {"blank", "malformed"} | ({"needs_marking"} if kind.needs_marking else {"right", "wrong"})
    if kind.code not in ("single_choice", "true_false", "short_answer"):
        expected.add("partial")
    if kind.code == "case_group":
        expected.add("needs_marking")
    assert states == expected


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_examples_are_valid_and_have_labels(kind):
    """An example obeys its own type, and labels are text for responses of every kind."""
    for example in kind.examples():
        order = tuple(option.id for option in example.question.options)
        assert kind.validate(example.question) == ()
        assert kind.key_labels(example.question, order)
        if example.state != "malformed":
            response = kind.parse_response(example.question, example.raw)
            assert kind.response_labels(example.question, response, order)
    assert kind.response_labels(kind.examples()[0].question, None, ()) == "未作答"


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.code)
def test_a_question_of_nothing_is_refused_by_every_type(kind):
    """Without stem and key no type validates."""
    problems = kind.validate(Question(kind.code, " ", (), ()))
    assert "没有题干" in problems and ("没有答案" in problems or "没有小题" in problems)


def test_labels_follow_the_shuffle():
    """The letter shown depends on the order of options; the id does not."""
    question = multiple(key="AC")
    kind = get_type("multiple_choice")
    assert kind.key_labels(question, ("D", "C", "B", "A")) == "BD"
    assert kind.response_labels(question, ("A", "B"), ("B", "D", "A", "C")) == "AC"
    assert get_type("true_false").key_labels(judge(key="false"), ()) == "错误"


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (single(options=("甲",)), "只有一个选项"),
        (single(options=()), "没有选项"),
        (single(key="E"), "答案E没有对应的选项"),
        (single(options=("甲", "")), "选项B没有内容"),
        (Question("single_choice", "题", (Option("A", "甲"), Option("A", "乙")), ("A",)), "选项字母重复（A）"),
        (Question("single_choice", "题", (Option("A", "甲"), Option("B", "乙")), ("A", "B")), "单选题有2个答案"),
        (Question("single_choice", "题", (Option("A", "甲"), Option("甲", "乙")), ("A",)), "选项字母超出A至Z"),
        (multiple(key="AA"), "答案字母重复"),
        (judge(key="yes"), "判断题的答案应为正确或错误"),
        (Question("true_false", "题", (Option("A", "对"),), ("true",)), "判断题不应有选项"),
        (Question("fill_blank", "题____", (), (("甲",), ())), "有的空没有答案"),
        (Question("fill_blank", "题____", (), ("甲",)), "有的空没有答案"),
        (Question("fill_blank", "题____", (Option("A", "对"),), (("甲",),)), "填空题不应有选项"),
        (Question("short_answer", "题", (Option("A", "对"),), ("甲",)), "简答题不应有选项"),
    ],
)
def test_breaches_are_named(question, problem):
    """Each rule of a type has its own clause."""
    assert problem in get_type(question.type).validate(question)
