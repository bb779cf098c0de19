"""Free text becomes questions: every oddity has a sample, nothing is guessed and nothing disappears."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import Citation, read_questions
from question_bank.reading.blocks import read_lines
from question_bank.reading.source import Line
from question_bank.text import plain
from tests.question_bank.samples import SAMPLES
from tests.question_bank.samples_cases import CASE_SAMPLES
from tests.question_bank.samples_exports import EXPORT_SAMPLES
from tests.question_bank.samples_habits import HABIT_SAMPLES
from tests.question_bank.samples_lines import LINE_SAMPLES
from tests.question_bank.samples_lists import LIST_SAMPLES
from tests.question_bank.samples_more import MORE_SAMPLES
from tests.question_bank.samples_pairs import PAIR_SAMPLES
from tests.question_bank.samples_places import PLACE_SAMPLES
from tests.question_bank.samples_words import WORD_SAMPLES

ALL_SAMPLES = [
    *SAMPLES,
    *LIST_SAMPLES,
    *CASE_SAMPLES,
    *MORE_SAMPLES,
    *PAIR_SAMPLES,
    *WORD_SAMPLES,
    *EXPORT_SAMPLES,
    *HABIT_SAMPLES,
    *PLACE_SAMPLES,
    *LINE_SAMPLES,
]


def facts(question):
    """Return type, stem, option texts and key; a case group has its parts in the place of a key.

    The right column of a 连线题 stands behind a bar.
    """
    options = " ".join(option.text for option in question.options)
    if question.matches:
        options = f"{options} | {' '.join(match.text for match in question.matches)}"
    last = tuple(facts(part) for part in question.parts) or question.key
    return (question.type, question.stem, options, last)


def read(text):
    """Read a text as a .txt file."""
    return read_questions(text.encode(), "题库.txt")


@pytest.mark.parametrize(
    ("text", "questions", "reasons", "unread"), [sample[1:] for sample in ALL_SAMPLES], ids=[s[0] for s in ALL_SAMPLES]
)
def test_samples(text, questions, reasons, unread):
    """Each sample gives exactly its questions, held-back reasons and unread pieces."""
    report = read(text)
    assert [(r.number, *facts(r.question)) for r in report.questions] == questions
    assert [item.reason for item in report.held_back] == reasons
    assert [piece.text for piece in report.unread] == unread


STARTER = """一、单项选择题
1. 甲（  ）
A. 一
B. 二
C. A和B
答案：C
解析：因为甲。
依据：《中华人民共和国行政处罚法》（2021年修订）第九条
难度：2
知识点：行政执法
分值：1.5分
"""


def test_everything_a_starter_bank_says_is_kept():
    """Explanation, citation, difficulty, topic and points are read; options that name letters stay put."""
    (item,) = read(STARTER).questions
    question = item.question
    assert (item.number, item.section, item.place, item.doubts) == ("1", "一、单项选择题", "第2行", ())
    assert question.explanation == "因为甲。"
    assert question.citation == Citation("中华人民共和国行政处罚法", "第九条", "2021年修订")
    assert (question.difficulty, question.topic, str(question.points)) == (2, "行政执法", "1.5")
    assert question.keeps_order and question.use == "both"


@pytest.mark.parametrize(
    ("written", "citation", "left_over"),
    [
        ("《甲法》第十条", Citation("甲法", "第十条"), None),
        ("出处 《甲法》(2018年修正)第一百二十条之一。", Citation("甲法", "第一百二十条之一", "2018年修正"), "出处"),
        ("民法典第五百七十七条", Citation("民法典", "第五百七十七条"), None),
        ("《甲法》第九条第二款", Citation("甲法", "第九条"), "第二款"),
        ("《甲法》第九条、《乙法》第一条", Citation("甲法", "第九条"), "《乙法》"),
        ("《甲条例》", Citation("甲条例"), None),
        ("见教材第三页", None, "见教材第三页"),
    ],
)
def test_citations(written, citation, left_over):
    """Law, version and article are taken apart; what a citation can't hold stays in the explanation."""
    (item,) = read(f"1. 甲\n答案：对\n依据：{written}").questions
    assert item.question.citation == citation
    explanation = item.question.explanation
    assert explanation is None if left_over is None else left_over in explanation


@pytest.mark.parametrize(
    ("options", "keeps"),
    [
        ("一 以上都是", True),
        ("一 以上说法均错误", True),
        ("一 上述都对", True),
        ("一 都不对", True),
        ("一 A、B", True),
        ("一 二 AB", True),
        ("一 A项和C项", True),
        ("一 选项A", True),
        ("两名以上执法人员 县级以上地方各级人民政府", False),
        ("HEAD PUT", False),
        ("DB AC", False),
        ("一 全部财产", False),
    ],
)
def test_options_that_speak_about_others_keep_their_order(options, keeps):
    """以上都是 means nothing after a shuffle; 两名以上 does."""
    lines = "\n".join(f"{letter}. {text}" for letter, text in zip("ABC", options.split(), strict=False))
    (item,) = read(f"1. 甲\n{lines}\n答案：A").questions
    assert item.question.keeps_order is keeps


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1. 甲\nA. 一\nB. 一\n答案：A", "选项A与选项B文字相同"),
        ("多选题\n1. 甲\nA. 一\nB. 二\n答案：A", "多选题只有一个答案"),
        ("1. 甲\n答案：对\n难度：0.85", "难度“0.85”不是1至5"),
        ("1. 甲\n答案：对\n分值：若干", "分值“若干”无法识别"),
        ("填空题\n1. 甲\n答案：乙", "题干没有留空"),
        ("填空题\n1. 甲____\n答案：撤销或变更", "填空答案“撤销或变更”按2种可接受的写法处理"),
    ],
)
def test_doubts(text, doubt):
    """What may be published but deserves a look says why."""
    (item,) = read(text).questions
    assert item.doubts == (doubt,)


def test_a_bracket_that_differs_from_the_key_stays():
    """A letter in a bracket may be part of the sentence; only the key's own letter is taken out."""
    (item,) = read("1. 维生素（C）是（ ）\nA. 一\nB. 二\n答案：A").questions
    assert item.question.stem == "维生素（C）是（ ）"
    (item,) = read("判断题\n1. 调用 f(1) 应当成功。（ ）\n答案：×").questions
    assert (item.question.stem, item.doubts) == ("调用 f(1) 应当成功。（ ）", ())
    (item,) = read("1. 甲是（A）\nA. 一\nB. 二\n答案：A").questions
    assert item.question.stem == "甲是（    ）"


def test_a_held_back_item_shows_its_source():
    """The person who mends it sees all of its lines and the place."""
    (item,) = read("标题\n1. 甲\nA. 一\nB. 二").held_back
    assert (item.place, item.text, item.type, item.key) == ("第2行", "1. 甲\nA. 一\nB. 二", None, None)


FRAGMENTS = [
    "一、单选题", "三、判断题 1对 2错", "第一章 总则", "1. 甲（ ）", "2、乙（A）", "（1）丙", "①丁", "三、戊", "1996", "47【是非题】己",
    "A. 一", "B：二C：三", "A一", "B二", "A.一 B.二 C.三", "答案：A", "正确答案：对 解析：因为", "参考答案：", "我的答案：B",
    "解析：甲", "依据：《甲法》第一条", "难度：3", "----------", "题目：庚^*^答案：正确", "7\t辛\t答案：A\tA．对\tB．错", "", "  ", "随便一行",
    "五、连线题", "1. 子   A. 一", "2. 丑   B. 二", "答案：1-B 2-A", "四、1．公正 2．法治", "参考答案", "四、论述题",
    "（√）3. 壬", "true. 正确", "(A)一 (B)二", "癸（ ）。A. 一", "1.5倍", "2020年",
]  # fmt: skip


def characters(texts):
    """Count the characters that a person sees, whatever their order."""
    return Counter("".join(plain(text).replace("^*^", "") for text in texts))


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(alphabet="AB1.、（）答案：对\t 甲", max_size=12), max_size=25))
def test_nothing_disappears(fragments):
    """Whatever lines come in whatever order, each is in an item, in unread or in structure, exactly once."""
    reading = read_lines([Line(text, f"第{n}行") for n, text in enumerate(fragments, start=1)])
    kept = [line for item in reading.items for line in item.lines]
    kept += [piece.text for piece in (*reading.unread, *reading.structure)]
    lost = characters(fragments) - characters(kept)
    assert not {character for character in lost if character not in ".。;；_"}
    doubled = characters(kept) - characters(fragments)
    assert not {character for character in doubled if character not in ".。;；_"}


LETTERS = "ABCDEF"
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=8)
OPTION_TEXTS = st.lists(WORDS, min_size=2, max_size=6, unique=True)


@st.composite
def banks(draw):
    """Make a bank of choices and judgements and one layout to write it in."""
    questions = draw(
        st.lists(
            st.one_of(
                st.tuples(WORDS, OPTION_TEXTS, st.sets(st.integers(0, 1), min_size=1)),
                st.tuples(WORDS, st.just([]), st.booleans()),
            ),
            min_size=1,
            max_size=6,
        )
    )
    layout = {
        "number": draw(st.sampled_from(["{}. ", "{}、", "{}．", "（{}）", "{}) "])),
        "option": draw(st.sampled_from(["{}. ", "{}、", "{}．", "({}) ", "{}："])),
        "between": draw(st.sampled_from(["\n", "  ", "\t"])),
        "key": draw(st.sampled_from(["答案：{}", "【答案】{}", "正确答案：{} ", "参考答案: {}"])),
        "joint": draw(st.sampled_from(["", "、", ",", " "])),
        "first": draw(st.booleans()),
        "gap": draw(st.sampled_from(["\n", "\n\n"])),
    }
    return questions, layout


def write(questions, layout):
    """Write questions in a layout, and say what must be read from it."""
    blocks, expected = [], []
    for number, (stem, options, key) in enumerate(questions, start=1):
        stem = f"{stem}（ ）"
        if options:
            right = [LETTERS[index] for index in sorted(key)]
            kind = "single_choice" if len(right) == 1 else "multiple_choice"
            written = layout["joint"].join(right)
        else:
            right = ["true" if key else "false"]
            kind = "true_false"
            written = "正确" if key else "错误"
        key_line = layout["key"].format(written)
        option_line = layout["between"].join(
            layout["option"].format(letter) + text for letter, text in zip(LETTERS, options, strict=False)
        )
        after = [key_line, option_line] if layout["first"] else [option_line, key_line]
        lines = [layout["number"].format(number) + stem, *(line for line in after if line)]
        blocks.append("\n".join(lines))
        expected.append((str(number), kind, stem, tuple(options), tuple(right)))
    return layout["gap"].join(blocks), expected


@settings(deadline=None)
@given(banks())
def test_a_bank_written_in_any_described_layout_reads_equal(bank):
    """Render in a random layout, read, compare."""
    text, expected = write(*bank)
    found = [
        (r.number, r.question.type, r.question.stem, tuple(o.text for o in r.question.options), r.question.key)
        for r in read(text).questions
    ]
    assert found == expected
