"""Decides whether a line opens a case group: 案例一, 【材料】, or an instruction like 根据以下材料回答 1-3 题."""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.text import fold

_HAN = "一二三四五六七八九十"
_WORDS = (
    "综合案例|案例分析|案例材料|案例|背景材料|背景资料|阅读材料|文字材料|材料分析|材料|资料|案情简介|基本案情|案情|情景|情境"
)
_NAMED = re.compile(
    rf"(?:第\s*(?P<first>[{_HAN}\d]{{1,3}})\s*[个则]\s*)?(?P<open>[\[(])?\s*(?:{_WORDS})题?\s*"
    rf"(?:[(]?\s*(?P<number>[{_HAN}]{{1,3}}|\d{{1,3}})\s*[)]?)?\s*(?P<close>[\])])?\s*(?P<colon>[:.、])?(?P<after>\s*)"
)
_RANGE = r"第?\s*\(?(?P<from>\d{1,4})\)?\s*题?\s*(?:[-~—–－―、和]|至|到)+\s*第?\s*\(?(?P<to>\d{1,4})\)?\s*(?:小?题|问题)?"
_INSTRUCTION = re.compile(
    r"\(?\s*(?:请)?(?:认真)?(?:根据|阅读|依据|结合|分析)[^。?？]{0,14}?(?:材料|案例|案情|资料|情况|内容|信息|文字|短文|背景)"
    rf"[^。?？]{{0,14}}?(?:回答|完成|解答|作答|分析)[^。?？\d]{{0,10}}(?:{_RANGE})?[^。?？]{{0,10}}[。:)]*"
)
_ASKS = re.compile(r"[\[(]?\s*(?:请?(?:回答|思考)?(?:下列|以下)?问题|请问|试问|问|提问)\s*[\])]?\s*:?")
_LONGEST_INSTRUCTION = 80


@dataclass(frozen=True, slots=True)
class Opening:
    """How a case group opens: its number, where its text begins in the line, and the numbers of its sub-questions.

    `is_instruction`: the line only says what to do; `points_up`: with the material above it; `may_join`: 材料二 goes on
    with 材料一, which 案例二 does not with 案例一.
    """

    number: str | None
    content: int
    first: int | None = None
    last: int | None = None
    is_instruction: bool = False
    points_up: bool = False
    may_join: bool = False


def opening(text: str) -> Opening | None:
    """Return the opening of a case group that a text is or begins with, else None."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip())
    if len(folded) <= _LONGEST_INSTRUCTION:
        match = _INSTRUCTION.fullmatch(folded.strip())
        if match:
            numbers = [int(match[name]) if match[name] else None for name in ("from", "to")]
            up = bool(re.search(r"上述|以上|上面|前述", folded))
            return Opening(None, len(text), numbers[0], numbers[1], is_instruction=True, points_up=up)
    match = _NAMED.match(folded, start)
    if match is None:
        return None
    number = match["first"] or match["number"]
    is_bracketed = bool(match["open"]) and bool(match["close"])
    ends = match.end() == len(folded)
    has_end = is_bracketed or match["colon"] or match["after"] or ends
    if not has_end or not (is_bracketed or number or match["colon"] == ":" or ends):
        return None
    return Opening(number, match.end(), may_join="案例" not in match[0])


def asks(text: str) -> bool:
    """Say whether a whole line only announces the sub-questions (问题：)."""
    return len(text) <= 20 and bool(_ASKS.fullmatch(fold(text).strip()))
