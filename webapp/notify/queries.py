"""Every SELECT of the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.notify.channels import channel
from webapp.notify.models import Notice

REMINDER_KINDS = ("reminder", "manual_reminder")


@dataclass(frozen=True)
class LastReminder:
    """The newest reminder of a person: when it was made, and on which channels it was sent, waits or failed."""

    at: datetime
    sent: tuple[str, ...]
    waiting: tuple[str, ...]
    failed: tuple[str, ...]


def channel_label(code: str) -> str:
    """Return a channel's Chinese name."""
    return channel(code).label


def next_waiting(session: orm.Session, *, now: datetime) -> int | None:
    """Return the id of the oldest message that may be sent at ``now``; None when none waits."""
    return session.scalar(
        sa.select(Notice.id).where(Notice.state == "queued", Notice.not_before <= now).order_by(Notice.id).limit(1)
    )


def inbox(session: orm.Session, employee_id: int, *, limit: int, offset: int = 0) -> Sequence[Notice]:
    """Return a person's own messages, newest first."""
    return session.scalars(
        sa.select(Notice)
        .where(Notice.employee_id == employee_id, Notice.channel == "inbox", Notice.state == "sent")
        .order_by(Notice.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


_INBOX_COUNT = (
    sa.select(sa.func.count())
    .select_from(Notice)
    .where(
        Notice.employee_id == sa.bindparam("employee_id"),
        Notice.channel == "inbox",
        Notice.state == "sent",
        Notice.id > sa.bindparam("after_id"),
    )
)


def inbox_count(session: orm.Session, employee_id: int, *, after_id: int = 0) -> int:
    """Count a person's own messages, of late those above ``after_id``."""
    return session.scalar(_INBOX_COUNT, {"employee_id": employee_id, "after_id": after_id}) or 0


def last_reminders(
    session: orm.Session, employee_ids: Sequence[int], *, now: datetime, days: int = 60
) -> dict[int, LastReminder]:
    """Return the newest reminder of each person within the last ``days``, in one query; people without are absent."""
    rows = session.execute(
        sa.select(Notice.employee_id, Notice.created_at, Notice.channel, Notice.state)
        .where(
            Notice.employee_id.in_(employee_ids),
            Notice.kind.in_(REMINDER_KINDS),
            Notice.created_at > now - timedelta(days=days),
        )
        .order_by(Notice.created_at)
    )
    newest: dict[int, tuple[datetime, dict[str, str]]] = {}
    for employee_id, at, code, state in rows:
        kept_at, states = newest.get(employee_id, (at, {}))
        newest[employee_id] = (at, (states if kept_at == at else {}) | {code: state})
    return {
        employee_id: LastReminder(
            at=at,
            sent=tuple(c for c, s in states.items() if s == "sent"),
            waiting=tuple(c for c, s in states.items() if s in {"queued", "claimed"}),
            failed=tuple(c for c, s in states.items() if s == "failed"),
        )
        for employee_id, (at, states) in newest.items()
    }
