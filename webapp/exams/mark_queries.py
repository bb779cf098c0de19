"""Every SELECT behind the item statistics of an exam and of a question."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.bank.models import Question, QuestionVersion
from webapp.exams.models import Attempt, AttemptResponse, Exam, ItemResult


def first_marks(session: orm.Session, exam_id: int) -> list[tuple[dict[str, Any], dict[int, Decimal]]]:
    """Return snapshot and points by place of everybody's first graded attempt that is not blank, by attempt."""
    first: dict[int, Attempt] = {}
    attempts = sa.select(Attempt).where(
        Attempt.exam_id == exam_id, Attempt.state == "graded", Attempt.response_count > 0, ~Attempt.is_on_paper
    )
    for attempt in session.scalars(attempts.order_by(Attempt.number, Attempt.id)):
        first.setdefault(attempt.employee_id, attempt)
    earned: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = session.execute(
        sa.select(ItemResult.attempt_id, ItemResult.item, ItemResult.awarded)
        .join(
            Attempt, sa.and_(Attempt.id == ItemResult.attempt_id, Attempt.grading_number == ItemResult.grading_number)
        )
        .where(Attempt.exam_id == exam_id, Attempt.state == "graded")
    )
    for attempt_id, item, awarded in rows:
        earned[attempt_id][item] = awarded
    return [(one.snapshot, earned[one.id]) for one in sorted(first.values(), key=lambda one: one.id)]


def _counted() -> tuple[sa.ColumnElement[bool], ...]:
    """Return what makes an attempt count: graded, not blank, not on paper, its person's first such one at its exam."""
    earlier = orm.aliased(Attempt)
    is_first = ~sa.exists().where(
        earlier.exam_id == Attempt.exam_id,
        earlier.employee_id == Attempt.employee_id,
        earlier.state == "graded",
        earlier.response_count > 0,
        ~earlier.is_on_paper,
        earlier.number < Attempt.number,
    )
    return Attempt.state == "graded", Attempt.response_count > 0, ~Attempt.is_on_paper, is_first


def earned_at_others(session: orm.Session, exam: Exam) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Yield question id, points earned and points possible of every answer to a question of the exam's banks.

    Counted are first attempts at the unit's other exams, any version of the question; two queries.
    """
    counted = (Exam.unit_id == exam.unit_id, Exam.id != exam.id, *_counted())
    points: dict[int, list[str]] = {
        attempt_id: [item["points"] for item in snapshot["items"]]
        for attempt_id, snapshot in session.execute(
            sa.select(Attempt.id, Attempt.snapshot).join(Exam, Exam.id == Attempt.exam_id).where(*counted)
        )
    }
    rows = session.execute(
        sa.select(ItemResult.attempt_id, ItemResult.item, ItemResult.awarded, QuestionVersion.question_id)
        .join(
            Attempt, sa.and_(Attempt.id == ItemResult.attempt_id, Attempt.grading_number == ItemResult.grading_number)
        )
        .join(Exam, Exam.id == Attempt.exam_id)
        .join(QuestionVersion, QuestionVersion.id == ItemResult.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(*counted, Question.bank_id.in_(exam.bank_ids))
    )
    for attempt_id, item, awarded, question_id in rows:
        yield question_id, awarded, Decimal(points[attempt_id][item])


@dataclass(frozen=True)
class Answered:
    """One person's first graded attempt at an exam that asked a question: the raw response and what it earned."""

    exam_id: int
    title: str
    item: dict[str, Any]
    raw: object
    awarded: Decimal
    score: Decimal


def answered(session: orm.Session, unit_id: int, question_id: int) -> list[Answered]:
    """Return how a question was answered in the unit's exams, any version of it, by exam; blank attempts left out."""
    rows = session.execute(
        sa.select(Exam.id, Exam.title, Attempt, ItemResult.item, ItemResult.awarded, AttemptResponse.response)
        .join(Attempt, Attempt.exam_id == Exam.id)
        .join(
            ItemResult,
            sa.and_(ItemResult.attempt_id == Attempt.id, ItemResult.grading_number == Attempt.grading_number),
        )
        .join(QuestionVersion, QuestionVersion.id == ItemResult.question_version_id)
        .outerjoin(
            AttemptResponse,
            sa.and_(AttemptResponse.attempt_id == Attempt.id, AttemptResponse.item == ItemResult.item),
        )
        .where(
            Exam.unit_id == unit_id,
            QuestionVersion.question_id == question_id,
            *_counted(),
        )
        .order_by(Exam.id, Attempt.id)
    )
    return [
        Answered(
            exam_id,
            title,
            attempt.snapshot["items"][item],
            None if response is None else json.loads(response),
            awarded,
            attempt.score or Decimal(0),
        )
        for exam_id, title, attempt, item, awarded, response in rows
    ]
