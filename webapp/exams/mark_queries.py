"""Every SELECT behind the item statistics of an exam."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.exams.models import Attempt, ItemResult


def first_marks(session: orm.Session, exam_id: int) -> list[tuple[dict[str, Any], dict[int, Decimal]]]:
    """Return snapshot and points by place of everybody's first graded attempt that is not blank, by attempt."""
    first: dict[int, Attempt] = {}
    attempts = sa.select(Attempt).where(
        Attempt.exam_id == exam_id, Attempt.state == "graded", Attempt.response_count > 0
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
