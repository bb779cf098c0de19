"""Decides how what a file format can't say of a question is kept beside it, and put back when the file is read."""

from __future__ import annotations

import json

from question_bank.checking import BROKEN, checked_question
from question_bank.codec import question_to_json
from question_bank.model import Question

_ALWAYS = frozenset(question_to_json(Question("", "", (), ())))


def rest_of(question: Question, read_back: Question | None) -> str | None:
    """Return the JSON of what a format lost of a question: all when nothing came back, None when all did."""
    if read_back == question:
        return None
    wanted = question_to_json(question)
    if read_back is None:
        return json.dumps(wanted, ensure_ascii=False)
    got = question_to_json(read_back)
    names = [*wanted, *(name for name in got if name not in wanted)]
    rest = {name: wanted.get(name) for name in names if wanted.get(name) != got.get(name)}
    return json.dumps(rest, ensure_ascii=False) if rest else None


def with_rest(question: Question, rest: str) -> Question:
    """Return a question with the fields that `rest_of` kept; raise ValueError for a rest that is damaged."""
    try:
        merged = question_to_json(question) | json.loads(rest)
        kept = {name: value for name, value in merged.items() if value is not None or name in _ALWAYS}
        return checked_question(kept)
    except BROKEN:
        raise ValueError("the rest of a question is damaged") from None


def names_type(rest: str) -> bool:
    """Say whether a rest names the type, and so stands for a question that the format could not say at all."""
    return '"type":' in rest and "type" in json.loads(rest)
