"""When two questions are the same, and when their keys contradict."""

from question_bank import (
    IdentityIndex,
    Question,
    compare,
    key_fingerprint,
    question_identity,
)
from tests.question_bank.builders import case, judge, multiple, order, pairs, single


def test_same_stem_with_other_options_is_another_question():
    """Options belong to the identity."""
    assert compare(single(options=("甲", "乙")), single(options=("甲", "丙"))) == "different"


def test_width_blanks_and_radicals_do_not_make_another_question():
    """Identity is taken from normalised text."""
    written = single("⽤人（　）。", options=("Ａ１", "乙"))
    assert question_identity(written) == question_identity(single("用人( )", options=("A1", "乙")))


def test_options_turned_round_are_the_same_question_with_the_same_key():
    """The key is compared by what it says, not by its letter."""
    one = single(options=("甲", "乙"), key="A")
    turned = single(options=("乙", "甲"), key="B")
    assert compare(one, turned) == "duplicate"
    assert compare(one, single(options=("乙", "甲"), key="A")) == "key_conflict"


def test_type_is_part_of_the_identity():
    """A single and a multiple choice of the same words are two questions."""
    assert compare(single(), multiple(key="A")) == "different"


def test_keys_of_types_without_options():
    """Judgements and blanks conflict by their own keys; the order of accepted texts does not count."""
    assert compare(judge(key="true"), judge(key="false")) == "key_conflict"
    blanks = [Question("fill_blank", "题__", (), (accepted,)) for accepted in (("甲", "乙"), ("乙", "甲"), ("丙",))]
    assert compare(blanks[0], blanks[1]) == "duplicate"
    assert compare(blanks[0], blanks[2]) == "key_conflict"
    assert key_fingerprint(judge(key="true")) != key_fingerprint(judge(key="false"))


def test_the_index_names_the_first_of_two():
    """Import adds one of two identical questions and names the other."""
    index = IdentityIndex([(11, single("甲题"))])
    assert index.add(12, single("乙题")) is None
    duplicate = index.add(13, single("甲题 "))
    assert (duplicate.reference, duplicate.likeness) == (11, "duplicate")
    conflict = index.find(single("乙题", key="B"))
    assert (conflict.reference, conflict.likeness) == (12, "key_conflict")
    assert index.find(single("丙题")) is None


def test_an_order_is_another_key_not_another_question():
    """Options turned round with their letters are the same order; the other way round conflicts."""
    assert compare(order(key="BAC"), order(options=("乙", "甲", "丙"), key="ABC")) == "duplicate"
    assert compare(order(key="BAC"), order(key="CAB")) == "key_conflict"


def test_matches_belong_to_the_identity_and_pairs_to_the_key():
    """Numbers and order of the right side do not count, its texts do."""
    one = pairs()
    assert compare(one, pairs(matches=("二", "三", "一"), key=("A1", "B3"))) == "duplicate"
    assert compare(one, pairs(key=("A1", "B2"))) == "key_conflict"
    assert compare(one, pairs(matches=("一", "二", "四"))) == "different"


def test_a_case_is_its_material_with_its_parts():
    """Parts in another order are the same case; another part is another case; one other key is a conflict."""
    first, second = single("小题一"), judge("小题二", key="true")
    assert compare(case(first, second), case(second, first)) == "duplicate"
    assert compare(case(first, second), case(first)) == "different"
    assert compare(case(first, second), case(first, judge("小题二", key="false"))) == "key_conflict"
    swapped = case(single("小题一", key="B"), single("小题三", key="A"))
    assert compare(case(single("小题一", key="A"), single("小题三", key="B")), swapped) == "key_conflict"


def test_blanks_in_any_order_have_a_key_without_order():
    """The same blanks turned round agree where the order is free, and conflict where it is not."""
    turned = [(("甲",), ("乙",)), (("乙",), ("甲",))]
    free = [Question("fill_blank", "题__", (), key, any_order=True) for key in turned]
    fixed = [Question("fill_blank", "题__", (), key) for key in turned]
    assert compare(*free) == "duplicate"
    assert compare(*fixed) == "key_conflict"
    assert compare(free[0], fixed[0]) == "key_conflict"
