"""Every SELECT of duties: what each person owed at an instant, from what had been recorded by then.

The number of queries is the same for one duty and for a hundred thousand.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.assignments import rules
from webapp.assignments.models import (
    Assignment,
    AssignmentChange,
    Exemption,
    Fulfilment,
    Override,
    Requirement,
)
from webapp.assignments.rules import DutyFacts
from webapp.clock import end_of_day, local_instant
from webapp.db import UtcDateTime

__all__ = [
    "DutyFacts",
    "assignment",
    "duties_as_of",
    "duties_of",
    "duties_of_requirement",
    "duty_of",
    "ending_counts",
    "following_counts",
    "last_extension",
    "open_counts",
    "open_duties_of",
    "requirement",
]


def requirement(session: orm.Session, requirement_id: int) -> Requirement | None:
    """Return one requirement, None when there is none."""
    return session.get(Requirement, requirement_id)


def assignment(session: orm.Session, requirement_id: int, employee_id: int) -> Assignment | None:
    """Return a person's assignment under a requirement; None for one who was not on its roster."""
    return session.scalar(
        sa.select(Assignment).where(Assignment.requirement_id == requirement_id, Assignment.employee_id == employee_id)
    )


def duties_as_of(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> list[DutyFacts]:
    """Return every duty of a unit's 所属年度 as known at ``at``, in order of assignment; five queries."""
    return _facts(session, sa.and_(Requirement.unit_id == unit_id, Requirement.year == year), at)


def duties_of_requirement(session: orm.Session, requirement_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return the duties of one requirement as known at ``at``; five queries."""
    return _facts(session, Requirement.id == requirement_id, at)


def duty_of(session: orm.Session, requirement_id: int, employee_id: int, *, at: datetime) -> DutyFacts | None:
    """Return one person's duty under a requirement as known at ``at``; None for one who was never given it."""
    mine = sa.and_(Assignment.requirement_id == requirement_id, Assignment.employee_id == employee_id)
    found = _facts(session, mine, at)
    return found[0] if found else None


def last_extension(session: orm.Session, requirement_id: int) -> datetime | None:
    """Return the latest personal due instant in force under a requirement, None without one."""
    return session.scalar(
        sa.select(sa.func.max(Override.due_at, type_=UtcDateTime))
        .join(Assignment, Assignment.id == Override.assignment_id)
        .where(Assignment.requirement_id == requirement_id, Override.revoked_at.is_(None))
    )


def duties_of(session: orm.Session, employee_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return all duties that one person ever had, of every year, as known at ``at``; five queries."""
    return _facts(session, Assignment.employee_id == employee_id, at)


def open_duties_of(session: orm.Session, employee_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return what one person still owes at ``at``, the earliest due first; overdue duties stand first."""
    duties = [duty for duty in duties_of(session, employee_id, at=at) if rules.is_open(duty, at)]
    return sorted(duties, key=lambda duty: (duty.due_at, duty.assignment_id))


def open_counts(session: orm.Session, employee_ids: Collection[int], *, at: datetime) -> Counter[int]:
    """Return how many duties each of these people still owes at ``at``; five queries for any number of people."""
    found = _facts(session, Assignment.employee_id.in_(employee_ids), at)
    return Counter(duty.employee_id for duty in found if rules.is_open(duty, at))


def following_counts(session: orm.Session, employee_ids: Collection[int], *, on: date, at: datetime) -> Counter[int]:
    """Return how many duties of each of these people would follow a move on a local day; five queries."""
    found, start = _facts(session, Assignment.employee_id.in_(employee_ids), at), local_instant(on)
    return Counter(duty.employee_id for duty in found if rules.follows_a_move(duty, start))


def ending_counts(session: orm.Session, employee_ids: Collection[int], *, on: date, at: datetime) -> Counter[int]:
    """Return how many duties of each of these people leaving on a local day would withdraw; five queries."""
    found, end = _facts(session, Assignment.employee_id.in_(employee_ids), at), end_of_day(on)
    return Counter(duty.employee_id for duty in found if rules.ends_on_leaving(duty, end))


def _facts(session: orm.Session, condition: sa.ColumnElement[bool], at: datetime) -> list[DutyFacts]:
    rows = session.execute(
        sa.select(Assignment.id, Assignment.employee_id, *_REQUIREMENT_COLUMNS)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .where(condition, Assignment.recorded_at <= at)
        .order_by(Assignment.id)
    ).all()
    changes = _changes(session, condition, at)
    overrides = _grouped(session, condition, at, Override, Override.due_at, Override.duration_percent)
    exemptions = _grouped(session, condition, at, Exemption, Exemption.recorded_at)
    evidence = (Fulfilment.effective_at, Fulfilment.source_kind, Fulfilment.source_id)
    fulfilments = _grouped(session, condition, at, Fulfilment, *evidence)
    duties = []
    for row in rows:
        standing = rules.standing(changes[row.id])
        if standing.is_assigned:
            duties.append(_duty(row, standing, overrides[row.id], exemptions[row.id], fulfilments[row.id]))
    return duties


_REQUIREMENT_COLUMNS = (
    Requirement.id.label("requirement_id"),
    Requirement.kind,
    Requirement.title,
    Requirement.is_counted,
    Requirement.opens_at,
    Requirement.due_at,
    Requirement.counts_until,
    Requirement.minutes,
    Requirement.assigned_by,
    Requirement.document_number,
)


def _duty(
    row: Any,
    standing: rules.Standing,
    overrides: Sequence[Any],
    exemptions: Sequence[Any],
    fulfilments: Sequence[Any],
) -> DutyFacts:
    extended_until, percent = rules.adjusted(row.due_at, ((due_at, share) for due_at, share in overrides))
    due_at = extended_until or row.due_at
    return DutyFacts(
        assignment_id=row.id,
        requirement_id=row.requirement_id,
        kind=row.kind,
        title=row.title,
        is_counted=row.is_counted,
        employee_id=row.employee_id,
        department_id=standing.department_id,
        opens_at=row.opens_at,
        due_at=due_at,
        counts_until=max(row.counts_until, due_at),
        minutes=row.minutes,
        withdrawn=standing.withdrawn,
        exempt=bool(exemptions),
        exemption_after_due=bool(exemptions) and all(recorded_at > due_at for (recorded_at,) in exemptions),
        fulfilments=tuple(sorted(fulfilments)),
        extended_until=extended_until,
        duration_percent=percent,
        assigned_by=row.assigned_by,
        document_number=row.document_number,
    )


def _changes(session: orm.Session, condition: sa.ColumnElement[bool], at: datetime) -> dict[int, list[rules.Change]]:
    change = AssignmentChange
    found = session.execute(
        sa.select(change.assignment_id, change.kind, change.department_id, change.effective_at, change.id)
        .join(Assignment, Assignment.id == change.assignment_id)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .where(condition, change.recorded_at <= at, change.effective_at <= at)
    )
    grouped: dict[int, list[rules.Change]] = defaultdict(list)
    for assignment_id, kind, department_id, effective_at, number in found:
        grouped[assignment_id].append(rules.Change(kind, department_id, effective_at, number))
    return grouped


def _grouped(
    session: orm.Session,
    condition: sa.ColumnElement[bool],
    at: datetime,
    table: type[Override] | type[Exemption] | type[Fulfilment],
    *columns: Any,
) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows in force at ``at`` by assignment: recorded by then and not revoked by then."""
    found = session.execute(
        sa.select(table.assignment_id, *columns)
        .join(Assignment, Assignment.id == table.assignment_id)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .where(
            condition,
            table.recorded_at <= at,
            sa.or_(table.revoked_at.is_(None), table.revoked_at > at),
        )
        .order_by(table.id)
    )
    grouped: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for assignment_id, *values in found:
        grouped[assignment_id].append(tuple(values))
    return grouped
