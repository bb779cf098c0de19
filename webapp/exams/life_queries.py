"""Every SELECT about the life of attempts: who sat an exam, what happened to whose attempt, how people are reached."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.assignments.models import Assignment, Override
from webapp.db import UtcDateTime
from webapp.exams import queries
from webapp.exams.life_rules import Sitter
from webapp.exams.models import Attempt, AttemptEvent
from webapp.notify.service import Recipient


@dataclass(frozen=True)
class Happening:
    """One event of an attempt with the name of who did it; "" is the program or the person of the attempt."""

    kind: str
    at: datetime
    actor: str
    detail: dict[str, Any]


def sitters(session: orm.Session, exam_id: int) -> list[Sitter]:
    """Return everybody with an attempt at an exam in the order of the roster; two queries."""
    facts = queries.facts_by_person(session, exam_id)
    people = session.execute(
        sa.select(Employee.id, Employee.full_name, Employee.staff_number)
        .where(Employee.id.in_(facts.keys()))
        .order_by(Employee.sort_order, Employee.id)
    )
    return [Sitter(key, name, number, tuple(facts[key])) for key, name, number in people]


def given(session: orm.Session, requirement_id: int) -> list[Sitter]:
    """Return everybody who was given a duty, without attempts, in the order of the roster."""
    people = session.execute(
        sa.select(Employee.id, Employee.full_name, Employee.staff_number)
        .join(Assignment, Assignment.employee_id == Employee.id)
        .where(Assignment.requirement_id == requirement_id)
        .order_by(Employee.sort_order, Employee.id)
    )
    return [Sitter(key, name, number, ()) for key, name, number in people]


def happenings(session: orm.Session, attempt_ids: Collection[int]) -> dict[int, list[Happening]]:
    """Return what happened to each attempt, the oldest first; one query."""
    found: dict[int, list[Happening]] = defaultdict(list)
    rows = session.execute(
        sa.select(AttemptEvent, Employee.full_name)
        .outerjoin(Employee, Employee.id == AttemptEvent.actor_id)
        .where(AttemptEvent.attempt_id.in_(attempt_ids))
        .order_by(AttemptEvent.id)
    )
    for event, name in rows:
        found[event.attempt_id].append(Happening(event.kind, event.at, name or "", event.detail))
    return found


def void_reason(session: orm.Session, attempt_id: int) -> str:
    """Return why an attempt was voided, "" for one that was not."""
    voided = [one for one in happenings(session, [attempt_id])[attempt_id] if one.kind == "void"]
    return str(voided[-1].detail["reason"]) if voided else ""


def attempts(session: orm.Session, attempt_ids: Sequence[int]) -> list[Attempt]:
    """Return loaded attempts by id, in order."""
    return list(session.scalars(sa.select(Attempt).where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id)))


def running_in(session: orm.Session, window_ids: Collection[int]) -> list[Attempt]:
    """Return the running attempts of these windows, without 试考."""
    is_running = sa.and_(Attempt.window_id.in_(window_ids), Attempt.state == "in_progress", Attempt.number > 0)
    return list(session.scalars(sa.select(Attempt).where(is_running).order_by(Attempt.id)))


def rehearsals(session: orm.Session, exam_id: int, employee_id: int) -> list[Attempt]:
    """Return a person's 试考 of an exam, the newest first."""
    return [one for one in queries.attempts_of(session, exam_id, employee_id) if one.is_rehearsal]


def recipients(session: orm.Session, employee_ids: Collection[int]) -> list[Recipient]:
    """Return how each of these people is reached."""
    rows = session.execute(
        sa.select(Employee.id, Employee.unit_id, Employee.phone, Employee.email).where(Employee.id.in_(employee_ids))
    )
    return [Recipient(*row) for row in rows]


def was_closed(session: orm.Session, row: queries.ExamRow, *, now: datetime) -> bool:
    """Say whether there was an instant up to ``now`` at which nobody could sit the exam any more.

    An extension entered after the close doesn't undo that keys were shown then.
    """
    closes_at = max(window.closes_at for window in row.windows)
    in_time = session.scalar(
        sa.select(sa.func.max(Override.due_at, type_=UtcDateTime))
        .join(Assignment, Assignment.id == Override.assignment_id)
        .where(Assignment.requirement_id == row.requirement.id, Override.recorded_at <= closes_at)
    )
    return now > max(closes_at, in_time or closes_at)
