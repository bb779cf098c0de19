"""Decides how one list of keys is put together line by line: its sections, and which key a further line belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keyrows import number_style, parted_by_numbers
from question_bank.reading.materials import opening
from question_bank.reading.source import KeyEntry, KeyList, KeyRow, KeySection, Piece
from question_bank.reading.words import Heading, heading, is_han_title
from question_bank.text import fold, mend

ANSWER_WORD = r"(?:参考|标准|正确|试题|习题|练习题?|试卷|测试题?|考试题?|题库)*答案"
_SECTION_ANSWERS = re.compile(rf"(?P<title>.{{1,40}}?(?:题|选|断|空|答|述))\s*{ANSWER_WORD}\s*(?:\([^()]*\))?\s*:?")


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
    case = opening(stripped)
    if case and case.number and case.content == len(stripped):
        return Heading(stripped, None)
    return Heading(stripped, None) if is_han_title(stripped) else None


class Region:
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

    def explain_all(self, text: str) -> None:
        """Part a line that explains all keys of a row by their numbers; where it does not tell them it is reported."""
        row = self.sections[-1].rows[-1]
        parts = parted_by_numbers(text, [entry.number for entry in row.entries])
        if parts is None:
            self.sections[-1].rows.append(KeyRow(text, row.place))
            return
        row.text = f"{row.text}\n{text}"
        row.entries = [entry._replace(explanation=part) for entry, part in zip(row.entries, parts, strict=True)]

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
