"""Every SELECT of the verification: raw records beside what was sealed or repeated from them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee, EmploymentSpell, OrgNode
from webapp.assignments.models import (
    Assignment,
    AssignmentChange,
    Exemption,
    Fulfilment,
    Override,
    Requirement,
)
from webapp.audit.models import AuditEntry
from webapp.db import ExactDecimal
from webapp.exams.models import Attempt, Exam, Grading, ItemResult, PaperScore, PaperSitting
from webapp.files import StoredFile
from webapp.study.models import RollEvent, StudySession


def units(session: orm.Session) -> Sequence[OrgNode]:
    """Return all units."""
    return session.scalars(sa.select(OrgNode).where(OrgNode.kind == "unit").order_by(OrgNode.id)).all()


def years(session: orm.Session, unit_id: int) -> Sequence[int]:
    """Return the 所属年度 in which a unit has published duties, the earliest first."""
    return session.scalars(
        sa.select(Requirement.year)
        .where(Requirement.unit_id == unit_id, Requirement.state != "draft")
        .distinct()
        .order_by(Requirement.year)
    ).all()


def sealed(session: orm.Session, *actions: str) -> dict[int, list[str | None]]:
    """Return the digests that the audit log holds of each subject of these actions, the oldest first."""
    rows = session.execute(
        sa.select(AuditEntry.subject_id, AuditEntry.digest)
        .where(AuditEntry.action.in_(actions), AuditEntry.outcome == "done")
        .order_by(AuditEntry.id)
    )
    found: dict[int, list[str | None]] = {}
    for subject_id, digest in rows:
        found.setdefault(subject_id, []).append(digest)
    return found


def ended_attempts(session: orm.Session) -> Iterator[Any]:
    """Return id, state, score, counted answers, submitted_at, assignment, pass mark and name of each ended attempt.

    Voided ones are among them: they count for nothing, but what they were is proved like the others.
    """
    rows = session.execute(
        sa.select(
            Attempt.id,
            Attempt.state,
            Attempt.score,
            Attempt.grading_number,
            Attempt.response_count,
            Attempt.submitted_at,
            Attempt.assignment_id,
            Exam.pass_mark,
            Employee.full_name,
        )
        .join(Exam, Exam.id == Attempt.exam_id)
        .join(Employee, Employee.id == Attempt.employee_id)
        .where(Attempt.state != "in_progress")
        .order_by(Attempt.id)
    )
    yield from rows.all()


def running_attempt_count(session: orm.Session) -> int:
    """Return how many attempts are under way, which cannot be verified yet."""
    return session.scalar(sa.select(sa.func.count()).select_from(Attempt).where(Attempt.state == "in_progress")) or 0


def attempt_ids(session: orm.Session) -> set[int]:
    """Return the ids of all attempts that are kept."""
    return set(session.scalars(sa.select(Attempt.id)))


def gradings(session: orm.Session) -> dict[int, list[tuple[int, Decimal]]]:
    """Return (number, score) of the gradings of each attempt, in order."""
    found: dict[int, list[tuple[int, Decimal]]] = {}
    rows = session.execute(
        sa.select(Grading.attempt_id, Grading.number, Grading.score).order_by(Grading.attempt_id, Grading.number)
    )
    for attempt_id, number, score in rows:
        found.setdefault(attempt_id, []).append((number, score))
    return found


def awarded_sums(session: orm.Session) -> dict[tuple[int, int], Decimal]:
    """Return what the items of each grading (attempt id, number) earned together."""
    rows = session.execute(
        sa.select(
            ItemResult.attempt_id, ItemResult.grading_number, sa.func.sum(ItemResult.awarded, type_=ExactDecimal(2))
        ).group_by(ItemResult.attempt_id, ItemResult.grading_number)
    )
    return {(attempt_id, number): awarded for attempt_id, number, awarded in rows}


def paper_scores(session: orm.Session) -> Sequence[Any]:
    """Return the scores from paper that became attempts, each with its sitting and its attempt, in keyed order."""
    return session.execute(
        sa.select(
            PaperScore.sitting_id,
            PaperScore.employee_id,
            PaperScore.score,
            PaperScore.parts,
            PaperScore.attempt_id,
            PaperSitting.state,
            PaperSitting.sat_at,
            PaperSitting.keyed_by,
            PaperSitting.decided_by,
            Attempt.employee_id.label("attempt_employee_id"),
            Attempt.submitted_at,
        )
        .join(PaperSitting, PaperSitting.id == PaperScore.sitting_id)
        .join(Attempt, Attempt.id == PaperScore.attempt_id)
        .order_by(PaperScore.sitting_id, PaperScore.place)
    ).all()


def paper_scans(session: orm.Session) -> list[tuple[int, StoredFile, str]]:
    """Return the id of each checked list of scores from paper, its scan, and the digest that was sealed at keying."""
    keyed = sa.select(AuditEntry.subject_id, AuditEntry.detail).where(AuditEntry.action == "paper_sitting.key")
    sealed = {sitting_id: detail["sha256"] for sitting_id, detail in session.execute(keyed.order_by(AuditEntry.id))}
    rows = session.execute(
        sa.select(PaperSitting.id, StoredFile)
        .join(StoredFile, StoredFile.id == PaperSitting.scan_id)
        .where(PaperSitting.state == "checked")
        .order_by(PaperSitting.id)
    )
    return [(sitting_id, kept, sealed.get(sitting_id, "")) for sitting_id, kept in rows]


def paper_attempt_ids(session: orm.Session) -> set[int]:
    """Return the ids of all attempts sat on paper."""
    return set(session.scalars(sa.select(Attempt.id).where(Attempt.is_on_paper)))


def evidence(session: orm.Session) -> list[tuple[str, int, int, datetime]]:
    """Return the evidence in force: source kind, source id, assignment id, when it happened."""
    rows = session.execute(
        sa.select(Fulfilment.source_kind, Fulfilment.source_id, Fulfilment.assignment_id, Fulfilment.effective_at)
        .where(Fulfilment.revoked_at.is_(None))
        .order_by(Fulfilment.id)
    )
    return [(kind, source_id, assignment_id, at) for kind, source_id, assignment_id, at in rows]


def exemptions(session: orm.Session) -> dict[int, int]:
    """Return how many exemptions each assignment was ever given."""
    return _count_by_assignment(session, Exemption)


def overrides(session: orm.Session) -> dict[int, int]:
    """Return how many individual adjustments each assignment was ever given."""
    return _count_by_assignment(session, Override)


def _count_by_assignment(session: orm.Session, table: type[Exemption] | type[Override]) -> dict[int, int]:
    rows = session.execute(sa.select(table.assignment_id, sa.func.count()).group_by(table.assignment_id))
    return {assignment_id: count for assignment_id, count in rows}


def withdrawals(session: orm.Session) -> set[int]:
    """Return the assignments that an event ended (不再应考)."""
    return set(session.scalars(sa.select(AssignmentChange.assignment_id).where(AssignmentChange.kind == "withdrawn")))


def logged_withdrawals(session: orm.Session) -> set[int]:
    """Return the assignments whose end the audit log holds."""
    details = session.scalars(sa.select(AuditEntry.detail).where(AuditEntry.action == "assignment.withdraw"))
    return {assignment_id for detail in details for assignment_id in detail["assignment_ids"]}


def closed_sessions(session: orm.Session) -> Sequence[StudySession]:
    """Return the sessions whose roll is closed now."""
    return session.scalars(
        sa.select(StudySession).where(StudySession.state == "closed").order_by(StudySession.id)
    ).all()


def closings(session: orm.Session) -> dict[int, list[RollEvent]]:
    """Return the roll events of each session, the oldest first."""
    found: dict[int, list[RollEvent]] = {}
    for event in session.scalars(sa.select(RollEvent).order_by(RollEvent.id)):
        found.setdefault(event.session_id, []).append(event)
    return found


def present_columns(session: orm.Session, on: date) -> list[tuple[Employee, EmploymentSpell | None]]:
    """Return every person who has ever served by a local day, with the spell that covers it, None without one."""
    covers = sa.and_(
        EmploymentSpell.employee_id == Employee.id,
        EmploymentSpell.from_on <= on,
        sa.or_(EmploymentSpell.until_on.is_(None), EmploymentSpell.until_on > on),
    )
    has_served = Employee.id.in_(sa.select(EmploymentSpell.employee_id).where(EmploymentSpell.from_on <= on))
    rows = session.execute(
        sa.select(Employee, EmploymentSpell).outerjoin(EmploymentSpell, covers).where(has_served).order_by(Employee.id)
    )
    return [(person, spell) for person, spell in rows]


def assigned_departments(session: orm.Session, unit_id: int, year: int) -> dict[int, int]:
    """Return the department that each assignment of a year names as its present one."""
    rows = session.execute(
        sa.select(Assignment.id, Assignment.department_id)
        .join(Requirement, Requirement.id == Assignment.requirement_id)
        .where(Requirement.unit_id == unit_id, Requirement.year == year)
    )
    return {assignment_id: department_id for assignment_id, department_id in rows}
