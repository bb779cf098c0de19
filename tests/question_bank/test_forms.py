"""One question written in every way there is to write a number, an option, a letter key, a judgement."""

import pytest

from question_bank import read_questions

# fmt: off
LETTER_KEYS = [
    "答案：A、B", "答：AB", "参考答案：AB。", "答案：A(一)；B(二)", "答案为：AB", "【参考答案】：AB",
    "答案：( AB )", "正确答案:【AB】", "答案=AB", "答案是 AB", "标答：AB", "标准答案 : AB", "答案 ： Ａ、Ｂ",
    "答案：AB 难度：中 分值：2", "答案：AB；解析：因为", "正确选项：AB", "正确答案（AB）", "【答案】（AB）",
    "[答案]：AB", "答案:A.B", "答案：A/B", "答案：A和B", "答案：选AB", "答案：AB项", "答案：AB选项",
    "答案：A，B（见第三条）", "答案： A  B", "答案AB", "（答案：AB）", "【AB】", "答案：ab", "答案：A+B",
    "答案：AB【解析】因为", "参考答案AB", "答案：[A,B]", "答案：{AB}", "正确答案：AB（多选）", "答案:“AB”",
    "答案：A；B", "◆答案：AB", "★答案：AB", "●正确答案：AB", "★正确答案：AB", "答案：\nAB", "答案:\tAB",
    "【正确答案】\nAB", "正确的答案是AB", "我选：A 正确答案：AB", "【本题答案】AB", "试题答案：AB", "答案A B",
    "答案：A B ", "答案（A、B）", "本题答案：AB", "本题正确答案为：AB", "答案;AB", "Answer：AB", "Ans: AB",
    "key: AB", "ANSWER: A, B", "答案：A;B;", "【答案：AB】", "【答案AB】", "<答案>AB", "《答案》AB",
    "＜答案＞AB",
]
JUDGEMENTS = [
    "答案：对", "答案：正确。", "答案：√", "答案：是", "答案：T", "答案：True", "答案：Y", "答案：✓", "答案：V",
    "答案：v", "答案:正确的", "答案：对的", "答案：说法正确", "答案：该说法正确", "【答案】正确", "（√）",
    "( 对 )", "答案：“√”", "答案：A.正确", "答案：A（正确）", "答案：☑", "√", "答案：√。", "答案：✅", "答案：⭕",
    "答案：對",
]
NUMBERS = [
    "{}. ", "{}、", "{}．", "{})", "（{}）", "第{}题 ", "第{}题：", "第{}题.", "{}，", "{} 、", "{}。", "【{}】",
    "[{}]", "({})、", "{}.、", "Q{}.", "Q{}：", "题{}：", "题目{}：", "No.{} ", "№{} ", "{}:", "{}：", "{}-",
    "{} ", "{}\t", "①", "{}.\t", "第 {} 题 ", "#{} ", "{}）.", "0{}. ", "00{}、", "{}题、", "{}题.",
]
OPTIONS = [
    "{}. ", "{}、", "{}．", "{})", "（{}）", "({}) ", "{}：", "{}: ", "{} ", "{}", "[{}]", "【{}】", "{}，",
    "{}）", "{}。", "{} . ", "{} 、", "{}.、", "{};", "〔{}〕", "{}、 ", "{}.\t", "{}\t", "选项{}：", "选项{} ",
    "{}选项：", "{}项：", "({}）", "{}·",
]
# fmt: on


def read(*lines):
    """Read lines as a .txt file in which nothing may be left over."""
    report = read_questions("\n".join(lines).encode(), "x.txt")
    assert [held.reason for held in report.held_back] == []
    assert report.unread == ()
    return [found.question for found in report.questions]


@pytest.mark.parametrize("written", LETTER_KEYS)
def test_a_key_of_two_letters(written):
    """The key is read whole, and leaves nothing behind in the last option."""
    first, second = read("1. 甲（ ）", "A. 一", "B. 二", "C. 三", written, "2. 乙（ ）", "A. 一", "B. 二", "答案：A")
    assert (first.type, first.key, first.stem) == ("multiple_choice", ("A", "B"), "甲（ ）")
    assert [option.text for option in first.options] == ["一", "二", "三"]
    assert second.key == ("A",)


@pytest.mark.parametrize("written", JUDGEMENTS)
def test_a_judgement_that_is_right(written):
    """True, with a stem that does not tell it."""
    first, second = read("一、判断题", "1. 甲。", written, "2. 乙。", "答案：错")
    assert (first.key, first.stem, second.key) == (("true",), "甲。", ("false",))


@pytest.mark.parametrize("written", NUMBERS)
def test_numbers(written):
    """Three questions, and no part of a number in a stem."""
    lines = []
    for place, stem in enumerate("甲乙丙", start=1):
        number = written.format(place) if "{" in written else "①②③"[place - 1]
        lines += [f"{number}{stem}（ ）", "A. 一", "B. 二", "答案：A"]
    assert [question.stem for question in read(*lines)] == ["甲（ ）", "乙（ ）", "丙（ ）"]


@pytest.mark.parametrize("between", ["\n", "   ", "\t"])
@pytest.mark.parametrize("written", OPTIONS)
def test_options(written, between):
    """Three options on lines of their own, or on one."""
    options = between.join(written.format(letter) + text for letter, text in zip("ABC", "一二三", strict=True))
    for question in read("1. 甲（ ）", options, "答案：B", "2. 乙（ ）", options, "答案：B"):
        assert [option.text for option in question.options] == ["一", "二", "三"]
        assert question.key == ("B",)


@pytest.mark.parametrize("written", ["答案：A(一)；B(别的)", "答案：A或B都可以", "答案：D", "答案。AB", "答案：AB或C"])
def test_what_is_no_clear_key_is_held_back(written):
    """A second option whose text differs, a choice of answers, a letter without option: nothing is guessed."""
    report = read_questions("\n".join(["1. 甲（ ）", "A. 一", "B. 二", "C. 三", written]).encode(), "x.txt")
    assert report.questions == () and len(report.held_back) == 1
