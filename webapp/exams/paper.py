"""Decide what an attempt's snapshot holds and how it is read back: enough to rebuild and to grade the paper for ever.

A snapshot is the paper's JSON with, at each item, the question's version and what a response must look like, and the
paper's sections and multiple-choice rule. The key is not in it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from question_bank import (
    MalformedResponse,
    Option,
    Paper,
    PaperResult,
    PaperSpec,
    Question,
    Response,
    get_type,
    grade_paper,
    paper_from_json,
    paper_to_json,
)

Json = Mapping[str, Any]


def freeze(paper: Paper, spec: PaperSpec, versions: Mapping[int, tuple[int, Question]]) -> dict[str, Any]:
    """Return the snapshot of a drawn paper; ``versions`` gives (version id, content) by question id."""
    snapshot: dict[str, Any] = dict(paper_to_json(paper))
    for item in snapshot["items"]:
        version_id, question = versions[item["question_id"]]
        item |= {"version_id": version_id, "type": question.type, "blanks": len(question.key_blanks)}
    snapshot["sections"] = [section.title for section in spec.sections]
    snapshot["multiple_rule"] = spec.multiple_rule
    return snapshot


def version_ids(snapshot: Json) -> list[int]:
    """Return the version that each item shows, in order."""
    return [item["version_id"] for item in snapshot["items"]]


def question_ids(snapshot: Json) -> frozenset[int]:
    """Return which questions the paper holds."""
    return frozenset(item["question_id"] for item in snapshot["items"])


def read_response(item: Json, raw: object) -> Response | None:
    """Return the response behind raw JSON to one item of a snapshot, None when blank; raise MalformedResponse.

    The snapshot's item alone suffices: no version is loaded to save an answer.
    """
    shape = Question(
        type=item["type"],
        stem="",
        options=tuple(Option(option_id, "") for option_id in item["option_order"]),
        key=(("",),) * item["blanks"],
    )
    return get_type(item["type"]).parse_response(shape, raw)


def read_field(item: Json, values: Sequence[str]) -> object:
    """Return raw JSON from the values of a plain form field: the list where the type takes one, else its only value.

    Raises MalformedResponse when the type reads neither.
    """
    try:
        read_response(item, list(values))
    except MalformedResponse:
        value = values[0] if values else None
        read_response(item, value)
        return value
    return list(values)


def blank_places(snapshot: Json, responses: Mapping[int, object]) -> list[int]:
    """Return the places, from 0, of items without a response; ``responses`` holds raw JSON by place."""
    return [place for place, item in enumerate(snapshot["items"]) if is_blank(item, responses.get(place))]


def is_blank(item: Json, raw: object) -> bool:
    """Say whether raw JSON is no response; one that can't be read is no blank."""
    try:
        return read_response(item, raw) is None
    except MalformedResponse:
        return False


def grade(snapshot: Json, contents: Mapping[int, Question], responses: Mapping[int, object]) -> PaperResult:
    """Grade raw responses by place against the versions that the attempt showed (``contents`` by version id)."""
    questions = {item["question_id"]: contents[item["version_id"]] for item in snapshot["items"]}
    return grade_paper(paper_from_json(snapshot), questions, responses, snapshot["multiple_rule"])
