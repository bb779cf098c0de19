"""Decides how questions, specs and papers are written as JSON and read back; keys are stored and never change."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from question_bank.model import (
    Citation,
    Key,
    Option,
    Paper,
    PaperItem,
    PaperSpec,
    Picture,
    Question,
    ShownOrder,
    SpecSection,
)

Json = dict[str, Any]


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def key_to_json(key: Key) -> list[Any]:
    """Return a key or a shown order as JSON lists: strings, or one list per blank, pair or part."""
    return [entry if isinstance(entry, str) else list(entry) for entry in key]


def key_from_json(data: list[Any]) -> Key:
    """Return the key that `key_to_json` wrote."""
    return order_from_json(data)


def order_from_json(data: list[Any]) -> ShownOrder:
    """Return the shown order behind its JSON lists: ids, or one list of ids per part."""
    if any(isinstance(entry, list) for entry in data):
        return tuple(tuple(str(text) for text in entry) for entry in data)
    return tuple(str(entry) for entry in data)


def question_to_json(question: Question) -> Json:
    """Return a JSON-ready dictionary; points are a string, what is absent is None.

    What only some types have (key points, matches, parts, pictures in base64, any order) is left out where unused.
    """
    citation = question.citation
    data = {
        "type": question.type,
        "stem": question.stem,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
        "key": key_to_json(question.key),
        "explanation": question.explanation,
        "citation": citation
        and {"law": citation.law, "article": citation.article, "version": citation.version},
        "points": None if question.points is None else str(question.points),
        "topic": question.topic,
        "difficulty": question.difficulty,
        "use": question.use,
        "keeps_order": question.keeps_order,
        "source_id": question.source_id,
    }
    some = {
        "key_points": list(question.key_points),
        "matches": [{"id": match.id, "text": match.text} for match in question.matches],
        "any_order": question.any_order,
        "parts": [question_to_json(part) for part in question.parts],
        "pictures": [
            {"media_type": picture.media_type, "data": base64.b64encode(picture.data).decode()}
            for picture in question.pictures
        ],
    }
    return data | {name: value for name, value in some.items() if value}


def question_from_json(data: Mapping[str, Any]) -> Question:
    """Return the question that `question_to_json` wrote."""
    citation = data["citation"]
    return Question(
        type=data["type"],
        stem=data["stem"],
        options=tuple(Option(option["id"], option["text"]) for option in data["options"]),
        key=key_from_json(data["key"]),
        explanation=data["explanation"],
        citation=citation and Citation(citation["law"], citation["article"], citation["version"]),
        points=_decimal(data["points"]),
        topic=data["topic"],
        difficulty=data["difficulty"],
        use=data["use"],
        keeps_order=data["keeps_order"],
        source_id=data["source_id"],
        key_points=tuple(data.get("key_points", ())),
        matches=tuple(Option(match["id"], match["text"]) for match in data.get("matches", ())),
        any_order=data.get("any_order", False),
        parts=tuple(question_from_json(part) for part in data.get("parts", ())),
        pictures=tuple(
            Picture(picture["media_type"], base64.b64decode(picture["data"])) for picture in data.get("pictures", ())
        ),
    )


def spec_to_json(spec: PaperSpec) -> Json:
    """Return a JSON-ready dictionary of a paper spec; points are strings, what a spec does not use is left out."""
    return {
        "sections": [
            {
                "title": section.title,
                "type": section.type,
                "count": section.count,
                "points": str(section.points),
                "topics": list(section.topics),
                "difficulties": list(section.difficulties),
                **({"question_ids": list(section.question_ids)} if section.question_ids else {}),
            }
            for section in spec.sections
        ],
        "shuffle_questions": spec.shuffle_questions,
        "shuffle_options": spec.shuffle_options,
        "multiple_rule": spec.multiple_rule,
        **({} if spec.mean_tolerance is None else {"mean_tolerance": str(spec.mean_tolerance)}),
    }


def spec_from_json(data: Mapping[str, Any]) -> PaperSpec:
    """Return the spec that `spec_to_json` wrote."""
    sections = tuple(
        SpecSection(
            title=section["title"],
            type=section["type"],
            count=section["count"],
            points=Decimal(section["points"]),
            topics=tuple(section["topics"]),
            difficulties=tuple(section["difficulties"]),
            question_ids=tuple(section.get("question_ids", ())),
        )
        for section in data["sections"]
    )
    return PaperSpec(
        sections,
        data["shuffle_questions"],
        data["shuffle_options"],
        data["multiple_rule"],
        _decimal(data.get("mean_tolerance")),
    )


def paper_to_json(paper: Paper) -> Json:
    """Return a JSON-ready dictionary of a paper; points are strings."""
    return {
        "seed": paper.seed,
        "items": [
            {
                "question_id": item.question_id,
                "section": item.section,
                "option_order": key_to_json(item.option_order),
                "points": str(item.points),
            }
            for item in paper.items
        ],
    }


def paper_from_json(data: Mapping[str, Any]) -> Paper:
    """Return the paper that `paper_to_json` wrote."""
    items = tuple(
        PaperItem(item["question_id"], item["section"], order_from_json(item["option_order"]), Decimal(item["points"]))
        for item in data["items"]
    )
    return Paper(data["seed"], items)
