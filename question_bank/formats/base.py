"""Decides the contract that a file format answers: free-form text for the reader, or finished questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from question_bank.model import Question
from question_bank.reading.source import Piece, Source


@dataclass(slots=True)
class StandardItem:
    """One question of a standard format as far as it could be read; `problems` hold it back, `doubts` only mark it.

    The question's type is "" where it has no equal here; `text` is the source for a person to look at.
    """

    place: str
    text: str
    question: Question
    number: str | None = None
    section: str | None = None
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StandardReading:
    """All of a file in a standard format: its items in order, read while they are gone through, which is done once.

    `lines` is the file line by line; None where it is not written in lines and the texts of its items stand for it.
    Going through the items raises UnreadableFile where the file turns out to be broken.
    """

    items: Iterable[StandardItem]
    lines: Iterable[Piece] | None = None


class Format(ABC):
    """One kind of file. Lower `priority` is tried first; plain text, which fits almost anything, comes last."""

    code: str
    label: str
    priority: int = 0

    @abstractmethod
    def sniff(self, data: bytes, filename: str) -> bool:
        """Say whether a file is of this format, by its content; the name decides only between kinds of plain text."""

    @abstractmethod
    def read(self, data: bytes) -> Source | StandardReading:
        """Return lines and tables in reading order, or the finished questions of a standard format.

        Raises UnreadableFile, and nothing else, when that can't be done.
        """


class WritableFormat(Format):
    """A format that questions can leave in; `extension` has no dot."""

    extension: str
    media_type: str

    @abstractmethod
    def write(self, questions: Sequence[Question]) -> bytes:
        """Return a file that `read` gives back as equal questions; the same questions give the same bytes."""
