"""Decides whether what the platform noted in a Word or Excel file of its own still belongs to what is read.

The text of such a file is read as any other. The notes add what no line of it says, question by question, and count
only for a question that reads as it did when they were written: what a person has changed since is believed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from question_bank.codec import question_to_json
from question_bank.model import Question
from question_bank.reading.interpret import Interpretation
from question_bank.reading.normalise import Draft
from question_bank.reading.source import Notes, RawItem, Source
from question_bank.rest import names_type, rest_of, with_rest

_BARE = Question("", "", (), ())


def _digest(draft: Draft) -> str:
    content: Any = [draft.raw.text, draft.problems]
    if draft.question is not None:
        content = question_to_json(draft.question)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _digest_of_all(reading: Interpretation) -> str:
    parts = [*(_digest(draft) for draft in reading.drafts), *(piece.text for piece in reading.unread)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def notes_for(questions: Sequence[Question], reading: Interpretation) -> str | None:
    """Return the notes of a file that holds these questions and reads like this; None when it needs none.

    Where the file does not read as one item per question, the notes hold all questions and count for the whole file.
    """
    pairs = list(zip(questions, reading.drafts, strict=False))
    if len(questions) != len(reading.drafts) or reading.unread:
        whole = [question_to_json(question) for question in questions]
        return json.dumps({"file": _digest_of_all(reading), "questions": whole}, ensure_ascii=False)
    rests = [(_digest(draft), rest_of(question, draft.question)) for question, draft in pairs]
    needed = {digest for digest, rest in rests if rest is not None}
    kept = [[digest, rest] for digest, rest in rests if digest in needed]
    return json.dumps({"items": kept}, ensure_ascii=False) if kept else None


def adopt(reading: Interpretation, source: Source) -> Interpretation:
    """Return a reading with what the notes of its file add; damaged notes add nothing."""
    for part in source:
        if isinstance(part, Notes):
            try:
                return _adopted(reading, json.loads(part.text))
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
                return reading
    return reading


def _adopted(reading: Interpretation, notes: dict[str, Any]) -> Interpretation:
    if "file" in notes:
        if notes["file"] != _digest_of_all(reading):
            return reading
        questions = [with_rest(_BARE, json.dumps(one)) for one in notes["questions"]]
        drafts = [_draft(number, question) for number, question in enumerate(questions, start=1)]
        return Interpretation(tuple(drafts), (), reading.structure)
    waiting: dict[str, list[str | None]] = {}
    for digest, rest in notes["items"]:
        waiting.setdefault(digest, []).append(rest)
    for draft in reading.drafts:
        rests = waiting.get(_digest(draft))
        rest = rests.pop(0) if rests else None
        if rest is not None:
            _complete(draft, rest)
    return reading


def _draft(number: int, question: Question) -> Draft:
    raw = RawItem(place=f"第{number}题", number=str(number))
    return Draft(raw, type=question.type, stem=question.stem, key=question.key, content=question)


def _complete(draft: Draft, rest: str) -> None:
    was_complete = draft.question is not None
    draft.content = with_rest(draft.question or _BARE, rest)
    draft.type = draft.content.type
    if names_type(rest) or not was_complete:
        draft.problems = []
        draft.doubts = []
