"""Decides what of a written stem is no stem: tags, points, and a key in a bracket, which must never stay readable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.reading.keys import GAP, letters_of
from question_bank.reading.words import DIFFICULTY_WORDS, truth, type_hint
from question_bank.text import fold, plain

_TAG_FIRST = re.compile(r"\s*[\[(<]\s*([^\[\]()<>]{1,24}?)\s*[\])>]\s*[:、.]?\s*")
_TAG_LAST = re.compile(r"[\[(]([^\[\]()]{2,30})[\])]$")
_MOST_TAGS = 3
_LONGEST_TAG = 24
_MOST_BRACKETS = 12
_POINTS = re.compile(r"(?:本|每|此)?小?题?(?:共|满分|分值)?:?(\d{1,3}(?:\.\d{1,2})?)分")
_SIGNS = r"[√×✓✔☑✗✘✕✖❌对错]|正确|错误"
_INSIDE = rf"[A-Za-z](?:[\s,、，]*[A-Za-z])*|{_SIGNS}|[12是否非]|true|false"
_BRACKET = re.compile(rf"\(\s*(?P<round>{_INSIDE})\s*\)|\[\s*(?P<square>[A-Z]{{1,8}}|{_SIGNS})\s*\]")
_TOLD = re.compile(
    r"[\[(]\s*(?:正确|参考|标准)?答案\s*(?:是|为)?\s*[:]?\s*(?P<key>[A-Za-z](?:[\s,、]*[A-Za-z])*|[√×对错]|正确|错误)\s*[\])]"
)
_BARE_SIGN = re.compile(r"(?<=[。.!?？\s])(?P<key>[√×✓✔✗✘✕❌])$")
_LAST_SIGN = re.compile(r"(?P<key>[√×✓✔✗✘✕❌])$")
_CORRECTION = re.compile(
    rf"\(\s*(?:{_SIGNS}|[A-Z])\s*\)[\s.。]*\(?\s*(?P<said>(?:改正|更正|应改为|应当?[为是]|改为|正确(?:说法|表述|答案|的?[是为]))[^()]*)\)?[.。]?$"
)
_APART = re.compile(r"(?:\s{2,}|\t)\(\s*(?P<key>[A-Z](?:[\s,、]*[A-Z])*)\s*\)[.。]?$")
_TRUTHS = r"[○□◯●☐\s]*(?:[A-B]\s*[.、:]?\s*)?(?:%s)[\s/|、,;。.]*"
_JUDGE_OPTIONS = re.compile(
    r"(?:\(" + _TRUTHS % "正确|对|√|是" + _TRUTHS % "错误|错|×|否" + r"\)$|\n"
    + _TRUTHS % "正确|对|√|是" + _TRUTHS % "错误|错|×|否" + r"$)"
)
_GAPS = "    "


@dataclass(slots=True)
class Stem:
    """A stem without its tags and without its key; `hint` and `points` are what tags say, `key` what a bracket says.

    `problem` names a bracket that may or may not be the key; `doubt` one that differs from the written key.
    """

    text: str
    hint: str | None = None
    points: str | None = None
    difficulty: str | None = None
    key: str | None = None
    explanation: str | None = None
    problem: str | None = None
    doubt: str | None = None


def take_tags(text: str) -> Stem:
    """Move tags like 【单选题】, （多选，2分） or (判断) out of a stem, wherever it begins or ends with them."""
    stem = Stem(text.strip())
    first, _, below = stem.text.partition("\n")
    if below and len(first) <= _LONGEST_TAG:
        bare = re.sub(r"[\[\]()]", " ", fold(first))
        stem.text = below.strip() if _take_tag(stem, bare, may_be_points=False) else stem.text
    for pattern, is_first in ((_TAG_FIRST, True), (_TAG_LAST, False)):
        for _ in range(_MOST_TAGS):
            folded = fold(stem.text)
            match = pattern.match(folded) if is_first else pattern.search(folded)
            rest = match and (stem.text[: match.start()] + stem.text[match.end() :]).strip()
            if not match or not rest or not _take_tag(stem, match[1], may_be_points=not is_first or bool(stem.hint)):
                break
            stem.text = rest
    return stem


def _take_tag(stem: Stem, inside: str, *, may_be_points: bool) -> bool:
    """Read a tag; say whether it was one."""
    hint, points = None, None
    for word in re.split(r"[,、;:\s]+", inside.strip()):
        match = _POINTS.fullmatch(plain(word))
        if type_hint(word):
            hint = type_hint(word)
        elif (hint or stem.hint) and word in DIFFICULTY_WORDS:
            stem.difficulty = word
        elif match:
            points = match[1]
        else:
            return False
    if hint is None and not may_be_points and not stem.difficulty:
        return False
    stem.hint, stem.points = hint or stem.hint, points or stem.points
    return True


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    key: str
    is_first: bool = False


def _fits(inside: str, options: Sequence[tuple[str, str]], legend: dict[str, str], hint: str | None) -> bool:
    labels = [label.upper() for label, _ in options]
    if inside.upper() in legend:
        return True
    if labels and not (hint == "true_false" and truth(inside)):
        letters = letters_of(inside)
        return bool(letters) and all(letter in labels for letter in letters) and len(set(letters)) == len(letters)
    if re.fullmatch(_SIGNS, inside) or inside.casefold() in ("true", "false"):
        return True
    return hint == "true_false" and truth(inside) is not None


def _candidates(
    text: str, options: Sequence[tuple[str, str]], legend: dict[str, str], hint: str | None
) -> list[_Found]:
    """Return the brackets of a stem that may hold its key."""
    folded = fold(text)
    found = []
    for match in _BRACKET.finditer(folded):
        name = "round" if match["round"] else "square"
        is_first = match.start() == 0
        is_last = not folded[match.end() :].strip(" .。")
        if (name == "round" or is_first or is_last) and _fits(match[name], options, legend, hint):
            start, end = (0, match.end()) if is_first and name == "square" else match.span(name)
            found.append(_Found(start, end, match[name], is_first and name == "square"))
    return found


def _same(one: str, other: str) -> bool:
    letters = letters_of(one)
    if letters and letters == letters_of(other):
        return True
    return truth(one) == truth(other) is not None or plain(one).upper() == plain(other).upper()


def _without(text: str, found: Sequence[_Found]) -> str:
    """Empty brackets from the last to the first; one before the stem goes altogether."""
    for each in sorted(found, key=lambda item: -item.start):
        if each.is_first:
            text = text[each.end :].lstrip(" 　.、．")
        else:
            text = f"{text[: each.start].rstrip()}{_GAPS}{text[each.end :].lstrip()}"
    return text


def take_key(
    stem: Stem, written: str | None, options: Sequence[tuple[str, str]], legend: dict[str, str], hint: str | None
) -> None:
    """Take a key out of the brackets of a stem.

    Where a key is `written` elsewhere only brackets that say the same are emptied; another that could be one is a
    doubt. Without a written key several different brackets are a problem, unless together they are one key.
    """
    _take_told(stem, hint)
    if hint == "true_false":
        _take_correction(stem)
    if hint in ("short_answer", "ordering", "matching") or (hint == "fill_blank" and not options):
        return
    found = _candidates(stem.text, options, legend, hint)
    if not found:
        return
    if len(found) > _MOST_BRACKETS:
        stem.problem = "题干中几处括号都像答案"
        return
    written = written or stem.key
    together = "".join(each.key for each in found)
    distinct = {plain(each.key).upper() for each in found}
    if written is not None:
        same = found if _same(together, written) else [each for each in found if _same(each.key, written)]
        other = next((each for each in found if each not in same), None)
        stem.text = _without(stem.text, same)
        if other is not None:
            stem.doubt = f"题干括号中的“{other.key}”与答案“{written}”不同"
    elif len(distinct) == 1 or (options and hint == "multiple_choice" and len(set(together)) == len(together)):
        stem.key = found[0].key if len(distinct) == 1 else together
        stem.text = _without(stem.text, found)
    else:
        stem.problem = "题干中几处括号都像答案"


def _take_told(stem: Stem, hint: str | None) -> None:
    """Take （答案：B）, or a tick behind the last full stop; of a judgement wherever it ends the stem."""
    for pattern in (_TOLD, _LAST_SIGN if hint == "true_false" else _BARE_SIGN):
        match = pattern.search(fold(stem.text))
        if match:
            stem.key = match["key"]
            stem.text = (stem.text[: match.start()] + stem.text[match.end() :]).strip()
            return


def _take_correction(stem: Stem) -> None:
    """Take 改正：五年 or （应为五年） behind the bracket of a judgement, which would tell that it is wrong."""
    match = _CORRECTION.search(fold(stem.text))
    if match:
        stem.explanation = stem.text[match.start("said") : match.end("said")].strip()
        stem.text = stem.text[: match.start("said")].rstrip(" 　(（")


def key_behind_options(options: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the last option's own text and the key in a bracket that stands apart behind it; None without one."""
    text = options[-1][1] if len(options) > 1 else ""
    if not text.endswith((")", "）", ")。", "）。", ").", ")．")):
        return None
    match = _APART.search(fold(text))
    if match is None or not set(match["key"]) - set(" ,、") <= {label for label, _ in options}:
        return None
    return text[: match.start()].rstrip(), match["key"]


def without_judge_options(stem: str) -> str:
    """Return the stem of a judgement without 正确 and 错误 below it or in a bracket behind it, which are no part of it."""
    match = _JUDGE_OPTIONS.search(fold(stem))
    return stem[: match.start()].rstrip() if match and match.start() else stem


def options_below(stem: str, label_count: int) -> tuple[str, list[str]] | None:
    """Return stem and options of a choice whose options lost their letters; None where that is not certain.

    The question ends at its first empty bracket, colon or question mark at a line's end; `label_count` of the letters
    is needed by the key.
    """
    lines = [line.strip() for line in stem.split("\n") if line.strip()]
    at = next((index for index, line in enumerate(lines) if _ends_question(line)), None)
    if at is None:
        return None
    options = lines[at + 1 :]
    if not max(2, label_count) <= len(options) <= 8 or any(GAP.search(fold(option)) for option in options):
        return None
    return "\n".join(lines[: at + 1]), options


def first_option_below(stem: str) -> tuple[str, str] | None:
    """Return stem and first option where only the letter A was lost: exactly one line stands below the question."""
    lines = [line.strip() for line in stem.split("\n") if line.strip()]
    ends = [_ends_question(line) for line in lines]
    if len(lines) < 2 or ends != [False] * (len(lines) - 2) + [True, False]:
        return None
    return "\n".join(lines[:-1]), lines[-1]


def _ends_question(line: str) -> bool:
    folded = fold(line)
    return bool(GAP.search(folded)) or folded.rstrip().endswith((":", "?"))
