"""Decide which questions of a file are shown beside one that nearly exists already, in the bank or earlier in the file.

A suggestion changes nothing: the question enters as it would without it. What is found is kept in the report, because
comparing with a bank of 50,000 takes seconds; what differs is worked out for the entry that is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from question_bank import Difference, NearIndex, Question, differences, question_from_json
from webapp.bank.reading import Report, items_of

_EACH = 2


@dataclass(frozen=True)
class Alike:
    """One question that resembles an entry: where it stands, its page when it is in the bank, and what differs."""

    place: str
    question_id: int | None
    percent: int
    differences: Sequence[Difference]


def add_suggestions(report: Report, existing: Iterable[tuple[int, Question]]) -> None:
    """Put into each question of a report what it resembles: ``near``, a list of bank ids or file indexes with scores.

    The same question (by identity) is no suggestion; that is decided where the file meets the bank.
    """
    index = NearIndex(existing)
    for item, read in zip(items_of(report), report["questions"], strict=True):
        found = index.search(item.question, limit=_EACH)
        read["near"] = [
            {
                "question_id": near.reference if near.reference > 0 else None,
                "index": None if near.reference > 0 else -near.reference,
                # Floored, as every percent: 100 would say that nothing differs.
                "percent": int(near.score * 100),
            }
            for near in found
        ]
        index.add(-item.index, item.question)


def bank_ids(near: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the ids of the bank's questions among suggestions."""
    return [one["question_id"] for one in near if one["question_id"] is not None]


def alike(report: Report, code: str, contents: Mapping[int, Question]) -> list[Alike]:
    """Return what the entry of this code (``q`` and its index) resembles; a bank question gone since is left out.

    Nothing for any other entry, and for one that a person has changed.
    """
    if not code.startswith("q"):
        return []
    read = report["questions"][int(code[1:])]
    question = question_from_json(read["question"])
    found = []
    for one in read.get("near", ()):
        if one["question_id"] is not None:
            other, place = contents.get(one["question_id"]), "题库里的题"
        else:
            earlier = report["questions"][one["index"]]
            other, place = question_from_json(earlier["question"]), f"文件{earlier['place']}"
        if other is not None:
            found.append(Alike(place, one["question_id"], one["percent"], differences(question, other)))
    return found
