"""Questions that resemble each other are suggested, with what differs between them."""

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from question_bank import Option, Question, question_identity, read_questions
from question_bank.likeness import THRESHOLD, NearIndex, differences
from tests.question_bank.builders import case, judge, multiple, single

STEM = "行政机关作出准予行政许可的决定，应当自作出决定之日起（　）日内向申请人颁发、送达行政许可证件。"


def shown(found):
    """Write differences on lines: place, then text with [-existing] and [+new]."""
    marks = {"same": "{}", "new": "[+{}]", "existing": "[-{}]"}
    return [
        f"{difference.place} " + "".join(marks[one.kind].format(one.text) for one in difference.segments)
        for difference in found
    ]


def test_a_changed_word_is_found_and_shown():
    """The score says how much is common, the segments what is not."""
    index = NearIndex([(7, judge(STEM)), (8, judge("宪法的修改，由全国人民代表大会常务委员会提议。"))])
    (near,) = index.search(judge(STEM.replace("应当自作出决定", "可以自作出决定"), key="false"))
    assert near.reference == 7
    assert 0.9 < near.score < 1
    assert shown(near.differences) == [
        "题干 行政机关作出准予行政许可的决定，[-应当][+可以]自作出决定之日起（　）日内向申请人颁发、送达行政许可证件。",
        "答案 [-正确][+错误]",
    ]


def test_the_same_question_is_no_suggestion():
    """Identity is another matter (`similarity`), whatever its key and the order of its options."""
    index = NearIndex([(1, single(STEM))])
    assert index.search(single(STEM, options=("丁", "丙", "乙", "甲"), key="B")) == ()


def test_the_same_text_under_another_type_is_suggested():
    """Identity counts the type, likeness does not; nothing else differs but the key."""
    (near,) = NearIndex([(1, single(STEM))]).search(multiple(STEM))
    assert near.score == 1
    assert shown(near.differences) == ["题型 [-单选][+多选]", "答案 [-甲][+甲；乙]"]


def test_options_are_paired_by_text():
    """Letters and order make no difference; what has no equal stands beside what is left, or alone."""
    old = single(STEM, options=("十日", "二十日", "三十个工作日", "以上都不对"), key="A")
    new = single(STEM, options=("三十个工作日内", "二十日", "十日"), key="C")
    assert shown(differences(new, old)) == ["选项A 三十个工作日[+内]", "选项 [-以上都不对]"]
    assert shown(differences(old, new)) == ["选项C 三十个工作日[-内]", "选项D [+以上都不对]"]


def test_what_does_not_count_is_no_difference():
    """Blanks, widths and a closing full stop: compared as identity compares them."""
    assert differences(judge("第 １ 条（总则）。"), judge("第1条(总则)")) == ()
    assert shown(differences(judge("第 １ 条规定"), judge("第1条规则"))) == ["题干 第 １ 条规[-则][+定]"]


def test_texts_with_little_in_common_stand_side_by_side():
    """Shreds of single characters would help nobody."""
    assert shown(differences(judge("听证由行政机关组织"), judge("复议不停止执行"))) == [
        "题干 [-复议不停止执行][+听证由行政机关组织]"
    ]


def test_groups_are_compared_part_by_part():
    """Parts by their number; one that is missing is named."""
    old = case(single("由谁管辖？"), judge("可以复议。"), stem=STEM)
    new = case(single("由谁处罚？"), stem=STEM, points=Decimal(5))
    assert shown(differences(new, old)) == [
        "第1小题题干 由谁[-管辖][+处罚]？",
        "第2小题 [-可以复议。]",
        "答案 [-（1）A；（2）正确][+（1）A]",
    ]


def test_matches_are_compared_too():
    """Right-hand sides of 连线 like options."""
    left = (Option("A", "法律"), Option("B", "规章"))
    key = (("A", "1"), ("B", "2"))
    old = Question("matching", STEM, left, key, matches=(Option("1", "全国人大"), Option("2", "国务院部门")))
    new = Question("matching", STEM, left, key, matches=(Option("1", "全国人大"), Option("2", "国务院各部门")))
    assert shown(differences(new, old)) == [
        "右列2 国务院[+各]部门",
        "答案 [-A—全国人大；B—国务院部门][+A—全国人大；B—国务院各部门]",
    ]


def test_the_best_come_first_and_no_more_than_asked_for():
    """The less is added, the higher the score."""
    index = NearIndex((n, judge(STEM.replace("送达", "送达" + "并公告周知"[: n + 1]))) for n in (3, 1, 2))
    assert [near.reference for near in index.search(judge(STEM))] == [1, 2, 3]
    assert [near.reference for near in index.search(judge(STEM), limit=1)] == [1]
    scores = [near.score for near in index.search(judge(STEM))]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= THRESHOLD


def test_other_questions_about_the_same_matter_are_left_alone():
    """A stem that every question shares does not make them alike."""
    index = NearIndex(
        [(1, single("下列说法正确的是（　）。", options=("行政处罚遵循公正公开原则", "罚款可以当场收缴", "丙", "丁")))]
    )
    assert (
        index.search(single("下列说法正确的是（　）。", options=("宪法是根本法", "法官依法独立审判", "子", "丑"))) == ()
    )
    assert NearIndex().search(single()) == ()


def test_questions_added_later_are_found():
    """As an import goes on, a file's own questions are among the existing ones."""
    index = NearIndex()
    assert index.search(judge(STEM)) == ()
    index.add(5, judge(STEM))
    assert [near.reference for near in index.search(judge(f"根据规定，{STEM}"))] == [5]


@given(st.text(min_size=20, max_size=60), st.integers(0, 59), st.text(max_size=2))
def test_one_edit_in_a_long_text_is_always_found(text, place, inserted):
    """Wherever it stands; and what differs spells both texts."""
    old = judge(text)
    new = judge(text[:place] + inserted + text[place + 1 :])
    near = NearIndex([(1, old)]).search(new)
    if question_identity(new) != question_identity(old) and near:
        for difference in near[0].differences:
            if difference.place == "题干":
                spelled = "".join(one.text for one in difference.segments if one.kind != "existing")
                assert spelled == new.stem


def _brute(questions, index):
    """Say which earlier questions a full comparison suggests for each, by scores the index gives for pairs."""
    alone = [NearIndex([(number, question)]) for number, question in enumerate(questions)]
    return {
        (number, other)
        for number, question in enumerate(questions)
        for other in range(number)
        if alone[other].search(question)
    }


def test_blocking_loses_nothing_of_a_real_bank(shared_dir):
    """Every pair that a comparison of each with each suggests is found by way of the index."""
    path = shared_dir / "question_files" / "06_行政执法_判断题_GBK.txt"
    questions = [read.question for read in read_questions(path.read_bytes(), path.name).questions]
    questions = random.Random(3).sample(questions, 150)
    index = NearIndex(enumerate(questions))
    found = {
        (number, near.reference)
        for number, question in enumerate(questions)
        for near in index.search(question, limit=8)
        if near.reference < number
    }
    assert found == _brute(questions, index)
    assert found
