"""Decides which role each part of a line plays: number, stem, option, key, explanation … or plain text.

Each way of writing is one entry of a table of patterns; patterns match on folded text and cut the text as written.
What depends on other lines (does this number start a question?) is not decided here but in `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from question_bank.reading.materials import opening
from question_bank.reading.source import UNMARKED, Columns, KeyList, Line, Mark
from question_bank.reading.words import announces_notes, heading
from question_bank.text import fold, mend


class Role(Enum):
    """What a segment is for."""

    BLANK = auto()
    RULE = auto()
    HEADING = auto()
    NUMBER = auto()
    IDENT = auto()
    STEM = auto()
    OPTION = auto()
    KEY = auto()
    OWN = auto()
    EXPLANATION = auto()
    CITATION = auto()
    DIFFICULTY = auto()
    TOPIC = auto()
    POINTS = auto()
    NOTE = auto()
    NOTES = auto()
    MATERIAL = auto()
    KEYS = auto()
    COLUMNS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line; `text` is what follows the marker, `source` all of it, `label` the number or letter.

    `style` tells families of numbers apart; `is_weak` marks a number that only its place in the sequence can confirm;
    `repeats` marks an option whose text holds its own letter once more; `marks` are what stands out in all of an
    option's text, or (with "letter" behind) in its letter; `underlined` are the texts with a line below them.
    """

    role: Role
    text: str
    place: str
    source: str
    label: str = ""
    style: str = ""
    is_weak: bool = False
    repeats: bool = False
    marks: frozenset[str] = UNMARKED
    underlined: tuple[str, ...] = ()
    keys: KeyList | None = None
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class _Cut:
    role: Role
    start: int
    content: int
    label: str = ""
    style: str = ""
    is_weak: bool = False


# Longer lines are read as plain text: no question is written like that, and the search for options is not linear.
_LONGEST_LINE = 20_000
# Options that begin within a line begin among its first letters; more would make the search quadratic.
_MOST_LETTERS = 60
_RULE_LINE = re.compile(r"[-=*~—#·]{4,}")
_DIGITS = re.compile(r"\d{1,12}")
_PART = re.compile(r"\^\*\^")
_TAB = re.compile(r"\t")
# A mark that leaves out a full stop or a blank still means the whole option.
_MOST = 0.8
# Lines that exam papers and course exports put between questions.
_SCORE = r"(?:得\s*分|评\s*卷\s*人|阅\s*卷\s*人|复\s*核\s*人|总\s*分)"
_NOTE_LINE = re.compile(
    rf"{_SCORE}(?:[\s_|:]*{_SCORE})*[\s_|:]*"
    r"|\(?\s*第\s*\d+\s*页(?:\s*[,/、(]?\s*共\s*\d+\s*页\s*\)?)?\s*\)?|-\s*\d+\s*-|\d+(?:\.\d+)?分|AI讲解|收起解析|展开解析"
)

# (style, pattern, weak): weak ones count only as the next number of the running sequence.
_NUMBERS = (
    ("plain", re.compile(r"(?:第\s*(?=\d{1,5}\s*题)|[QT](?=\d{1,5}\s*[.、:)]))(\d{1,5})\s*(?:题\s*)?[.、:)]?\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s*[.、)](?!\d)\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s*[.、)](?=\d)"), True),
    ("plain", re.compile(r"(\d{1,5})(?=\s*\[)\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s+(?=\S)"), True),
    ("plain", re.compile(r"(\d{1,5})(?=[\u4e00-\u9fff“《(])"), True),
    ("paren", re.compile(r"\(\s*(\d{1,5})\s*\)\s*"), False),
    ("circle", re.compile(r"([①-⑳])\s*"), False),
    ("han", re.compile(r"([一二三四五六七八九十]+)、\s*"), False),
    ("paren han", re.compile(r"\(\s*([一二三四五六七八九十]+)\s*\)\s*"), False),
)
# An answer bracket may stand before the number, empty or filled in.
_BRACKET_FIRST = re.compile(r"\(\s*([A-Z]{1,8}|[√×✓✔✗✘对错])?\s*\)\s*(?=\d{1,4}\s*[.、)])")

_FIELDS = (
    (Role.OWN, r"(?:我|你|您|学生|考生|本人)的?(?:答案|作答|选择)|(?:本题)?得分|答案状态|批语|(?:出题|命题)(?:单位|人)"),
    (Role.EXPLANATION, r"(?:答案|试题|题目)?(?:解析|详解|解释)"),
    (Role.KEY, r"(?:正确|参考|标准|试题|本题|题目)?答案(?:是|为)?|答案?要点|评分要点|答|Answer|ANSWER|answer"),
    (Role.CITATION, r"(?:法条|法律|法规|政策|答案|出题|命题)?依据|(?:试题|题目)?(?:出处|来源)"),
    (Role.DIFFICULTY, r"难易?(?:度|程度)(?:系数|等级)?"),
    (Role.TOPIC, r"知识点|考点"),
    (Role.POINTS, r"分值"),
    (Role.STEM, r"题目|题干|试题内容|试题"),
)
_FIELD = re.compile(
    "|".join(
        rf"(?P<{role.name}>\[\s*(?:{words})\s*\]\s*:?|(?:{words})\s*:)" for role, words in _FIELDS
    )
)
_OPEN_FIELDS = {name: Role[name] for name in _FIELD.groupindex}
# Without a colon the word opens a key only at the start of a line: 答案为北京, 答案 B.
_SHORT_KEY = r"(?:[A-Z](?:[\s,、]*[A-Z])*|正确|错误|[√×对错])"
_BARE_KEY = re.compile(
    rf"(?:正确|参考|标准)?答案(?:[是为]\s*(?=[^\s:是为])|[\s;]*(?=[(\[]?\s*{_SHORT_KEY}\s*[)\]]?[.。]?\s*$))"
    rf"|[(\[]\s*(?:正确|参考|标准)?答案\s*[:是为]\s*(?={_SHORT_KEY}\s*[)\]]\s*$)"
)
# Glued to what stands before it, a key counts only when a complete key of a choice or judgement follows.
_GLUED_KEY = re.compile(r"\s*(?:[A-Z](?:[\s,、]*[A-Z])*|正确|错误|对|错|√|×)\s*(?:$|(?=\s|[.。]|(?:答案)?解析))")

_OPTION = re.compile(r"(?P<letter>[A-Za-h])\s*(?P<sep>[.、:)])|(?P<paren>[(\[])\s*(?P<inner>[A-Z])\s*[)\]]")
_JUDGE_OPTION = re.compile(r"(true|false)\s*[.、:)]\s*", re.IGNORECASE)
_OPTION_AT_END = re.compile(r"(?<=[)。?？:\s])A\s*[.、:)]\s*(?=[^A-Z]*$)")
_BARE_OPTION = re.compile(r"(?P<letter>[A-Z])(?:\s+(?=\S)|(?=[^\sA-Za-z0-9.、:)(+#/'’-]))")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A place where an option may begin."""

    start: int
    content: int
    letter: str
    style: str
    after_blank: bool
    is_glued_to_word: bool


def _letters(folded: str, start: int, end: int) -> list[_Letter]:
    found = []
    for match in _OPTION.finditer(folded, start, end):
        before = folded[match.start() - 1] if match.start() > start else " "
        letter = match["letter"] or match["inner"]
        found.append(
            _Letter(
                start=match.start(),
                content=match.end(),
                letter=letter.upper(),
                style=f"{match['sep'] or match['paren']}{'a' if letter.islower() else ''}",
                after_blank=before.isspace(),
                is_glued_to_word=before.isascii() and before.isalpha(),
            )
        )
    return found


def _chain(letters: list[_Letter], first: int) -> list[_Letter]:
    """Follow A, B, C … from one letter on; other letters in between are option text."""
    chain = [letters[first]]
    for letter in letters[first + 1 :]:
        last = chain[-1]
        if (
            ord(letter.letter) == ord(last.letter) + 1
            and letter.style == last.style
            and letter.start > last.content - 1
            and not letter.is_glued_to_word
        ):
            chain.append(letter)
    return chain


def _option_cuts(folded: str, start: int, end: int, at_line_start: bool) -> list[_Cut]:
    """Return where the options of a stretch begin; a stretch that is no option line needs proof: A, B, C in order."""
    letters = _letters(folded, start, end)
    chain: list[_Letter] = []
    if at_line_start and letters and letters[0].start == start:
        chain = _chain(letters, 0)
    else:
        for index, letter in enumerate(letters[:_MOST_LETTERS]):
            if letter.letter != "A" or letter.is_glued_to_word or letter.start == start:
                continue
            tried = _chain(letters, index)
            stands_apart = letter.after_blank or folded[letter.start - 1] in ")。?？:"
            if len(tried) >= (2 if letter.after_blank else 3) and stands_apart:
                chain = tried
                break
    return [_Cut(Role.OPTION, item.start, item.content, item.letter, item.style) for item in chain]


def _field_cuts(folded: str, start: int) -> list[_Cut]:
    bare = _BARE_KEY.match(folded, start)
    cuts: list[_Cut] = [_Cut(Role.KEY, start, bare.end())] if bare else []
    for match in _FIELD.finditer(folded, start):
        role = _OPEN_FIELDS[str(match.lastgroup)]
        stands_apart = match.start() == start or folded[match.start() - 1].isspace()
        glued_key = role is Role.KEY and bool(_GLUED_KEY.match(folded, match.end()))
        after_key = bool(cuts) and cuts[-1].role in (Role.KEY, Role.OWN)
        if role is Role.STEM and match.start() != start:
            continue
        if stands_apart or glued_key or (after_key and role in (Role.KEY, Role.EXPLANATION)):
            cuts.append(_Cut(role, match.start(), match.end()))
    return cuts


def _opening(folded: str) -> list[_Cut]:
    """Return the cuts of a number at the start of a line, with a key bracket before it where there is one."""
    bracket = _BRACKET_FIRST.match(folded)
    start = bracket.end() if bracket else 0
    for style, pattern, is_weak in _NUMBERS:
        match = pattern.match(folded, start)
        if match:
            return [_Cut(Role.NUMBER, 0, match.end(), match[1], style, is_weak)]
    return []


def option_at_end(stem: str) -> tuple[str, str] | None:
    """Return stem and text of an option A that stands at its end behind a closing sign or a blank, else None."""
    match = _OPTION_AT_END.search(fold(stem))
    return (stem[: match.start()].strip(), stem[match.end() :].strip()) if match else None


def bare_options(text: str) -> list[tuple[str, str]]:
    """Return letters and texts of a line that may be options without a separator (A绿水, A 一  B 二); [] for others."""
    folded = fold(text)
    first = _BARE_OPTION.match(folded)
    if first is None:
        return []
    chain = [first]
    for match in _BARE_OPTION.finditer(folded, first.end()):
        if folded[match.start() - 1].isspace() and ord(match["letter"]) == ord(chain[-1]["letter"]) + 1:
            chain.append(match)
    ends = [match.start() for match in chain[1:]] + [len(text)]
    return [(match["letter"], text[match.end() : end].strip()) for match, end in zip(chain, ends, strict=True)]


def _cuts(folded: str) -> list[_Cut]:
    """Return all cuts of a line in order; the first one starts at 0."""
    judge = _JUDGE_OPTION.match(folded)
    if judge:
        return [_Cut(Role.OPTION, 0, judge.end(), judge[1].lower(), "judge")]
    opening = _opening(folded)
    start = opening[0].content if opening else 0
    fields = _field_cuts(folded, start)
    cuts = opening or ([] if fields and fields[0].start == 0 else [_Cut(Role.TEXT, 0, 0)])
    first_field = fields[0].start if fields else len(folded)
    options = _option_cuts(folded, start, first_field, at_line_start=not opening)
    if options and options[0].start == 0:
        cuts = []
    return cuts + options + fields


def _covered(marks: Sequence[Mark], kind: str, text: str, start: int, end: int) -> float:
    """Return which share of the visible characters between two places a kind of mark covers."""
    visible = [place for place in range(start, end) if not text[place].isspace()]
    if not visible:
        return 0
    spans = [mark for mark in marks if mark.kind == kind]
    return sum(any(mark.start <= place < mark.end for mark in spans) for place in visible) / len(visible)


def _option_marks(text: str, cut: _Cut, end: int, marks: Sequence[Mark]) -> frozenset[str]:
    """Say what stands out in an option: almost all of its text, or its letter."""
    kinds = {mark.kind for mark in marks if mark.end > cut.start and mark.start < end}
    whole = {kind for kind in kinds if _covered(marks, kind, text, cut.content, end) >= _MOST}
    letter = {f"{kind} letter" for kind in kinds if _covered(marks, kind, text, cut.start, cut.start + 1) == 1}
    return frozenset(whole | letter)


def _segment(text: str, folded: str, cut: _Cut, end: int, place: str, marks: Sequence[Mark]) -> Segment:
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
    whole = _whole_line(text, folded, place)
    if whole:
        return [whole]
    cuts = _cuts(folded)
    ends = [cut.start for cut in cuts[1:]] + [len(text)]
    segments = [_segment(text, folded, cut, end, place, marks) for cut, end in zip(cuts, ends, strict=True)]
    bracket = _BRACKET_FIRST.match(folded)
    if bracket and bracket[1] and segments[0].role is Role.NUMBER:
        segments.append(Segment(Role.KEY, bracket[1], place, ""))
    return segments


def _moved(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return marks for the mended text: characters that fell away move what stands behind them."""
    return [Mark(len(mend(text[: mark.start])), len(mend(text[: mark.end])), mark.kind) for mark in marks]


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where the cells of a record stand: split at `^*^`, or at tabs behind a first cell of digits."""
    first = text.split("\t", 1)[0]
    pattern = _TAB if "\t" in text and _DIGITS.fullmatch(fold(first).strip()) else _PART
    cuts = [(match.start(), match.end()) for match in pattern.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    return list(zip(starts, [*(start for start, _ in cuts), len(text)], strict=True))


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
