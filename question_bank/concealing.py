"""Decides how a question gets ids that say nothing of its key, before it is stored: pages show ids to whoever looks.

Files of other makers list an ordering in its right order and a matching with its pairs side by side, so that ids given
in the file's order would be the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from string import ascii_uppercase

from question_bank.model import Option, Picture, Question

PICTURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question whose options and matches stand in another order under new ids, and the new id of each old one."""

    question: Question
    option_ids: dict[str, str]
    match_ids: dict[str, str]


def _shuffled(question: Question, options: Sequence[Option]) -> list[Option]:
    return sorted(options, key=lambda one: hashlib.sha256(f"{question.stem}\n{one.text}".encode()).digest())


def _pictures_moved(question: Question, options: list[Option], matches: list[Option]) -> tuple[Picture, ...]:
    """Return the pictures in the new reading order; each text keeps those that it had."""
    left: Iterator[Picture] = iter(question.pictures)
    kept: dict[object, list[Picture]] = {}

    def take(name: object, text: str) -> None:
        kept[name] = list(islice(left, text.count(PICTURE)))

    take("stem", question.stem)
    for one in (*question.options, *question.matches):
        take(one, one.text)
    order = ["stem", *options, *matches]
    return tuple(picture for name in order for picture in kept[name]) + tuple(left)


def renamed(question: Question, *, rename_options: bool) -> Renamed:
    """Return the question with its matches, and its options where asked, shuffled by their texts and renamed.

    The key is left as it was: the type knows what its ids mean. The same texts always come out in the same order.
    """
    options = _shuffled(question, question.options) if rename_options else list(question.options)
    matches = _shuffled(question, question.matches)
    option_ids = dict(zip((one.id for one in options), ascii_uppercase, strict=False)) if rename_options else {}
    match_ids = {one.id: str(number) for number, one in enumerate(matches, start=1)}
    return Renamed(
        replace(
            question,
            options=tuple(Option(option_ids.get(one.id, one.id), one.text) for one in options),
            matches=tuple(Option(match_ids[one.id], one.text) for one in matches),
            pictures=_pictures_moved(question, options, matches),
        ),
        option_ids,
        match_ids,
    )
