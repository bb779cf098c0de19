"""Decides what Moodle's cloze questions (gaps written in braces inside a text) make here, and how blanks become gaps.

Source: Moodle documentation, "Embedded answers (Cloze) question type".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.formats._answers import (
    Answer,
    Reply,
    choice,
    numeric,
    read_percent,
    read_span,
    short,
)
from question_bank.formats._rich import NOTHING, Rich
from question_bank.model import Question
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.reading.keys import GAP
from question_bank.text import fold

GAP_TEXT = "____"
_SUB = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\{}])*)\}", re.DOTALL)
_PART = re.compile(r"(?<!\\)~")
_WEIGHT = re.compile(r"(=)|%(-?[\d.]{1,10})%")
_REMARK = re.compile(r"(?<!\\)#")
_SIGNS = re.compile(r"\\([}~#/\"\\])")
_SHORT = frozenset(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"))
_NUMBERS = frozenset(("NUMERICAL", "NM"))
_CHOICE_NAMES = (
    "MULTICHOICE MC MULTICHOICE_V MCV MULTICHOICE_H MCH MULTICHOICE_S MCS MULTICHOICE_VS MCVS MULTICHOICE_HS MCHS"
)
_CHOICES = frozenset(_CHOICE_NAMES.split())

Convert = Callable[[str], Rich]


@dataclass(frozen=True, slots=True)
class Cloze:
    """A cloze text read: the text with gaps, and either one reply or one reply per gap."""

    source: str
    reply: Reply
    parts: tuple[Reply, ...] = ()


def read_cloze(source: str, convert: Convert) -> Cloze:
    """Return blanks to fill in, one choice, or one choice per gap; any other mixture is a problem."""
    subs = list(_SUB.finditer(source))
    kinds = {match[2] for match in subs}
    text = _SUB.sub(GAP_TEXT, source)
    replies = [_reply(match[2], match[3], convert) for match in subs]
    if subs and kinds <= _SHORT | _NUMBERS:
        return Cloze(text, _blanks(replies))
    if subs and kinds <= _CHOICES:
        return Cloze(text, replies[0]) if len(replies) == 1 else Cloze(text, Reply("case_group"), tuple(replies))
    return Cloze(text, Reply(problems=["完形填空（cloze）含有不同种类的空，没有对应的题型"]))


def _blanks(replies: list[Reply]) -> Reply:
    whole = Reply("fill_blank")
    whole.key = tuple(blank for reply in replies for blank in reply.key if isinstance(blank, tuple))
    for number, reply in enumerate(replies, start=1):
        whole.problems += reply.problems if reply.key or reply.problems else [f"第{number}个空没有答案"]
        whole.doubts += reply.doubts
        whole.remarks += reply.remarks
    return whole


def _reply(kind: str, written: str, convert: Convert) -> Reply:
    answers: list[Answer] = []
    spans = []
    for part in _PART.split(written):
        weight = _WEIGHT.match(part)
        body = part[weight.end() :] if weight else part
        fraction = NO_CREDIT
        if weight:
            fraction = FULL_CREDIT if weight[1] else read_percent(weight[2]) or NO_CREDIT
        text, *remark = _REMARK.split(body, maxsplit=1)
        feedback = convert(_plain(remark[0])) if remark else NOTHING
        answers.append(Answer(convert(_plain(text)), fraction, feedback))
        span = read_span(text, fraction, feedback)
        if span:
            spans.append(span)
    if kind in _NUMBERS:
        return numeric(spans)
    if kind in _CHOICES:
        return choice(answers, is_single=True)
    return short([answer for answer in answers if answer.rich.text != "*" or answer.fraction > 0])


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\1", text)


def write_cloze(question: Question) -> str | None:
    """Return the stem with its gaps as cloze, None when gaps and blanks don't go together or braces stand in it."""
    gaps = list(GAP.finditer(fold(question.stem)))
    texts = [question.stem, *(text for accepted in question.key_blanks for text in accepted)]
    if len(gaps) != len(question.key_blanks) or any("{" in text for text in texts):
        return None
    out, start = [], 0
    for gap, accepted in zip(gaps, question.key_blanks, strict=True):
        answers = "~".join("=" + _escaped(text) for text in accepted)
        out.append(f"{question.stem[start : gap.start()]}{{1:SHORTANSWER:{answers}}}")
        start = gap.end()
    return "".join(out) + question.stem[start:]


def _escaped(text: str) -> str:
    return re.sub(r"([\\}~#\"])", r"\\\1", text.replace("*", "\\*"))
