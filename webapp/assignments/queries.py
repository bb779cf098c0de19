"""Every SELECT of duties: what each person owed at an instant, from what had been recorded by then.

The number of queries is the same for one duty and for a hundred thousand.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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
    "duties_near",
    "duties_of",
    "duties_of_requirement",
    "duty_of",
    "ending_counts",
    "following_counts",
    "has_duties",
    "last_extensions",
    "open_counts",
    "open_duties_of",
    "open_of",
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


def duties_near(
    session: orm.Session, unit_id: int, year: int, *, department_id: int, employee_ids: Collection[int], at: datetime
) -> list[DutyFacts]:
    """Return the year's duties that ever stood in a department, and those of these people, as ``duties_as_of`` does."""
    stood = sa.select(AssignmentChange.assignment_id).where(AssignmentChange.department_id == department_id)
    near = sa.or_(Assignment.id.in_(stood), Assignment.employee_id.in_(employee_ids))
    return _facts(session, sa.and_(Requirement.unit_id == unit_id, Requirement.year == year, near), at)


def has_duties(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> bool:
    """Say whether anybody of the unit had been given a duty of the year by ``at`` that was not recalled since."""
    recalled = sa.exists().where(
        AssignmentChange.assignment_id == Assignment.id,
        AssignmentChange.kind == "recalled",
        AssignmentChange.recorded_at <= at,
    )
    given = sa.exists().where(
        Assignment.requirement_id == Requirement.id,
        Requirement.unit_id == unit_id,
        Requirement.year == year,
        Assignment.recorded_at <= at,
        ~recalled,
    )
    return bool(session.scalar(sa.select(given)))


def duties_of_requirement(session: orm.Session, requirement_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return the duties of one requirement as known at ``at``; five queries."""
    return _facts(session, Requirement.id == requirement_id, at)


def duty_of(session: orm.Session, requirement_id: int, employee_id: int, *, at: datetime) -> DutyFacts | None:
    """Return one person's duty under a requirement as known at ``at``; None for one who was never given it."""
    mine = sa.and_(Assignment.requirement_id == requirement_id, Assignment.employee_id == employee_id)
    found = _facts(session, mine, at)
    return found[0] if found else None


def last_extensions(session: orm.Session, requirement_ids: Collection[int]) -> dict[int, datetime]:
    """Return the latest personal due instant in force under each requirement; those without one are absent."""
    rows = session.execute(
        sa.select(Assignment.requirement_id, sa.func.max(Override.due_at, type_=UtcDateTime))
        .join(Assignment, Assignment.id == Override.assignment_id)
        .where(Assignment.requirement_id.in_(requirement_ids), Override.revoked_at.is_(None))
        .group_by(Assignment.requirement_id)
    )
    return {requirement_id: at for requirement_id, at in rows if at is not None}


def duties_of(session: orm.Session, employee_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return all duties that one person ever had, of every year, as known at ``at``; five queries."""
    return _facts(session, Assignment.employee_id == employee_id, at)


def open_duties_of(session: orm.Session, employee_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return what one person still owes at ``at``, the earliest due first; overdue duties stand first."""
    return open_of(duties_of(session, employee_id, at=at), at=at)


def open_of(duties: Iterable[DutyFacts], *, at: datetime) -> list[DutyFacts]:
    """Return those of some duties that are still owed at ``at`` and can be met, the earliest due first."""
    return sorted(
        (duty for duty in duties if rules.is_open(duty, at)), key=lambda duty: (duty.due_at, duty.assignment_id)
    )


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
    """Return the duties under a condition on ``Assignment`` and ``Requirement``; five queries, without the ORM."""
    tasks = _tasks(session, condition)
    overrides = _in_force(session, condition, at, Override, Override.due_at, Override.duration_percent)
    exemptions = _in_force(session, condition, at, Exemption, Exemption.recorded_at)
    shown = (Fulfilment.effective_at, Fulfilment.source_kind, Fulfilment.source_id)
    fulfilments = _in_force(session, condition, at, Fulfilment, *shown)
    duties = []
    for assignment_id, (employee_id, requirement_id, *events) in _events(session, condition, at).items():
        standing = rules.standing(tuple(events))
        if standing.is_assigned:
            kept = (overrides.get(assignment_id, ()), exemptions.get(assignment_id, ()))
            evidence = fulfilments.get(assignment_id, ())
            duties.append(_duty(assignment_id, employee_id, standing, tasks[requirement_id], *kept, evidence))
    return duties


def _events(session: orm.Session, condition: sa.ColumnElement[bool], at: datetime) -> dict[int, list[Any]]:
    """Return ``[employee, requirement, (kind, department), …]`` by assignment, in order of assignment.

    The events are those in force at ``at``, in the order in which they took effect; later entries win a tie.
    """
    change = AssignmentChange
    rows = session.connection().execute(
        sa.select(
            Assignment.id, Assignment.employee_id, Assignment.requirement_id, change.kind, change.department_id
        )
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .join(change, change.assignment_id == Assignment.id)
        .where(condition, Assignment.recorded_at <= at, change.recorded_at <= at, change.effective_at <= at)
        .order_by(Assignment.id, change.effective_at, change.id)
    )
    found: dict[int, list[Any]] = {}
    for assignment_id, employee_id, requirement_id, kind, department_id in rows:
        if assignment_id not in found:
            found[assignment_id] = [employee_id, requirement_id]
        found[assignment_id].append((kind, department_id))
    return found


@dataclass(frozen=True)
class _Task:
    """What all duties of one requirement share; ``own`` and ``origin`` are fields of ``DutyFacts`` in its order."""

    due_at: datetime
    counts_until: datetime
    own: tuple[int, str, str, bool, datetime, int]
    origin: tuple[str, str]


def _tasks(session: orm.Session, condition: sa.ColumnElement[bool]) -> dict[int, _Task]:
    found = session.execute(
        sa.select(Requirement).where(
            sa.exists(sa.select(Assignment.id).where(Assignment.requirement_id == Requirement.id, condition))
        )
    )
    return {
        task.id: _Task(
            task.due_at,
            task.counts_until,
            (task.id, task.kind, task.title, task.is_counted, task.opens_at, task.minutes),
            (task.assigned_by, task.document_number),
        )
        for task in found.scalars()
    }


def _duty(
    assignment_id: int,
    employee_id: int,
    standing: rules.Standing,
    task: _Task,
    overrides: Sequence[Any],
    exemptions: Sequence[Any],
    evidence: Sequence[Any],
) -> DutyFacts:
    extended_until, percent = rules.adjusted(task.due_at, overrides) if overrides else (None, 100)
    due_at = extended_until or task.due_at
    return DutyFacts(
        assignment_id,
        employee_id,
        standing.department_id,
        due_at,
        max(task.counts_until, due_at),
        standing.withdrawn,
        bool(exemptions),
        bool(exemptions) and all(recorded_at > due_at for (recorded_at,) in exemptions),
        tuple(sorted(evidence)),
        *task.own,
        False,
        extended_until,
        percent,
        *task.origin,
    )


def _in_force(
    session: orm.Session,
    condition: sa.ColumnElement[bool],
    at: datetime,
    table: type[Override] | type[Exemption] | type[Fulfilment],
    *columns: Any,
) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows in force at ``at`` by assignment: recorded by then and not revoked by then."""
    found = session.connection().execute(
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
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in found:
        grouped.setdefault(row[0], []).append(row[1:])
    return grouped
