"""Decides which question a key from a list of keys belongs to: by section and number, never by guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from question_bank.reading.keyrows import is_key, key_row, part_in_words
from question_bank.reading.materials import opening
from question_bank.reading.pairs import pairs_in
from question_bank.reading.roles import Role
from question_bank.reading.segments import split_line
from question_bank.reading.source import (
    KeyEntry,
    KeyList,
    KeyRow,
    KeySection,
    Line,
    Piece,
    RawItem,
    Reading,
)
from question_bank.reading.words import CHOICE, INDEFINITE
from question_bank.text import fold, plain

_LEAD = re.compile(r"第?([一二三四五六七八九十]+)(?:部分|大题|$|[、.:\s(章节])|\(([一二三四五六七八九十]+)\)")
_NOISE = re.compile(r"\([^()]*\)|(?:参考|标准|正确|试题)*答案(?:及解析)?|第?[一二三四五六七八九十]+[、.:]|[\[\]:、]|试?题|共\d+.*")
_ONE_SIGN = re.compile(r"正确|错误|[A-Za-z√×✓✔✗✘✕✖❌对错]")
_SEVERAL = frozenset(("multiple_choice", INDEFINITE))


@dataclass(slots=True)
class _Run:
    """Questions one after the other, of one section, whose numbers rise."""

    section: str | None
    hint: str | None
    items: list[RawItem] = field(default_factory=list)

    @property
    def numbers(self) -> Counter[str]:
        """How often each number occurs."""
        return Counter(_number(item.number) for item in self.items if item.number)


def _number(written: str) -> str:
    digits = fold(written)
    return str(int(digits)) if digits.isdecimal() else digits


def _runs(items: Sequence[RawItem]) -> list[_Run]:
    runs: list[_Run] = []
    last = 0
    group: object = None
    for item in items:
        number = int(fold(item.number)) if item.number and fold(item.number).isdecimal() else 0
        restarts = bool(number) and number <= last and (item.group is None or item.group is not group)
        if not runs or item.section != runs[-1].section or restarts:
            runs.append(_Run(item.section, item.hint))
        runs[-1].items.append(item)
        last, group = number, item.group
    return runs


def _entry_runs(rows: Sequence[KeyRow]) -> list[list[KeyEntry]]:
    """Part the keys of a section where their numbers start again."""
    runs: list[list[KeyEntry]] = []
    last = 0
    for row in rows:
        for entry in row.entries:
            if not runs or int(entry.number) <= last:
                runs.append([])
            runs[-1].append(entry)
            last = int(entry.number)
    return runs


def _title(section: str | None) -> str:
    return plain(_NOISE.sub("", fold(section or "")))


def _lead(section: str | None) -> str | None:
    match = _LEAD.match(fold(section or "").strip())
    return (match[1] or match[2]) if match else None


def _same_type(one: str | None, other: str | None) -> bool:
    choices = _SEVERAL | {"single_choice", CHOICE}
    return one == other or {one, other} <= _SEVERAL or (CHOICE in (one, other) and one in choices and other in choices)


def _runs_of(section: KeySection, sections: Sequence[KeySection], runs: list[_Run]) -> list[_Run]:
    """Return the runs that a section of keys may speak of: same title, same type in the same order, same figure."""
    if section.title is None:
        letters_only = all(is_key(entry.key) for row in section.rows for entry in row.entries)
        return [run for run in runs if not letters_only or run.hint not in ("fill_blank", "short_answer")]
    titled = [run for run in runs if _title(run.section) and _title(run.section) == _title(section.title)]
    if len({id(run) for run in titled}) == 1:
        return titled
    if section.hint is not None:
        alike = [run for run in runs if _same_type(run.hint, section.hint)]
        same = [other for other in sections if _same_type(other.hint, section.hint)]
        if len(same) > 1 and len(same) == len(alike):
            return [alike[next(index for index, other in enumerate(same) if other is section)]]
        if alike:
            return alike
    lead = _lead(section.title)
    led = [run for run in runs if lead and _lead(run.section) == lead]
    if led or section.hint is not None:
        return led
    return titled


class _Matcher:
    """Gives the keys of one list to the questions before it (or behind it, where there are none before)."""

    def __init__(self, items: Sequence[RawItem]) -> None:
        self.runs = _runs(items)
        self.given: set[int] = set()

    def match(self, keys: KeyList) -> None:
        """Give every key whose question is certain."""
        for section in keys.sections:
            runs = self._named_case(section) or _runs_of(section, keys.sections, self.runs)
            if self._give_to_groups(section, runs) or self._give_pairs(section, runs):
                continue
            for pair in self._pairs(_entry_runs(section.rows), runs):
                self._give(*pair)
            for row in section.rows:
                if row.sequence and self._give_in_order(row, runs):
                    self.given.add(id(row))

    def _named_case(self, section: KeySection) -> list[_Run]:
        """Return the parts of the case that the section names (材料一), [] for another section or several such cases."""
        found = opening(section.title) if section.title else None
        if found is None or not found.number:
            return []
        items = [item for run in self.runs for item in run.items]
        named = [item for item in items if item.group is not None and item.group.number == found.number]
        is_one = len({id(item.group) for item in named}) == 1
        return [_Run(section.title, None, named)] if is_one else []

    def _pairs(self, parts: list[list[KeyEntry]], runs: list[_Run]) -> list[tuple[list[KeyEntry], list[RawItem]]]:
        """Pair runs of keys with runs of questions: all at once, in the same order, or with the last run alone."""
        if not parts or not runs:
            return []
        together = [item for run in runs for item in run.items]
        numbers = Counter(_number(item.number) for item in together if item.number)
        if len(parts) == 1 and all(numbers[entry.number] <= 1 for entry in parts[0]):
            return [(parts[0], together)]
        if len(parts) == len(runs) and all(
            any(run.numbers[entry.number] == 1 for entry in part) for part, run in zip(parts, runs, strict=True)
        ):
            return [(part, run.items) for part, run in zip(parts, runs, strict=True)]
        last = runs[-1]
        if len(parts) == 1 and all(last.numbers[entry.number] == 1 for entry in parts[0]):
            return [(parts[0], last.items)]
        return []

    def _give(self, entries: list[KeyEntry], items: list[RawItem]) -> None:
        by_number: dict[str, list[RawItem]] = {}
        if len(items) == len(entries) == 1 and not items[0].number:
            by_number[entries[0].number] = items
        for item in items:
            if item.number:
                by_number.setdefault(_number(item.number), []).append(item)
        for entry in _parted(entries, by_number):
            found = by_number.get(entry.number, [])
            if len(found) == 1:
                self.given |= {id(entry), *(id(whole) for whole in entries if whole.number == entry.number)}
                _put(found[0], entry.key, entry.explanation)

    def _give_pairs(self, section: KeySection, runs: list[_Run]) -> bool:
        """`1-B 2-A` are the pairs of the only 连线题 of a section; say whether it has just one."""
        items = [item for run in runs for item in run.items]
        if len(items) != 1 or items[0].columns is None:
            return False
        key = " ".join(row.sequence[0] if row.sequence else row.text for row in section.rows)
        if not pairs_in(items[0].columns, key)[0]:
            return False
        _put(items[0], key, None)
        self.given |= {id(row) for row in section.rows} | {id(entry) for row in section.rows for entry in row.entries}
        return True

    def _give_to_groups(self, section: KeySection, runs: list[_Run]) -> bool:
        """Give `2.(1)B (2)A` to the parts (1) and (2) of case 2; say whether the section is written like that."""
        groups: dict[str, list[RawItem]] = {}
        for item in (item for run in runs for item in run.items):
            if item.group is not None and item.group.number:
                groups.setdefault(_number(item.group.number), []).append(item)
        entries = [entry for row in section.rows for entry in row.entries]
        inner = [key_row(entry.key, entry.place) for entry in entries]
        if not entries or not all(row and row.entries for row in inner):
            return False
        for entry, row in zip(entries, inner, strict=True):
            parts = {_number(part.number or ""): part for part in groups.get(entry.number, [])}
            if row and parts and all(each.number in parts for each in row.entries):
                self.given.add(id(entry))
                for each in row.entries:
                    _put(parts[each.number], each.key, None)
        return True

    def _give_in_order(self, row: KeyRow, runs: list[_Run]) -> bool:
        """Keys without numbers belong to a section that has exactly as many questions."""
        if len(runs) != 1:
            return False
        items = runs[0].items
        signs = [sign for word in row.sequence for sign in _ONE_SIGN.findall(word)]
        for keys in (list(row.sequence), signs):
            if len(keys) == len(items):
                for item, key in zip(items, keys, strict=True):
                    _put(item, key, None)
                    if len(items) > 1:
                        item.doubts.append("答案没有题号，按顺序对应")
                return True
        return False


def _parted(entries: Sequence[KeyEntry], by_number: Mapping[str, list[RawItem]]) -> list[KeyEntry]:
    """Return the entries, those in words parted where one holds the keys of the next questions too.

    One that may or may not hold them is left out.
    """
    found: list[KeyEntry] = []
    listed = {entry.number for entry in entries}
    waiting = list(entries)[::-1]
    while waiting:
        entry = waiting.pop()
        following = str(int(entry.number) + 1)
        is_wanted = len(by_number.get(following, ())) == 1 and following not in listed
        parts = part_in_words(entry) if is_wanted else (entry,)
        found += parts[:1]
        waiting += parts[1:]
    return found


def _put(item: RawItem, key: str, explanation: str | None) -> None:
    if item.key and item.key.strip() and plain(item.key).upper() != plain(key).upper():
        item.problems.append("有两个不同的答案")
    elif not item.key or not item.key.strip():
        item.key = key
    for line in (explanation or "").split("\n"):
        for segment in split_line(Line(line, "")):
            name = "citation" if segment.role is Role.CITATION else "explanation"
            text = segment.text if segment.role in (Role.CITATION, Role.EXPLANATION) else segment.source
            earlier = getattr(item, name)
            if text:
                setattr(item, name, f"{earlier}\n{text}" if earlier else text)


def _account(keys: KeyList, given: set[int], reading: Reading) -> None:
    """A row of which some key found its question is structure; keys that found none are unread."""
    reading.structure += keys.structure
    for section in keys.sections:
        for row in section.rows:
            lost = [entry for entry in row.entries if id(entry) not in given]
            is_lost = id(row) not in given if not row.entries else len(lost) == len(row.entries)
            (reading.unread if is_lost else reading.structure).append(Piece(row.text, row.place))
            if not is_lost:
                reading.unread += [Piece(entry.text, entry.place) for entry in lost]


def give_keys(reading: Reading) -> None:
    """Give the keys of all lists of a file to its raw items; keys that fit no question for certain become unread.

    A list speaks of the questions since the list before it; one with none before it, of those up to the next list.
    """
    places = [at for at, _ in reading.key_lists]
    for at, keys in reading.key_lists:
        first = max((place for place in places if place < at), default=0)
        items = reading.items[first:at]
        if not items:
            last = min((place for place in places if place > at), default=len(reading.items))
            items = reading.items[at:last]
        group = items[-1].group if items else None
        matcher = _Matcher([item for item in items if item.group is group] if _is_of_group(keys, items) else items)
        matcher.match(keys)
        _account(keys, matcher.given, reading)


def _is_of_group(keys: KeyList, items: Sequence[RawItem]) -> bool:
    """A list right behind a case group that names exactly its sub-questions speaks of them."""
    group = items[-1].group if items else None
    if group is None:
        return False
    wanted = {_number(item.number) for item in items if item.group is group and item.number and not item.key}
    entries = [entry for section in keys.sections for row in section.rows for entry in row.entries]
    names_cases = any(key_row(entry.key, entry.place) for entry in entries)
    names_cases = names_cases or any(section.title for section in keys.sections)
    return bool(wanted) and not names_cases and {entry.number for entry in entries} == wanted
