"""Decides the contract that a file format answers."""

from __future__ import annotations

from abc import ABC, abstractmethod

from question_bank.reading.source import Source


class Format(ABC):
    """One kind of file. Lower `priority` is tried first; plain text, which fits almost anything, comes last."""

    code: str
    label: str
    priority: int = 0

    @abstractmethod
    def sniff(self, data: bytes, filename: str) -> bool:
        """Say whether a file is of this format, by its content; the name decides only between kinds of plain text."""

    @abstractmethod
    def read(self, data: bytes) -> Source:
        """Return lines and tables in reading order; raise UnreadableFile, and nothing else, when that can't be done."""
