"""Moodle XML: what is read of it, and the rules of structure that what is written keeps."""

import base64

import pytest
from lxml import etree

from question_bank import UnreadableFile, read_questions, write_questions
from question_bank.formats._xml import parse_document
from tests.question_bank.builders import single
from tests.question_bank.standard import EVERY_TYPE, png

PICTURE = png(7)
FILE = f'<file name="a b.png" path="/" encoding="base64">{base64.b64encode(PICTURE.data).decode()}</file>'


def quiz(*questions):
    """Return a file of these elements."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{chr(10).join(questions)}\n</quiz>'


def question(kind, body="", stem="题干", way="html", files=""):
    """Return a question element."""
    text = f'<questiontext format="{way}"><text><![CDATA[{stem}]]></text>{files}</questiontext>'
    return f'<question type="{kind}"><name><text>一个足够长的题目名称而不是题号</text></name>{text}{body}</question>'


def answer(text, fraction, feedback=""):
    """Return an answer element."""
    told = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{told}</answer>'


def category(path):
    """Return a category element."""
    return f'<question type="category"><category><text>{path}</text></category></question>'


def read(text, name="题库.xml", encoding="utf-8"):
    """Read a file."""
    report = read_questions(text.encode(encoding), name)
    assert report.format == "moodle_xml"
    return report


def only(element):
    """Return the one question of an element."""
    report = read(quiz(element))
    assert [held.reason for held in report.held_back] == []
    return report.questions[0]


WESTERN = quiz(question("truefalse", answer("true", 100), "Où ?").replace("一个足够长的题目名称而不是题号", "Été"))
PAIR = answer("甲", 100) + answer("乙", 0)
SETS = "<single>false</single>"


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (question("multichoice", "<single>true</single>" + PAIR), ("single_choice", ["甲", "乙"], ("A",))),
        (question("multichoice", "<single>1</single>" + PAIR), ("single_choice", ["甲", "乙"], ("A",))),
        (
            question("multichoice", SETS + answer("甲", 50) + answer("乙", -100) + answer("丙", 50)),
            ("multiple_choice", ["甲", "乙", "丙"], ("A", "C")),
        ),
        (
            question("multichoiceset", answer("甲", 100) + answer("乙", 0) + answer("丙", 100)),
            ("multiple_choice", ["甲", "乙", "丙"], ("A", "C")),
        ),
        (question("truefalse", answer("true", 100) + answer("false", 0)), ("true_false", [], ("true",))),
        (question("truefalse", answer("True", 0) + answer("False", 100)), ("true_false", [], ("false",))),
        (question("truefalse", answer("正确", 0) + answer("错误", 100)), ("true_false", [], ("false",))),
        (
            question("shortanswer", answer("七", 100) + answer("7", 100) + answer("*", 0, "不对")),
            ("fill_blank", [], (("七", "7"),)),
        ),
        (
            question("numerical", '<answer fraction="100"><text>1949</text><tolerance>0</tolerance></answer>'),
            ("fill_blank", [], (("1949",),)),
        ),
        (
            question(
                "essay",
                '<graderinfo format="html"><text>&lt;p&gt;一&lt;/p&gt;&lt;p&gt;二&lt;/p&gt;</text></graderinfo>',
            ),
            ("short_answer", [], ("一\n二",)),
        ),
        (
            question(
                "matching",
                "<subquestion><text>甲</text><answer><text>一</text></answer></subquestion>"
                "<subquestion><text></text><answer><text>三</text></answer></subquestion>"
                "<subquestion><text>乙</text><answer><text>一</text></answer></subquestion>",
            ),
            ("matching", ["甲", "乙"], (("A", "1"), ("B", "1"))),
        ),
        (
            question("ordering", answer("先", 1) + answer("中", 2) + answer("后", 3)),
            ("ordering", ["先", "中", "后"], ("A", "B", "C")),
        ),
        (
            question("cloze", stem="甲{1:SHORTANSWER:=一~=壹}乙{2:SA:=二#对~*#错}丙{:NM:=3:0}"),
            ("fill_blank", [], (("一", "壹"), ("二",), ("3",))),
        ),
        (
            question("cloze", stem="首都是{1:MULTICHOICE:上海~=北京~广\\}州}。"),
            ("single_choice", ["上海", "北京", "广}州"], ("B",)),
        ),
    ],
)
def test_types(element, expected):
    """Each of Moodle's types that has an equal here."""
    found = only(element).question
    assert (found.type, [option.text for option in found.options], found.key) == expected


def test_gaps_with_choices_are_a_case_group():
    """One part per gap, the text as the material."""
    found = only(question("cloze", stem="甲{1:MC:=一~二}乙{1:MC:三~=四}")).question
    assert (found.type, found.stem) == ("case_group", "甲____乙____")
    assert [(part.type, part.key) for part in found.parts] == [("single_choice", ("A",)), ("single_choice", ("B",))]


@pytest.mark.parametrize(
    ("stem", "way", "text"),
    [
        ("<p>甲 <b>乙</b></p>\n<p>丙<br>丁</p>", "html", "甲 乙\n丙\n丁"),
        ("<ul><li>甲</li><li>乙</li></ul>", "html", "甲\n乙"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "html", "甲 乙\n丙"),
        ("标签 &lt;a&gt; 和 &amp;lt;", "html", "标签 <a> 和 &lt;"),
        ("甲<ol><li>乙</li><li>丙<ul><li>丁</li></ul></li><li>戊</li></ol>", "html", "甲\n1. 乙\n2. 丙\n丁\n3. 戊"),
        ("求<math alttext='x^2'><mi>x</mi><mn>2</mn></math>的值", "html", "求x^2的值"),
        ("<script>x()</script>甲<style>p{}</style><!-- 注 -->", "html", "甲"),
        ("<pre>a\n  b</pre>", "html", "a\nb"),
        ("甲<br><br>乙", "html", "甲\n\n乙"),
        ("<p>1 < 2 且 3 > 2</p>", "html", "1 < 2 且 3 > 2"),
        ("<p>没有结束<b>的标签", "html", "没有结束的标签"),
        ("m<sup>2</sup>和H<sub>2</sub>O，x<sup>ab</sup>", "html", "m²和H₂O，x^ab"),
        ("<b>标签</b>\n&amp;", "plain_text", "<b>标签</b>\n&amp;"),
        ("甲\n乙 <a>", "moodle_auto_format", "甲\n乙 <a>"),
        ("**甲**\n乙", "markdown", "甲\n乙"),
    ],
)
def test_markup_becomes_text(stem, way, text):
    """No tag stays, and what is text and only looks like a tag survives."""
    assert only(question("truefalse", answer("true", 100), stem, way)).question.stem == text


def test_pictures_stand_where_they_are_shown():
    """Embedded files by name, data addresses, and the picture that old exports keep beside the text."""
    data = base64.b64encode(png(9).data).decode()
    image = '&lt;img src="@@PLUGINFILE@@/a%20b.png"&gt;'
    body = f'{SETS}<answer fraction="100" format="html"><text>{image}</text>{FILE}</answer>'
    stem = f'看<img src="@@PLUGINFILE@@/a%20b.png" alt="x">和<img src="data:image/png;base64,{data}">图'
    found = only(question("multichoice", body + answer("乙", 0), stem, files=FILE)).question
    assert found.stem == "看\ufffc和\ufffc图" and found.options[0].text == "\ufffc"
    assert found.pictures == (PICTURE, png(9), PICTURE)
    old = f"<image>x.png</image><image_base64>{data}</image_base64>"
    assert only(question("truefalse", old + answer("true", 100))).question.stem == "题干\n\ufffc"


def test_what_stands_beside_the_text():
    """Category, id, grade, feedback, tags, order of options."""
    body = (
        "<generalfeedback><text>总评</text></generalfeedback><idnumber>q7</idnumber><hint><text>想想</text></hint>"
        "<defaultgrade>2.0000000</defaultgrade>"
        "<shuffleanswers>0</shuffleanswers><single>true</single>"
        + answer("甲", 100, "对")
        + answer("乙", 0, "错")
        + "<tags><tag><text>难度:5</text></tag><tag><text>别的</text></tag></tags>"
    )
    report = read(
        quiz(
            category("$course$/top/行政法/处罚和/或许可"),
            question("multichoice", body),
            category("$course$/top"),
            question("truefalse", answer("true", 100)),
        )
    )
    first, second = (one.question for one in report.questions)
    assert (first.topic, first.source_id, str(first.points), first.difficulty) == ("行政法/处罚和/或许可", "q7", "2", 5)
    assert first.explanation == "总评\nA：对\nB：错\n提示：想想" and first.keeps_order
    assert second.topic is None and report.questions[0].section == "行政法/处罚和/或许可"
    assert (
        read(quiz(category("$course$/是//否"), question("truefalse", answer("true", 100)))).questions[0].question.topic
        == "是/否"
    )


@pytest.mark.parametrize(
    ("element", "doubt"),
    [
        (question("multichoice", answer("甲", 100) + answer("乙", 33)), "选项B原来得33%的分，这里不得分"),
        (question("multichoice", answer("甲", 100) + answer("乙", "many")), "权重“many”不是-100至100之间的数，按0处理"),
        (question("multichoice", answer("甲", 100) + answer("乙", -500)), "权重“-500”不是-100至100之间的数，按0处理"),
        (question("multichoice", SETS + answer("甲", 50) + answer("乙", 40)), "正确选项的权重合计90%，不是100%"),
        (question("truefalse", "<defaultgrade>多</defaultgrade>" + answer("true", 100)), "分值“多”无法识别"),
        (question("shortanswer", "<usecase>1</usecase>" + answer("Moodle", 100)), "原题区分大小写，这里不区分"),
        (
            question("numerical", '<answer fraction="100"><text>3</text><tolerance>1</tolerance></answer>'),
            "原来接受2至4的任何数，这里只接受其中的整数",
        ),
    ],
)
def test_what_can_not_be_kept_is_a_doubt(element, doubt):
    """Broken grades are warned about, not believed."""
    assert doubt in only(element).doubts


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        (question("calculated"), "计算题（calculated）没有对应的题型"),
        (question("random"), "随机抽题（random）没有对应的题型"),
        (question("ddmarker"), "图上标记（ddmarker）没有对应的题型"),
        (question("gapselect"), "下拉选词（gapselect）没有对应的题型"),
        (question("stack"), "Moodle题型“stack”没有对应的题型"),
        (question("description"), "说明文字（description）没有对应的题型"),
        (question("essay"), "没有答案"),
        (question("truefalse", answer("true", 100), "<math><mi>x</mi><mn>2</mn></math>式"), "含有无法读入的内容（math）"),
        (question("multichoice", answer("甲", 100) + answer("乙", 100)), "单选题有2个得满分的选项"),
        (question("multichoice", answer("甲", 90) + answer("乙", 0)), "没有得满分的选项"),
        (question("truefalse", answer("maybe", 100)), "判断题的选项“maybe”不是正确或错误"),
        (
            question("truefalse", answer("true", 100), '看<img src="@@PLUGINFILE@@/没有.png">'),
            "题目中的图片（没有.png）不在文件里",
        ),
        (question("cloze", stem="甲{1:SA:=一}乙{1:MC:=二~三}"), "完形填空（cloze）含有不同种类的空，没有对应的题型"),
        (
            question("numerical", '<answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer>'),
            "数值题接受3.13至3.15的任何数，没有对应的题型，请改为填空题",
        ),
    ],
)
def test_what_has_no_equal_is_held_back_with_its_name(element, reason):
    """The stem stays with it."""
    report = read(quiz(element))
    assert report.questions == () and [held.reason for held in report.held_back] == [reason]
    assert report.held_back[0].stem and report.held_back[0].place == "第3行"


@pytest.mark.parametrize(
    "data",
    [
        quiz(question("truefalse", answer("true", 100), "Où&nbsp;?"))
        .replace("<![CDATA[", "")
        .replace("]]>", "")
        .encode(),
        WESTERN.encode("cp1252"),
        WESTERN.replace("UTF-8", "windows-1252").encode("cp1252"),
        quiz(question("truefalse", answer("true", 100), "Où\x0b ?")).encode(),
        b"\xef\xbb\xbf" + quiz(question("truefalse", answer("true", 100), "Où ?")).encode(),
    ],
    ids=["named character", "wrong encoding", "windows-1252", "control character", "mark"],
)
def test_files_that_are_not_quite_xml(data):
    """Real exports name characters as HTML does or lie about their encoding."""
    assert read_questions(data, "x.xml").questions[0].question.stem == "Où ?"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE quiz [<!ENTITY a "b">]><quiz><question>&a;</question></quiz>', "不允许的声明"),
        ('<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>', "不允许的声明"),
        ("<!DOCTYPE quiz [<!ELEMENT quiz ANY>]><quiz></quiz>", "不允许的声明"),
        ("<quiz><question type='truefalse'>", "XML内容不完整"),
        ("<quiz>" + "<a>" * 5000, "XML内容不完整"),
    ],
)
def test_refusals(data, words):
    """Entities are never resolved, cut files are named."""
    with pytest.raises(UnreadableFile, match=words):
        read_questions(data.encode(), "x.xml")


def test_entities_in_utf_16_are_refused_too():
    """Zero bytes hide nothing."""
    with pytest.raises(UnreadableFile, match="不允许的声明"):
        parse_document('<!DOCTYPE a [<!ENTITY b "c">]><quiz/>'.encode("utf-16"))


def _texts(found, path):
    return [each.text for each in found.iterfind(path)]


def _is_number(text):
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


_TYPES = {
    "category",
    "multichoice",
    "truefalse",
    "shortanswer",
    "matching",
    "essay",
    "cloze",
    "description",
    "ordering",
}
_FORMATS = {"html", "plain_text", "moodle_auto_format", "markdown"}
_CHOICES = "question[@type='multichoice']"
_ALLOWED = {100, 0, -100, *(round(100 / n, 5) for n in range(2, 27))}

# (rule, source, check of the whole tree, an element that breaks it)
RULES = [
    (
        "the root is quiz and holds nothing but question",
        "Moodle docs, Moodle XML format: Overall structure",
        lambda root: root.tag == "quiz" and all(each.tag == "question" for each in root),
        "<item/>",
    ),
    (
        "every question names a type that Moodle knows",
        "Moodle docs, Moodle XML format: type attribute",
        lambda root: all(each.get("type") in _TYPES for each in root),
        "<question type='single_choice'/>",
    ),
    (
        "a category has category/text that starts at a context",
        "Moodle docs, Moodle XML format: Categories",
        lambda root: all(
            (each.findtext("category/text") or "").startswith("$course$/")
            for each in root.iterfind("question[@type='category']")
        ),
        "<question type='category'><category><text>法</text></category></question>",
    ),
    (
        "every other question has one name/text that is not empty and one questiontext/text",
        "Moodle docs, Moodle XML format: Tags common to all question types",
        lambda root: all(
            len(each.findall("name/text")) == 1
            and each.findtext("name/text")
            and len(each.findall("questiontext/text")) == 1
            for each in root
            if each.get("type") != "category"
        ),
        "<question type='essay'><name><text/></name><questiontext><text>x</text></questiontext></question>",
    ),
    (
        "texts name a format of Moodle",
        "Moodle docs, Moodle XML format: format attribute",
        lambda root: (
            all(each.get("format") in _FORMATS for each in root.iter() if each.get("format") is not None)
            and all(
                each.get("format") for each in root.iter("questiontext", "generalfeedback", "feedback", "graderinfo")
            )
        ),
        "<question type='essay'><questiontext format='text'><text>x</text></questiontext></question>",
    ),
    (
        "defaultgrade is a number above 0",
        "Moodle, question/format/xml: defaultgrade is read as a float",
        lambda root: all(_is_number(text) and float(text) > 0 for text in _texts(root, "question/defaultgrade")),
        "<question type='essay'><defaultgrade>多</defaultgrade></question>",
    ),
    (
        "single and shuffleanswers are true or false, answernumbering is one of Moodle's",
        "Moodle docs, Moodle XML format: Multiple choice",
        lambda root: (
            {*_texts(root, "question/single"), *_texts(root, "question/shuffleanswers")} <= {"true", "false"}
            and set(_texts(root, "question/answernumbering")) <= {"none", "abc", "ABCD", "123", "iii", "IIII"}
        ),
        "<question type='multichoice'><single>yes</single></question>",
    ),
    (
        "a choice with one answer has exactly one fraction of 100",
        "Moodle, qtype_multichoice: single answers need one at 100%",
        lambda root: all(
            [answer.get("fraction") for answer in each.iterfind("answer")].count("100") == 1
            for each in root.iterfind(_CHOICES)
            if each.findtext("single") == "true"
        ),
        "<question type='multichoice'><single>true</single><answer fraction='50'/><answer fraction='50'/></question>",
    ),
    (
        "positive fractions of a choice with several answers add up to 100",
        "Moodle, qtype_multichoice: fractions of several answers sum to 100%",
        lambda root: all(
            abs(sum(max(float(answer.get("fraction")), 0) for answer in each.iterfind("answer")) - 100) < 0.001
            for each in root.iterfind(_CHOICES)
        ),
        "<question type='multichoice'><answer fraction='50'/><answer fraction='40'/></question>",
    ),
    (
        "every fraction is one that Moodle offers",
        "Moodle, question_bank::fraction_options_full",
        lambda root: all(
            round(float(answer.get("fraction")), 5) in _ALLOWED
            for each in root
            if each.get("type") != "ordering"
            for answer in each.iterfind("answer")
        ),
        "<question type='shortanswer'><answer fraction='55'><text>x</text></answer></question>",
    ),
    (
        "truefalse has the answers true and false, one of them at 100 and the other at 0",
        "Moodle docs, Moodle XML format: True/false",
        lambda root: all(
            sorted(_texts(each, "answer/text")) == ["false", "true"]
            and sorted(answer.get("fraction") for answer in each.iterfind("answer")) == ["0", "100"]
            for each in root.iterfind("question[@type='truefalse']")
        ),
        "<question type='truefalse'><answer fraction='100'><text>正确</text></answer></question>",
    ),
    (
        "shortanswer says usecase and has an answer at 100",
        "Moodle docs, Moodle XML format: Short answer",
        lambda root: all(
            each.findtext("usecase") in ("0", "1") and each.find("answer[@fraction='100']") is not None
            for each in root.iterfind("question[@type='shortanswer']")
        ),
        "<question type='shortanswer'><usecase>0</usecase></question>",
    ),
    (
        "matching has at least two subquestions with a text and three answers, or as many as there are",
        "Moodle docs, Moodle XML format: Matching",
        lambda root: all(
            sum(bool(text) for text in _texts(each, "subquestion/text")) >= 2
            and all(_texts(each, "subquestion/answer/text"))
            for each in root.iterfind("question[@type='matching']")
        ),
        "<question type='matching'><subquestion><text>x</text><answer><text>y</text></answer></subquestion></question>",
    ),
    (
        "cloze has a gap in Moodle's braces",
        "Moodle docs, Embedded answers (Cloze)",
        lambda root: all(
            "{1:SHORTANSWER:=" in each.findtext("questiontext/text")
            for each in root.iterfind("question[@type='cloze']")
        ),
        "<question type='cloze'><questiontext><text>甲____</text></questiontext></question>",
    ),
    (
        "every embedded file is base64 and is shown by a text beside it",
        "Moodle docs, Moodle XML format: Embedding files",
        lambda root: all(
            file.get("encoding") == "base64"
            and base64.b64decode(file.text, validate=True)
            and f"@@PLUGINFILE@@/{file.get('name')}" in file.getparent().findtext("text")
            for file in root.iter("file")
        ),
        "<question type='essay'><text>x</text><file name='a.png' encoding='base64'>AAAA</file></question>",
    ),
    (
        "tags are tags/tag/text",
        "Moodle docs, Moodle XML format: Tags",
        lambda root: all(_texts(each, "tag/text") and all(_texts(each, "tag/text")) for each in root.iter("tags")),
        "<question type='essay'><tags><tag>难度</tag></tags></question>",
    ),
]
_NAMES = [rule[0] for rule in RULES]


@pytest.fixture(scope="module")
def written():
    """Every type, with all that a question can have, as Moodle XML."""
    return etree.fromstring(write_questions(EVERY_TYPE, "moodle_xml"))


@pytest.mark.parametrize(("rule", "source", "check", "breach"), RULES, ids=_NAMES)
def test_what_is_written_keeps_the_rules(written, rule, source, check, breach):
    """Rule, where it is written down, and that it holds."""
    assert check(written), f"{rule} ({source})"


@pytest.mark.parametrize(("rule", "source", "check", "breach"), RULES, ids=_NAMES)
def test_each_rule_finds_its_breach(rule, source, check, breach):
    """A rule that nothing can break would say nothing."""
    assert not check(etree.fromstring(f"<quiz>{breach}</quiz>")), f"{rule} ({source})"


def test_comments_hold_only_what_moodle_has_no_place_for():
    """A plain choice needs none."""
    assert b"<!--" not in write_questions([single(explanation="因为", topic="法")], "moodle_xml")
    assert b"<!--" in write_questions([question for question in EVERY_TYPE if question.key_points], "moodle_xml")
