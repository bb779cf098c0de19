"""Every SELECT of the live monitor: one that gathers all attempts of an exam with their newest saves, one of names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.db import UtcDateTime
from webapp.exams.models import Attempt, AttemptEvent, AttemptResponse
from webapp.exams.monitor_rules import Sitting


class Named(NamedTuple):
    """A person's name and place in the roster; ``department_id`` is that of today."""

    full_name: str
    staff_number: str
    sort_order: int
    department_id: int | None


def sittings(session: orm.Session, exam_id: int, item_count: int) -> dict[int, list[Sitting]]:
    """Return all attempts at an exam by person; one query, whose cost grows with the answers of running attempts."""
    running = sa.and_(Attempt.exam_id == exam_id, Attempt.state == "in_progress")
    saves = (
        sa.select(
            AttemptResponse.attempt_id,
            sa.func.max(AttemptResponse.saved_at, type_=UtcDateTime).label("saved_at"),
            sa.func.count().label("saved_count"),
        )
        .join(Attempt, Attempt.id == AttemptResponse.attempt_id)
        .where(running)
        .group_by(AttemptResponse.attempt_id)
        .subquery()
    )
    opened = (
        sa.select(AttemptEvent.attempt_id, sa.func.max(AttemptEvent.at, type_=UtcDateTime).label("reopened_at"))
        .join(Attempt, Attempt.id == AttemptEvent.attempt_id)
        .where(running, AttemptEvent.kind == "reopen")
        .group_by(AttemptEvent.attempt_id)
        .subquery()
    )
    times = (Attempt.started_at, Attempt.deadline_at, Attempt.accepts_until, Attempt.submitted_at)
    rows = session.execute(
        sa.select(
            Attempt.employee_id,
            Attempt.number,
            Attempt.state,
            *times,
            Attempt.response_count,
            saves.c.saved_at,
            sa.func.coalesce(saves.c.saved_count, 0),
            opened.c.reopened_at,
            Attempt.is_on_paper,
        )
        .outerjoin(saves, saves.c.attempt_id == Attempt.id)
        .outerjoin(opened, opened.c.attempt_id == Attempt.id)
        .where(Attempt.exam_id == exam_id, Attempt.number > 0)
    )
    found: dict[int, list[Sitting]] = defaultdict(list)
    for employee_id, number, state, started, deadline, accepts, submitted, count, *of_saves, is_on_paper in rows:
        asked = 0 if is_on_paper else item_count
        one = Sitting(number, state, started, deadline, accepts, submitted, count, asked, *of_saves)
        found[employee_id].append(one)
    return found


def names(session: orm.Session, unit_id: int, also: Collection[int]) -> Mapping[int, Named]:
    """Return the names of a unit's people, and of those of ``also`` who have left it since, by id; one query."""
    rows = session.execute(
        sa.select(
            Employee.id, Employee.full_name, Employee.staff_number, Employee.sort_order, Employee.department_id
        ).where(sa.or_(Employee.unit_id == unit_id, Employee.id.in_(also)))
    )
    return {key: Named(name, number or "", order, department) for key, name, number, order, department in rows}
