"""Decide how the events of many assignments are written at once; what they mean is ``rules``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.queries import PersonOnDay
from webapp.assignments import queries, rules
from webapp.assignments.models import Assignment, AssignmentChange


def row(
    assignment_id: int,
    kind: str,
    department_id: int | None,
    effective_at: datetime,
    actor_id: int | None,
    *,
    now: datetime,
    reason: str = "",
) -> dict[str, Any]:
    """Return one event of an assignment as a row to insert; ``now`` is when it is entered."""
    return {
        "assignment_id": assignment_id,
        "kind": kind,
        "department_id": department_id,
        "effective_at": effective_at,
        "recorded_at": now,
        "actor_id": actor_id,
        "reason": reason,
    }


def assign(
    session: orm.Session, requirement_id: int, people: Sequence[PersonOnDay], now: datetime
) -> dict[int, int]:
    """Return assignment ids by person, making those that are missing; a recalled one keeps its row."""
    owned = sa.select(Assignment.employee_id, Assignment.id).where(Assignment.requirement_id == requirement_id)
    present = {employee_id: number for employee_id, number in session.execute(owned)}
    for person in people:
        if person.employee_id in present:
            session.execute(
                sa.update(Assignment)
                .where(Assignment.id == present[person.employee_id])
                .values(department_id=person.department_id)
            )
    missing = [
        {
            "requirement_id": requirement_id,
            "employee_id": person.employee_id,
            "department_id": person.department_id,
            "recorded_at": now,
        }
        for person in people
        if person.employee_id not in present
    ]
    if missing:
        session.execute(sa.insert(Assignment), missing)
    return {employee_id: number for employee_id, number in session.execute(owned)}


def change(
    session: orm.Session,
    employee_id: int,
    kind: str,
    is_meant: Callable[[rules.DutyFacts], bool],
    *,
    at: datetime,
    department_id: int | None = None,
    reason: str = "",
    actor_id: int | None,
    now: datetime,
) -> list[int]:
    """Enter an event for each of a person's duties that ``is_meant`` picks; return their assignment ids."""
    duties = [duty for duty in queries.duties_of(session, employee_id, at=now) if is_meant(duty)]
    ids = [duty.assignment_id for duty in duties]
    given = {row.id: row.recorded_at for row in session.scalars(sa.select(Assignment).where(Assignment.id.in_(ids)))}
    for assignment_id in ids:
        # A move entered late may lie before the duty was given; it can't take effect earlier than the duty.
        effective_at = max(at, given[assignment_id])
        values = row(assignment_id, kind, department_id, effective_at, actor_id, now=now, reason=reason)
        session.add(AssignmentChange(**values))
    session.flush()
    return ids
