"""Decide what an attempt's snapshot holds and how it is read back: enough to rebuild and to grade the paper for ever.

A snapshot is the paper's JSON with, at each item, the question's version and what a response must look like, and the
paper's sections and multiple-choice rule. The key is not in it.
"""

from collections.abc import Mapping
from typing import Any

from question_bank import (
    FieldValues,
    MalformedResponse,
    Option,
    Paper,
    PaperResult,
    PaperSpec,
    Question,
    Response,
    ShownOrder,
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
        item |= {"version_id": version_id, **takes(question)}
    snapshot["sections"] = [section.title for section in spec.sections]
    snapshot["multiple_rule"] = spec.multiple_rule
    return snapshot


def takes(question: Question) -> dict[str, Any]:
    """Return what a response to the question must look like, beside the ids in its shown order."""
    blanks = len(question.key_blanks) if not question.matches else 0
    parts = {"parts": [takes(part) for part in question.parts]} if question.parts else {}
    return {"type": question.type, "blanks": blanks, **parts}


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
    shape = shape_of(item)
    return get_type(shape.type).parse_response(shape, raw)


def read_fields(item: Json, name: str, values_of: FieldValues) -> object:
    """Return raw JSON from the fields of a plain form that belong to one item; ``name`` is the first one's.

    Raises MalformedResponse for what the item can't take.
    """
    shape = shape_of(item)
    raw = get_type(item["type"]).read_fields(shape, name, values_of)
    get_type(item["type"]).parse_response(shape, raw)
    return raw


def shown_order(item: Json) -> ShownOrder:
    """Return the order in which an item is shown, as the labels of its type take it."""
    order = item["option_order"]
    return tuple(tuple(entry) if isinstance(entry, list) else entry for entry in order)


def parts_of(item: Json) -> list[Json]:
    """Return a case group's parts as items of their own, each with its order; [] for any other item."""
    parts = item.get("parts", [])
    orders = item["option_order"] or [[] for _ in parts]
    return [{**part, "option_order": order} for part, order in zip(parts, orders, strict=False)]


def shape_of(item: Json) -> Question:
    """Return a question without words that parses like the one shown; matches have digits for ids, options letters."""
    ids = [entry for entry in shown_order(item) if isinstance(entry, str)]
    return Question(
        type=item["type"],
        stem="",
        options=tuple(Option(option_id, "") for option_id in ids if not option_id.isdecimal()),
        key=(("",),) * item["blanks"],
        matches=tuple(Option(match_id, "") for match_id in ids if match_id.isdecimal()),
        parts=tuple(shape_of(part) for part in parts_of(item)),
    )


def blank_places(snapshot: Json, responses: Mapping[int, object]) -> list[int]:
    """Return the places, from 0, of items without a response; ``responses`` holds raw JSON by place."""
    return [place for place, item in enumerate(snapshot["items"]) if is_blank(item, responses.get(place))]


def open_places(snapshot: Json, responses: Mapping[int, object]) -> list[int]:
    """Return the places, from 0, of items to which an answer is still missing: blank, or a case with a blank part."""
    return [place for place, item in enumerate(snapshot["items"]) if _is_open(item, responses.get(place))]


def _is_open(item: Json, raw: object) -> bool:
    parts = parts_of(item)
    if not parts or not isinstance(raw, list) or len(raw) != len(parts):
        return is_blank(item, raw)
    return any(is_blank(part, entry) for part, entry in zip(parts, raw, strict=True))


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
