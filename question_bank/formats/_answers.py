"""Decides which question of ours graded answers make: a key, what is only partly right, and what has no equal here.

GIFT and Moodle XML grade every answer with a fraction from -1 to 1 (Moodle documentation, "Gift format", "Moodle XML
format"). Here an answer is right or not: what else the fractions say becomes a doubt, never a silent change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_uppercase

from question_bank.formats._rich import NOTHING, Rich
from question_bank.model import Key

_FULL = Fraction(1)
# Thirds and sixths are written with 5 to 7 places, and people write 33 for a third.
_ROUNDING = Fraction(2, 100)
_MOST_NUMBERS = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as written: its text, its fraction, and what is told to who gives it."""

    rich: Rich
    fraction: Fraction
    feedback: Rich = NOTHING


@dataclass(slots=True)
class Reply:
    """What the answers of one question come to here; `remarks` are lines for the explanation."""

    type: str = ""
    options: list[Rich] = field(default_factory=list)
    matches: list[Rich] = field(default_factory=list)
    key: Key = ()
    remarks: list[Rich] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def letter(position: int) -> str:
    """Return the option id at a position from 0; beyond Z a number that no type accepts."""
    return ascii_uppercase[position] if position < len(ascii_uppercase) else str(position + 1)


def percent(fraction: Fraction) -> str:
    """Return a fraction for a person to read."""
    return f"{float(fraction * 100):.4g}%"


def read_percent(text: str) -> Fraction | None:
    """Return a written percentage as a fraction, None when it is no number between -100 and 100."""
    try:
        fraction = Fraction(text.strip()[:40]) / 100
    except (ValueError, ZeroDivisionError):
        return None
    return fraction if -1 <= fraction <= 1 else None


def _remark(name: str, feedback: Rich) -> list[Rich]:
    return [Rich(f"{name}：{feedback.text}", feedback.pictures, feedback.problems)] if feedback.text else []


def judgement(is_true: bool, when_wrong: Rich, when_right: Rich) -> Reply:
    """Return a true_false question with its two remarks."""
    remarks = _remark("答错", when_wrong) + _remark("答对", when_right)
    return Reply("true_false", key=("true" if is_true else "false",), remarks=remarks)


def choice(answers: Sequence[Answer], is_single: bool) -> Reply:
    """Return a choice question: of a single one the full answer is the key, of a multiple one all with credit."""
    reply = Reply("single_choice" if is_single else "multiple_choice")
    reply.options = [answer.rich for answer in answers]
    for at, answer in enumerate(answers):
        reply.remarks += _remark(letter(at), answer.feedback)
    if is_single:
        _one_right(reply, answers)
    else:
        _several_right(reply, answers)
    return reply


def _one_right(reply: Reply, answers: Sequence[Answer]) -> None:
    full = [at for at, answer in enumerate(answers) if answer.fraction == _FULL]
    reply.key = tuple(letter(at) for at in full)
    if len(full) > 1:
        reply.problems.append(f"单选题有{len(full)}个得满分的选项")
    elif not full:
        reply.problems.append("没有得满分的选项")
    for at, answer in enumerate(answers):
        if answer.fraction != _FULL and answer.fraction > 0:
            reply.doubts.append(f"选项{letter(at)}原来得{percent(answer.fraction)}的分，这里不得分")


def _several_right(reply: Reply, answers: Sequence[Answer]) -> None:
    right = [(letter(at), answer.fraction) for at, answer in enumerate(answers) if answer.fraction > 0]
    reply.key = tuple(at for at, _ in right)
    if not right:
        return
    fractions = [fraction for _, fraction in right]
    total = sum(fractions, Fraction(0))
    if abs(total - 1) > _ROUNDING:
        reply.doubts.append(f"正确选项的权重合计{percent(total)}，不是100%")
    if max(fractions) - min(fractions) > _ROUNDING:
        reply.doubts.append("正确选项的权重不同，这里同样计分")


def short(answers: Sequence[Answer]) -> Reply:
    """Return a fill_blank question of one blank that accepts every full answer; `*` stands for any text elsewhere."""
    reply = Reply("fill_blank")
    accepted: list[str] = []
    for answer in answers:
        text = answer.rich.text.replace("\\*", "\x00")
        reply.remarks += _remark(answer.rich.text, answer.feedback)
        if answer.fraction == _FULL:
            if "*" in text:
                reply.doubts.append(f"答案“{answer.rich.text}”中的*原来代表任意文字，这里按文字处理")
            accepted.append(text.replace("\x00", "*"))
        elif answer.fraction > 0:
            reply.doubts.append(f"答案“{answer.rich.text}”原来得{percent(answer.fraction)}的分，这里不得分")
        if answer.rich.pictures:
            reply.problems.append("答案里有图片")
    accepted = list(dict.fromkeys(text for text in accepted if text))
    reply.key = (tuple(accepted),) if accepted else ()
    return reply


@dataclass(frozen=True, slots=True)
class Span:
    """A range of numbers, both ends included, with its fraction; `text` is the number as written when it is one."""

    low: Fraction
    high: Fraction
    fraction: Fraction
    text: str
    feedback: Rich = NOTHING


def numeric(spans: Sequence[Span]) -> Reply:
    """Return a fill_blank question that accepts the numbers of full credit; a range counts by its whole numbers."""
    reply = Reply("fill_blank")
    accepted: list[str] = []
    for span in spans:
        reply.remarks += _remark(span.text, span.feedback)
        if span.fraction != _FULL:
            if span.fraction > 0:
                reply.doubts.append(f"答案“{span.text}”原来得{percent(span.fraction)}的分，这里不得分")
        elif span.low == span.high:
            accepted.append(span.text if ".." not in span.text and ":" not in span.text else _written(span.low))
        elif span.low.denominator == span.high.denominator == 1 and span.high - span.low <= _MOST_NUMBERS:
            accepted += [str(number) for number in range(int(span.low), int(span.high) + 1)]
            reply.doubts.append(f"原来接受{_written(span.low)}至{_written(span.high)}的任何数，这里只接受其中的整数")
        else:
            reply.problems.append(
                f"数值题接受{_written(span.low)}至{_written(span.high)}的任何数，没有对应的题型，请改为填空题"
            )
    reply.key = (tuple(dict.fromkeys(accepted)),) if accepted else ()
    return reply


def _written(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):.10g}"


def read_span(text: str, fraction: Fraction, feedback: Rich = NOTHING) -> Span | None:
    """Return the range behind `3`, `3:2` (with tolerance) or `1..5`, None when it is none."""
    written = "".join(text.split())
    low_text, dots, high_text = written.partition("..")
    value_text, _, tolerance_text = written.partition(":")
    if dots:
        low, high = _number(low_text), _number(high_text)
    else:
        value, tolerance = _number(value_text), _number(tolerance_text or "0")
        if value is None or tolerance is None:
            return None
        low, high = value - abs(tolerance), value + abs(tolerance)
    if low is None or high is None:
        return None
    if not dots and low == high:
        written = value_text
    return Span(min(low, high), max(low, high), fraction, written, feedback)


def _number(text: str) -> Fraction | None:
    # Fraction("1e999999999") would take for ever.
    if len(text) > 30 or (("e" in text or "E" in text) and len(text.lower().partition("e")[2].strip("+-0")) > 2):
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def pairs(found: Sequence[tuple[Rich, Rich]]) -> Reply:
    """Return a matching question; a pair without a left side only offers one more right side."""
    reply = Reply("matching")
    rights: list[Rich] = []
    key: list[tuple[str, str]] = []
    for left, right in found:
        texts = [(known.text, known.pictures) for known in rights]
        same = (right.text, right.pictures)
        if same not in texts:
            rights.append(right)
            texts.append(same)
        if left.text:
            reply.options.append(left)
            key.append((letter(len(reply.options) - 1), str(texts.index(same) + 1)))
    reply.matches = rights
    reply.key = tuple(key)
    return reply
