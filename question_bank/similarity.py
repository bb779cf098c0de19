"""Decides when two questions are the same question, and when their keys contradict each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from question_bank.model import Question
from question_bank.text import plain

Likeness = Literal["different", "duplicate", "key_conflict"]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def question_identity(question: Question) -> str:
    """Return the hex SHA-256 of type, normalised stem and normalised options.

    The order of options does not count: the same question with its options turned round is the same question.
    """
    options = sorted(plain(option.text) for option in question.options)
    return _digest([question.type, plain(question.stem), options])


def key_fingerprint(question: Question) -> str:
    """Return the hex SHA-256 of what the key says: right options by text, not by letter, accepted texts per blank."""
    texts = {option.id: plain(option.text) for option in question.options}
    if question.options:
        return _digest(sorted(texts.get(entry, entry) for entry in question.key_texts))
    if question.key_blanks:
        return _digest([sorted(plain(text) for text in blank) for blank in question.key_blanks])
    return _digest([plain(text) for text in question.key_texts])


def compare(new: Question, existing: Question) -> Likeness:
    """Say how a question stands to one that is already there: other question, exact duplicate, or key conflict."""
    if question_identity(new) != question_identity(existing):
        return "different"
    return "duplicate" if key_fingerprint(new) == key_fingerprint(existing) else "key_conflict"


@dataclass(frozen=True, slots=True)
class Match:
    """What an index holds under the same identity: the caller's reference and whether the keys agree."""

    reference: int
    likeness: Likeness


class IdentityIndex:
    """Finds the earlier of two identical questions in one step; the first one added keeps its place."""

    def __init__(self, entries: Iterable[tuple[int, Question]] = ()) -> None:
        self._entries: dict[str, tuple[int, str]] = {}
        for reference, question in entries:
            self.add(reference, question)

    def add(self, reference: int, question: Question) -> Match | None:
        """Add a question under the caller's reference; if its identity is taken, add nothing and return the match."""
        match = self.find(question)
        if match is None:
            self._entries[question_identity(question)] = (reference, key_fingerprint(question))
        return match

    def find(self, question: Question) -> Match | None:
        """Return the match of an identical question, or None."""
        entry = self._entries.get(question_identity(question))
        if entry is None:
            return None
        reference, fingerprint = entry
        return Match(reference, "duplicate" if fingerprint == key_fingerprint(question) else "key_conflict")
