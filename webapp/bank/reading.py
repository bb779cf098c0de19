"""Decide what is kept of an uploaded question file between reading and confirming: one JSON-ready report.

``read_file`` runs the reader in a child process with limits; nothing here touches the database.
"""

from pathlib import PurePath
from typing import Any

from question_bank import (
    Question,
    UnreadableFile,
    key_fingerprint,
    question_from_json,
    question_identity,
    question_to_json,
    read_questions,
    report_to_json,
)
from webapp.bank.models import LONGEST_TOPIC
from webapp.bank.rules import ReadItem, classified_mark
from webapp.errors import InvalidInput
from webapp.sandbox import run_limited

LINE_LENGTH = 400
Report = dict[str, Any]
"""Keys: format, questions (number, section, place, doubts, question, identity, fingerprint, line), held_back and unread
as ``bank inspect`` prints them but with line, held_back with section and content (the question as far as it was read)
too, and lines ([place, text] of the whole file); line counts from 0."""


def read_file(data: bytes, filename: str) -> Report:
    """Read a question file in a limited child process; InvalidInput with one sentence when it can't or mayn't be."""
    report: Report = _in_child(_read, data, filename)
    refusal = classified_mark(filename, [text for _, text in report["lines"]])
    if refusal:
        raise InvalidInput(refusal)
    return report


def inspect_file(data: bytes, filename: str) -> dict[str, Any]:
    """Return what ``xuefa bank inspect --json`` prints of a file (design/FORMATS 1); InvalidInput when unreadable."""
    shown: dict[str, Any] = _in_child(_inspect, data, filename)
    return shown


def items_of(report: Report) -> list[ReadItem]:
    """Return the questions of a report, in the file's order, without those that a person has left out."""
    return [
        ReadItem(
            index=index,
            number=read["number"],
            section=read["section"],
            place=read["place"],
            doubts=tuple(read["doubts"]),
            question=question_from_json(read["question"]),
            identity=read["identity"],
            fingerprint=read["fingerprint"],
        )
        for index, read in enumerate(report["questions"])
        if not read.get("left_out")
    ]


def plain_name(filename: str) -> str:
    """Return a file's own name without any folder, at most 200 characters."""
    return PurePath(filename.replace("\\", "/")).name[-200:]


def _length_doubts(question: Question) -> list[str]:
    is_long = len(question.topic or "") > LONGEST_TOPIC
    return [f"知识点超过{LONGEST_TOPIC}个字，入库时只保留前{LONGEST_TOPIC}个字"] if is_long else []


def _in_child(function: Any, data: bytes, filename: str) -> Any:
    try:
        return run_limited(function, data, filename)
    except UnreadableFile as error:
        raise InvalidInput(f"《{filename}》：{error.sentence}") from None


def _inspect(data: bytes, filename: str) -> dict[str, Any]:
    return report_to_json(read_questions(data, filename), filename)


def _read(data: bytes, filename: str) -> Report:
    report = read_questions(data, filename)
    places: dict[str, int] = {}
    for position, line in enumerate(report.lines):
        places.setdefault(line.place, position)
    shown = report_to_json(report, filename)
    return {
        "format": report.format,
        "questions": [
            {
                "number": read.number,
                "section": read.section,
                "place": read.place,
                "doubts": [*read.doubts, *_length_doubts(read.question)],
                "question": question_to_json(read.question),
                "identity": question_identity(read.question),
                "fingerprint": key_fingerprint(read.question),
                "line": places.get(read.place),
            }
            for read in report.questions
        ],
        "held_back": [
            {
                **held,
                "section": one.section,
                "content": question_to_json(one.question),
                "line": places.get(one.place),
            }
            for held, one in zip(shown["held_back"], report.held_back, strict=True)
        ],
        "unread": [{**piece, "line": places.get(piece["place"])} for piece in shown["unread"]],
        "lines": [[line.place, line.text[:LINE_LENGTH]] for line in report.lines],
    }
