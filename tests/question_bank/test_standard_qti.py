"""QTI: 2.x, 3.0 and 1.2 as packages and single files, and the rules of structure that what is written keeps."""

import io
import zipfile

import pytest
from lxml import etree

from question_bank import UnreadableFile, read_questions, write_questions
from question_bank.formats import _qti_package
from tests.question_bank.builders import single
from tests.question_bank.standard import CASE, EVERY_TYPE, png

V2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
V3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M"><resources>
<resource identifier="b" type="imsqti_item_xmlv2p1" href="two/b.xml"><metadata>
<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><keyword><string>难度:4</string></keyword>
</general></lom></metadata><file href="two/b.xml"/></resource>
<resource identifier="a" type="imsqti_item_xmlv2p1" href="one/a.xml"><file href="one/a.xml"/></resource>
</resources></manifest>"""


def package(**parts):
    """Return a zip file; __ stands for / and the name ends with .xml unless it names a picture."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in parts.items():
            name = name.replace("__", "/")
            found.writestr(name.replace("_png", ".png") if name.endswith("_png") else f"{name}.xml", data)
    return stream.getvalue()


def item(body, declared="", more="", **attributes):
    """Return an item of QTI 2.1."""
    named = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    head = f'<assessmentItem {V2} identifier="i" title="标题" {named}>'
    return f"{head}{declared}<itemBody>{body}</itemBody>{more}</assessmentItem>"


def declare(*values, name="RESPONSE", cardinality="single", base="identifier", mapping=""):
    """Return a response declaration."""
    right = "".join(f"<value>{value}</value>" for value in values)
    correct = f"<correctResponse>{right}</correctResponse>" if values else ""
    kind = f'identifier="{name}" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {kind}>{correct}{mapping}</responseDeclaration>"


def choices(*texts, kind="choiceInteraction", name="RESPONSE", prompt="", **attributes):
    """Return an interaction with choices A, B, C …"""
    named = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    inner = "".join(f'<simpleChoice identifier="{"ABCDE"[at]}">{text}</simpleChoice>' for at, text in enumerate(texts))
    told = f"<prompt>{prompt}</prompt>" if prompt else ""
    return f'<{kind} responseIdentifier="{name}" {named}>{told}{inner}</{kind}>'


def mapping(**worths):
    """Return a mapping."""
    return (
        "<mapping>" + "".join(f'<mapEntry mapKey="{k}" mappedValue="{v}"/>' for k, v in worths.items()) + "</mapping>"
    )


def entry(name="RESPONSE"):
    """Return a place to fill in."""
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


def read(data, name="题库.zip"):
    """Read a package or a document."""
    report = read_questions(data if isinstance(data, bytes) else data.encode(), name)
    assert report.format == "qti"
    return report


def only(document):
    """Return the one question of a document."""
    report = read(document, "题.xml")
    assert [held.reason for held in report.held_back] == []
    assert len(report.questions) == 1
    return report.questions[0]


MATCH = (
    '<matchInteraction responseIdentifier="RESPONSE"><prompt>连线</prompt><simpleMatchSet>'
    '<simpleAssociableChoice identifier="x" matchMax="1">甲</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="y" matchMax="1">乙</simpleAssociableChoice></simpleMatchSet><simpleMatchSet>'
    '<simpleAssociableChoice identifier="p" matchMax="2">一</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="q" matchMax="2">二</simpleAssociableChoice></simpleMatchSet></matchInteraction>'
)
INLINE = (
    '<inlineChoiceInteraction responseIdentifier="{}"><inlineChoice identifier="A">一</inlineChoice>'
    '<inlineChoice identifier="B">二</inlineChoice></inlineChoiceInteraction>'
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (item("<p>题</p>" + choices("甲", "乙"), declare("B")), ("single_choice", "题", ["甲", "乙"], ("B",))),
        (item(choices("甲", "乙", prompt="题"), declare("A")), ("single_choice", "题", ["甲", "乙"], ("A",))),
        (
            item(choices("甲", "乙", "丙", prompt="题"), declare("C", "A", cardinality="multiple")),
            ("multiple_choice", "题", ["甲", "乙", "丙"], ("A", "C")),
        ),
        (
            item(
                choices("甲", "乙", "丙", prompt="题"), declare(cardinality="multiple", mapping=mapping(A=1, B=-1, C=1))
            ),
            ("multiple_choice", "题", ["甲", "乙", "丙"], ("A", "C")),
        ),
        (
            item(choices("甲", "乙", prompt="题"), declare(mapping=mapping(A=0.5, B=1))),
            ("single_choice", "题", ["甲", "乙"], ("B",)),
        ),
        (item(choices("错误", "正确", prompt="题"), declare("A")), ("true_false", "题", [], ("false",))),
        (
            item(f"<p>甲{entry()}乙</p>", declare("一", base="string", mapping=mapping(一=1, 壹=1))),
            ("fill_blank", "甲____乙", [], (("一", "壹"),)),
        ),
        (
            item(f"<p>甲{entry()}乙</p>", declare("一", "壹", base="string", cardinality="multiple")),
            ("fill_blank", "甲____乙", [], (("一", "壹"),)),
        ),
        (
            item(
                f"<p>甲{entry('a')}乙{entry('b')}</p>", declare("一", name="a") + declare("2", name="b", base="integer")
            ),
            ("fill_blank", "甲____乙____", [], (("一",), ("2",))),
        ),
        (
            item(
                '<p>简述</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'
                '<rubricBlock view="scorer tutor"><p>一</p><p>二</p></rubricBlock>',
                declare(base="string"),
            ),
            ("short_answer", "简述", [], ("一\n二",)),
        ),
        (
            item(
                choices("甲", "乙", "丙", kind="orderInteraction", prompt="排"),
                declare("B", "C", "A", cardinality="ordered"),
            ),
            ("ordering", "排", ["甲", "乙", "丙"], ("B", "C", "A")),
        ),
        (
            item(MATCH, declare("x q", "y p", cardinality="multiple", base="directedPair")),
            ("matching", "连线", ["甲", "乙"], (("A", "2"), ("B", "1"))),
        ),
        (
            item(f"<p>首都{INLINE.format('RESPONSE')}吗</p>", declare("B")),
            ("single_choice", "首都____吗", ["一", "二"], ("B",)),
        ),
        (
            item("<p>看 &lt;a&gt;</p><p>和<b>粗</b>体</p>" + choices("甲", "乙"), declare("B")),
            ("single_choice", "看 <a>\n和粗体", ["甲", "乙"], ("B",)),
        ),
    ],
)
def test_interactions(document, expected):
    """Each interaction that has an equal here, with correct responses or a mapping."""
    found = only(document).question
    assert (found.type, found.stem, [option.text for option in found.options], found.key) == expected


def test_an_item_of_several_interactions_is_a_case_group():
    """Each block with an interaction is a part, the others are the material."""
    body = (
        f"<p>材料。</p><div><p>问一</p>{choices('甲', '乙', name='a')}</div>"
        f"<div><p>问二{entry('b')}</p></div><div><p>问三{INLINE.format('c')}</p></div>"
    )
    declared = declare("A", name="a") + declare("二", name="b", base="string") + declare("B", name="c")
    found = only(item(body, declared)).question
    assert (found.type, found.stem) == ("case_group", "材料。")
    assert [(part.type, part.stem, part.key) for part in found.parts] == [
        ("single_choice", "问一", ("A",)),
        ("fill_blank", "问二____", (("二",),)),
        ("single_choice", "问三____", ("B",)),
    ]


def test_feedback_points_label_and_order():
    """Told after the answer, told with a choice, the highest score, the id, options that stay in place."""
    told = "甲<feedbackInline identifier='A' outcomeIdentifier='F' showHide='show'>不对</feedbackInline>"
    most = (
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>2.0</value></defaultValue></outcomeDeclaration>"
    )
    more = "<modalFeedback outcomeIdentifier='F' identifier='x' showHide='show'><p>因为</p></modalFeedback>"
    found = only(
        item(choices(told, "乙", prompt="题", shuffle="false"), declare("B") + most, more, label="q9")
    ).question
    assert found.explanation == "因为\nA：不对" and str(found.points) == "2"
    assert found.source_id == "q9" and found.keeps_order and found.options[0].text == "甲"


def test_a_rubric_for_the_candidate_is_part_of_the_text():
    """One for the scorer is not."""
    rubrics = "".join(
        f'<rubricBlock view="{view}"><p>{text}</p></rubricBlock>'
        for view, text in (("candidate", "只选一个。"), ("scorer", "答案甲"))
    )
    assert only(item(f"{rubrics}<p>题</p>{choices('甲', '乙')}", declare("A"))).question.stem == "只选一个。\n题"


def test_version_3_says_the_same_with_other_names():
    """qti-choice-interaction is choiceInteraction."""
    document = f"""<qti-assessment-item {V3} identifier="i" title="t">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
<qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>题</p><qti-choice-interaction response-identifier="RESPONSE" max-choices="0" shuffle="true">
<qti-prompt>选两个</qti-prompt><qti-simple-choice identifier="A">甲</qti-simple-choice>
<qti-simple-choice identifier="B">乙</qti-simple-choice><qti-simple-choice identifier="C">丙</qti-simple-choice>
</qti-choice-interaction></qti-item-body></qti-assessment-item>"""
    found = only(document).question
    assert (found.type, found.stem, found.key) == ("multiple_choice", "题\n选两个", ("A", "C"))
    gap = document.replace("multiple", "single").replace("<qti-value>C</qti-value>", "")
    assert only(gap).question.type == "single_choice"


OLD = """<questestinterop><assessment title="卷"><section title="第一节">
<item ident="i1" title="t"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>points_possible</fieldlabel>
<fieldentry>2.0</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">&lt;p&gt;单选&lt;/p&gt;</mattext></material>
<response_lid ident="r" rcardinality="Single"><render_choice>
<response_label ident="1"><material><mattext>甲</mattext></material></response_label>
<response_label ident="2"><material><mattext>乙</mattext></material></response_label></render_choice></response_lid>
</presentation>
<resprocessing><respcondition><conditionvar><varequal respident="r">2</varequal></conditionvar>
<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>
<itemfeedback ident="f"><flow_mat><material><mattext>因为</mattext></material></flow_mat></itemfeedback></item>
<item ident="i2"><presentation><flow><material><mattext>多选</mattext></material>
<response_lid ident="r" rcardinality="Multiple">
<render_choice><flow_label><response_label ident="1"><material><mattext>甲</mattext></material></response_label>
<response_label ident="2"><material><mattext>乙</mattext></material></response_label>
<response_label ident="3"><material><mattext>丙</mattext></material></response_label></flow_label></render_choice>
</response_lid></flow></presentation><resprocessing><respcondition><conditionvar><and>
<varequal respident="r">1</varequal>
<not><varequal respident="r">2</varequal></not><varequal respident="r">3</varequal></and></conditionvar>
<setvar action="Set">100</setvar></respcondition></resprocessing></item>
<item ident="i3"><presentation><material><mattext>判断</mattext></material><response_lid ident="r" rcardinality="Single">
<render_choice><response_label ident="t"><material><mattext>True</mattext></material></response_label>
<response_label ident="f"><material><mattext>False</mattext></material></response_label></render_choice></response_lid>
</presentation><resprocessing><respcondition><conditionvar><varequal respident="r">f</varequal></conditionvar>
<setvar>1</setvar></respcondition></resprocessing></item>
<item ident="i4"><presentation><material><mattext>填空</mattext></material>
<response_str ident="r"><render_fib/></response_str>
</presentation><resprocessing><respcondition><conditionvar><varequal respident="r">一</varequal></conditionvar>
<setvar>1</setvar></respcondition><respcondition><conditionvar><varequal respident="r">壹</varequal></conditionvar>
<setvar>1</setvar></respcondition></resprocessing></item>
<item ident="i5"><presentation><material><mattext>连线</mattext></material>
<response_lid ident="x"><material><mattext>甲</mattext></material><render_choice>
<response_label ident="1"><material><mattext>一</mattext></material></response_label>
<response_label ident="2"><material><mattext>二</mattext></material></response_label></render_choice></response_lid>
<response_lid ident="y"><material><mattext>乙</mattext></material><render_choice>
<response_label ident="1"><material><mattext>一</mattext></material></response_label>
<response_label ident="2"><material><mattext>二</mattext></material></response_label></render_choice></response_lid>
</presentation><resprocessing><respcondition><conditionvar><varequal respident="x">2</varequal></conditionvar>
<setvar action="Add">50</setvar></respcondition><respcondition><conditionvar>
<varequal respident="y">1</varequal></conditionvar>
<setvar action="Add">50</setvar></respcondition></resprocessing></item>
<item ident="i6"><presentation><material><mattext>论述</mattext></material>
<response_str ident="r"><render_fib/></response_str>
</presentation></item>
<item ident="i7"><presentation><material><mattext>热区</mattext></material>
<response_xy ident="r"><render_hotspot/></response_xy>
</presentation></item></section></assessment></questestinterop>"""


def test_version_1_2():
    """Choices, judgements, blanks and matching of old exports; what has no key or no equal is held back."""
    report = read(OLD, "old.xml")
    found = [one.question for one in report.questions]
    assert [(one.type, one.stem, one.key) for one in found] == [
        ("single_choice", "单选", ("B",)),
        ("multiple_choice", "多选", ("A", "C")),
        ("true_false", "判断", ("false",)),
        ("fill_blank", "填空", (("一", "壹"),)),
        ("matching", "连线", (("A", "2"), ("B", "1"))),
    ]
    assert (found[0].explanation, str(found[0].points), found[0].source_id) == ("因为", "2", "i1")
    assert report.questions[0].section == "第一节"
    assert [held.reason for held in report.held_back] == ["没有答案", "图上热区（hotspot）没有对应的题型"]


def test_a_document_type_without_declarations_is_harmless():
    """Exports of 1.2 name the DTD of the standard; it is never fetched."""
    named = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">\n' + OLD
    assert len(read(named, "old.xml").questions) == 5


def test_the_order_and_keywords_of_a_manifest():
    """The manifest comes first, files that it forgets follow."""
    first, second, third = (item(f"<p>{stem}</p>" + choices("甲", "乙"), declare("B")) for stem in ("一", "二", "三"))
    data = package(imsmanifest=MANIFEST, one__a=first, two__b=second, c=third)
    report = read(data)
    assert [(one.question.stem, one.question.difficulty, one.place) for one in report.questions] == [
        ("二", 4, "two/b.xml"),
        ("一", None, "one/a.xml"),
        ("三", None, "c.xml"),
    ]


def test_a_package_without_manifest_in_natural_order():
    """item2 stands before item10; other XML files say nothing."""
    found = {f"item{number}": item(f"<p>{number}</p>" + choices("甲", "乙"), declare("B")) for number in (10, 2, 1)}
    report = read(package(**found, notes="<notes/>"))
    assert [one.question.stem for one in report.questions] == ["1", "2", "10"]
    assert report.unread == ()


def test_the_organisation_of_a_manifest_is_no_question():
    """Its elements are called item too."""
    tree = '<organizations><organization><item identifier="x"/></organization></organizations>'
    told = MANIFEST.replace("<resources>", f"{tree}<resources>")
    data = package(imsmanifest=told, one__a=item("<p>一</p>" + choices("甲", "乙"), declare("B")))
    report = read(data)
    assert (len(report.questions), report.held_back) == (1, ())


def test_pictures_of_a_package():
    """Addresses are relative to the item; a missing one holds the question back."""
    shown = item('<p>看<img src="../img/a.png" alt=""/>图</p>' + choices("甲", "乙"), declare("B"))
    thing = item('<p>看<object data="a.png" type="image/png"/>图</p>' + choices("甲", "乙"), declare("B"))
    lost = item('<p>看<img src="no.png"/></p>' + choices("甲", "乙"), declare("B"))
    report = read(package(q__a=shown, img__a_png=png(3).data, r__b=thing, r__a_png=png(4).data, s=lost))
    assert [(one.question.stem, one.question.pictures) for one in report.questions] == [
        ("看\ufffc图", (png(3),)),
        ("看\ufffc图", (png(4),)),
    ]
    assert [held.reason for held in report.held_back] == ["题目中的图片（no.png）不在文件里"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (item('<hotspotInteraction responseIdentifier="RESPONSE"/>'), "图上热区（hotspot）没有对应的题型"),
        (item('<portableCustomInteraction responseIdentifier="R"/>'), "自定义交互（PCI）没有对应的题型"),
        (item('<customInteraction responseIdentifier="R"/>'), "自定义交互（custom）没有对应的题型"),
        (item('<uploadInteraction responseIdentifier="R"/>'), "上传文件（upload）没有对应的题型"),
        (item('<gapMatchInteraction responseIdentifier="R"/>'), "拖放填空（gapMatch）没有对应的题型"),
        (item(choices("甲", "乙"), declare("A") + "<templateDeclaration/>"), "随机变量题（template）没有对应的题型"),
        (item(choices("甲", "乙"), declare("A"), adaptive="true"), "自适应题（adaptive）没有对应的题型"),
        (item("<p>只有文字</p>"), "没有作答方式，只是说明文字"),
        (item(choices("甲", "乙", prompt="题"), declare("Z")), "答案“Z”没有对应的选项"),
        (item(choices("甲", "乙", prompt="题"), declare()), "没有答案"),
        (item(choices("甲", "乙", prompt="题"), declare("A", "B")), "单选题有2个正确选项"),
        (item(f"<p>甲{entry()}</p>", declare(base="string")), "没有答案"),
        (item(MATCH, declare("x q", "x p", cardinality="multiple")), "左边的一项对应右边的几项，没有对应的题型"),
    ],
)
def test_what_has_no_equal_is_held_back_with_its_name(document, reason):
    """Alone or in a package."""
    assert [held.reason for held in read(document, "x.xml").held_back] == [reason]
    assert [held.reason for held in read(package(a=document, b=document)).held_back] == [reason] * 2


def test_a_broken_document_spoils_only_itself():
    """The other items of the package are read."""
    good = item(choices("甲", "乙", prompt="题"), declare("A"))
    report = read(package(a=good, b=good[:-20]))
    assert len(report.questions) == 1
    assert [(held.place, held.reason) for held in report.held_back] == [("b.xml", "XML内容不完整")]


def _named(name, data="<assessmentItem/>"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as found:
        found.writestr("imsmanifest.xml", "<manifest/>")
        found.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_named("../a.xml"), "不允许的路径"),
        (_named("/etc/a.xml"), "不允许的路径"),
        (_named("c:\\a.xml"), "不允许的路径"),
        (_named("a.xml", b" " * 50_000_000), "解压后过大"),
        (item("<p/>").replace("<assess", '<!DOCTYPE a [<!ENTITY b "c">]><assess', 1).encode(), "不允许的声明"),
        (item("<p>").encode(), "XML内容不完整"),
        (f"<assessmentTest {V2}><testPart/></assessmentTest>".encode(), "请上传整个试题包"),
        (MANIFEST.encode(), "请上传整个试题包"),
        (b'<?xml version="1.0"?><notes><note>1</note></notes>', "XML文件"),
    ],
    ids=["up", "absolute", "drive", "bomb", "entity", "cut", "test", "manifest", "other"],
)
def test_refusals(data, words):
    """Nothing is unpacked that may do harm."""
    with pytest.raises(UnreadableFile, match=words):
        read_questions(data, "x.zip")


def test_a_package_of_too_many_parts(monkeypatch):
    """A list of parts that is longer than the questions of 20 MB is refused before any is opened."""
    monkeypatch.setattr(_qti_package, "MAX_PARTS", 3)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as found:
        for name in ("imsmanifest.xml", "1.xml", "2.xml", "3.xml"):
            found.writestr(name, "")
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read_questions(stream.getvalue(), "x.zip")


# Rules of structure -------------------------------------------------------------------------------------------

_NS = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
_BLOCKS = {
    "p",
    "div",
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "extendedTextInteraction",
    "rubricBlock",
}
_BASES = {"identifier", "string", "float", "directedPair"}
_PROMISED = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"


def _names(parent):
    return [each.tag.removeprefix(_NS) for each in parent if isinstance(each.tag, str)]


def _all(root, *names):
    return [each for each in root.iter() if isinstance(each.tag, str) and each.tag.removeprefix(_NS) in names]


def _in_order(root):
    places = [_ORDER.index(name) if name in _ORDER else -1 for name in _names(root)]
    return -1 not in places and places == sorted(places)


def _answers_are_choices(root):
    ids = {each.get("identifier") for each in _all(root, "simpleChoice", "simpleAssociableChoice")}
    return all(
        set((value.text or "").split()) <= ids
        for declared in _all(root, "responseDeclaration")
        if declared.get("baseType") in ("identifier", "directedPair")
        for value in _all(declared, "value")
    )


def _declared_once(root):
    declared = [each.get("identifier") for each in _all(root, "responseDeclaration")]
    used = [each.get("responseIdentifier") for each in root.iter() if each.get("responseIdentifier")]
    return sorted(declared) == sorted(used) and len(set(declared)) == len(declared)


# (rule, section of the QTI 2.1 information model, check of one item, an item that breaks it)
RULES = [
    (
        "the root is assessmentItem of QTI 2.1 with identifier, title, adaptive and timeDependent",
        "Information model 2.1, 4.1 assessmentItem",
        lambda root: (
            root.tag == f"{_NS}assessmentItem"
            and all(root.get(name) for name in ("identifier", "title", "adaptive", "timeDependent"))
        ),
        f'<assessmentItem {V2} identifier="i"/>',
    ),
    (
        "children stand in the order of the schema",
        "XML binding 2.1, assessmentItem sequence",
        _in_order,
        f"<assessmentItem {V2}><itemBody/><responseDeclaration/></assessmentItem>",
    ),
    (
        "the body holds blocks only",
        "Information model 2.1, 6.1 itemBody contains block",
        lambda root: all(
            set(_names(body)) <= _BLOCKS and not (body.text or "").strip() for body in _all(root, "itemBody")
        ),
        f"<assessmentItem {V2}><itemBody>文字</itemBody></assessmentItem>",
    ),
    (
        "a place to fill in stands inside a paragraph",
        "Information model 2.1, 7.3 textEntryInteraction is inline",
        lambda root: all(each.getparent().tag == f"{_NS}p" for each in _all(root, "textEntryInteraction")),
        f"<assessmentItem {V2}><itemBody><textEntryInteraction/></itemBody></assessmentItem>",
    ),
    (
        "each interaction is bound to a response declared once, and each declaration is used",
        "Information model 2.1, 7 interaction responseIdentifier",
        _declared_once,
        f'<assessmentItem {V2}><responseDeclaration identifier="a"/></assessmentItem>',
    ),
    (
        "right values name choices of the item",
        "Information model 2.1, 5.2 correctResponse",
        _answers_are_choices,
        item(choices("甲", "乙"), declare("Z")),
    ),
    (
        "a single cardinality has at most one right value",
        "Information model 2.1, 5.1 cardinality",
        lambda root: all(
            len(_all(each, "value")) <= 1
            for each in _all(root, "responseDeclaration")
            if each.get("cardinality") == "single"
        ),
        item(choices("甲", "乙"), declare("A", "B")),
    ),
    (
        "cardinality and base type fit the interaction",
        "Information model 2.1, 7.2 choiceInteraction, 7.4 orderInteraction, 7.6 matchInteraction",
        lambda root: (
            all(
                each.get("baseType") in _BASES and each.get("cardinality") in ("single", "multiple", "ordered")
                for each in _all(root, "responseDeclaration")
            )
            and all(
                next(
                    d
                    for d in _all(root, "responseDeclaration")
                    if d.get("identifier") == each.get("responseIdentifier")
                ).get("cardinality")
                == "ordered"
                for each in _all(root, "orderInteraction")
            )
        ),
        item(choices("甲", "乙", kind="orderInteraction"), declare("A")),
    ),
    (
        "one choice of a single response, any number of a multiple one",
        "Information model 2.1, 7.2 choiceInteraction maxChoices",
        lambda root: all(each.get("maxChoices") in ("0", "1") for each in _all(root, "choiceInteraction")),
        item(choices("甲", "乙", maxChoices="7"), declare("A")),
    ),
    (
        "a match has two sets, and every member says how often it may be used",
        "Information model 2.1, 7.6 matchInteraction",
        lambda root: (
            all(len(_all(each, "simpleMatchSet")) == 2 for each in _all(root, "matchInteraction"))
            and all(each.get("matchMax") for each in _all(root, "simpleAssociableChoice"))
        ),
        item("<matchInteraction><simpleMatchSet/></matchInteraction>"),
    ),
    (
        "a mapping has entries with a key and a worth",
        "Information model 2.1, 5.3 mapping",
        lambda root: all(
            len(each) and all(one.get("mapKey") and one.get("mappedValue") for one in each)
            for each in _all(root, "mapping")
        ),
        item(f"<p>{entry()}</p>", declare(mapping="<mapping/>")),
    ),
    (
        "processing is a template of the standard or rules that set SCORE",
        "Information model 2.1, 8.1 response processing templates",
        lambda root: all(
            (each.get("template") or "").startswith(_PROMISED)
            or {one.get("identifier") for one in _all(each, "setOutcomeValue")} == {"SCORE"}
            for each in _all(root, "responseProcessing")
        ),
        f'<assessmentItem {V2}><responseProcessing template="mine"/></assessmentItem>',
    ),
    (
        "templates are used with the response RESPONSE only",
        "Information model 2.1, 8.1.1 standard templates",
        lambda root: all(
            [one.get("identifier") for one in _all(root, "responseDeclaration")] == ["RESPONSE"]
            for each in _all(root, "responseProcessing")
            if each.get("template")
        ),
        item("", declare("A", name="R"), f'<responseProcessing template="{_PROMISED}match_correct"/>'),
    ),
    (
        "feedback names an outcome that is declared",
        "Information model 2.1, 4.4 modalFeedback outcomeIdentifier",
        lambda root: (
            {each.get("outcomeIdentifier") for each in _all(root, "modalFeedback")}
            <= {each.get("identifier") for each in _all(root, "outcomeDeclaration")}
        ),
        f'<assessmentItem {V2}><modalFeedback outcomeIdentifier="F"/></assessmentItem>',
    ),
    (
        "a rubric says who sees it, and never the candidate",
        "Information model 2.1, 6.6 rubricBlock view",
        lambda root: all(each.get("view") == "scorer" for each in _all(root, "rubricBlock")),
        f'<assessmentItem {V2}><itemBody><rubricBlock view="candidate"/></itemBody></assessmentItem>',
    ),
    (
        "every picture has an address inside the package and a text beside it",
        "Information model 2.1, 6.2 img; IMS Content Packaging, file",
        lambda root: all(
            (each.get("src") or "").startswith("images/") and each.get("alt") is not None for each in _all(root, "img")
        ),
        f'<assessmentItem {V2}><itemBody><p><img src="http://a/b.png"/></p></itemBody></assessmentItem>',
    ),
]
_RULE_NAMES = [rule[0] for rule in RULES]


@pytest.fixture(scope="module")
def written():
    """Every type, with all that a question can have, as a package."""
    with zipfile.ZipFile(io.BytesIO(write_questions(EVERY_TYPE, "qti"))) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.mark.parametrize(("rule", "source", "check", "breach"), RULES, ids=_RULE_NAMES)
def test_what_is_written_keeps_the_rules(written, rule, source, check, breach):
    """Every item of the package."""
    roots = {
        name: etree.fromstring(data) for name, data in written.items() if name.startswith("items/Q") and ".xml" in name
    }
    assert len(roots) == len(EVERY_TYPE)
    assert [name for name, root in roots.items() if not check(root)] == [], f"{rule} ({source})"


@pytest.mark.parametrize(("rule", "source", "check", "breach"), RULES, ids=_RULE_NAMES)
def test_each_rule_finds_its_breach(rule, source, check, breach):
    """A rule that nothing can break would say nothing."""
    assert not check(etree.fromstring(breach)), f"{rule} ({source})"


def test_the_manifest_lists_every_file_once(written):
    """IMS Content Packaging: every file belongs to a resource with its address."""
    root = etree.fromstring(written["imsmanifest.xml"])
    space = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    listed = [each.get("href") for each in root.iter(f"{space}file")]
    assert sorted(listed) == sorted(name for name in written if name != "imsmanifest.xml")
    assert {each.get("type") for each in root.iter(f"{space}resource")} == {"imsqti_item_xmlv2p1"}
    assert all(each.get("href") in written for each in root.iter(f"{space}resource"))


def test_comments_hold_only_what_qti_has_no_place_for(written):
    """Choices, blanks, matching, ordering, pictures and case groups need none."""
    assert b"<!--" not in b"".join(written[f"items/Q{number}.xml"] for number in (1, 2, 3, 7, 8, 9, 11, 12, 14))
    plain = CASE.parts[0], single("另一题")
    assert b"xuefa:" not in write_questions(plain, "qti")
