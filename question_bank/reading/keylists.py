"""Decides where a file lists its keys apart from the questions: at its end or behind a section, in rows and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keyrows import ParsedRow, key_row, led_row, number_style, numbered_key
from question_bank.reading.source import Columns, KeyEntry, KeyList, KeyRow, KeySection, Line, Piece
from question_bank.reading.words import Heading, heading, is_han_title
from question_bank.text import fold, mend

Unit = Line | KeyList | Columns
"""A part of a file without tables: a line, a table that was found to hold keys, or the columns of a 连线题."""

_TEXT_TYPES = ("fill_blank", "short_answer", "case_group", "matching", "ordering")
_ANSWER_WORD = r"(?:参考|标准|正确|试题|习题|练习题?|试卷|测试题?|考试题?|题库)*答案"
_ANSWER_HEADING = re.compile(
    rf"[\[(]?\s*(?:附[件录]?\s*\d*\s*[:、.]?\s*)?[^:。?？;_]{{0,40}}?{_ANSWER_WORD}"
    r"(?:(?:及|和|与|、)?(?:试题)?(?:评分(?:标准|参考|细则)|解析|详解|要点|依据|说明|解答)){0,2}"
    r"\s*(?:\([^()]{0,30}\))?\s*[\])]?\s*:?"
)
_PER_QUESTION = re.compile(r"[\[(]?\s*(?:参考|标准|正确)?答案(?:及?解析|要点)?\s*[\])]?\s*:?")
_KEY_FIELD = re.compile(r"\s*\[?\s*(?:参考|标准|正确|试题)?答案\s*(?:\]|[:])")
_NUMBER = re.compile(r"\(?\s*\d{1,4}\s*[.、)]")
_OPTION = re.compile(r"\(?[A-H]\s*[.、:)]")
_GAP = re.compile(r"_{2,}|\(\s*\)")
_EXPLAINS = re.compile(r"\[?\s*(?:答案|试题|题目)?(?:解析|详解|解释|依据|出处|法条依据|法律依据)\s*[\]:]")
_SECTION_ANSWERS = re.compile(rf"(?P<title>.{{1,40}}?(?:题|选|断|空|答|述))\s*{_ANSWER_WORD}\s*(?:\([^()]*\))?\s*:?")


def section_of(text: str) -> Heading | None:
    """Return the heading of a section of keys: of questions, of a chapter, or with 答案 behind it (单选题答案)."""
    stripped = mend(text).strip()
    if len(stripped) > 80:
        return None
    match = _SECTION_ANSWERS.fullmatch(fold(stripped))
    if match:
        found = heading(stripped[: match.end("title")])
        if found:
            return found
    found = heading(stripped.rstrip(":："))
    if found:
        return found
    return Heading(stripped, None) if is_han_title(stripped) else None


def _is_answer_heading(text: str) -> bool:
    folded = fold(mend(text)).strip()
    return len(folded) <= 60 and bool(_ANSWER_HEADING.fullmatch(folded))


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
            if _KEY_FIELD.match(self.folded[at]):
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
        region = _Region(self._title_above(start))
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

    def _take(self, region: _Region, at: int) -> bool:
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

    def _heads_keys(self, at: int, region: _Region, found: Heading | None = None) -> bool:
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

    def _continues(self, region: _Region, at: int, text: str, takes_text: bool) -> bool:
        """A line below a key explains it, or goes on with a model answer."""
        if not region.entries or _GAP.search(self.folded[at]) or self._is_question(at):
            return False
        if _EXPLAINS.match(self.folded[at]):
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


class _Region:
    """A list of keys while it is collected."""

    def __init__(self, title: Heading | None) -> None:
        self.sections = [KeySection(title.text if title else None, title.hint if title else None)]
        self.structure: list[Piece] = []
        self.has_heading = False
        self.has_explanations = False
        self.is_unclear = False
        self._style = ""
        self._explained: list[str] = []
        self._lengthened: list[str] = []

    @property
    def hint(self) -> str | None:
        """The type that the open section names."""
        return self.sections[-1].hint

    @property
    def is_empty(self) -> bool:
        """Whether no key was found yet."""
        return not any(section.rows for section in self.sections)

    @property
    def entries(self) -> list[KeyEntry]:
        """The entries of the last row, () where there is none."""
        rows = self.sections[-1].rows
        return rows[-1].entries if rows else []

    def begin(self, found: Heading) -> None:
        """Open a section."""
        self._settle()
        self._end_section()
        self.sections.append(KeySection(found.text, found.hint))

    def note(self, text: str, place: str) -> None:
        """Keep a heading as structure."""
        self.structure.append(Piece(text, place))

    def add_row(
        self, text: str, place: str, section: str | None, entries: Sequence[KeyEntry], sequence: tuple[str, ...]
    ) -> None:
        """Add a row, which may name its own section."""
        self._settle()
        if section:
            self._end_section()
            named = section_of(section) or Heading(section, None)
            self.sections.append(KeySection(named.text, named.hint))
        self.sections[-1].rows.append(KeyRow(text, place, list(entries), sequence))
        self.has_explanations = self.has_explanations or any(entry.explanation for entry in entries)
        self._style = number_style(entries[-1].text) if entries else ""

    def takes(self, entry: KeyEntry, style: str) -> bool:
        """Say whether a numbered line is the next model answer, and not a point inside the last one.

        A number that starts again in the same style leaves open which answers are whose; then none of them counts.
        """
        if self.hint not in ("short_answer", "case_group") or not self.entries:
            self._style = style
            return True
        if style != self._style:
            return False
        self._settle()
        if int(entry.number) <= int(self.entries[-1].number):
            self.is_unclear = True
        return int(entry.number) == int(self.entries[-1].number) + 1

    def join(self, other: KeyList) -> None:
        """Add a table of keys; below a heading it belongs to the section that is open."""
        self._settle()
        for section in other.sections:
            if section.title:
                self.sections.append(section)
            else:
                self.sections[-1].rows += section.rows
        self.structure += other.structure

    def explain(self, text: str) -> None:
        """Add a line to the explanation of the last key."""
        self.has_explanations = True
        self._explained.append(text)

    def lengthen(self, text: str) -> None:
        """Add a line to the last model answer."""
        self._lengthened.append(text)

    def _settle(self) -> None:
        """Add the lines below the last key to it, all at once: long answers come line by line."""
        if self._explained or self._lengthened:
            row = self.sections[-1].rows[-1]
            last = row.entries[-1]
            key = "\n".join([last.key, *self._lengthened])
            explanation = "\n".join(filter(None, [last.explanation, *self._explained])) or None
            row.text = "\n".join([row.text, *self._lengthened, *self._explained])
            row.entries[-1] = last._replace(key=key, explanation=explanation)
            self._explained, self._lengthened = [], []

    def _end_section(self) -> None:
        if self.is_unclear:
            for row in self.sections[-1].rows:
                row.entries = []
        self.is_unclear, self._style = False, ""

    def close(self) -> KeyList:
        """Return the finished list."""
        self._settle()
        self._end_section()
        return KeyList(tuple(section for section in self.sections if section.rows), tuple(self.structure))


def find_key_lists(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a file with every list of keys lifted out of the lines into one unit of its own."""
    return _Finder(units).find()
