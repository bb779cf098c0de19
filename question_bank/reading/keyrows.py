"""Decides whether a line is a row of numbers and keys (`1-5 ABCDA`, `1）ABC 2）BD`, `一、单选题：1.A`), and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.reading.source import KeyEntry
from question_bank.reading.words import TYPE_WORDS
from question_bank.text import fold

_HAN = "一二三四五六七八九十"
_TYPES = "|".join(TYPE_WORDS)
_SIGN = r"正确|错误|[√×✓✔☑✗✘✕✖❌对错]"
_DASH = r"[-~—–－―至到]+"
_LETTERS = r"[A-Za-z]{1,10}(?![A-Za-z])"
_KEY = rf"(?:{_LETTERS}(?:[,、]\s*{_LETTERS})*|{_SIGN}|(?:true|false)(?![A-Za-z]))"
_SEPARATORS = re.compile(r"[\s,;、。|/]*")
_LEAD = re.compile(
    rf"(?:\[(?:参考|正确|标准|试题)?答案\]\s*:?\s*|(?:参考|正确|标准|试题)?答案\s*[:\s]\s*)?"
    rf"(?P<section>[\[(]?(?:案例|材料|资料)(?:分析)?题?\s*(?:[{_HAN}]{{1,3}}|\d{{1,2}})\s*(?:[\])]\s*:?|[:、\s])\s*|"
    rf"(?:第?[{_HAN}]+(?:部分|大题)?[、.:\s]\s*|\([{_HAN}]+\)\s*)?"
    rf"(?:(?:{_TYPES})(?:试?题)?(?:部分)?(?:参考|正确|标准)?(?:答案)?\s*(?:\([^()]{{0,40}}\))?\s*[:、.]?\s*)?)"
)
_RANGE = re.compile(rf"[(\[]?\s*(\d{{1,5}})\s*{_DASH}\s*(\d{{1,5}})\s*题?\s*[)\]]?\s*[.、:)]?\s*(?P<keys>[^\d(\[]+)")
_SINGLE = re.compile(
    rf"(?:第\s*(\d{{1,5}})\s*题\s*[:.、]?|[(\[]\s*(\d{{1,5}})\s*[)\]]\s*[.、:]?"
    rf"|([①-⑳])|(\d{{1,5}})\s*(?:[.、:)]|(?=[\s(\[√×]|[A-Z])))"
    rf"\s*(?:答案\s*:?\s*)?(?P<key>{_KEY}|\(\s*{_KEY}\s*\)|\[\s*{_KEY}\s*\])"
    rf"(?:(?![A-Za-z0-9\u4e00-\u9fff])|(?=\d{{1,5}}\s*[(\[]?\s*{_KEY}))"
)
_DASHED = re.compile(rf"(\d{{1,5}})\s*-\s*(?P<key>{_KEY})(?![A-Za-z0-9\u4e00-\u9fff])")
_ONE_SIGN = re.compile(rf"{_SIGN}|[A-Za-z]")
_SEQUENCE = re.compile(rf"(?:(?:[A-Za-z]{{1,10}}|{_SIGN})[\s,;、]*)+")
# On the text as written: a full-width dot before a digit parts, a plain one may be that of 1.5.
_NUMBERED = re.compile(
    r"(?:第\s*(\d{1,5})\s*题\s*[:：.．、]?|[(（]\s*(\d{1,5})\s*[)）]\s*[.．、]?"
    r"|(\d{1,5})\s*(?:[．、：)）]|[.:](?!\d))|(\d{1,5})(?=\s*[\[【〔［〖]))\s*"
)
_EXPLAIN_WORD = re.compile(r"\s*\[?\s*(?:答案|试题|题目)?(?:解析|详解|解释)\s*[\]:]\s*:?\s*")
_KEY_WORD = re.compile(r"\[?(?:(?:参考|正确|标准)?答案(?:是|为)?|答)\s*(?:\]\s*:?|:)\s*")
_WITH_REST = re.compile(rf"(?P<key>{_KEY}|\(\s*{_KEY}\s*\))\s*(?P<rest>$|(?:[。.,;:(\[《—]|解析|因为|\s).*)", re.DOTALL)
_LED = re.compile(
    rf"\[?(?P<section>(?:第?[{_HAN}]+(?:部分|大题)?[、.:\s]\s*|\([{_HAN}]+\)\s*)?"
    rf"(?:(?:{_TYPES})(?:试?题)?(?:部分)?(?:参考|正确|标准)?(?:答案)?\s*(?:\([^()]{{0,40}}\))?)?)\s*\]?\s*[:、.]?\s*"
    rf"(?=(?:第\s*\d{{1,4}}\s*题|\(\s*\d{{1,4}}\s*\)|\d{{1,4}}\s*[.、:)])"
    rf"|(?P<pairs>[\d①-⑳(]+\)?\s*[-—–→]+\s*\(?[A-Z])|(?P<said>\[?答案?\s*(?:\]|:)))"
)
_LONGEST_ROW = 4000


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """What one line says: entries with their numbers, a bare sequence of keys, or (with neither) a row that fits none.

    `section` is the heading before the keys in the same line, `is_lone` a row of one entry, which proves little.
    """

    section: str | None
    entries: tuple[KeyEntry, ...]
    sequence: tuple[str, ...] = ()
    is_lone: bool = False


def is_key(text: str) -> bool:
    """Say whether a whole text is the key of a choice or judgement."""
    return re.fullmatch(rf"\(?\s*(?:{_KEY}|[A-Za-z](?:[\s,、]*[A-Za-z]){{0,9}})\s*\)?", fold(text).strip()) is not None


def _range_keys(written: str, count: int) -> list[str] | None:
    """Return as many keys as a range has numbers, by words or sign by sign; [] when neither fits, None for no keys."""
    words = [word for word in re.split(r"[\s,;、/|]+", written.strip(" .。;；")) if word]
    if not words or any(not re.fullmatch(rf"{_KEY}|(?:{_SIGN}|[A-Za-z])+", word) for word in words):
        return None
    if len(words) == count and (count > 1 or len(words[0]) < 8):
        return words
    signs = [sign for word in words for sign in _ONE_SIGN.findall(word)]
    return signs if len(signs) == count else []


def _plain(number: str) -> str:
    """Return a number in plain digits, also one that is written in a circle."""
    return number if number.isdecimal() else str(ord(number) - ord("①") + 1)


def key_row(text: str, place: str) -> ParsedRow | None:
    """Return what a row of keys says; None for any other line.

    A range whose keys don't fit its numbers has no entries.
    """
    if len(text) > _LONGEST_ROW:
        return None
    folded = fold(text).strip().rstrip(".。;；")
    lead = _LEAD.match(folded)
    at = lead.end() if lead else 0
    section = lead["section"].strip(" :") or None if lead else None
    entries: list[KeyEntry] = []
    fits = True
    has_range = False
    while at < len(folded):
        ranged = _RANGE.match(folded, at)
        single = None if ranged else _SINGLE.match(folded, at)
        if not ranged and not single and not (lead and lead.end()):
            single = _DASHED.match(folded, at)
        if ranged:
            first, last = int(ranged[1]), int(ranged[2])
            keys = _range_keys(ranged["keys"], last - first + 1) if first <= last else None
            if keys is None:
                return None
            fits = fits and bool(keys)
            has_range = True
            numbers = range(first, last + 1)
            entries += [KeyEntry(str(n), key, place, f"{n} {key}") for n, key in zip(numbers, keys, strict=False)]
            at = ranged.end()
        elif single:
            number = next(_plain(group) for group in single.groups() if group and group.isdigit())
            key = single["key"].strip("()[] ")
            entries.append(KeyEntry(str(int(number)), key, place, f"{number} {key}"))
            at = single.end()
        else:
            break
        between = _SEPARATORS.match(folded, at)
        at = between.end() if between else at
    if at < len(folded):
        return _sequence(folded[at:], section) if not entries and section else None
    if not entries and not has_range:
        return None
    is_lone = len(entries) == 1 and not has_range and not section
    return ParsedRow(section, tuple(entries) if fits else (), is_lone=is_lone)


def _sequence(written: str, section: str | None) -> ParsedRow | None:
    """Read keys without numbers behind a section's name; their count must prove where they belong."""
    if len(written) < 2 or not _SEQUENCE.fullmatch(written):
        return None
    return ParsedRow(section, (), tuple(word for word in re.split(r"[\s,;、]+", written) if word))


def led_row(text: str, place: str) -> ParsedRow | None:
    """Return section and keys in words of one line (`四、1．公正；公开 2．法治`, `连线题：1-B 2-A`); None for any other.

    The one entry holds all that follows the first number: which numbers in it are those of questions, only they tell.
    """
    folded = fold(text)
    match = _LED.match(folded, len(folded) - len(folded.lstrip())) if len(text) <= _LONGEST_ROW else None
    section = match["section"].strip(" :、.") if match else ""
    if match is None or not section:
        return None
    rest = text[match.end() :].strip()
    if match["pairs"]:
        return ParsedRow(section, (), (rest,))
    if match["said"]:
        word = _KEY_WORD.match(fold(rest))
        key = rest[word.end() :] if word else ""
        return ParsedRow(section, (KeyEntry("1", key, place, text.strip()),)) if key else None
    entry = numbered_key(rest, place, takes_text=True, is_text=True)
    return ParsedRow(section, (entry,) if entry else ())


def part_in_words(entry: KeyEntry) -> tuple[KeyEntry, ...]:
    """Part a key in words where the next number stands in it, written like its own; () where that is not certain.

    `1．公正 2．法治` is two keys; in `1．答：1．甲 2．乙` and `1.约 2.5倍` the second number may belong to the answer.
    """
    style = number_style(entry.text)
    folded = fold(entry.key)
    wanted, first = (_mark(style, number) for number in (str(int(entry.number) + 1), "1"))
    match = wanted.search(folded) if style else None
    if match is None:
        return (entry,)
    rest = numbered_key(entry.key[match.start() :], entry.place, takes_text=True, is_text=True)
    if rest is None or not match.start() or first.search(folded, 0, match.start()):
        return ()
    return entry._replace(key=entry.key[: match.start()].strip().rstrip("；;")), rest


def parted_by_numbers(text: str, numbers: Sequence[str]) -> list[str] | None:
    """Return the pieces of a text behind each of these numbers, in order (`【解析】1.因为甲。2.因为乙。`); else None."""
    word = _EXPLAIN_WORD.match(fold(text))
    rest = text[word.end() :] if word else text
    style = number_style(rest)
    starts: list[tuple[int, int]] = []
    at = 0
    for number in numbers:
        match = _mark(style, number).search(fold(rest), at) if style else None
        if match is None or (not starts and match.start()):
            return None
        starts.append((match.start(), match.end()))
        at = match.end()
    ends = [start for start, _ in starts[1:]] + [len(rest)]
    return [rest[start:end].strip() for (_, start), end in zip(starts, ends, strict=True)]


def _mark(style: str, number: str) -> re.Pattern[str]:
    written = r"\s*".join(number if sign == "1" else re.escape(sign) for sign in style)
    return re.compile(rf"(?:(?<=[\s。.;；,，])|^){written}")


def number_style(text: str) -> str:
    """Return how a line is numbered (`1.`, `（1）`), so that points inside an answer are not taken for keys."""
    match = _NUMBERED.match(text.lstrip())
    return re.sub(r"[\d\s]+", "1", fold(match[0]).strip()) if match else ""


def numbered_key(text: str, place: str, *, takes_text: bool, is_text: bool = False) -> KeyEntry | None:
    """Return number, key and explanation of a line in a list of keys (`3.【答案】A【解析】…`); None when it is none.

    Where `takes_text`, whatever stands behind the number may be the key; under 填空题 and 简答题 it surely `is_text`.
    """
    folded = fold(text)
    lead = len(folded) - len(folded.lstrip())
    match = _NUMBERED.match(text, lead)
    if match is None:
        return None
    number = next(group for group in match.groups() if group)
    start = match.end()
    word = _KEY_WORD.match(folded, start)
    start = word.end() if word else start
    found = None if is_text else _WITH_REST.fullmatch(folded, start)
    if found:
        rest = text[found.start("rest") :].strip().lstrip("。.,，;；:：—")
        return KeyEntry(str(int(number)), found["key"].strip("() "), place, text.strip(), rest.strip() or None)
    if takes_text and text[start:].strip():
        return KeyEntry(str(int(number)), text[start:].strip(), place, text.strip())
    return None
