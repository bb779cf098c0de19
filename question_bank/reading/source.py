"""Decides what a format hands to the reader, and what the reader makes of it before questions are validated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from question_bank.model import Picture


class Mark(NamedTuple):
    """A stretch of a text, end exclusive, that stands out; `kind` is "bold", "underline", "highlight" or a colour."""

    start: int
    end: int
    kind: str


UNMARKED: frozenset[str] = frozenset()
"""What stands out in an option like any other; one object for all, since each empty set would take 200 bytes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with the place a person would look for it (第12段, 第3行), and what stands out in it."""

    text: str
    place: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts, each row with its place; rows may differ in length.

    `marks` says what stands out in a cell, by row and column counted from 0, where the format tells it.
    """

    rows: tuple[tuple[tuple[str, ...], str], ...]
    marks: dict[tuple[int, int], tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a file; a text shows the one with index n where `picture_sign(n)` stands."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What the platform has written into a file of its own for its own reader, as JSON (see `notes`)."""

    text: str


Source = tuple[Line | Table | Album | Notes, ...]
"""A file in reading order; the place of an album or of notes in it does not matter."""

PICTURE = "\ufffc"
"""Stands in a text where a picture is shown: at once where its bytes are unknown, else in the finished question."""

_FIRST_SIGN = 0xF0000
MAX_PICTURES = 0xFFFE


def picture_sign(index: int) -> str:
    """Return the character, of a plane that no text uses, that stands for one picture of a file."""
    return chr(_FIRST_SIGN + index)


def picture_index(character: str) -> int | None:
    """Return which picture of the album a character stands for, None for any other character."""
    index = ord(character) - _FIRST_SIGN
    return index if 0 <= index < MAX_PICTURES else None


def without_planes(text: str) -> str:
    """Return a file's own text without the characters that stand for pictures here; they show nothing there."""
    return text if text.isascii() or max(text) < chr(_FIRST_SIGN) else "".join(c for c in text if c < chr(_FIRST_SIGN))


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that belongs to no question, with its place."""

    text: str
    place: str


class KeyEntry(NamedTuple):
    """One key of a list of keys, apart from its question: number, key as written, and the explanation beside it."""

    number: str
    key: str
    place: str
    text: str
    explanation: str | None = None


@dataclass(slots=True)
class KeyRow:
    """One line or table row of a list of keys: its text, its numbered entries, or a sequence of keys without numbers.

    A row with neither fits nothing (`1-5 ABC`) and is reported.
    """

    text: str
    place: str
    entries: list[KeyEntry] = field(default_factory=list)
    sequence: tuple[str, ...] = ()


@dataclass(slots=True)
class KeySection:
    """The rows of a list of keys under one heading; None where they have none."""

    title: str | None
    hint: str | None
    rows: list[KeyRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeyList:
    """A list of keys that stands apart from its questions, with its headings and notes."""

    sections: tuple[KeySection, ...]
    structure: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The two columns of a 连线题: letter and text of what stands on the left, number and text on the right.

    `left_kind` and `right_kind` are the kinds of labels in the file, "number" or "letter"; `pieces` are the lines that
    all this stands in, `key` is what joins the columns as written, where it follows at once.
    """

    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    left_kind: str
    right_kind: str
    pieces: tuple[Piece, ...] = ()
    key: str | None = None


@dataclass(slots=True)
class Group:
    """A case group as written: the material before its sub-questions, which are raw items of their own.

    `last` is the number of the last sub-question where the file names it (回答 11-15 题); `is_announced` that a line
    says so, `is_open` that sub-questions have begun.
    """

    place: str
    number: str | None = None
    section: str | None = None
    hint: str | None = None
    material: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    last: int | None = None
    is_announced: bool = False
    is_open: bool = False


@dataclass(slots=True)
class RawItem:
    """What the file says about one question, as written; nothing is interpreted or validated yet.

    `hint` is the type that heading, tag or column names (see words.type_hint); `legend` says what the signs of a judge
    section mean; `option_marks` holds what stands out, option by option; `underlined` are the texts with a line below
    them in the stem; `problems` and `doubts` are what only the layout shows; `lines` are the source for a person to
    look at; `group` is the case group that it belongs to, `columns` are those of a 连线题, whose left one is in `options`
    too.
    """

    place: str
    number: str | None = None
    source_id: str | None = None
    section: str | None = None
    hint: str | None = None
    legend: dict[str, str] = field(default_factory=dict)
    stem: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    option_marks: list[frozenset[str]] = field(default_factory=list)
    underlined: list[str] = field(default_factory=list)
    key: str | None = None
    explanation: str | None = None
    citation: str | None = None
    difficulty: str | None = None
    topic: str | None = None
    points: str | None = None
    key_points: str | None = None
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    group: Group | None = None
    columns: Columns | None = None

    @property
    def text(self) -> str:
        """The source as one text."""
        return "\n".join(line for line in self.lines if line)


@dataclass(slots=True)
class Reading:
    """All of a source, accounted for: raw items, pieces not understood, and structure (titles, headings, rules).

    `key_lists` holds each list of keys with the number of items before it; `section` and `hint` are those in force at
    the end.
    """

    items: list[RawItem] = field(default_factory=list)
    unread: list[Piece] = field(default_factory=list)
    structure: list[Piece] = field(default_factory=list)
    key_lists: list[tuple[int, KeyList]] = field(default_factory=list)
    section: str | None = None
    hint: str | None = None

    def extend(self, other: Reading) -> None:
        """Add what was read from a later part of the same source."""
        self.key_lists += [(len(self.items) + at, keys) for at, keys in other.key_lists]
        self.items += other.items
        self.unread += other.unread
        self.structure += other.structure
        self.section, self.hint = other.section, other.hint
