"""Decides which roles the parts of a line can play, and what is known of such a part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from question_bank.reading.source import UNMARKED, Columns, KeyList

CHOSEN = "chosen"
"""Style of a key that says no more than 故选B, which an explanation may end with, too."""
ASKED = "asked"
"""Style of a stem behind 问：, which may be the last sentence of a longer one."""


class Role(Enum):
    """What a segment is for."""

    BLANK = auto()
    RULE = auto()
    HEADING = auto()
    NUMBER = auto()
    IDENT = auto()
    STEM = auto()
    OPTION = auto()
    KEY = auto()
    OWN = auto()
    EXPLANATION = auto()
    CITATION = auto()
    DIFFICULTY = auto()
    TOPIC = auto()
    POINTS = auto()
    NOTE = auto()
    NOTES = auto()
    MATERIAL = auto()
    KEYS = auto()
    COLUMNS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line; `text` is what follows the marker, `source` all of it, `label` the number or letter.

    `style` tells families of numbers apart; `is_weak` marks a number that only its place in the sequence can confirm;
    `repeats` marks an option whose text holds its own letter once more; `marks` are what stands out in all of an
    option's text, or (with "letter" behind) in its letter; `underlined` are the texts with a line below them.
    """

    role: Role
    text: str
    place: str
    source: str
    label: str = ""
    style: str = ""
    is_weak: bool = False
    repeats: bool = False
    marks: frozenset[str] = UNMARKED
    underlined: tuple[str, ...] = ()
    keys: KeyList | None = None
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a part of a line begins, and where its text does behind the marker."""

    role: Role
    start: int
    content: int
    label: str = ""
    style: str = ""
    is_weak: bool = False
