"""GIFT: what is written in Moodle's documentation of the format, point by point."""

import pytest

from question_bank import read_questions, write_questions
from tests.question_bank.builders import multiple, single


def read(text, name="题库.gift", encoding="utf-8"):
    """Read a GIFT text."""
    return read_questions(text.encode(encoding), name)


def only(text):
    """Return the one question of a text."""
    report = read(text)
    assert [held.reason for held in report.held_back] == []
    assert len(report.questions) == 1
    return report.questions[0]


def held(text):
    """Return the reason for which the one question of a text is held back."""
    report = read(text)
    assert report.questions == () and len(report.held_back) == 1
    return report.held_back[0].reason


def facts(read_question):
    """Return type, stem, option texts and key."""
    question = read_question.question
    return (question.type, question.stem, [option.text for option in question.options], question.key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("首都是{=北京 ~上海 ~广州}哪里？", ("single_choice", "首都是_____哪里？", ["北京", "上海", "广州"], ("A",))),
        ("The sky {~is =is not} green.", ("single_choice", "The sky _____ green.", ["is", "is not"], ("B",))),
        ("选两个{~%50%甲 ~%-50%乙 ~%50%丙}", ("multiple_choice", "选两个", ["甲", "乙", "丙"], ("A", "C"))),
        ("选两个{~%-100%甲 ~%50%乙 ~%50%丙}", ("multiple_choice", "选两个", ["甲", "乙", "丙"], ("B", "C"))),
        ("只有一个权重{~%100%甲 ~%-100%乙}", ("multiple_choice", "只有一个权重", ["甲", "乙"], ("A",))),
        ("几天？{=七 =7 =%100%七天}", ("fill_blank", "几天？", [], (("七", "7", "七天"),))),
        ("哪年？{#1949}", ("fill_blank", "哪年？", [], (("1949",),))),
        ("哪年？{#=1949:0}", ("fill_blank", "哪年？", [], (("1949",),))),
        ("多少？{#3.50}", ("fill_blank", "多少？", [], (("3.50",),))),
        ("多少？{#-2:0}", ("fill_blank", "多少？", [], (("-2",),))),
        ("连线{=甲 -> 一 =乙 -> 二 = -> 三}", ("matching", "连线", ["甲", "乙"], (("A", "1"), ("B", "2")))),
        ("连线{=甲 -> 一 =乙 -> 一}", ("matching", "连线", ["甲", "乙"], (("A", "1"), ("B", "1")))),
        (r"式子 a\=b\: \{x\} \~ \# \\ 是{T}", ("true_false", r"式子 a=b: {x} ~ # \ 是", [], ("true",))),
        (r"路径 C:\temp 和 \q{T}", ("true_false", r"路径 C:\temp 和 \q", [], ("true",))),
        (r"第一行\n第二行{F}", ("true_false", "第一行\n第二行", [], ("false",))),
        ("第一行\n  第二行 {F}", ("true_false", "第一行\n第二行", [], ("false",))),
        ("[html]<p>甲</p><p>乙&nbsp;丙<br>丁 &lt;a&gt;</p>{T}", ("true_false", "甲\n乙 丙\n丁 <a>", [], ("true",))),
        ("[plain]标签<b>和&amp;{T}", ("true_false", "标签<b>和&amp;", [], ("true",))),
        ("[moodle]<b>甲</b>乙{T}", ("true_false", "甲乙", [], ("true",))),
        ("[markdown]**甲**乙`丙`{T}", ("true_false", "甲乙丙", [], ("true",))),
        ("[HTML]<i>甲</i>{=[plain]<i>乙</i> ~丙}", ("single_choice", "甲", ["<i>乙</i>", "丙"], ("A",))),
        ("超链接的标签是{=<a> ~<link>}", ("single_choice", "超链接的标签是", ["<a>", "<link>"], ("A",))),
        ("空行{\n\n=甲\n\n\n~乙\n// 注释\n~丙\n}", ("single_choice", "空行", ["甲", "乙", "丙"], ("A",))),
        ("注释\n// 中间\n之后{T}", ("true_false", "注释\n之后", [], ("true",))),
        ("x10<sup>2</sup>{T}", ("true_false", "x10²", [], ("true",))),
    ],
)
def test_what_the_braces_say(text, expected):
    """Each row is one point of the format."""
    assert facts(only(text)) == expected


@pytest.mark.parametrize("word", ["T", "TRUE", "true", "t", " True ", "T#错了#对了", "TRUE####总评"])
def test_true_in_all_spellings(word):
    """With remarks or without."""
    assert only(f"陈述{{{word}}}").question.key == ("true",)


@pytest.mark.parametrize("word", ["F", "FALSE", "false", "f", "F#错了", "FALSE # 错了 # 对了 #### 总评"])
def test_false_in_all_spellings(word):
    """The first remark is for the wrong judgement, the second for the right one."""
    assert only(f"陈述{{{word}}}").question.key == ("false",)


def test_remarks_and_general_feedback_become_the_explanation():
    """General feedback first, then what was told to each answer."""
    assert only("谁？{=甲#好 ~乙 ~丙#\n不对####因为\\#1}").question.explanation == "因为#1\nA：好\nC：不对"
    assert only("谁？{T#再看看#对####总评}").question.explanation == "总评\n答错：再看看\n答对：对"


def test_titles_categories_and_comments():
    """A short title is the number, a category the topic; comments carry id and tags."""
    text = """// 说明
$CATEGORY: $course$/top/行政法/行政处罚

//上面是空行
::Q1:: 甲{T}

::一个很长很长很长很长的题目名称:: 乙{T}

$CATEGORY: tom/dick

// [id:a\\]7] [tag:难度:4] [tag:别人的标签]
::两\\:三::丙{F}

$CATEGORY: $system$/top

丁{T}"""
    report = read(text)
    assert [(one.number, one.question.topic, one.question.stem) for one in report.questions] == [
        ("Q1", "行政法/行政处罚", "甲"),
        (None, "行政法/行政处罚", "乙"),
        ("两:三", "tom/dick", "丙"),
        (None, None, "丁"),
    ]
    third = report.questions[2]
    assert (third.question.source_id, third.question.difficulty, third.place) == ("a]7", 4, "第12行")
    assert report.unread == () and next(iter(report.lines)).text == "// 说明"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("谁？{=甲 ~%50%乙 ~丙}", "选项B原来得50%的分，这里不得分"),
        ("谁？{=甲 =%50%乙}", "答案“乙”原来得50%的分，这里不得分"),
        ("谁？{=*甲*}", "答案“*甲*”中的*原来代表任意文字，这里按文字处理"),
        ("谁？{~%50%甲 ~%40%乙 ~丙}", "正确选项的权重合计90%，不是100%"),
        ("谁？{~%70%甲 ~%30%乙 ~丙}", "正确选项的权重不同，这里同样计分"),
        ("谁？{=甲 ~%abc%乙 ~丙}", "权重“abc%”不是-100至100之间的数，按0处理"),
        ("谁？{=甲 ~%-150%乙 ~丙}", "权重“-150%”不是-100至100之间的数，按0处理"),
        ("谁？{=甲 ~乙 ~乙}", "选项B与选项C文字相同"),
        ("几？{#3:2}", "原来接受1至5的任何数，这里只接受其中的整数"),
        ("几？{#1..5}", "原来接受1至5的任何数，这里只接受其中的整数"),
        ("哪年？{#=1822:0 =%50%1822:2}", "答案“1822:2”原来得50%的分，这里不得分"),
    ],
)
def test_what_can_not_be_kept_is_a_doubt(text, doubt):
    """Nothing changes in silence."""
    assert doubt in only(text).doubts


def test_thirds_add_up():
    """Moodle writes them with five places."""
    assert only("x{~%33.33333%甲 ~%33.33333%乙 ~%33.33333%丙 ~%-100%丁}").doubts == ()


def test_ranges_count_by_their_whole_numbers():
    """A range of numbers has no other equal here."""
    assert only("几？{#3:2}").question.key == (("1", "2", "3", "4", "5"),)
    assert only("哪年？{#=1822:0 =%50%1822:2}").question.key == (("1822",),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("几？{#3.1..3.2}", "数值题接受3.1至3.2的任何数，没有对应的题型，请改为填空题"),
        ("几？{#三}", "“三”不是数"),
        ("论述{}", "没有答案"),
        ("::说明::只有文字", "说明文字（description）没有对应的题型"),
        ("谁？{=甲 =乙 ~丙}", "单选题有2个得满分的选项"),
        ("谁？{~甲 ~乙}", "没有答案"),
        ("谁？{甲 =乙 ~丙}", "花括号里的“甲”前缺少=或~"),
        ("谁？{甲}", "花括号里的答案前缺少=或~"),
        ("::x::谁？{=甲 ~乙", "花括号不成对，或一题有多组花括号"),
        ("::x::谁？=甲 ~乙}", "花括号不成对"),
        ("谁？{=甲 ~乙} 和 {=丙}", "花括号不成对，或一题有多组花括号"),
        ("连线{=甲 -> 一 =乙}", "连线“乙”缺少->"),
        ("[html]看<img src='a.png'>{T}", "题目中的图片（a.png）不在文件里"),
        ("[html]听<audio src='a.mp3'></audio>{T}", "含有无法读入的内容（audio）"),
    ],
)
def test_what_has_no_equal_is_held_back_with_its_name(text, reason):
    """The text stays with it, for a person to mend."""
    assert held(text) == reason


def test_open_braces_spoil_one_question_only():
    """A new title after a blank line ends a question whose braces never closed."""
    report = read("::一::谁？{=甲\n\n::二::谁？{=乙 ~丙}\n\n::三::对{T}")
    assert [one.place for one in report.held_back] == ["第1行"]
    assert [one.number for one in report.questions] == ["二", "三"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    """As text files come."""
    report = read("::一::行政处罚的种类有{=警告 ~记过}", "x.txt", encoding)
    assert report.format == "gift" and report.questions[0].question.stem == "行政处罚的种类有"


def test_windows_1252():
    """Accents and curly quotes stand alone among Latin letters."""
    report = read("::Q::Où est “le café” été ?{=à Nîmes ~là}", "x.txt", "cp1252")
    assert report.questions[0].question.stem == "Où est “le café” été ?"
    assert report.questions[0].question.options[0].text == "à Nîmes"


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲（ ）\nA. {x}\nB. 二\n答案：B",
        "下列代码 int a[] = {1, 2}; 的长度是____\n答案：2",
        "单选题\n1. 模板{{ a }}\nA. 一\nB. 二\n答案：A\n\n2. 乙\nA. 一\nB. 二\n答案：A",
    ],
)
def test_other_texts_are_not_taken_for_gift(text):
    """Braces alone make no GIFT."""
    assert read(text, "x.txt").format == "txt"


def test_what_is_written():
    """Plain GIFT that Moodle reads; only what GIFT has no place for stands in a comment."""
    written = write_questions([single("甲=?", ("一", "二"), topic="法", explanation="解"), multiple(key="ABC")], "gift")
    assert written.decode() == (
        "$CATEGORY: $course$/top/法\n\n甲\\=? {\n\t=一\n\t~二\n\t####解\n}\n\n$CATEGORY: $course$/top\n\n题干 {\n"
        "\t~%33.33333%甲\n\t~%33.33333%乙\n\t~%33.33333%丙\n\t~%-100%丁\n}\n"
    )


def test_a_broken_comment_of_ours_changes_nothing():
    """It is a doubt."""
    found = only('// xuefa:{"key": 7, "options": 3}\n甲{T}')
    assert found.question.key == ("true",) and found.doubts == ("本平台写下的注释已损坏，没有采用",)


def test_the_published_php_examples_by_shape():
    """Ten questions like those of Moodle's documentation: 4 choices, 1 judgement, 2 short, 2 numbers, 1 matching."""
    text = """谁葬在格兰特墓中？{~格兰特 ~杰斐逊 =无人}

格兰特{~埋葬 =安葬 ~居住}在墓里。

格兰特葬在格兰特墓中。{FALSE}

谁葬在格兰特墓中？{=无人 =没有人}

格兰特哪年出生？{#1822}

把国家和首都连起来。{
   =加拿大 -> 渥太华
   =意大利 -> 罗马
   =日本 -> 东京
   }

::墓::谁葬在格兰特墓中？{~杰斐逊#错 =无人#对 ~%50%没有活人#差不多}

::墓二::谁葬在格兰特墓中？{~%50%甲 ~%50%乙 ~%-100%丙 ~%-100%丁}

// 这里是注释
::简答::谁？{=无人#好 =%100%没有人}

::生年::格兰特哪年出生？{#=1822:0 #对 =%50%1822:2 #差一点}"""
    report = read(text)
    kinds = [one.question.type for one in report.questions]
    s, f = "single_choice", "fill_blank"
    assert kinds == [s, s, "true_false", f, f, "matching", s, "multiple_choice", f, f]
