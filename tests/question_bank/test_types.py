"""Every question type answers one contract."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import (
    MalformedResponse,
    Option,
    Picture,
    Question,
    all_types,
    award,
    compare,
    get_type,
)
from tests.question_bank.builders import case, judge, multiple, order, pairs, single

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
        (Question("short_answer", "题", (), ("甲",), key_points=("要点", " ")), "有的要点没有内容"),
        (order(key="AB"), "答案应把每个选项各排一次"),
        (order(key="ABB"), "答案应把每个选项各排一次"),
        (order(options=("甲",), key="A"), "只有一个选项"),
        (order(key=""), "没有答案"),
        (pairs(matches=()), "没有可连的右列"),
        (pairs(matches=("一", "")), "右列有的项没有内容"),
        (pairs(key=("A2",)), "每个选项都应有一个且只有一个对应项"),
        (pairs(key=("A2", "B1", "B2")), "每个选项都应有一个且只有一个对应项"),
        (pairs(key=("A2", "B9")), "答案里有右列没有的项"),
        (pairs(key=()), "没有答案"),
        (Question("matching", "题", (Option("A", "甲"), Option("B", "乙")), ("A2", "B1")), "连线题的答案应为左右成对"),
        (
            Question("matching", "题", (), (), matches=(Option("a", "一"), Option("a", "二"))),
            "右列的编号应为不重复的数字",
        ),
        (case(single(), single(key="E")), "第2小题答案E没有对应的选项"),
        (case(case(single())), "第1小题的题型不能放在案例题里"),
        (case(Question("essay", "题", (), ("甲",))), "第1小题的题型不能放在案例题里"),
        (Question("case_group", "料", (), ("A",), parts=(single(),)), "案例题的选项和答案应写在小题里"),
    ],
)
def test_breaches_are_named(question, problem):
    """Each rule of a type has its own clause."""
    assert problem in get_type(question.type).validate(question)


@pytest.mark.parametrize(
    ("given", "credit"),
    [
        (["一", "二", "三"], 1),
        (["三", "一", "二"], 1),
        (["二", "二", "二"], "1/3"),
        (["三", "一", "一"], 1),
        (["", "", "乙"], 0),
    ],
)
def test_blanks_in_any_order_are_filled_as_well_as_they_can_be(given, credit):
    """一 fits two blanks and 二 only one of them: no right text is lost to a blank that another could have had."""
    question = Question("fill_blank", "题__", (), (("一", "二"), ("一", "三"), ("三", "一")), any_order=True)
    kind = get_type("fill_blank")
    assert kind.credit(question, tuple(given), "all_or_nothing") == Fraction(credit)


@given(st.lists(st.sampled_from("甲乙丙丁"), min_size=3, max_size=3), st.permutations(range(3)))
def test_the_order_of_texts_makes_no_difference_where_it_is_free(texts, turn):
    """Whatever is filled in, turning the texts round earns the same."""
    question = Question("fill_blank", "题__", (), (("甲", "乙"), ("乙",), ("乙", "丙")), any_order=True)
    kind = get_type("fill_blank")
    turned = tuple(texts[place] for place in turn)
    assert kind.credit(question, tuple(texts), "partial") == kind.credit(question, turned, "partial")


@given(
    st.lists(st.sets(st.sampled_from("甲乙丙丁"), min_size=1), min_size=1, max_size=4).flatmap(
        lambda blanks: st.tuples(
            st.just(blanks), st.lists(st.sampled_from("甲乙丙丁戊"), min_size=len(blanks), max_size=len(blanks))
        )
    )
)
def test_no_other_way_to_fill_the_blanks_earns_more(case_of):
    """Compared with trying every way to put the texts into the blanks."""
    blanks, texts = case_of
    question = Question("fill_blank", "题__", (), tuple(map(tuple, map(sorted, blanks))), any_order=True)
    best = max(sum(text in blank for text, blank in zip(turn, blanks, strict=True)) for turn in permutations(texts))
    assert get_type("fill_blank").credit(question, tuple(texts), "partial") == Fraction(best, len(blanks))


@given(st.sets(st.sampled_from("ABCDE"), min_size=1), st.sets(st.sampled_from("ABCDE"), min_size=1))
def test_net_credit_lies_between_nothing_and_all(key, chosen):
    """Only exactly the key earns all; ticking everything earns nothing unless everything is right."""
    question = multiple(options=("甲", "乙", "丙", "丁", "戊"), key="".join(sorted(key)))
    kind = get_type("multiple_choice")
    credit = kind.credit(question, tuple(sorted(chosen)), "net")
    assert 0 <= credit <= 1
    assert (credit == 1) == (chosen == key)
    assert kind.credit(question, tuple("ABCDE"), "net") == (1 if key == set("ABCDE") else 0)


def test_labels_of_the_newer_types_follow_the_shuffle():
    """Orders in shown letters, pairs with the text of the match, parts with their numbers."""
    assert get_type("ordering").key_labels(order(key="BAC"), ("C", "B", "A")) == "B→C→A"
    assert get_type("ordering").response_labels(order(), ("B", "", "A"), ()) == "B→—→A"
    assert get_type("matching").key_labels(pairs(), ("B", "A", "3", "1", "2")) == "A—一；B—二"
    group = case(single(key="A"), judge(key="true"))
    kind = get_type("case_group")
    assert kind.key_labels(group, (("B", "A", "C", "D"), ())) == "（1）B；（2）正确"
    assert kind.response_labels(group, ("A", None), ()) == "（1）A；（2）未作答"


def test_an_order_that_would_give_the_key_away_is_never_shown():
    """Stored in the right order, an ordering and a matching are shuffled even on a paper that shuffles nothing."""
    ranks = {"A": "2", "B": "3", "C": "1", "1": "6", "2": "5", "3": "4"}
    assert get_type("ordering").shown_order(order(key="ABC"), False, ranks.get) == ("C", "A", "B")
    assert get_type("ordering").shown_order(order(key="BAC"), False, ranks.get) == ("A", "B", "C")
    matching = get_type("matching")
    assert matching.shown_order(pairs(key=("A1", "B2")), False, ranks.get) == ("A", "B", "3", "2", "1")
    assert matching.shown_order(pairs(key=("A2", "B1")), False, ranks.get) == ("A", "B", "1", "2", "3")
    group = case(single(options=("甲", "乙"), keeps_order=True), order(key="ABC"))
    shown = get_type("case_group").shown_order(group, True, lambda name: ranks[name[-1]])
    assert shown == (("A", "B"), ("C", "A", "B"))


@pytest.mark.parametrize(
    ("question", "fields", "raw"),
    [
        (single(), {"q": ["B"]}, "B"),
        (single(), {}, None),
        (multiple(), {"q": ["B", "A"]}, ["B", "A"]),
        (multiple(), {}, []),
        (Question("fill_blank", "题__", (), (("甲",), ("乙",))), {"q": ["", "乙"]}, ["", "乙"]),
        (Question("short_answer", "题", (), ("甲",)), {"q": ["话"]}, "话"),
        (order(), {"q": ["A:2", "", "C:1"]}, ["C", "A", ""]),
        (pairs(), {"q": ["A:3", ""]}, [["A", "3"]]),
        (
            case(single(), multiple(), order()),
            {"q-0": ["B"], "q-1": ["A"], "q-2": ["", "", ""]},
            ["B", ["A"], [""] * 3],
        ),
    ],
)
def test_a_plain_form_gives_the_raw_response(question, fields, raw):
    """Without scripts each type reads its own fields, a case group those of its parts."""
    kind = get_type(question.type)
    assert kind.read_fields(question, "q", lambda name: fields.get(name, [])) == raw
    kind.parse_response(question, raw)


@pytest.mark.parametrize(
    "values", [["A:1", "B:1", ""], ["A:0", "", ""], ["A:4", "", ""], ["A", "", ""], ["A:x", "", ""]]
)
def test_two_options_in_one_place_have_no_raw_form(values):
    """A plain form can say what no order is; the person is told."""
    with pytest.raises(MalformedResponse):
        get_type("ordering").read_fields(order(), "q", lambda name: values)


def test_which_questions_wait_for_a_person():
    """A case group waits when one of its parts does."""
    written = Question("short_answer", "题", (), ("甲",))
    questions = [single(), written, case(single()), case(single(), written)]
    assert [get_type(one.type).waits_for_marking(one) for one in questions] == [False, True, False, True]


def test_ids_that_are_the_key_are_renamed_before_a_question_is_stored():
    """An ordering stored in its right order and pairs side by side get new ids; it stays the same question and key."""
    ordering = order(options=("立案", "调查", "决定", "送达"), key="ABCD", explanation="依次进行。")
    stored = get_type("ordering").conceal_key(ordering)
    assert [option.id for option in stored.options] == ["A", "B", "C", "D"] and stored.key != ordering.key
    assert compare(stored, ordering) == "duplicate"
    beside = pairs(options=("罚款", "徒刑", "赔偿"), matches=("行政", "刑事", "民事", "党纪"), key=("A1", "B2", "C3"))
    stored = get_type("matching").conceal_key(beside)
    assert stored.key != beside.key and stored.options == beside.options
    assert compare(stored, beside) == "duplicate"
    group = get_type("case_group").conceal_key(case(single(), ordering))
    assert group.parts == (single(), get_type("ordering").conceal_key(ordering))


@pytest.mark.parametrize(
    "question",
    [
        single(),
        order(key="BAC"),
        order(key="ABC", keeps_order=True),
        pairs(),
        pairs(key=("A1", "B2"), keeps_order=True),
    ],
)
def test_ids_that_are_not_the_key_stay(question):
    """Letters that the file gave, and those that options name, are never touched."""
    assert get_type(question.type).conceal_key(question) == question


def test_pictures_move_with_the_options_that_hold_them():
    """After renaming, each option still has its own picture, and the explanation the last."""
    shots = tuple(Picture("image/png", bytes([number])) for number in range(4))
    texts = ("\ufffc送达", "\ufffc立案", "决定")
    question = order("看图\ufffc", texts, "ABC", explanation="\ufffc", pictures=shots)
    stored = get_type("ordering").conceal_key(question)
    own = dict(zip(texts, (shots[1:2], shots[2:3], ()), strict=True))
    middle = tuple(shot for option in stored.options for shot in own[option.text])
    assert stored.pictures == (shots[0], *middle, shots[3])


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", " ", "A", "B", "1", "true", "A:1", "\u0661"])
    | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=12,
)
EXAMPLES = st.sampled_from([example.question for kind in all_types() for example in kind.examples()])
RULES = st.sampled_from(["all_or_nothing", "partial", "net"])


@given(EXAMPLES, ANYTHING, RULES)
def test_no_response_whatever_breaks_the_grading(question, raw, rule):
    """Any JSON at all is graded: its credit lies between nothing and all, and the parts add up to the whole."""
    result = get_type(question.type).grade_raw(question, raw, Decimal("3.33"), rule)
    assert 0 <= result.credit <= 1
    assert result.awarded == award(result.credit, Decimal("3.33"))
    assert not result.parts or sum(part.awarded for part in result.parts) == result.awarded
    assert (result.credit > 0) <= (result.state in ("right", "partial", "needs_marking"))


@given(EXAMPLES, st.lists(st.text() | st.from_regex("[A-E]:[0-9]{1,5}", fullmatch=True), max_size=5))
def test_no_form_whatever_breaks_the_reading(question, values):
    """A forged form is read or refused."""
    kind = get_type(question.type)
    try:
        raw = kind.read_fields(question, "q", lambda name: values)
        kind.parse_response(question, raw)
    except MalformedResponse:
        pass
