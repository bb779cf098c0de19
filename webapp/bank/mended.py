"""Decide what a file that was read amounts to once a person has mended or left out some of its items.

The report as read stays as it is; ``applied`` returns another one, in which places in ``questions`` still hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any

from question_bank import (
    Option,
    Picture,
    Question,
    get_type,
    key_fingerprint,
    question_from_json,
    question_identity,
    question_to_json,
)
from webapp.bank.models import ImportMend
from webapp.bank.reading import Report
from webapp.pictures import SIGN

_BARE = Question("", "", (), ())
_NO_PICTURE = Picture("", b"")
_IN_LINES = ("blanks", "pairs")
"""Controls of types whose key is written in lines, one entry each."""
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
        """The question as far as it was read; a bare one, with the file's own id, where only a text is known."""
        if self.is_complete:
            return question_from_json(self.entry["question"])
        return as_read(self.entry)

    @property
    def text(self) -> str:
        """What the file says there, as far as the reader kept it."""
        return str(self.entry.get("text") or "")


def as_read(held: Mapping[str, Any]) -> Question:
    """Return what was read of a held-back item, ready to be completed in a form; of a piece not understood its text.

    Options whose letters can't stand get those of their places; a key that was not understood stays as it was written.
    """
    text = str(held.get("text") or "")
    if "content" not in held:
        return replace(_BARE, stem=text, source_id=held.get("source_id"))
    found = _startable(question_from_json(held["content"]))
    return found if found.stem else replace(found, stem=text)


def _startable(question: Question) -> Question:
    question = _without_unknown_pictures(question)
    letters = [option.id for option in question.options]
    if len(set(letters)) < len(letters) or not set(letters) <= set(ascii_uppercase):
        options = zip(ascii_uppercase, question.options, strict=False)
        question = replace(question, options=tuple(Option(letter, option.text) for letter, option in options))
    if question.type and get_type(question.type).control in _IN_LINES:
        question = replace(question, key=tuple((one,) if isinstance(one, str) else one for one in question.key))
    return replace(question, parts=tuple(_startable(part) for part in question.parts))


def _without_unknown_pictures(question: Question) -> Question:
    """Say 【图】 where a picture has no bytes: the form asks for words there."""
    if all(picture.data for picture in question.pictures):
        return question
    known = iter(question.pictures)

    def words(text: str) -> str:
        return "".join(_word(next(known, _NO_PICTURE)) if one == SIGN else one for one in text)

    def options(some: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(Option(one.id, words(one.text)) for one in some)

    return replace(
        question,
        stem=words(question.stem),
        options=options(question.options),
        matches=options(question.matches),
        explanation=question.explanation and words(question.explanation),
        pictures=tuple(picture for picture in question.pictures if picture.data),
    )


def _word(picture: Picture) -> str:
    return SIGN if picture.data else "【图】"


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
    known = {"number": read.get("number"), "section": read.get("section"), "place": read["place"], "line": read["line"]}
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
