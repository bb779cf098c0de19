"""Decides what one <question> of Moodle XML says, and which of Moodle's types have no equal here.

Source: Moodle documentation, "Moodle XML format", and the element names that Moodle's own exports use.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lxml import etree

from question_bank.formats._answers import (
    Answer,
    Reply,
    choice,
    judgement,
    letter,
    numeric,
    pairs,
    read_percent,
    read_span,
    short,
)
from question_bank.formats._cloze import read_cloze
from question_bank.formats._gift_read import FORMATS, Convert
from question_bank.formats._gift_text import topic_of
from question_bank.formats._items import DESCRIPTION, Parts
from question_bank.formats._marks import Marks, points_of, read_tags
from question_bank.formats._rich import (
    NOTHING,
    Rich,
    decode_base64,
    media_type_of,
    reduce_html,
    verbatim,
)
from question_bank.formats._xml import rest_in
from question_bank.model import Picture
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.reading.source import PICTURE
from question_bank.reading.words import truth

_LONGEST_NUMBER = 12
_LONGEST_TEXT = 2000
_FALSE = frozenset(("0", "false"))
_NAMES = {
    "calculated": "计算题",
    "calculatedmulti": "计算选择题",
    "calculatedsimple": "简单计算题",
    "random": "随机抽题",
    "randomsamatch": "随机连线题",
    "ddimageortext": "拖放到图片",
    "ddmarker": "图上标记",
    "ddwtos": "拖放填词",
    "gapselect": "下拉选词",
    "missingtype": "类型不明的题",
}
_KINDS = {"moodle_auto_format": "moodle", "plain_text": "plain", "html": "html", "markdown": "markdown"}


def child_text(element: etree._Element | None, path: str = "text") -> str:
    """Return the text at a path below an element, "" where there is none."""
    found = element.find(path) if element is not None else None
    return "".join(str(part) for part in found.itertext()) if found is not None else ""


def _files(element: etree._Element) -> dict[str, Picture]:
    found = {}
    for file in element.iter("file"):
        data = decode_base64(file.text or "")
        kind = media_type_of(data) if data else None
        if data and kind:
            found[(file.get("name") or "").strip()] = Picture(kind, data)
    return found


def _converter(element: etree._Element, inherited: str) -> Convert:
    kind = _KINDS.get(element.get("format") or inherited, "moodle")
    if kind != "html":
        return FORMATS[kind]
    files = _files(element)
    return lambda text: reduce_html(text, files)


def _rich(element: etree._Element | None, inherited: str = "") -> Rich:
    """Return the text of an element that has <text> and perhaps <file>s, in the way its format says."""
    if element is None:
        return NOTHING
    text = child_text(element) if element.find("text") is not None else (element.text or "")
    return _converter(element, inherited)(text) if text.strip() else NOTHING


def _old_picture(question: etree._Element) -> Rich:
    """Return the picture that very old exports keep beside the text."""
    data = decode_base64(child_text(question, "image_base64"))
    kind = media_type_of(data) if data else None
    return Rich(PICTURE, (Picture(kind, data),)) if data and kind else NOTHING


class QuestionReader:
    """Reads one question element."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        stem = element.find("questiontext")
        self.inherited = stem.get("format") or "" if stem is not None else ""
        self.doubts: list[str] = []
        self.problems: list[str] = []

    def read(self, topic: str | None) -> tuple[Parts, tuple[Reply, ...]]:
        """Return what the question says, and one reply per gap where a cloze text has choices."""
        element = self.element
        kind = (element.get("type") or "").strip().lower()
        parts = Parts(f"第{element.sourceline}行", _shown(element), marks=self._marks(topic), rest=rest_in(element))
        name = " ".join(child_text(element, "name/text").split())
        parts.number = name if 0 < len(name) <= _LONGEST_NUMBER else None
        parts.general = _rich(element.find("generalfeedback"), self.inherited)
        gaps: tuple[Reply, ...] = ()
        if kind in ("cloze", "multianswer"):
            gaps = self._cloze(parts)
        else:
            parts.stem = _rich(element.find("questiontext"))
            reader = _READERS.get(kind)
            parts.reply = reader(self) if reader else _unknown(kind)
        old = _old_picture(element)
        if old.pictures:
            pictures = parts.stem.pictures + old.pictures
            parts.stem = Rich(f"{parts.stem.text}\n{old.text}".strip(), pictures, parts.stem.problems)
        hints = [_rich(hint, self.inherited) for hint in element.iterfind("hint")]
        parts.reply.remarks += [Rich(f"提示：{h.text}", h.pictures, h.problems) for h in hints if h.text]
        parts.reply.doubts += self.doubts
        parts.reply.problems += self.problems
        return parts, gaps

    def _marks(self, topic: str | None) -> Marks:
        element = self.element
        marks = read_tags(child_text(tag) for tag in element.iterfind("tags/tag"))
        marks.topic = topic
        marks.source_id = child_text(element, "idnumber").strip() or None
        grade = child_text(element, "defaultgrade").strip()
        if grade:
            marks.points = points_of(grade)
            if marks.points is None:
                self.doubts.append(f"分值“{grade[:20]}”无法识别")
        if child_text(element, "shuffleanswers").strip().lower() in _FALSE:
            marks.keeps_order = True
        return marks

    def _cloze(self, parts: Parts) -> tuple[Reply, ...]:
        stem = self.element.find("questiontext")
        if stem is None:
            parts.reply = Reply("fill_blank")
            return ()
        convert = _converter(stem, "")
        found = read_cloze(child_text(stem), convert)
        parts.stem, parts.reply = convert(found.source), found.reply
        return found.parts

    def _fraction(self, element: etree._Element) -> Fraction:
        written = (element.get("fraction") or "0").strip()
        fraction = read_percent(written)
        if fraction is None:
            self.doubts.append(f"权重“{written[:20]}”不是-100至100之间的数，按0处理")
            return NO_CREDIT
        return fraction

    def _answers(self, inherited: str | None = None) -> list[Answer]:
        way = self.inherited if inherited is None else inherited
        return [
            Answer(_rich(answer, way), self._fraction(answer), _rich(answer.find("feedback"), self.inherited))
            for answer in self.element.iterfind("answer")
        ]

    def _choice(self) -> Reply:
        is_single = child_text(self.element, "single").strip().lower() not in _FALSE
        return choice(self._answers(), is_single)

    def _set(self) -> Reply:
        """Take the types that give credit for the whole set only: every answer with a fraction is right."""
        reply = choice(self._answers(), is_single=False)
        reply.doubts = [doubt for doubt in reply.doubts if "权重合计" not in doubt]
        return reply

    def _judgement(self) -> Reply:
        right, remarks = None, {"true": NOTHING, "false": NOTHING}
        for answer in self._answers("plain_text"):
            side = truth(answer.rich.text)
            if side is None:
                self.problems.append(f"判断题的选项“{answer.rich.text[:20]}”不是正确或错误")
                continue
            remarks[side] = answer.feedback
            if answer.fraction == FULL_CREDIT:
                self.problems += ["判断题的两个选项都得满分"] if right else []
                right = side
        if right is None:
            return Reply("true_false")
        wrong = "false" if right == "true" else "true"
        return judgement(right == "true", remarks[wrong], remarks[right])

    def _short(self) -> Reply:
        answers = [one for one in self._answers("plain_text") if one.rich.text != "*" or one.fraction > 0]
        reply = short(answers)
        if child_text(self.element, "usecase").strip() == "1" and any(
            text.lower() != text.upper() for blank in reply.key if isinstance(blank, tuple) for text in blank
        ):
            reply.doubts.append("原题区分大小写，这里不区分")
        return reply

    def _numeric(self) -> Reply:
        spans = []
        for element in self.element.iterfind("answer"):
            value = child_text(element).strip() or (element.text or "").strip()
            tolerance = child_text(element, "tolerance").strip() or "0"
            fraction = self._fraction(element)
            written = value if tolerance.strip("0.") == "" else f"{value}:{tolerance}"
            span = read_span(written, fraction, _rich(element.find("feedback"), self.inherited))
            if span is not None:
                spans.append(span)
            elif fraction > 0:
                self.problems.append(f"“{value[:40]}”不是数")
        if self.element.find("units/unit") is not None:
            self.doubts.append("原题允许带单位，这里只按文字比较")
        return numeric(spans)

    def _pairs(self) -> Reply:
        found = [
            (_rich(one, self.inherited), verbatim(child_text(one, "answer/text")))
            for one in self.element.iterfind("subquestion")
        ]
        return pairs(found)

    def _ordering(self) -> Reply:
        answers = list(self.element.iterfind("answer"))
        reply = Reply("ordering", [_rich(answer, self.inherited) for answer in answers])
        reply.key = tuple(letter(at) for at in range(len(answers)))
        return reply

    def _essay(self) -> Reply:
        model = _rich(self.element.find("graderinfo"), self.inherited)
        reply = Reply("short_answer", key=(model.text,) if model.text else ())
        if model.pictures:
            reply.problems.append("参考答案里有图片")
        return reply

    def _description(self) -> Reply:
        return Reply(problems=[DESCRIPTION])


def _unknown(kind: str) -> Reply:
    name = _NAMES.get(kind)
    return Reply(problems=[f"{name}（{kind}）没有对应的题型" if name else f"Moodle题型“{kind[:40]}”没有对应的题型"])


_READERS: dict[str, Callable[[QuestionReader], Reply]] = {
    "multichoice": QuestionReader._choice,
    "multichoiceset": QuestionReader._set,
    "oumultiresponse": QuestionReader._set,
    "truefalse": QuestionReader._judgement,
    "shortanswer": QuestionReader._short,
    "numerical": QuestionReader._numeric,
    "matching": QuestionReader._pairs,
    "match": QuestionReader._pairs,
    "ordering": QuestionReader._ordering,
    "essay": QuestionReader._essay,
    "description": QuestionReader._description,
}


def _shown(element: etree._Element) -> str:
    """Return the texts of a question for a person to look at."""
    texts = [reduce_html(one.text or "") for one in element.iter("text")]
    return "\n".join(rich.text for rich in texts if rich.text)[:_LONGEST_TEXT]


def category_of(element: etree._Element) -> str | None:
    """Return the topic that a category element names."""
    return topic_of(child_text(element, "category/text"))
