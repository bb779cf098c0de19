"""Decide how several drafts are published at once: one change, one entry of the audit log."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.audit.service import record
from webapp.bank.models import Question
from webapp.errors import InvalidInput

MOST = 100
"""What one page of the list can show."""


def publish_drafts(
    session: orm.Session, unit_id: int, question_ids: Iterable[int], *, actor_id: int | None, now: datetime
) -> int:
    """Let the drafts among these questions of the unit be drawn and return how many there were; others stay.

    Raises InvalidInput for more than a page of them.
    """
    wanted = sorted(set(question_ids))
    if len(wanted) > MOST:
        raise InvalidInput(f"一次最多发布 {MOST} 道题，请分几次选。")
    drafts = list(
        session.scalars(
            sa.select(Question)
            .where(Question.unit_id == unit_id, Question.id.in_(wanted), Question.state == "draft")
            .order_by(Question.id)
            .with_for_update()
        )
    )
    for question in drafts:
        question.state = "published"
    session.flush()
    if drafts:
        numbers = [question.id for question in drafts]
        detail = {"question_ids": numbers, "published_count": len(numbers)}
        record(session, "question.publish", actor_id=actor_id, now=now, unit_id=unit_id, subject_kind="", detail=detail)
    return len(drafts)
