"""Decide in which published exams a question has been shown to somebody, for the bank, which stands below exams."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.assignments.models import Requirement
from webapp.bank.models import Question, QuestionVersion
from webapp.exams import paper
from webapp.exams.models import Attempt, Exam, ItemResult


def exams_with(session: orm.Session, question_id: int) -> Sequence[tuple[int, str]]:
    """Return id and title of the exams, newest first, that graded the question or show it in a running attempt."""
    graded = (
        sa.select(Attempt.exam_id)
        .join(ItemResult, ItemResult.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == ItemResult.question_version_id)
        .where(QuestionVersion.question_id == question_id, Attempt.number > 0)
    )
    known = set(session.scalars(graded.distinct())) | _running(session, question_id)
    rows = session.execute(
        sa.select(Exam.id, Exam.title)
        .join(Requirement, Requirement.id == Exam.requirement_id)
        .where(Exam.id.in_(known), Requirement.state == "published")
        .order_by(Exam.id.desc())
    )
    return [(exam_id, title) for exam_id, title in rows]


def _running(session: orm.Session, question_id: int) -> set[int]:
    rows = session.execute(
        sa.select(Attempt.exam_id, Attempt.snapshot)
        .join(Exam, Exam.id == Attempt.exam_id)
        .join(Question, Question.unit_id == Exam.unit_id)
        .where(Question.id == question_id, Attempt.state == "in_progress", Attempt.number > 0)
    )
    return {exam_id for exam_id, snapshot in rows if question_id in paper.question_ids(snapshot)}
