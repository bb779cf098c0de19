"""Decides what a written key says: letters, a judgement, or texts for blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.words import truth
from question_bank.text import fold, plain

_LETTERS = re.compile(r"[A-Za-z](?:[\s,、;/.|和及]*[A-Za-z])*[\s.。;]*")
# Letters with the texts of their options behind them are the longest way to name options.
LONGEST_LETTERS = 2000
_LETTER_TEXT = re.compile(r"([A-Z])\s*[.、:\s)]\s*(.*?)(?=(?:[\s,、;]+[A-Z]\s*[.、:\s)])|$)", re.DOTALL)
_PART_NUMBER = re.compile(r"\s*(?:\(\s*\d{1,2}\s*\)|\d{1,2}\s*[.、)](?!\d)|[①-⑳])\s*")
_ACCEPTED = re.compile(r"[/|]")
GAP = re.compile(r"_{2,}|\(\s*\)|\[\s*\]")
"""A place to fill in, on folded text."""
_SEPARATORS = (r"[;\n]", r"[,、，]", r"\s+")


def letters_of(key: str, options: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the option letters that a key names, in alphabetical order as upper case; empty when it names none.

    `ABC`, `A,B`, `A、B、D`, `C D`, `a` and `A 道德准则` (where that is the text of option A) all count.
    """
    if len(key) > LONGEST_LETTERS:
        return ()
    folded = fold(key).strip().strip("()[] ")
    if truth(key) and len(plain(key)) > 1:
        return ()
    if _LETTERS.fullmatch(folded):
        return tuple(sorted(letter for letter in folded.upper() if "A" <= letter <= "Z"))
    texts = {label: plain(text) for label, text in options}
    found = _LETTER_TEXT.findall(folded)
    if found and all(texts.get(letter) == plain(text) for letter, text in found):
        return tuple(sorted(letter for letter, _ in found))
    return ()


def is_closed_key(key: str, hint: str | None) -> bool:
    """Say whether a key is complete as it stands, so that no further line can belong to it."""
    if hint in ("short_answer", "fill_blank"):
        return False
    return truth(key) is not None or bool(letters_of(key))


def judgement_of(key: str, options: Sequence[tuple[str, str]], legend: dict[str, str]) -> str | None:
    """Return "true" or "false" for the key of a judge question, else None.

    A letter is resolved through the text of its option first (files turn the order round), then through the legend of
    the section heading; a sign speaks for itself.
    """
    sign = plain(key).strip("()").upper()
    for label, text in options:
        if label.upper() == sign:
            return truth(text or label)
    if sign in legend:
        return legend[sign]
    return truth(key)


def blanks_of(key: str, stem: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], str | None]:
    """Return accepted texts per blank, doubts, and a problem when key and stem disagree on the number of blanks.

    Blanks are separated by ；or lines, else by commas or blanks where that fits the gaps of the stem; accepted texts by
    / or | or 或 (the last with a doubt, because 或 also stands inside ordinary answers).
    """
    gaps = len(GAP.findall(fold(stem)))
    wanted = max(gaps, 1)
    folded = fold(key).strip()
    parts = [key.strip()]
    for separator in _SEPARATORS if wanted > 1 else _SEPARATORS[: 0 if gaps else 1]:
        cut = _cut(key.strip(), folded, separator)
        if len(cut) == wanted or not gaps:
            parts = cut
            break
    if gaps and len(parts) != gaps:
        return (), (), f"题干有{gaps}个空，答案有{max(len(_cut(key, fold(key), _SEPARATORS[0])), 1)}个"
    if len(parts) > 1 and all(_PART_NUMBER.match(fold(part)) for part in parts):
        parts = [part[_end_of_number(part) :] for part in parts]
    doubts: list[str] = []
    blanks = []
    for part in parts:
        accepted = _ACCEPTED.split(part.strip())
        if len(accepted) == 1 and "或" in part and "或者" not in part:
            accepted = part.split("或")
            doubts.append(f"填空答案“{part.strip()}”按{len(accepted)}种可接受的写法处理")
        blanks.append(tuple(text.strip() for text in accepted if text.strip()))
    return tuple(blanks), tuple(doubts), None


def _cut(key: str, folded: str, separator: str) -> list[str]:
    """Cut a key at a separator found on its folded form; empty parts fall away."""
    parts, start = [], 0
    for match in re.finditer(separator, folded):
        parts.append(key[start : match.start()])
        start = match.end()
    parts.append(key[start:])
    return [part.strip() for part in parts if part.strip()]


def _end_of_number(part: str) -> int:
    match = _PART_NUMBER.match(fold(part))
    return match.end() if match else 0
