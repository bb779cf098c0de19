"""Decide how an approved correction reaches the attempts that were graded by the old key: batch by batch."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Question
from webapp.assignments import service as assignments
from webapp.audit.service import digest_of
from webapp.bank import queries as bank
from webapp.exams import correction_queries, marking_queries, queries, stored
from webapp.exams.attempts import add_event, exam_row, fulfil_if_qualified, keep_grading, record_attempt
from webapp.exams.following import follow
from webapp.exams.models import Attempt, KeyCorrection
from webapp.exams.telling import tell
from webapp.notify.service import Letter

BATCH = 25
"""Small, since on SQLite everybody who saves an answer waits while a batch is written."""


def regrade_some(session: orm.Session, correction_id: int, *, now: datetime) -> int:
    """Regrade up to BATCH attempts of an approved correction and return how many; 0 when none is left.

    What was regraded is graded by the new version and no longer found, so that it may be repeated after a kill.
    """
    case = session.get_one(KeyCorrection, correction_id)
    ids = correction_queries.affected(session, case.version_id, limit=BATCH)
    marking_queries.lock(session, ids)
    contents = bank.versions(session, [case.new_version_id] if case.new_version_id else [])
    exams: dict[int, queries.ExamRow] = {}
    for attempt in session.scalars(sa.select(Attempt).where(Attempt.id.in_(ids)).order_by(Attempt.id)):
        if attempt.exam_id not in exams:
            exams[attempt.exam_id] = exam_row(session, attempt.exam_id)
        _regrade(session, attempt, exams[attempt.exam_id], case, contents, now=now)
    return len(ids)


def _regrade(
    session: orm.Session,
    attempt: Attempt,
    row: queries.ExamRow,
    case: KeyCorrection,
    contents: Mapping[int, Question],
    *,
    now: datetime,
) -> None:
    """Write the attempt's next grading and let fulfilment, seal and message follow; nothing when it has been done."""
    present = [
        (one.question_version_id, stored.result_of(one))
        for _, one in sorted(queries.item_results(session, attempt).items())
    ]
    if attempt.state not in ("submitted", "graded") or case.version_id not in {found for found, _ in present}:
        return
    before, did_qualify = attempt.score, queries.attempt_facts(attempt)
    in_force = correction_queries.in_force(session, [case.version_id])
    results = follow(session, attempt, present, in_force, contents)
    keep_grading(session, attempt, results, "correction", now=now)
    if not fulfil_if_qualified(session, attempt, row.exam, now=now) and did_qualify.is_graded:
        assignments.revoke(session, "attempt", attempt.id, now=now)
    change = {"correction_id": case.id, "grading": attempt.grading_number}
    add_event(session, attempt.id, "regrade", actor_id=None, now=now, **change)
    digest = digest_of(queries.proof(session, attempt.id))
    record_attempt(
        session, "attempt.regrade", attempt, row.exam, actor_id=None, now=now, digest=digest, correction_id=case.id
    )
    if attempt.score != before and attempt.state == "graded":
        body = f"《{row.exam.title}》有一道题的答案已更正，您的答卷已重新评分，请到结果页查看。"
        letter = Letter("exam.correction", "答案更正，成绩已重新评分", body, f"/attempts/{attempt.id}/result")
        tell(session, [attempt.employee_id], letter, key=f"regrade:{case.id}:{attempt.id}", actor_id=None, now=now)
