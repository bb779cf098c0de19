"""Decides where a file lists its keys apart from the questions: at its end or behind a section, in rows and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keyregions import ANSWER_WORD, Region, section_of
from question_bank.reading.keyrows import ParsedRow, key_row, led_row, number_style, numbered_key
from question_bank.reading.source import Columns, KeyEntry, KeyList, Line
from question_bank.reading.words import Heading
from question_bank.text import fold, mend

Unit = Line | KeyList | Columns
"""A part of a file without tables: a line, a table that was found to hold keys, or the columns of a 连线题."""

_TEXT_TYPES = ("fill_blank", "short_answer", "case_group", "matching", "ordering")

_ANSWER_HEADING = re.compile(
    rf"[\[(]?\s*(?:附[件录]?\s*\d*\s*[:、.]?\s*)?[^:。?？;_]{{0,40}}?{ANSWER_WORD}"
    r"(?:(?:及|和|与|、)?(?:试题)?(?:评分(?:标准|参考|细则)|解析|详解|要点|依据|说明|解答)){0,2}"
    r"\s*(?:\([^()]{0,30}\))?\s*[\])]?\s*:?"
)
_OWN = re.compile(r"(?:我|你|您|学生|考生|本人)的?答案")
_PER_QUESTION = re.compile(r"[\[(]?\s*(?:参考|标准|正确)?答案(?:及?解析|要点)?\s*[\])]?\s*:?")
_KEY_FIELD = re.compile(r"\s*\[?\s*(?:参考|标准|正确|试题)?答案\s*(?:\]|[:])")
_NUMBER = re.compile(r"\(?\s*\d{1,4}\s*[.、)]")
_OPTION = re.compile(r"\(?[A-H]\s*[.、:)]")
_GAP = re.compile(r"_{2,}|\(\s*\)")
_EXPLAINS = re.compile(r"\[?\s*(?:答案|试题|题目)?(?:解析|详解|解释|依据|出处|法条依据|法律依据)\s*[\]:]")


def _is_answer_heading(text: str) -> bool:
    folded = fold(mend(text)).strip()
    return len(folded) <= 60 and bool(_ANSWER_HEADING.fullmatch(folded)) and not _OWN.match(folded)


class _Finder:
    """Walks over the units of a file once; a list of keys runs from the line that proves it to the next question."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.folded = [fold(mend(unit.text)).strip() if isinstance(unit, Line) else "" for unit in units]
        self.found: list[Unit] = []
        self.has_key_before = False
        self.numbers_before = 0

    def find(self) -> list[Unit]:
        """Return the units with each list of keys as one of them."""
        at = 0
        while at < len(self.units):
            end = self._region(at) if self._begins(at) else at
            if end > at:
                self.has_key_before, self.numbers_before = False, 0
                at = end
                continue
            if _KEY_FIELD.match(self.folded[at]) or _OWN.search(self.folded[at]):
                self.has_key_before = True
            if _NUMBER.match(self.folded[at]):
                self.numbers_before += 1
            self.found.append(self.units[at])
            at += 1
        return self.found

    # Looking ahead ---------------------------------------------------------------------------------------------

    def _next(self, at: int) -> int:
        """Return the index of the next unit that is not an empty line, or the number of units."""
        at += 1
        while at < len(self.units) and isinstance(self.units[at], Line) and not self.folded[at]:
            at += 1
        return at

    def _row(self, at: int, *, may_be_lone: bool = True) -> bool:
        """Say whether a unit holds nothing but keys."""
        if at >= len(self.units):
            return False
        unit = self.units[at]
        if isinstance(unit, KeyList):
            return bool(unit.sections)
        row = key_row(mend(unit.text), unit.place) if isinstance(unit, Line) else None
        return row is not None and (may_be_lone or not row.is_lone)

    def _begins(self, at: int) -> bool:
        unit = self.units[at]
        if isinstance(unit, KeyList):
            return bool(unit.sections)
        if not isinstance(unit, Line) or not self.folded[at]:
            return False
        if self._row(at, may_be_lone=False):
            return True
        if self._row(at):
            return self._runs_on(at)
        if _is_answer_heading(unit.text):
            return self._is_confirmed(at)
        if self._led(at, needs_word=True):
            return True
        found = section_of(unit.text) if "答案" in self.folded[at] else None
        return found is not None and self._row(self._next(at))

    def _led(self, at: int, *, needs_word: bool = False) -> ParsedRow | None:
        """Return keys in words behind their section's name; outside of a list only where 答案 names them."""
        unit = self.units[at] if at < len(self.units) else None
        if not isinstance(unit, Line) or _GAP.search(self.folded[at]) or self._is_question(at):
            return None
        row = led_row(mend(unit.text), unit.place)
        return row if row and ("答案" in (row.section or "") or not needs_word) else None

    def _runs_on(self, at: int) -> bool:
        """One number and key in a line prove a list when the next line goes on with the next number."""
        row = self._lone(at)
        following = self._lone(self._next(at))
        return row is not None and following is not None and int(following.number) == int(row.number) + 1

    def _lone(self, at: int) -> KeyEntry | None:
        unit = self.units[at] if at < len(self.units) else None
        row = key_row(mend(unit.text), unit.place) if isinstance(unit, Line) else None
        return row.entries[0] if row and row.is_lone else None

    def _is_confirmed(self, at: int) -> bool:
        """参考答案 heads a list when keys follow it, and not the model answer of one question."""
        first = self._next(at)
        if self._row(first, may_be_lone=False) or self._runs_on(first) or self._is_entry(first, takes_text=False):
            return True
        if self._led(first):
            return True
        if first >= len(self.units):
            return False
        unit = self.units[first]
        found = section_of(unit.text) if isinstance(unit, Line) else None
        if found is not None:
            second = self._next(first)
            is_text = found.hint in _TEXT_TYPES or found.hint is None
            own = _PER_QUESTION.fullmatch(self.folded[at]) is not None and self.has_key_before
            return self._row(second) or self._is_entry(second, takes_text=is_text and not own)
        if self.has_key_before or self.numbers_before < 2 or not isinstance(unit, Line):
            return False
        return self._is_entry(first, takes_text=True)

    def _is_entry(self, at: int, *, takes_text: bool) -> bool:
        """Say whether a line gives one numbered key, and is not a question itself: no gap, no options below."""
        unit = self.units[at] if at < len(self.units) else None
        if not isinstance(unit, Line) or numbered_key(mend(unit.text), unit.place, takes_text=takes_text) is None:
            return False
        following = self._next(at)
        has_options = following < len(self.units) and bool(_OPTION.match(self.folded[following]))
        return not _GAP.search(self.folded[at]) and not has_options

    # One list --------------------------------------------------------------------------------------------------

    def _region(self, start: int) -> int:
        """Collect the list of keys that begins here; return the index behind it."""
        region = Region(self._title_above(start))
        at = start
        while at < len(self.units):
            unit = self.units[at]
            if (isinstance(unit, Line) and not self.folded[at]) or self._take(region, at):
                at += 1
            else:
                break
        while at > start and isinstance(self.units[at - 1], Line) and not self.folded[at - 1]:
            at -= 1
        if not region.is_empty:
            self.found.append(region.close())
            return at
        return start

    def _title_above(self, start: int) -> Heading | None:
        """A section's name right above a row of keys names the section of the keys."""
        for unit in reversed(self.found):
            if not isinstance(unit, Line):
                return None
            if unit.text.strip():
                return section_of(unit.text)
        return None

    def _take(self, region: Region, at: int) -> bool:
        unit = self.units[at]
        if isinstance(unit, KeyList):
            region.join(unit)
            return True
        if not isinstance(unit, Line):
            return False
        text = mend(unit.text).strip()
        row = key_row(text, unit.place)
        if row is not None and not (row.is_lone and self._is_question(at)):
            region.add_row(text, unit.place, row.section, row.entries, row.sequence)
            return True
        led = self._led(at, needs_word=not region.has_heading and region.is_empty)
        if led is not None:
            region.has_heading = True
            region.add_row(text, unit.place, led.section, led.entries, led.sequence)
            return True
        found = section_of(text)
        if found is None and _is_answer_heading(text) and self._heads_keys(at, region):
            region.note(text, unit.place)
            region.has_heading = True
            return True
        if found is not None:
            region.has_heading = region.has_heading or "答案" in text
            if not self._heads_keys(at, region, found):
                return False
            region.begin(found)
            region.note(text, unit.place)
            return True
        takes_text = region.has_heading and (region.hint is None or region.hint in _TEXT_TYPES)
        if self._is_entry(at, takes_text=takes_text) and (region.has_heading or self._row(at)):
            is_text = region.hint in _TEXT_TYPES
            entry = numbered_key(text, unit.place, takes_text=takes_text, is_text=is_text)
            if entry is not None and region.takes(entry, number_style(text)):
                region.add_row(text, unit.place, None, (entry,), ())
                return True
        return self._continues(region, at, text, takes_text)

    def _is_question(self, at: int) -> bool:
        following = self._next(at)
        return following < len(self.units) and bool(_OPTION.match(self.folded[following]))

    def _heads_keys(self, at: int, region: Region, found: Heading | None = None) -> bool:
        """Say whether keys follow a heading inside a list; else the questions of the next part begin."""
        following = self._next(at)
        if self._led(following):
            return True
        if self._row(following):
            return not self._is_question(following) or isinstance(self.units[following], KeyList)
        if following >= len(self.units):
            return False
        hint = found.hint if found else None
        if found is None and not region.is_empty:
            return self._is_confirmed(at)
        if found is None:
            return True
        if hint is None:
            unit = self.units[following]
            below = section_of(unit.text) if isinstance(unit, Line) else None
            return below is not None and below.hint is not None and self._heads_keys(following, region, below)
        return self._is_entry(following, takes_text=region.has_heading and hint in _TEXT_TYPES)

    def _continues(self, region: Region, at: int, text: str, takes_text: bool) -> bool:
        """A line below a key explains it, or goes on with a model answer."""
        if not region.entries or _GAP.search(self.folded[at]) or self._is_question(at):
            return False
        if _EXPLAINS.match(self.folded[at]):
            if len(region.entries) > 1:
                region.explain_all(text)
            else:
                region.explain(text)
            return True
        if not region.has_heading or _OPTION.match(self.folded[at]):
            return False
        if takes_text and region.hint in ("short_answer", "case_group"):
            region.lengthen(text)
            return True
        if region.has_explanations and not _NUMBER.match(self.folded[at]):
            region.explain(text)
            return True
        return False


def find_key_lists(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a file with every list of keys lifted out of the lines into one unit of its own."""
    return _Finder(units).find()
