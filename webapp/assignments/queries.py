"""Every SELECT of duties: what each person owed at an instant, from what had been recorded by then.

The number of queries is the same for one duty and for a hundred thousand. Their statements are built once, when this
module is read: an exam day asks for one person's duties thousands of times a minute, and building a statement takes
four times as long as running it.
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


@dataclass(frozen=True)
class _Statements:
    """The five SELECTs of the duties under one condition; each takes the condition's values and ``at``."""

    tasks: sa.Select[Any]
    overrides: sa.Select[Any]
    exemptions: sa.Select[Any]
    fulfilments: sa.Select[Any]
    events: sa.Select[Any]


_AT = sa.bindparam("at", type_=UtcDateTime)


def _statements(condition: sa.ColumnElement[bool]) -> _Statements:
    """Build the SELECTs for a condition on ``Assignment`` and ``Requirement``, over plain columns without the ORM."""
    task, change = Requirement, AssignmentChange
    of_task = sa.exists(sa.select(Assignment.id).where(Assignment.requirement_id == task.id, condition))
    events = (
        sa.select(Assignment.id, Assignment.employee_id, Assignment.requirement_id, change.kind, change.department_id)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .join(change, change.assignment_id == Assignment.id)
        .where(condition, Assignment.recorded_at <= _AT, change.recorded_at <= _AT, change.effective_at <= _AT)
        .order_by(Assignment.id, change.effective_at, change.id)
    )
    return _Statements(
        tasks=sa.select(
            *(task.id, task.due_at, task.counts_until, task.kind, task.title, task.is_counted, task.opens_at),
            *(task.minutes, task.assigned_by, task.document_number),
        ).where(of_task),
        overrides=_in_force(condition, Override, Override.due_at, Override.duration_percent),
        exemptions=_in_force(condition, Exemption, Exemption.recorded_at),
        fulfilments=_in_force(
            condition, Fulfilment, Fulfilment.effective_at, Fulfilment.source_kind, Fulfilment.source_id
        ),
        events=events,
    )


def _in_force(
    condition: sa.ColumnElement[bool], table: type[Override] | type[Exemption] | type[Fulfilment], *columns: Any
) -> sa.Select[Any]:
    """Select the rows in force at ``at``, with their assignment first: recorded by then and not revoked by then."""
    return (
        sa.select(table.assignment_id, *columns)
        .join(Assignment, Assignment.id == table.assignment_id)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .where(condition, table.recorded_at <= _AT, sa.or_(table.revoked_at.is_(None), table.revoked_at > _AT))
        .order_by(table.id)
    )


def _near() -> sa.ColumnElement[bool]:
    stood = sa.select(AssignmentChange.assignment_id).where(
        AssignmentChange.department_id == sa.bindparam("department_id")
    )
    return sa.or_(Assignment.id.in_(stood), Assignment.employee_id.in_(sa.bindparam("employee_ids", expanding=True)))


_YEAR = sa.and_(Requirement.unit_id == sa.bindparam("unit_id"), Requirement.year == sa.bindparam("year"))
_OF_YEAR = _statements(_YEAR)
_NEAR = _statements(sa.and_(_YEAR, _near()))
_OF_REQUIREMENT = _statements(Assignment.requirement_id == sa.bindparam("requirement_id"))
_OF_ONE = _statements(
    sa.and_(
        Assignment.requirement_id == sa.bindparam("requirement_id"),
        Assignment.employee_id == sa.bindparam("employee_id"),
    )
)
_OF_PERSON = _statements(Assignment.employee_id == sa.bindparam("employee_id"))
_OF_PEOPLE = _statements(Assignment.employee_id.in_(sa.bindparam("employee_ids", expanding=True)))
_ASSIGNMENT = sa.select(Assignment).where(
    Assignment.requirement_id == sa.bindparam("requirement_id"), Assignment.employee_id == sa.bindparam("employee_id")
)
_EXTENSIONS = (
    sa.select(Assignment.requirement_id, sa.func.max(Override.due_at, type_=UtcDateTime))
    .join(Assignment, Assignment.id == Override.assignment_id)
    .where(
        Assignment.requirement_id.in_(sa.bindparam("requirement_ids", expanding=True)), Override.revoked_at.is_(None)
    )
    .group_by(Assignment.requirement_id)
)


def requirement(session: orm.Session, requirement_id: int) -> Requirement | None:
    """Return one requirement, None when there is none."""
    return session.get(Requirement, requirement_id)


def assignment(session: orm.Session, requirement_id: int, employee_id: int) -> Assignment | None:
    """Return a person's assignment under a requirement; None for one who was not on its roster."""
    return session.scalar(_ASSIGNMENT, {"requirement_id": requirement_id, "employee_id": employee_id})


def duties_as_of(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> list[DutyFacts]:
    """Return every duty of a unit's 所属年度 as known at ``at``, in order of assignment; five queries."""
    return _facts(session, _OF_YEAR, at, unit_id=unit_id, year=year)


def duties_near(
    session: orm.Session, unit_id: int, year: int, *, department_id: int, employee_ids: Collection[int], at: datetime
) -> list[DutyFacts]:
    """Return the year's duties that ever stood in a department, and those of these people, as ``duties_as_of`` does."""
    near: dict[str, Any] = {"department_id": department_id, "employee_ids": list(employee_ids)}
    return _facts(session, _NEAR, at, unit_id=unit_id, year=year, **near)


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
    return _facts(session, _OF_REQUIREMENT, at, requirement_id=requirement_id)


def duty_of(session: orm.Session, requirement_id: int, employee_id: int, *, at: datetime) -> DutyFacts | None:
    """Return one person's duty under a requirement as known at ``at``; None for one who was never given it."""
    found = _facts(session, _OF_ONE, at, requirement_id=requirement_id, employee_id=employee_id)
    return found[0] if found else None


def last_extensions(session: orm.Session, requirement_ids: Collection[int]) -> dict[int, datetime]:
    """Return the latest personal due instant in force under each requirement; those without one are absent."""
    rows = session.execute(_EXTENSIONS, {"requirement_ids": list(requirement_ids)})
    return {requirement_id: at for requirement_id, at in rows if at is not None}


def duties_of(session: orm.Session, employee_id: int, *, at: datetime) -> list[DutyFacts]:
    """Return all duties that one person ever had, of every year, as known at ``at``; five queries."""
    return _facts(session, _OF_PERSON, at, employee_id=employee_id)


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
    found = _facts(session, _OF_PEOPLE, at, employee_ids=list(employee_ids))
    return Counter(duty.employee_id for duty in found if rules.is_open(duty, at))


def following_counts(session: orm.Session, employee_ids: Collection[int], *, on: date, at: datetime) -> Counter[int]:
    """Return how many duties of each of these people would follow a move on a local day; five queries."""
    found, start = _facts(session, _OF_PEOPLE, at, employee_ids=list(employee_ids)), local_instant(on)
    return Counter(duty.employee_id for duty in found if rules.follows_a_move(duty, start))


def ending_counts(session: orm.Session, employee_ids: Collection[int], *, on: date, at: datetime) -> Counter[int]:
    """Return how many duties of each of these people leaving on a local day would withdraw; five queries."""
    found, end = _facts(session, _OF_PEOPLE, at, employee_ids=list(employee_ids)), end_of_day(on)
    return Counter(duty.employee_id for duty in found if rules.ends_on_leaving(duty, end))


def _facts(session: orm.Session, statements: _Statements, at: datetime, **values: Any) -> list[DutyFacts]:
    """Return the duties that statements find with these values, in order of assignment; five queries."""
    connection, bound = session.connection(), {"at": at, **values}
    tasks = _tasks(connection.execute(statements.tasks, bound).all())
    overrides = _grouped(connection.execute(statements.overrides, bound).all())
    exemptions = _grouped(connection.execute(statements.exemptions, bound).all())
    fulfilments = _grouped(connection.execute(statements.fulfilments, bound).all())
    duties = []
    events_by_duty = _events(connection.execute(statements.events, bound).all())
    for assignment_id, (employee_id, requirement_id, *events) in events_by_duty.items():
        standing = rules.standing(tuple(events))
        if standing.is_assigned:
            kept = (overrides.get(assignment_id, ()), exemptions.get(assignment_id, ()))
            evidence = fulfilments.get(assignment_id, ())
            duties.append(_duty(assignment_id, employee_id, standing, tasks[requirement_id], *kept, evidence))
    return duties


def _events(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Return ``[employee, requirement, (kind, department), …]`` by assignment, in order of assignment.

    The events are those in force at ``at``, in the order in which they took effect; later entries win a tie.
    """
    found: dict[int, list[Any]] = {}
    for assignment_id, employee_id, requirement_id, kind, department_id in rows:
        own = found.get(assignment_id)
        if own is None:
            found[assignment_id] = [employee_id, requirement_id, (kind, department_id)]
        else:
            own.append((kind, department_id))
    return found


def _grouped(rows: Iterable[Any]) -> dict[int, list[tuple[Any, ...]]]:
    """Return rows by their first column, without it."""
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row[1:])
    return grouped


@dataclass(frozen=True)
class _Task:
    """What all duties of one requirement share; ``own`` and ``origin`` are fields of ``DutyFacts`` in its order."""

    due_at: datetime
    counts_until: datetime
    own: tuple[int, str, str, bool, datetime, int]
    origin: tuple[str, str]


def _tasks(rows: Iterable[Any]) -> dict[int, _Task]:
    return {
        task.id: _Task(
            task.due_at,
            task.counts_until,
            (task.id, task.kind, task.title, task.is_counted, task.opens_at, task.minutes),
            (task.assigned_by, task.document_number),
        )
        for task in rows
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
