"""Every SELECT of reminders: how the people who still owe can be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee, OrgNode, RoleGrant
from webapp.assignments.models import Assignment
from webapp.clock import local_day
from webapp.notify.models import Notice
from webapp.notify.queries import channel_label
from webapp.notify.service import Recipient


@dataclass(frozen=True)
class LoggedNotice:
    """One line of the proof log: the message, whom it was for, and the channel's Chinese name."""

    notice: Notice
    full_name: str
    channel_label: str


def unit_ids(session: orm.Session) -> list[int]:
    """Return the ids of all units."""
    return list(session.scalars(sa.select(OrgNode.id).where(OrgNode.kind == "unit").order_by(OrgNode.id)))


def recipients(session: orm.Session, employee_ids: Iterable[int]) -> dict[int, tuple[str, Recipient]]:
    """Return name and addresses of those people whose accounts are open, in one query."""
    rows = session.scalars(
        sa.select(Employee).where(Employee.id.in_(list(employee_ids)), Employee.is_enabled)
    )
    return {
        row.id: (row.full_name, Recipient(row.id, row.unit_id, row.phone, row.email)) for row in rows
    }


def heads(session: orm.Session, department_ids: Iterable[int], *, now: datetime) -> dict[int, list[int]]:
    """Return who heads each department today."""
    today = local_day(now)
    rows = session.execute(
        sa.select(RoleGrant.node_id, RoleGrant.employee_id).where(
            RoleGrant.role == "department_head",
            RoleGrant.node_id.in_(list(department_ids)),
            RoleGrant.from_on <= today,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
        )
    )
    found: dict[int, list[int]] = {}
    for node_id, employee_id in rows:
        found.setdefault(node_id, []).append(employee_id)
    return found


def people_of(session: orm.Session, unit_id: int, department_ids: Iterable[int] | None) -> set[int]:
    """Return the ids of a unit's people whose duties these departments chase; None means every department.

    The chasing department is the assignment's, which follows a mover only while the duty is open (DOMAIN section 2).
    """
    wanted = sa.select(Employee.id).where(Employee.unit_id == unit_id)
    if department_ids is not None:
        chased = sa.select(Assignment.employee_id).where(Assignment.department_id.in_(list(department_ids)))
        wanted = wanted.where(Employee.id.in_(chased))
    return set(session.scalars(wanted))


def proof_log(
    session: orm.Session,
    unit_id: int,
    *,
    search: str,
    channel_code: str,
    state: str,
    limit: int,
    offset: int,
) -> tuple[Sequence[LoggedNotice], int]:
    """Return a page of a unit's messages, newest first, and how many there are in all; empty filters mean all."""
    wanted = sa.select(Notice, Employee.full_name).join(Employee, Employee.id == Notice.employee_id)
    wanted = wanted.where(Notice.unit_id == unit_id)
    if search:
        wanted = wanted.where(
            sa.or_(
                Notice.subject.contains(search, autoescape=True),
                Employee.full_name.contains(search, autoescape=True),
                Employee.pinyin.contains(search, autoescape=True),
            )
        )
    if channel_code:
        wanted = wanted.where(Notice.channel == channel_code)
    if state:
        wanted = wanted.where(Notice.state == state)
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(wanted.order_by(Notice.id.desc()).limit(limit).offset(offset))
    return [LoggedNotice(notice, name, channel_label(notice.channel)) for notice, name in rows], total
