"""Every SELECT of objections and key corrections: the cases, whom they concern, and what they would change."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Question, get_type
from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee
from webapp.bank import queries as bank
from webapp.clock import local_day
from webapp.exams import correction_rules, stored
from webapp.exams.correction_rules import Change, InForce
from webapp.exams.models import (
    Attempt,
    AttemptResponse,
    Exam,
    ItemResult,
    KeyCorrection,
    Objection,
)
from webapp.tasks import Task


@dataclass(frozen=True)
class ObjectionRow:
    """One objection with the names that a list shows."""

    objection: Objection
    exam_title: str
    raised_by: str
    stem: str


@dataclass(frozen=True)
class CaseRow:
    """One correction with what is asked and who proposed and decided it ("" while nobody has)."""

    case: KeyCorrection
    stem: str
    proposed_by: str
    decided_by: str


@dataclass(frozen=True)
class UsedQuestion:
    """One question version that attempts of an exam were graded by."""

    version_id: int
    stem: str
    attempt_count: int


def objections(session: orm.Session, unit_id: int) -> list[ObjectionRow]:
    """Return the unit's open objections, the oldest first."""
    rows = session.execute(
        sa.select(Objection, Exam.title, Employee.full_name)
        .join(Exam, Exam.id == Objection.exam_id)
        .join(Employee, Employee.id == Objection.employee_id)
        .where(Exam.unit_id == unit_id, Objection.state == "open")
        .order_by(Objection.id)
    ).all()
    contents = bank.versions(session, {one.version_id for one, _, _ in rows})
    return [ObjectionRow(one, title, name, contents[one.version_id].stem) for one, title, name in rows]


def cases(session: orm.Session, unit_id: int) -> list[CaseRow]:
    """Return the unit's corrections, the newest first."""
    return _cases(session, KeyCorrection.unit_id == unit_id)


def case(session: orm.Session, correction_id: int) -> CaseRow | None:
    """Return one correction, None when there is none."""
    return next(iter(_cases(session, KeyCorrection.id == correction_id)), None)


def _cases(session: orm.Session, condition: sa.ColumnElement[bool]) -> list[CaseRow]:
    proposer, decider = orm.aliased(Employee), orm.aliased(Employee)
    rows = session.execute(
        sa.select(KeyCorrection, proposer.full_name, decider.full_name)
        .join(proposer, proposer.id == KeyCorrection.proposed_by)
        .outerjoin(decider, decider.id == KeyCorrection.decided_by)
        .where(condition)
        .order_by(KeyCorrection.id.desc())
    ).all()
    contents = bank.versions(session, {one.version_id for one, _, _ in rows})
    return [CaseRow(one, contents[one.version_id].stem, name, other or "") for one, name, other in rows]


def open_case(session: orm.Session, version_id: int) -> int | None:
    """Return the correction of a version that is proposed, approved or done; None without one."""
    return session.scalar(
        sa.select(KeyCorrection.id).where(KeyCorrection.version_id == version_id, KeyCorrection.state != "refused")
    )


def objection_of(session: orm.Session, attempt_id: int, version_id: int) -> Objection | None:
    """Return what was raised against a version from an attempt, None for nothing."""
    return session.scalar(
        sa.select(Objection).where(Objection.attempt_id == attempt_id, Objection.version_id == version_id)
    )


def objectors(session: orm.Session, correction_id: int) -> list[int]:
    """Return who raised the objections that a correction answers."""
    return list(
        session.scalars(sa.select(Objection.employee_id).where(Objection.correction_id == correction_id).distinct())
    )


def used_questions(session: orm.Session, exam_id: int) -> list[UsedQuestion]:
    """Return the question versions that an exam's ended attempts are graded by now, the most used first."""
    rows = session.execute(
        sa.select(ItemResult.question_version_id, sa.func.count())
        .join(
            Attempt,
            sa.and_(Attempt.id == ItemResult.attempt_id, Attempt.grading_number == ItemResult.grading_number),
        )
        .where(Attempt.exam_id == exam_id, Attempt.state.in_(("submitted", "graded")))
        .group_by(ItemResult.question_version_id)
        .order_by(sa.func.count().desc(), ItemResult.question_version_id)
    ).all()
    contents = bank.versions(session, [version_id for version_id, _ in rows])
    return [UsedQuestion(version_id, contents[version_id].stem, count) for version_id, count in rows]


# Built once: every hand-in asks it.
_IN_FORCE = sa.select(KeyCorrection.version_id, KeyCorrection.method, KeyCorrection.new_version_id).where(
    KeyCorrection.version_id.in_(sa.bindparam("version_ids", expanding=True)),
    KeyCorrection.state.in_(("approved", "done")),
)


def in_force(session: orm.Session, version_ids: Collection[int]) -> dict[int, InForce]:
    """Return the approved corrections of these versions, and of the versions that those lead to; one query for none."""
    found: dict[int, InForce] = {}
    asked = set(version_ids)
    while asked:
        rows = session.execute(_IN_FORCE, {"version_ids": list(asked)})
        new = {version_id: InForce(method, new_id) for version_id, method, new_id in rows if new_id is not None}
        found |= new
        asked = {one.new_version_id for one in new.values()} - found.keys()
    return found


def affected(session: orm.Session, version_id: int, *, limit: int | None = None) -> list[int]:
    """Return the ended attempts whose current grading is by this version, in order; a regraded one is none of them."""
    return list(
        session.scalars(
            sa.select(Attempt.id)
            .where(_graded_by(version_id), Attempt.state.in_(("submitted", "graded")))
            .order_by(Attempt.id)
            .limit(limit)
        )
    )


def affected_count(session: orm.Session, version_id: int) -> int:
    """Return how many attempts ``affected`` would return."""
    counted = sa.select(sa.func.count()).select_from(Attempt)
    return session.scalar(counted.where(_graded_by(version_id), Attempt.state.in_(("submitted", "graded")))) or 0


def wait_for_ends(session: orm.Session, unit_id: int) -> None:
    """Return once every attempt of the unit that was being ended before this call is ended and seen.

    An end that began before an approval may not know it; on PostgreSQL its row is locked until it commits.
    """
    running = sa.select(Attempt.id).join(Exam, Exam.id == Attempt.exam_id)
    session.execute(
        running.where(Exam.unit_id == unit_id, Attempt.state == "in_progress").with_for_update(read=True, of=Attempt)
    ).all()


def _graded_by(version_id: int) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        ItemResult.question_version_id == version_id,
        ItemResult.attempt_id == Attempt.id,
        ItemResult.grading_number == Attempt.grading_number,
    )


def changes(
    session: orm.Session, version_id: int, content: Question, methods: Sequence[str]
) -> Mapping[str, list[Change]]:
    """Return by way what correcting to ``content`` would do to each attempt that is graded by a version; one query."""
    found: dict[str, list[Change]] = {method: [] for method in methods}
    for attempt, row, raw, title, pass_mark, name in _affected_rows(session, version_id):
        points = Decimal(attempt.snapshot["items"][row.item]["points"])
        rule = attempt.snapshot["multiple_rule"]
        again = get_type(content.type).grade_raw(content, None if raw is None else json.loads(raw), points, rule)
        counts = attempt.state == "graded" and attempt.response_count > 0
        old = stored.result_of(row)
        before = attempt.score or Decimal(0)
        for method in methods:
            after = before - old.awarded + correction_rules.corrected(method, old, again, points).awarded
            did, does = counts and before >= pass_mark, counts and after >= pass_mark
            found[method].append(Change(attempt.id, attempt.employee_id, name, title, before, after, did, does))
    return found


def _affected_rows(session: orm.Session, version_id: int) -> Iterator[Any]:
    rows = session.execute(
        sa.select(Attempt, ItemResult, AttemptResponse.response, Exam.title, Exam.pass_mark, Employee.full_name)
        .join(
            ItemResult,
            sa.and_(Attempt.id == ItemResult.attempt_id, Attempt.grading_number == ItemResult.grading_number),
        )
        .join(Exam, Exam.id == Attempt.exam_id)
        .join(Employee, Employee.id == Attempt.employee_id)
        .outerjoin(
            AttemptResponse,
            sa.and_(AttemptResponse.attempt_id == Attempt.id, AttemptResponse.item == ItemResult.item),
        )
        .where(ItemResult.question_version_id == version_id, Attempt.state.in_(("submitted", "graded")))
        .order_by(Employee.sort_order, Attempt.id)
    )
    yield from rows


def approvers(session: orm.Session, unit_id: int, *, but: int, now: datetime) -> dict[int, str]:
    """Return those who can be the second person of a case today, by id with their names, in 机构序."""
    today = local_day(now)
    people = accounts.people(session, unit_id, on=today)
    roles = accounts.roles_of(session, [one.employee_id for one in people], on=today)
    return {
        one.employee_id: one.full_name
        for one in people
        if one.employee_id != but and roles.get(one.employee_id, frozenset()) & correction_rules.APPROVING_ROLES
    }


def progress(session: orm.Session, one: KeyCorrection) -> Task | None:
    """Return the regrade's task, None before the approval."""
    return session.get(Task, one.task_id) if one.task_id else None
