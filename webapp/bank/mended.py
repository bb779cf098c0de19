"""Decide what a file that was read amounts to once a person has mended or left out some of its items.

The report as read stays as it is; ``applied`` returns another one, in which places in ``questions`` still hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from question_bank import Question, key_fingerprint, question_from_json, question_identity, question_to_json
from webapp.bank.models import ImportMend
from webapp.bank.reading import Report

_BARE = Question("", "", (), ())
_LISTS = {"q": "questions", "h": "held_back", "u": "unread"}
Mends = Mapping[str, ImportMend]


@dataclass(frozen=True)
class Source:
    """One item as it was read: where it stood, as a question (complete or not), and what was said against it."""

    code: str
    entry: Mapping[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether the reader made a question of it."""
        return self.code.startswith("q")

    @property
    def question(self) -> Question:
        """The question as read; a bare one, with the file's own id, where only pieces were recognised."""
        if self.is_complete:
            return question_from_json(self.entry["question"])
        return _bare(self.entry)

    @property
    def text(self) -> str:
        """What the file says there, as far as the reader kept it."""
        return str(self.entry.get("text") or "")


def _bare(entry: Mapping[str, Any]) -> Question:
    return Question("", "", (), (), source_id=entry.get("source_id"))


def source_of(report: Report, code: str) -> Source | None:
    """Return the item of this code as it was read, None when the report has none."""
    entries = report.get(_LISTS.get(code[:1], ""), ())
    place = int(code[1:]) if code[1:].isdecimal() and len(code) < 9 else len(entries)
    return Source(code, entries[place]) if place < len(entries) else None


def applied(report: Report, mends: Mends) -> Report:
    """Return the report with every mend in it: each question and held-back item has a ``code``.

    A mended question has lost its doubts and stands in its place, one made of what was held back or not understood
    stands behind all others; what was left out is marked ``left_out`` and listed in ``left_out``.
    """
    questions = [_changed(read, f"q{at}", mends) for at, read in enumerate(report["questions"])]
    left_out = [read for read in questions if read.get("left_out")]
    remaining: dict[str, list[dict[str, Any]]] = {"h": [], "u": []}
    for kind, entries in remaining.items():
        for at, read in enumerate(report[_LISTS[kind]]):
            code = f"{kind}{at}"
            state = mends[code].state if code in mends else "original"
            if state == "mended":
                questions.append(_made(read, code, mends[code]))
            elif state == "left_out":
                left_out.append({**read, "code": code})
            else:
                entries.append({**read, "code": code})
    return {
        **report,
        "questions": questions,
        "held_back": remaining["h"],
        "unread": remaining["u"],
        "left_out": left_out,
    }


def _changed(read: Mapping[str, Any], code: str, mends: Mends) -> dict[str, Any]:
    mend = mends.get(code)
    if mend is None or mend.state == "original":
        return {**read, "code": code}
    if mend.state == "left_out":
        return {**read, "code": code, "left_out": True}
    return {**read, **_content(mend), "code": code}


def _made(read: Mapping[str, Any], code: str, mend: ImportMend) -> dict[str, Any]:
    known = {"number": read.get("number"), "section": None, "place": read["place"], "line": read["line"]}
    return {**known, **_content(mend), "code": code}


def _content(mend: ImportMend) -> dict[str, Any]:
    question = question_from_json(mend.content or question_to_json(_BARE))
    return {
        "question": mend.content,
        "identity": question_identity(question),
        "fingerprint": key_fingerprint(question),
        "doubts": [],
        "near": [],
        "is_mended": True,
    }
