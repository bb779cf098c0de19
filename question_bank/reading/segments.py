"""Decides which role each part of a line plays: number, stem, option, key, explanation … or plain text.

What depends on other lines (does this number start a question?) is not decided here but in `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from question_bank.reading.cuts import BRACKET_FIRST, cuts_of, tag_before
from question_bank.reading.materials import opening
from question_bank.reading.roles import Cut, Role, Segment
from question_bank.reading.source import UNMARKED, Line, Mark
from question_bank.reading.words import announces_notes, heading
from question_bank.text import fold, mend

# Longer lines are read as plain text: no question is written like that, and the search for options is not linear.
_LONGEST_LINE = 20_000
_RULE_LINE = re.compile(r"[-=*~—#·]{4,}")
_DIGITS = re.compile(r"\d{1,12}")
_ONE = re.compile(r"(?<![\d.第])1\s*[.、)](?!\d)")
_ASKS = re.compile(r"_{2,}|\(\s*[A-Z√×✓✔✗✘对错]{0,8}\s*\)|\?")
_FIRST_NUMBER = re.compile(r"(\d{1,4})\s*[.、)](?!\d)")
_PART = re.compile(r"\^\*\^")
_TAB = re.compile(r"\t")
# A mark that leaves out a full stop or a blank still means the whole option.
_MOST = 0.8
# Lines that exam papers and course exports put between questions.
_SCORE = r"(?:得\s*分|评\s*卷\s*人|阅\s*卷\s*人|复\s*核\s*人|总\s*分)"
_NOTE_LINE = re.compile(
    rf"{_SCORE}(?:[\s_|:]*{_SCORE})*[\s_|:]*"
    r"|\(?\s*第\s*\d+\s*页(?:\s*[,/、(]?\s*共\s*\d+\s*页\s*\)?)?\s*\)?|-\s*\d+\s*-|\d+(?:\.\d+)?分|AI讲解|收起解析|展开解析"
    r"|查看(?:答案)?解析|回答(?:正确|错误)|本题总?得分\s*:.{0,10}"
)

# What ticks an option off stands before its letter.
_BULLET = re.compile(r"[◆★●■▲※☆◎•·►▶◇○□*]+\s*(?=[\[<《]?\s*(?:(?:正确|参考|标准|试题|本题)?的?答\s*案|(?:答案|试题)?解\s*析|难度|知识点))")
_SIGN_BEFORE = re.compile(r"[*★☆√✓✔☑]\s*(?=\(?[A-H]\s*[.、:)])")


def _covered(marks: Sequence[Mark], kind: str, text: str, start: int, end: int) -> float:
    """Return which share of the visible characters between two places a kind of mark covers."""
    visible = [place for place in range(start, end) if not text[place].isspace()]
    if not visible:
        return 0
    spans = [mark for mark in marks if mark.kind == kind]
    return sum(any(mark.start <= place < mark.end for mark in spans) for place in visible) / len(visible)


def _option_marks(text: str, cut: Cut, end: int, marks: Sequence[Mark]) -> frozenset[str]:
    """Say what stands out in an option: almost all of its text, or its letter."""
    kinds = {mark.kind for mark in marks if mark.end > cut.start and mark.start < end}
    whole = {kind for kind in kinds if _covered(marks, kind, text, cut.content, end) >= _MOST}
    letter = {f"{kind} letter" for kind in kinds if _covered(marks, kind, text, cut.start, cut.start + 1) == 1}
    return frozenset(whole | letter)


def _segment(text: str, folded: str, cut: Cut, end: int, place: str, marks: Sequence[Mark]) -> Segment:
    repeats = False
    if cut.role is Role.OPTION and len(cut.label) == 1:
        again = re.compile(rf"(?:^|[^A-Za-z0-9]){cut.label}\s*{re.escape(cut.style)}")
        repeats = cut.style in (".", "、", ":") and bool(again.search(folded, cut.content, end))
    lined = [text[max(mark.start, cut.content) : min(mark.end, end)] for mark in marks if mark.kind == "underline"]
    return Segment(
        role=cut.role,
        text=text[cut.content : end].strip(),
        place=place,
        source=text[cut.start : end].strip(),
        label=cut.label,
        style=cut.style,
        is_weak=cut.is_weak,
        repeats=repeats,
        marks=_option_marks(text, cut, end, marks) if marks and cut.role is Role.OPTION else UNMARKED,
        underlined=tuple(part.strip() for part in lined if part.strip(" _")),
    )


def _whole_line(text: str, folded: str, place: str) -> Segment | None:
    """Return the segment that a whole line is: a rule, an id, a heading, the opening of a case; else None."""
    if _RULE_LINE.fullmatch(folded):
        return Segment(Role.RULE, "", place, text)
    if _DIGITS.fullmatch(folded):
        return Segment(Role.IDENT, "", place, text, label=folded)
    if _NOTE_LINE.fullmatch(folded):
        return Segment(Role.NOTE, text, place, text)
    if heading(text):
        return Segment(Role.HEADING, text, place, text)
    if announces_notes(text):
        return Segment(Role.NOTES, text, place, text)
    found = opening(text)
    return Segment(Role.MATERIAL, text[found.content :].strip(), place, text) if found else None


def _split_part(text: str, place: str, marks: Sequence[Mark]) -> list[Segment]:
    if len(text) > _LONGEST_LINE:
        return [Segment(Role.TEXT, text, place, text)]
    folded = fold(text)
    sign = _SIGN_BEFORE.match(folded)
    if sign:
        first, *others = _behind(sign.end(), text, place, marks)
        return [replace(first, marks=first.marks | {"sign"}), *others]
    bullet = _BULLET.match(folded)
    if bullet:
        return _behind(bullet.end(), text, place, marks)
    whole = _whole_line(text, folded, place)
    if whole:
        return [whole]
    cuts = cuts_of(folded)
    ends = [cut.start for cut in cuts[1:]] + [len(text)]
    segments = [_segment(text, folded, cut, end, place, marks) for cut, end in zip(cuts, ends, strict=True)]
    bracket = BRACKET_FIRST.match(folded)
    if bracket and bracket[1] and segments[0].role is Role.NUMBER:
        segments.append(Segment(Role.KEY, bracket[1], place, ""))
    tag = tag_before(folded)
    if tag and segments[0].role is Role.NUMBER:
        segments[0] = replace(segments[0], text=f"【{tag[1]}】{segments[0].text}")
    return segments


def _behind(start: int, text: str, place: str, marks: Sequence[Mark]) -> list[Segment]:
    """Return the segments of what stands behind a sign that opens a line; the first one keeps it in its source."""
    inner = [Mark(mark.start - start, mark.end - start, mark.kind) for mark in marks]
    first, *others = _split_part(text[start:], place, inner)
    return [replace(first, source=text[:start] + first.source), *others]


def _moved(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return marks for the mended text: characters that fell away move what stands behind them."""
    return [Mark(len(mend(text[: mark.start])), len(mend(text[: mark.end])), mark.kind) for mark in marks]


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where the cells of a record stand: split at `^*^`, or at tabs behind a first cell of digits."""
    first = text.split("\t", 1)[0]
    pattern = _TAB if "\t" in text and _DIGITS.fullmatch(fold(first).strip()) else _PART
    cuts = [(match.start(), match.end()) for match in pattern.finditer(text)]
    cuts = cuts or _beside(text) or _under_heading(text)
    starts = [0, *(end for _, end in cuts)]
    return list(zip(starts, [*(start for start, _ in cuts), len(text)], strict=True))


def _under_heading(text: str) -> list[tuple[int, int]]:
    """Return where a line parts that holds a section's heading and its first questions: 一、填空题 1．首都是____。2．…

    Something in it has to ask, since `填空题：1．北京 2．平等` is the section's keys.
    """
    folded = fold(text)
    first = _ONE.search(folded)
    if first is None or heading(text[: first.start()].rstrip(" ：:")) is None or not _ASKS.search(folded, first.end()):
        return []
    cuts, number = [(first.start(), first.start())], 2
    while following := re.search(rf"(?<=[)。.?_])\s*(?={number}\s*[.、)](?!\d))", folded[cuts[-1][1] :]):
        begin = cuts[-1][1] + following.start()
        cuts.append((begin, cuts[-1][1] + following.end()))
        number += 1
    return cuts


def _beside(text: str) -> list[tuple[int, int]]:
    """Return where a line of several questions parts: at each number that is the next one, behind a closed bracket."""
    cuts: list[tuple[int, int]] = []
    first = _FIRST_NUMBER.match(fold(text)) if ")" in fold(text) else None
    number = int(first[1]) if first else 0
    while first:
        number += 1
        following = re.compile(rf"(?<=[)。.])(?:\t|\s{{2,}})\s*(?={number}\s*[.、)](?!\d))")
        match = following.search(fold(text), cuts[-1][1] if cuts else 0)
        if match is None:
            break
        cuts.append(match.span())
    return cuts


def split_line(line: Line) -> list[Segment]:
    """Return the segments of a line in order; an empty line is one BLANK segment.

    A tab separates cells where the first cell is nothing but digits; `^*^` separates parts of a record.
    """
    mended = mend(line.text)
    text = mended.strip()
    if not text:
        return [Segment(Role.BLANK, "", line.place, "")]
    lead = len(mended) - len(mended.lstrip())
    marks = _moved(line.marks, line.text) if line.marks else []
    segments: list[Segment] = []
    for start, end in _parts(text):
        part = text[start:end].replace("\t", " ")
        if not part.strip():
            continue
        shift = lead + start + len(part) - len(part.lstrip())
        inner = [Mark(mark.start - shift, mark.end - shift, mark.kind) for mark in marks]
        segments += _split_part(part.strip(), line.place, inner)
    return segments
