"""Decides where the parts of a line begin: its number, its options, and what a word like 答案： opens.

Each way of writing is one entry of a table of patterns, which match on folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.reading.roles import ASKED, CHOSEN, Cut, Role
from question_bank.reading.words import type_hint
from question_bank.text import fold

# Options that begin within a line begin among its first letters; more would make the search quadratic.
_MOST_LETTERS = 60
# (style, pattern, weak): weak ones count only as the next number of the running sequence.
_NUMBERS = (
    ("plain", re.compile(r"(?:第\s*(?=\d{1,5}\s*题)|[QT](?=\d{1,5}\s*[.、:)]))(\d{1,5})\s*(?:题\s*)?[.、:)]?\s*"), False),
    ("plain", re.compile(r"(?:题目?\s*(?=\d{1,5}\s*[.、:])|No\s*[.:]?\s*|№\s*|#\s*)(\d{1,5})\s*[.、:)]?\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s*题\s*[.、:]\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s*[.、)](?!\d)[.、:)]?\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s*[.、)](?=\d)"), True),
    ("plain", re.compile(r"(\d{1,5})(?=\s*\[)\s*"), False),
    ("plain", re.compile(r"(\d{1,5})\s+(?=\S)"), True),
    ("plain", re.compile(r"(\d{1,5})(?=[\u4e00-\u9fff“《(])"), True),
    ("plain", re.compile(r"(\d{1,5})\s*[,:。-]\s*(?=[\u4e00-\u9fff“《(])"), True),
    ("square", re.compile(r"\[\s*(\d{1,4})\s*\]\s*[.、:]?\s*(?=[\u4e00-\u9fff“《(\[])"), True),
    ("paren", re.compile(r"\(\s*(\d{1,5})\s*\)\s*[.、:]?\s*"), False),
    ("circle", re.compile(r"([①-⑳])\s*"), False),
    ("small", re.compile(r"([⑴-⒇])\s*"), False),
    ("dot", re.compile(r"([⒈-⒛])\s*"), False),
    ("han", re.compile(r"([一二三四五六七八九十]+)、\s*"), False),
    ("paren han", re.compile(r"\(\s*([一二三四五六七八九十]+)\s*\)\s*"), False),
)
# An answer bracket may stand before the number, empty or filled in, and so may the tag of its type.
BRACKET_FIRST = re.compile(r"\(\s*([A-Z]{1,8}|[√×✓✔✗✘对错])?\s*\)\s*(?=\d{1,4}\s*[.、)])")
_TAG_BEFORE = re.compile(r"[\[(]([^\[\]()]{2,10})[\])]\s*(?=\d{1,4}\s*[.、)])")

_FIELDS = (
    (Role.OWN, r"[我你您]选|(?:我|你|您|学生|考生|本人)的?(?:答案|作答|选择)|(?:本题)?得分|答案状态|批语|(?:出题|命题)(?:单位|人)"),
    (Role.EXPLANATION, r"(?:答案|试题|题目)?(?:解\s{0,2}析|详解|解释)"),
    (
        Role.KEY,
        r"(?:本题|此题|该题|试题|题目)?(?:正确|参考|标准)?的?答\s{0,2}案(?:应?[是为])?|正确选项|标答|答案?要点|评分要点|答"
        r"|[Aa]nswer|ANSWER|[Aa]ns|[Kk]ey|KEY",
    ),
    (Role.CITATION, r"(?:法条|法律|法规|政策|答案|出题|命题)?依据|(?:试题|题目)?(?:出处|来源)"),
    (Role.DIFFICULTY, r"难易?(?:度|程度)(?:系数|等级)?"),
    (Role.TOPIC, r"知识点|考点"),
    (Role.POINTS, r"分值"),
    (Role.STEM, r"题目|题干|试题内容|试题|问"),
)
_FIELD = re.compile(
    "|".join(
        rf"(?P<{role.name}>[\[<《]\s*(?:{words})\s*[\]>》]\s*:?|(?:{words})\s*(?::{'|=' if role is Role.KEY else ''}))"
        for role, words in _FIELDS
    )
)
_OPEN_FIELDS = {name: Role[name] for name in _FIELD.groupindex}
_PLAIN_VALUE = {chr(first + at): at + 1 for first in map(ord, "①⑴⒈") for at in range(20)}
# Without a colon the word opens a key only at the start of a line: 答案为北京, 答案 B.
_SHORT_KEY = r"(?:[A-Z](?:[\s,、]*[A-Z])*|正确|错误|[√×对错])"
_BARE_KEY = re.compile(
    rf"(?:正确|参考|标准)?的?答案(?:[是为]\s*(?=[^\s:是为])|[\s;]*(?=[(\[]?\s*{_SHORT_KEY}\s*[)\]]?[.。]?\s*$))"
    rf"|[(\[]\s*(?:正确|参考|标准)?答案\s*[:是为]?\s*(?={_SHORT_KEY}\s*[)\]]\s*$)"
)
_CHOSEN = re.compile(rf"(?:因此|所以|故|本题|应)*(?:正确|参考|标准)?(?:答案)?(?:应|是|为)*选(?:择|项)?\s*:?\s*(?={_SHORT_KEY}[.。]?\s*$)")
# Glued to what stands before it, a key counts only when a complete key of a choice or judgement follows.
_GLUED_KEY = re.compile(r"\s*(?:[A-Z](?:[\s,、]*[A-Z])*|正确|错误|对|错|√|×)\s*(?:$|(?=\s|[.。]|(?:答案)?解析))")

_OPTION = re.compile(
    r"(?:选项\s*)?(?P<letter>[A-Za-h])(?:选?项(?=\s*:))?\s*(?P<sep>[.、:)])[、.]?|(?P<paren>[(\[])\s*(?P<inner>[A-Z])\s*[)\]]"
)
_JUDGE_OPTION = re.compile(r"(true|false)\s*[.、:)]\s*", re.IGNORECASE)
_OPTION_AT_END = re.compile(r"(?<=[)。?？:\s])A\s*[.、:)]\s*(?=[^A-Z]*$)")
_BARE_OPTION = re.compile(r"(?:选项\s*)?(?P<letter>[A-Z])(?:\s*[,。;·]\s*(?=\S)|\s+(?=\S)|(?=[^\sA-Za-z0-9.、:)(+#/'’-]))")


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


def _option_cuts(folded: str, start: int, end: int, at_line_start: bool) -> list[Cut]:
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
    return [Cut(Role.OPTION, item.start, item.content, item.letter, item.style) for item in chain]


def _field_cuts(folded: str, start: int) -> list[Cut]:
    bare = _BARE_KEY.match(folded, start)
    chosen = None if bare else _CHOSEN.match(folded, start)
    cuts: list[Cut] = [Cut(Role.KEY, start, bare.end())] if bare else []
    if chosen:
        return [Cut(Role.KEY, start, chosen.end(), style=CHOSEN)]
    for match in _FIELD.finditer(folded, start):
        role = _OPEN_FIELDS[str(match.lastgroup)]
        stands_apart = match.start() == start or folded[match.start() - 1].isspace()
        glued_key = role is Role.KEY and bool(_GLUED_KEY.match(folded, match.end()))
        after_key = bool(cuts) and cuts[-1].role in (Role.KEY, Role.OWN)
        if role is Role.STEM and match.start() != start:
            continue
        is_named = match[0][0] in "[<《" and (bool(cuts) or role in (Role.KEY, Role.EXPLANATION))
        if stands_apart or glued_key or is_named or (after_key and role in (Role.KEY, Role.EXPLANATION)):
            cuts.append(Cut(role, match.start(), match.end(), style=ASKED if match[0][0] == "问" else ""))
    return cuts


def tag_before(folded: str) -> re.Match[str] | None:
    """Return the tag of a type that stands before the number of a question, else None."""
    match = _TAG_BEFORE.match(folded)
    return match if match and type_hint(match[1]) else None


def _opening(folded: str) -> list[Cut]:
    """Return the cuts of a number at the start of a line, with a key bracket before it where there is one."""
    bracket = BRACKET_FIRST.match(folded) or tag_before(folded)
    start = bracket.end() if bracket else 0
    for style, pattern, is_weak in _NUMBERS:
        match = pattern.match(folded, start)
        if match:
            label = str(_PLAIN_VALUE.get(match[1], match[1]))
            return [Cut(Role.NUMBER, 0, match.end(), label, style, is_weak)]
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


def cuts_of(folded: str) -> list[Cut]:
    """Return all cuts of a line in order; the first one starts at 0."""
    judge = _JUDGE_OPTION.match(folded)
    if judge:
        return [Cut(Role.OPTION, 0, judge.end(), judge[1].lower(), "judge")]
    opening = _opening(folded)
    start = opening[0].content if opening else 0
    fields = _field_cuts(folded, start)
    cuts = opening or ([] if fields and fields[0].start == 0 else [Cut(Role.TEXT, 0, 0)])
    first_field = fields[0].start if fields else len(folded)
    options = _option_cuts(folded, start, first_field, at_line_start=not opening)
    if options and options[0].start == 0:
        cuts = []
    return cuts + options + fields
