"""Decides whether JSON that anybody may have written is a question: every field of its kind, every text storable."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from question_bank.codec import question_from_json, question_to_json
from question_bank.model import USES, Question

BROKEN = (KeyError, TypeError, ValueError, AttributeError, RecursionError, ArithmeticError)
"""What reading such JSON raises where it is none."""

_LISTS = ("options", "key", "key_points", "matches", "parts", "pictures")
_TEXTS = ("type", "stem", "explanation", "topic", "source_id", "points")
_SWITCHES = ("keeps_order", "any_order")
_MOST_POINTS = 10_000
# An odd number of backslashes: an even one is text.
_CHARACTER_0 = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def checked_question(data: Mapping[str, Any]) -> Question:
    """Return the question behind JSON that has all fields of `question_to_json`; raise one of BROKEN for any other."""
    _check(data)
    question = question_from_json(data)
    for one in (question, *question.parts):
        points = one.points
        if points is not None and not (points.is_finite() and Decimal(0) < points < _MOST_POINTS):
            raise ValueError("points")
    # Half a surrogate pair can be written in JSON and in nothing else, and no database takes the character 0.
    written = json.dumps(question_to_json(question), ensure_ascii=False).encode()
    if _CHARACTER_0.search(written):
        raise ValueError("a text holds the character 0")
    return question


def _check(data: Mapping[str, Any]) -> None:
    for name in _LISTS:
        if not isinstance(data.get(name, []), list):
            raise TypeError(name)
    for name in _TEXTS:
        if not isinstance(data.get(name), str if name in ("type", "stem") else str | None):
            raise TypeError(name)
    _check_texts(data)
    _check_marks(data)
    for picture in data.get("pictures", ()):
        if not isinstance(picture["media_type"], str) or not base64.b64decode(picture["data"], validate=True):
            raise ValueError("pictures")
    for part in data.get("parts", ()):
        _check(part)


def _check_texts(data: Mapping[str, Any]) -> None:
    shown = [*data["options"], *data.get("matches", ())]
    keys = [text for entry in data["key"] for text in (entry if isinstance(entry, list) else [entry])]
    texts = [text for one in shown for text in (one["id"], one["text"])]
    if not all(isinstance(text, str) for text in [*texts, *keys, *data.get("key_points", ())]):
        raise TypeError("options")


def _check_marks(data: Mapping[str, Any]) -> None:
    level = data["difficulty"]
    if level is not None and (isinstance(level, bool) or level not in (1, 2, 3, 4, 5)):
        raise ValueError("difficulty")
    if data["use"] not in USES or not all(isinstance(data.get(name, False), bool) for name in _SWITCHES):
        raise ValueError("use")
