"""Decides how the tests of the standard formats make questions of every type, by hand and by chance."""

import struct
import zlib
from decimal import Decimal

from hypothesis import strategies as st

from question_bank import Citation, Option, Picture, Question, read_questions, write_questions
from question_bank.text import mend
from tests.question_bank.builders import judge, multiple, single

LETTERS = "ABCDEFGHIJ"


def options(*texts):
    """Give texts the letters A, B, C …"""
    return tuple(Option(LETTERS[at], text) for at, text in enumerate(texts))


def rights(*texts):
    """Give texts the ids 1, 2, 3 …"""
    return tuple(Option(str(at), text) for at, text in enumerate(texts, start=1))


def blank(stem="甲____乙", *blanks, **more):
    """Make a fill_blank question; each blank is a tuple of accepted texts."""
    return Question("fill_blank", stem, (), blanks or (("一", "壹"),), **more)


def essay(stem="简述原则。", key="第一。\n第二。", **more):
    """Make a short answer."""
    return Question("short_answer", stem, (), (key,), **more)


def png(seed=0):
    """Make a real picture of one pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes([0, seed % 256]))), chunk(b"IEND", b""))
    return Picture("image/png", b"\x89PNG\r\n\x1a\n" + b"".join(parts))


CITATION = Citation("中华人民共和国行政处罚法", "第九条", "2021年修订")
MATCHING = Question(
    "matching",
    "把机关和职权连起来。",
    options("公安机关", "税务机关"),
    (("A", "1"), ("B", "2")),
    matches=rights("行政拘留", "征收税款", "授予专利"),
)
ORDERING = Question("ordering", "排列行政处罚的步骤。", options("立案", "调查", "决定"), ("B", "A", "C"))
CASE = Question(
    "case_group",
    "某局作出处罚决定。\n当事人不服。",
    (),
    (),
    topic="行政复议",
    parts=(
        single("复议机关是（　）。", ("本级政府", "法院"), "A"),
        multiple("可以申请的人有（　）。", ("甲", "乙", "丙"), "AC", points=Decimal("2.5")),
        judge("决定已经生效。", "false"),
        essay(),
    ),
)
EVERY_TYPE = (
    single(
        "关于处罚，正确的是（    ）。",
        explanation="见法条。\n第二行",
        citation=CITATION,
        topic="行政处罚",
        difficulty=3,
    ),
    single("含 <a> 标签、&amp; 和 = ~ # { } : \\ 的题", ("<b>甲</b>", "C:\\new", "%50%乙", "->丙"), "C"),
    multiple(points=Decimal("2.5"), use="exam", source_id="1837]"),
    multiple("只有一个正确的多选", key="B", keeps_order=True),
    multiple("全对", ("甲", "乙"), "AB"),
    judge("陈述一。", "true", explanation="# 因为"),
    judge("陈述二。", "false", topic="行政许可"),
    blank(),
    blank("甲____乙____丙", ("一", "*"), ("二/两",), any_order=True),
    essay(key_points=("公开", "公正")),
    MATCHING,
    ORDERING,
    CASE,
    single("看图\ufffc选择", ("\ufffc", "乙"), "A", pictures=(png(1), png(2)), explanation="如图"),
)


def round_trip(code, questions, name="题库"):
    """Return what reading gives of the questions written in a format; nothing may be held back."""
    report = read_questions(write_questions(questions, code), name)
    assert report.format == code
    assert [(held.reason, held.text) for held in report.held_back] == [] and report.unread == ()
    return [read.question for read in report.questions]


_SIGNS = "法律甲乙丙一二AB12 .,;:=~#{}<>&%\\*'\"[]()/|-_\n　（）《》“”√×é²"
_TEXTS = st.text(alphabet=_SIGNS, min_size=1, max_size=25).map(lambda text: mend(text).strip()).filter(bool)
_LABELS = st.none() | _TEXTS.map(lambda text: " ".join(text.split()))


@st.composite
def questions(draw, kinds=("single_choice", "multiple_choice", "true_false", "fill_blank", "short_answer", "matching")):
    """Draw a question of one of these types that its type finds nothing wrong with."""
    kind = draw(st.sampled_from(kinds))
    found, matches = (), ()
    if kind in ("single_choice", "multiple_choice", "ordering", "matching"):
        found = options(*draw(st.lists(_TEXTS, min_size=2, max_size=5, unique=True)))
    letters = [option.id for option in found]
    if kind == "single_choice":
        key = (draw(st.sampled_from(letters)),)
    elif kind == "multiple_choice":
        key = tuple(sorted(draw(st.sets(st.sampled_from(letters), min_size=1))))
    elif kind == "ordering":
        key = tuple(draw(st.permutations(letters)))
    elif kind == "matching":
        matches = rights(*draw(st.lists(_TEXTS, min_size=len(found), max_size=len(found) + 2, unique=True)))
        ids = draw(st.permutations([match.id for match in matches]))
        key = tuple(zip(letters, ids, strict=False))
    elif kind == "true_false":
        key = (draw(st.sampled_from(["true", "false"])),)
    elif kind == "fill_blank":
        accepted = st.lists(_TEXTS.filter(lambda text: text.strip("._ 　;\n")), min_size=1, max_size=3, unique=True)
        key = tuple(tuple(draw(accepted)) for _ in range(draw(st.integers(1, 3))))
    else:
        key = (draw(_TEXTS),)
    citation = draw(st.none() | st.builds(Citation, _TEXTS, _LABELS, _LABELS))
    return Question(
        kind,
        draw(_TEXTS),
        found,
        key,
        explanation=draw(st.none() | _TEXTS),
        citation=citation,
        points=draw(st.none() | st.decimals("0.5", "20", places=1)),
        topic=draw(_LABELS),
        difficulty=draw(st.none() | st.integers(1, 5)),
        use=draw(st.sampled_from(["both", "exam", "practice"])),
        keeps_order=draw(st.booleans()),
        source_id=draw(_LABELS),
        matches=matches,
    )
