"""Decides what a paper's responses earn; a regrade is the same call with newer versions of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from question_bank.errors import MalformedResponse
from question_bank.model import (
    ItemResult,
    MultipleRule,
    Paper,
    PaperItem,
    PaperResult,
    Question,
)
from question_bank.points import NO_CREDIT, award
from question_bank.types import get_type


def _grade_item(item: PaperItem, question: Question, raw: object, multiple_rule: MultipleRule) -> ItemResult:
    question_type = get_type(question.type)
    try:
        response = question_type.parse_response(question, raw)
    except MalformedResponse:
        return ItemResult("malformed", NO_CREDIT, award(NO_CREDIT, item.points))
    return question_type.grade(question, response, item.points, multiple_rule)


def grade_paper(
    paper: Paper,
    questions: Mapping[int, Question],
    responses: Mapping[int, object],
    multiple_rule: MultipleRule,
) -> PaperResult:
    """Grade raw responses, keyed by item position from 0, against the questions passed in (by question id).

    A missing response is blank, an unreadable one malformed; neither is wrong and neither earns anything.
    Raises KeyError when a question of the paper is missing.
    """
    results = tuple(
        _grade_item(item, questions[item.question_id], responses.get(position), multiple_rule)
        for position, item in enumerate(paper.items)
    )
    return PaperResult(
        items=results,
        score=sum((result.awarded for result in results), Decimal(0)),
        total=sum((item.points for item in paper.items), Decimal(0)),
        needs_marking=any(result.state == "needs_marking" for result in results),
    )
