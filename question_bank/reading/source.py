"""Decides what a format hands to the reader, and what the reader makes of it before questions are validated."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with the place a person would look for it (第12段, 第3行)."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts, each row with its place; rows may differ in length."""

    rows: tuple[tuple[tuple[str, ...], str], ...]


Source = tuple[Line | Table, ...]
"""A file in reading order."""

PICTURE = "\ufffc"
"""Stands in a text where the file shows a picture."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that belongs to no question, with its place."""

    text: str
    place: str


@dataclass(slots=True)
class RawItem:
    """What the file says about one question, as written; nothing is interpreted or validated yet.

    `hint` is the type that heading, tag or column names (see words.type_hint); `legend` says what the signs of a judge
    section mean; `problems` are breaches that only the layout shows; `lines` are the source for a person to look at.
    """

    place: str
    number: str | None = None
    source_id: str | None = None
    section: str | None = None
    hint: str | None = None
    legend: dict[str, str] = field(default_factory=dict)
    stem: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    key: str | None = None
    explanation: str | None = None
    citation: str | None = None
    difficulty: str | None = None
    topic: str | None = None
    points: str | None = None
    problems: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The source as one text."""
        return "\n".join(line for line in self.lines if line)


@dataclass(slots=True)
class Reading:
    """All of a source, accounted for: raw items, pieces not understood, and structure (titles, headings, rules)."""

    items: list[RawItem] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)
    structure: list[Piece] = field(default_factory=list)

    def extend(self, other: Reading) -> None:
        """Add what was read from a later part of the same source."""
        self.items += other.items
        self.unread += other.unread
        self.structure += other.structure
