"""Decides what one question written in GIFT says.

Source: Moodle documentation, "GIFT format": which braces make which type, weights, feedback, formats, numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from question_bank.formats._answers import (
    Answer,
    Reply,
    Span,
    choice,
    judgement,
    numeric,
    pairs,
    read_percent,
    read_span,
    short,
)
from question_bank.formats._gift_text import Block, hide, show
from question_bank.formats._items import DESCRIPTION, Parts
from question_bank.formats._marks import read_tags
from question_bank.formats._rich import (
    NOTHING,
    Rich,
    looks_like_html,
    reduce_html,
    verbatim,
)
from question_bank.points import FULL_CREDIT, NO_CREDIT

_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%([^%\n]{0,20})%")
_JUDGEMENT = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_STARTS_ANSWER = re.compile(r"(?=[=~])")
_BOLD = re.compile(r"(\*\*|__|`)(\S(?:[^\n]{0,500}?\S)?)\1")
_LONGEST_NUMBER = 12
_GAP = "_____"

Convert = Callable[[str], Rich]


def _verbatim(text: str) -> Rich:
    return verbatim(_trimmed(show(text)))


def _html(text: str) -> Rich:
    return reduce_html(show(text))


def _automatic(text: str) -> Rich:
    shown = show(text)
    if not looks_like_html(shown):
        return verbatim(_trimmed(shown))
    # Moodle's own format shows line ends of the text as line ends.
    return reduce_html(shown if "<br" in shown or "<p" in shown else shown.replace("\n", "<br>"))


def _markdown(text: str) -> Rich:
    shown = _BOLD.sub(r"\2", show(text))
    return reduce_html(shown) if looks_like_html(shown) else verbatim(_trimmed(shown))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")) if "\n" in text else text


FORMATS: dict[str, Convert] = {"html": _html, "plain": _verbatim, "markdown": _markdown, "moodle": _automatic}


def read_block(block: Block) -> Parts:
    """Return what a block says; braces that don't close or repeat, and answers without sign, are problems."""
    marks = read_tags(block.tags)
    marks.topic = block.category
    marks.source_id = block.source_id
    parts = Parts(f"第{block.line}行", block.text, marks=marks, rest=block.rest)
    hidden = hide(block.text)
    title = _TITLE.match(hidden)
    if title:
        hidden = hidden[title.end() :]
        name = " ".join(show(title[1]).split())
        parts.number = name if 0 < len(name) <= _LONGEST_NUMBER else None
    convert, hidden = _converter(hidden, _automatic)
    before, brace, after = hidden.partition("{")
    inside, end, tail = after.partition("}")
    parts.stem = convert(before)
    if not brace:
        parts.reply.problems.append("花括号不成对" if "}" in before else DESCRIPTION)
        return parts
    if not end or "{" in inside or "{" in tail or "}" in tail:
        parts.reply.problems.append("花括号不成对，或一题有多组花括号")
        return parts
    if tail.strip():
        joint = "" if before.endswith("\n") else before[len(before.rstrip()) :]
        behind = tail[: len(tail) - len(tail.lstrip())]
        parts.stem = convert(f"{before.rstrip()}{joint}{_GAP}{behind}{tail.lstrip()}")
    body, _, general = inside.partition("####")
    parts.general = convert(general)
    parts.reply = _reply(body, convert)
    return parts


def _converter(text: str, inherited: Convert) -> tuple[Convert, str]:
    """Return how a text is to be taken, and the text without the mark that says so."""
    match = _FORMAT.match(text)
    return (FORMATS[match[1].lower()], text[match.end() :]) if match else (inherited, text)


def _rich(text: str, inherited: Convert) -> Rich:
    convert, rest = _converter(text, inherited)
    return convert(rest) if rest else NOTHING


def _reply(body: str, convert: Convert) -> Reply:
    stripped = body.strip()
    if not stripped:
        return Reply("short_answer")
    if stripped.startswith("#"):
        return _numeric(stripped[1:], convert)
    judged = _JUDGEMENT.fullmatch(stripped)
    if judged:
        wrong, _, right = (judged[2] or "").partition("#")
        return judgement(judged[1].upper().startswith("T"), _rich(wrong, convert), _rich(right, convert))
    first, *answers = _STARTS_ANSWER.split(body)
    if "~" in body:
        reply = _choice(answers, convert)
    elif "->" in body:
        reply = _pairs(answers, convert)
    elif answers:
        reply = _short(answers, convert)
    else:
        return Reply("fill_blank", problems=["花括号里的答案前缺少=或~"])
    if first.strip():
        reply.problems.append(f"花括号里的“{show(first).strip()[:40]}”前缺少=或~")
    return reply


def _weighed(answer: str, reply_doubts: list[str]) -> tuple[Answer | None, str]:
    """Return the weight of an answer as an Answer without text yet, None where none is written; and what follows."""
    match = _WEIGHT.match(answer)
    if match is None:
        return None, answer
    fraction = read_percent(match[1])
    if fraction is None:
        reply_doubts.append(f"权重“{match[1]}%”不是-100至100之间的数，按0处理")
    return Answer(NOTHING, fraction if fraction is not None else NO_CREDIT), answer[match.end() :]


def _answer(written: str, convert: Convert, doubts: list[str]) -> Answer:
    sign, rest = written[0], written[1:]
    weighed, rest = _weighed(rest, doubts)
    text, _, feedback = rest.partition("#")
    fraction = weighed.fraction if weighed else FULL_CREDIT if sign == "=" else NO_CREDIT
    return Answer(_rich(text, convert), fraction, _rich(feedback, convert))


def _choice(written: list[str], convert: Convert) -> Reply:
    doubts: list[str] = []
    answers = [_answer(one, convert, doubts) for one in written]
    reply = choice(answers, is_single=any(one.startswith("=") for one in written))
    reply.doubts += doubts
    return reply


def _short(written: list[str], convert: Convert) -> Reply:
    doubts: list[str] = []
    reply = short([_answer(one, convert, doubts) for one in written])
    reply.doubts += doubts
    return reply


def _pairs(written: list[str], convert: Convert) -> Reply:
    found: list[tuple[Rich, Rich]] = []
    problems: list[str] = []
    for one in written:
        text, _, _ = one[1:].partition("#")
        left, arrow, right = text.partition("->")
        if arrow:
            found.append((_rich(left, convert), _rich(right, convert)))
        else:
            problems.append(f"连线“{show(text).strip()[:40]}”缺少->")
    reply = pairs(found)
    reply.problems += problems
    return reply


def _numeric(body: str, convert: Convert) -> Reply:
    doubts: list[str] = []
    problems: list[str] = []
    spans: list[Span] = []
    written = _STARTS_ANSWER.split(body)
    for one in [f"={written[0]}"] * bool(written[0].strip()) + written[1:]:
        weighed, rest = _weighed(one[1:], doubts)
        number, _, feedback = rest.partition("#")
        fraction = weighed.fraction if weighed else FULL_CREDIT if one[0] == "=" else NO_CREDIT
        span = read_span(show(number), fraction, _rich(feedback, convert))
        if span is not None:
            spans.append(span)
        elif fraction > 0:
            problems.append(f"“{show(number).strip()[:40]}”不是数")
    reply = numeric(spans)
    reply.doubts += doubts
    reply.problems += problems
    return reply
