"""Every SELECT of complaints and suggestions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.feedback.models import Feedback


def sent_since(session: orm.Session, employee_id: int | None, since: datetime) -> int:
    """Return how many a person (None: all strangers together) has sent at or after ``since``."""
    sender = Feedback.employee_id.is_(None) if employee_id is None else Feedback.employee_id == employee_id
    return session.scalar(sa.select(sa.func.count()).select_from(Feedback).where(sender, Feedback.at >= since)) or 0


def own(session: orm.Session, employee_id: int, *, limit: int) -> list[Feedback]:
    """Return what a person has sent, newest first."""
    found = sa.select(Feedback).where(Feedback.employee_id == employee_id).order_by(Feedback.id.desc()).limit(limit)
    return list(session.scalars(found))


def feedback(session: orm.Session, feedback_id: int) -> Feedback | None:
    """Return one entry, None when there is none."""
    return session.get(Feedback, feedback_id)


def _of(unit_id: int, only_open: bool) -> sa.ColumnElement[bool]:
    # What strangers send belongs to no unit and is shown to all.
    mine = sa.or_(Feedback.unit_id == unit_id, Feedback.unit_id.is_(None))
    return sa.and_(mine, Feedback.answered_at.is_(None)) if only_open else mine


def count(session: orm.Session, unit_id: int, *, only_open: bool) -> int:
    """Return how many entries a unit has; ``only_open`` leaves the answered out."""
    return session.scalar(sa.select(sa.func.count()).select_from(Feedback).where(_of(unit_id, only_open))) or 0


def entries(session: orm.Session, unit_id: int, *, only_open: bool, limit: int, offset: int) -> list[Feedback]:
    """Return a unit's entries, newest first."""
    found = sa.select(Feedback).where(_of(unit_id, only_open)).order_by(Feedback.id.desc())
    return list(session.scalars(found.limit(limit).offset(offset)))
