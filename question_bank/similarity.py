"""Decides when two questions are the same question, and when their keys contradict each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from question_bank.model import Question
from question_bank.text import plain
from question_bank.types import get_type

Likeness = Literal["different", "duplicate", "key_conflict"]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def question_identity(question: Question) -> str:
    """Return the hex SHA-256 of type, normalised stem and normalised options, matches and parts.

    The order of options, matches or parts does not count: the same question with its options turned round, or a case
    with its sub-questions in another order, is the same question.
    """
    options = sorted(plain(option.text) for option in question.options)
    facts: list[object] = [question.type, plain(question.stem), options]
    if question.matches or question.parts:
        facts.append(sorted(plain(match.text) for match in question.matches))
        facts.append(sorted(question_identity(part) for part in question.parts))
    return _digest(facts)


def key_fingerprint(question: Question) -> str:
    """Return the hex SHA-256 of what the key says: right options by text, not by letter, accepted texts per blank.

    A case group has its parts' keys; each stands with the part that it belongs to.
    """
    if question.parts:
        return _digest(sorted([question_identity(part), key_fingerprint(part)] for part in question.parts))
    return _digest(get_type(question.type).key_facts(question))


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
