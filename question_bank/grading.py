"""Decides what a paper's responses earn; a regrade is the same call with newer versions of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from question_bank.model import MultipleRule, Paper, PaperResult, Question
from question_bank.types import get_type


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
    graded = []
    for position, item in enumerate(paper.items):
        question = questions[item.question_id]
        raw = responses.get(position)
        graded.append(get_type(question.type).grade_raw(question, raw, item.points, multiple_rule))
    return PaperResult(
        items=tuple(graded),
        score=sum((result.awarded for result in graded), Decimal(0)),
        total=sum((item.points for item in paper.items), Decimal(0)),
        needs_marking=any(result.state == "needs_marking" for result in graded),
    )
