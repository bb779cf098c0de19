"""Decide how a complaint or suggestion is taken and answered, and how many one sender may leave in a day."""

from datetime import datetime

from sqlalchemy import orm

from webapp.audit.service import record
from webapp.clock import local_day, local_instant
from webapp.errors import Conflict
from webapp.feedback import queries
from webapp.feedback.models import Feedback

PERSON_A_DAY = 5
STRANGERS_A_DAY = 30


def submit(
    session: orm.Session, text: str, contact: str, *, unit_id: int | None, employee_id: int | None, now: datetime
) -> Feedback:
    """Take a complaint or suggestion; Conflict when the sender (strangers: together) has reached the day's number."""
    most = STRANGERS_A_DAY if employee_id is None else PERSON_A_DAY
    if queries.sent_since(session, employee_id, local_instant(local_day(now))) >= most:
        raise Conflict("今天收到的已经够多了，请明天再写，急事请直接联系法治联络员。")
    entry = Feedback(unit_id=unit_id, employee_id=employee_id, text=text, contact=contact, at=now)
    session.add(entry)
    session.flush()
    _record(session, "feedback.submit", entry, actor_id=employee_id, now=now)
    return entry


def answer(session: orm.Session, entry: Feedback, text: str, *, actor_id: int, now: datetime) -> None:
    """Answer an entry once; Conflict when somebody has answered it already."""
    if entry.answered_at is not None:
        raise Conflict("这一条已经有人回复，请刷新后查看。")
    entry.answer, entry.answered_by, entry.answered_at = text, actor_id, now
    session.flush()
    _record(session, "feedback.answer", entry, actor_id=actor_id, now=now)


def _record(session: orm.Session, action: str, entry: Feedback, *, actor_id: int | None, now: datetime) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=entry.unit_id,
        subject_kind="feedback",
        subject_id=entry.id,
    )
