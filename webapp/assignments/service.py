"""Decide how duties come to be, change and are fulfilled; every change is a recorded event with its two instants."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.accounts.queries import PersonOnDay
from webapp.assignments import changes, queries, rules
from webapp.assignments.models import (
    Assignment,
    AssignmentChange,
    Exemption,
    Fulfilment,
    Override,
    Requirement,
)
from webapp.audit.service import record
from webapp.clock import end_of_day, local_instant
from webapp.errors import Conflict, InvalidInput, NotFound


def create_requirement(
    session: orm.Session,
    *,
    unit_id: int,
    kind: str,
    title: str,
    year: int,
    roster_on: date,
    opens_at: datetime,
    due_at: datetime,
    counts_until: datetime,
    is_counted: bool = True,
    minutes: int = 0,
    document_number: str = "",
    document_title: str = "",
    assigned_by: str = "",
    actor_id: int | None,
    now: datetime,
) -> Requirement:
    """Write down a duty that nobody owes yet; ``minutes`` is the time that it takes a person.

    Evidence that happens after ``due_at`` and at or before ``counts_until`` is late. InvalidInput for a wrong order.
    """
    if not opens_at < due_at <= counts_until:
        raise InvalidInput("截止时间应晚于开放时间，请改正后再保存。")
    requirement = Requirement(
        unit_id=unit_id,
        kind=kind,
        title=title,
        year=year,
        roster_on=roster_on,
        opens_at=opens_at,
        due_at=due_at,
        counts_until=counts_until,
        is_counted=is_counted,
        minutes=minutes,
        document_number=document_number,
        document_title=document_title,
        assigned_by=assigned_by,
        created_by=actor_id,
        created_at=now,
    )
    session.add(requirement)
    session.flush()
    _record(session, "requirement.create", requirement, actor_id=actor_id, now=now, kind=kind, year=year)
    return requirement


def publish(
    session: orm.Session,
    requirement_id: int,
    people: Sequence[PersonOnDay],
    *,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Fix one assignment for each person of the roster day and return how many; a recalled duty is given again.

    Later arrivals get none (新调入, DOMAIN section 2). Conflict when it is published already.
    """
    requirement = _requirement(session, requirement_id)
    if not people:
        raise InvalidInput("名册截止日没有应学人员，请先导入名册或更改名册截止日。")
    claimed = session.execute(
        sa.update(Requirement)
        .where(Requirement.id == requirement_id, Requirement.state != "published")
        .values(state="published", published_at=now)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("这项任务已经发布，请刷新后查看。")
    session.refresh(requirement)
    owners = changes.assign(session, requirement_id, people, now)
    session.execute(
        sa.insert(AssignmentChange),
        [
            changes.row(owners[person.employee_id], "assigned", person.department_id, now, actor_id, now=now)
            for person in people
        ],
    )
    _record(session, "requirement.publish", requirement, actor_id=actor_id, now=now, people_count=len(people))
    return len(people)


def withdraw_publication(
    session: orm.Session, requirement_id: int, *, reason: str, actor_id: int | None, now: datetime
) -> None:
    """Take a published duty back (撤回发布), as if never given from now on; Conflict when it isn't published.

    The caller has made sure that nobody has begun. A duty with evidence is never taken back.
    """
    requirement = _requirement(session, requirement_id)
    duties = queries.duties_of_requirement(session, requirement_id, at=now)
    if any(duty.fulfilments for duty in duties):
        raise Conflict("已有人完成这项任务，不能撤回发布；如需停止，请逐人办理个别调整。")
    claimed = session.execute(
        sa.update(Requirement)
        .where(Requirement.id == requirement_id, Requirement.state == "published")
        .values(state="withdrawn")
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("这项任务还没有发布，不需要撤回，请刷新后查看。")
    session.refresh(requirement)
    session.execute(
        sa.insert(AssignmentChange),
        [changes.row(duty.assignment_id, "recalled", None, now, actor_id, now=now, reason=reason) for duty in duties],
    )
    _record(session, "requirement.withdraw", requirement, actor_id=actor_id, now=now, reason=reason)


def prolong(
    session: orm.Session,
    requirement_id: int,
    *,
    due_at: datetime,
    counts_until: datetime,
    reason: str,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Give everybody a later due instant and/or let evidence count longer; nothing to do where both stay.

    Conflict for an earlier one, and for a due instant that has passed: who was late by it would not have been.
    """
    requirement = _requirement(session, requirement_id)
    if (due_at, counts_until) == (requirement.due_at, requirement.counts_until):
        return
    if due_at < requirement.due_at or counts_until < requirement.counts_until:
        raise Conflict("截止时间只能延后，不能提前，请改正。")
    if due_at > requirement.due_at and now > requirement.due_at:
        raise Conflict("截止时间已过，不能再延后，请逐人办理个别调整。")
    requirement.due_at, requirement.counts_until = due_at, counts_until
    session.flush()
    due = due_at.isoformat()
    _record(session, "requirement.extend", requirement, actor_id=actor_id, now=now, due_at=due, reason=reason)


def fulfil(
    session: orm.Session,
    assignment_id: int,
    *,
    source_kind: str,
    source_id: int,
    effective_at: datetime,
    now: datetime,
) -> Fulfilment:
    """Enter one piece of evidence that happened at ``effective_at``; the same source is entered once.

    The feature that owns the evidence decides that it qualifies and writes the audit row.
    """
    present = session.scalar(
        sa.select(Fulfilment).where(
            Fulfilment.assignment_id == assignment_id,
            Fulfilment.source_kind == source_kind,
            Fulfilment.source_id == source_id,
            Fulfilment.revoked_at.is_(None),
        )
    )
    if present is not None:
        return present
    found = Fulfilment(
        assignment_id=assignment_id,
        source_kind=source_kind,
        source_id=source_id,
        effective_at=effective_at,
        recorded_at=now,
    )
    session.add(found)
    session.flush()
    return found


def revoke(session: orm.Session, source_kind: str, source_id: int, *, now: datetime) -> int:
    """Let evidence count no longer from ``now`` on; past instants keep it. Return how many duties it fulfilled."""
    revoked = session.execute(
        sa.update(Fulfilment)
        .where(
            Fulfilment.source_kind == source_kind,
            Fulfilment.source_id == source_id,
            Fulfilment.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    return int(revoked.rowcount)  # type: ignore[attr-defined]


def exempt(
    session: orm.Session,
    assignment_id: int,
    *,
    reason: str,
    approved_by: str,
    approved_on: date,
    evidence_note: str,
    actor_id: int | None,
    now: datetime,
) -> Exemption:
    """Enter an approved 免考 with a reason code of ``rules.EXEMPTION_REASONS``; nobody approves the own one."""
    assignment = _assignment(session, assignment_id)
    if reason not in rules.EXEMPTION_REASONS:
        raise InvalidInput("请从列表中选择免考事由。")
    if not approved_by.strip():
        raise InvalidInput("请填写批准人姓名，免考须经分管领导或主要负责人批准。")
    employee = session.get_one(Employee, assignment.employee_id)
    if approved_by.strip() == employee.full_name or actor_id == employee.id:
        raise InvalidInput("本人不能批准或办理自己的免考，请改由其他负责人办理。")
    is_exempt = sa.exists().where(Exemption.assignment_id == assignment_id, Exemption.revoked_at.is_(None))
    if session.scalar(sa.select(is_exempt)):
        raise Conflict("这项任务已办理免考，请刷新后查看。")
    found = Exemption(
        assignment_id=assignment_id,
        reason=reason,
        approved_by=approved_by.strip(),
        approved_on=approved_on,
        evidence_note=evidence_note,
        actor_id=actor_id,
        recorded_at=now,
    )
    session.add(found)
    session.flush()
    _record(session, "assignment.exempt", assignment, actor_id=actor_id, now=now, reason=reason)
    return found


def extend(
    session: orm.Session,
    assignment_id: int,
    *,
    due_at: datetime | None,
    duration_percent: int = 100,
    reason: str,
    document_number: str = "",
    actor_id: int | None,
    now: datetime,
) -> Override:
    """Give one person a later due instant (None: as it is) and/or more time, in percent of the usual duration."""
    assignment = _assignment(session, assignment_id)
    requirement = _requirement(session, assignment.requirement_id)
    if not reason.strip():
        raise InvalidInput("请填写调整理由。")
    if due_at is not None and due_at <= requirement.due_at:
        raise InvalidInput("延期后的截止时间应晚于原截止时间，请改正后再保存。")
    if not 100 <= duration_percent <= rules.MAX_DURATION_PERCENT:
        raise InvalidInput(f"加时比例应在 100% 到 {rules.MAX_DURATION_PERCENT}% 之间，请改正后再保存。")
    if due_at is None and duration_percent == 100:
        raise InvalidInput("请填写新的截止时间或加时比例。")
    found = Override(
        assignment_id=assignment_id,
        due_at=due_at,
        duration_percent=duration_percent,
        reason=reason.strip(),
        document_number=document_number,
        actor_id=actor_id,
        recorded_at=now,
    )
    session.add(found)
    session.flush()
    due = due_at.isoformat() if due_at else None
    detail = {"due_at": due, "duration_percent": duration_percent, "reason": reason.strip()}
    _record(session, "assignment.extend", assignment, actor_id=actor_id, now=now, **detail)
    return found


def person_moved(
    session: orm.Session, employee_id: int, department_id: int, *, on: date, actor_id: int | None, now: datetime
) -> int:
    """Let open duties follow a person to another department from day ``on``; return how many did."""
    start = local_instant(on)

    def moves(duty: rules.DutyFacts) -> bool:
        return duty.department_id != department_id and rules.follows_a_move(duty, start)

    moved = changes.change(
        session, employee_id, "moved", moves, department_id=department_id, at=start, actor_id=actor_id, now=now
    )
    session.execute(
        sa.update(Assignment).where(Assignment.id.in_(moved)).values(department_id=department_id)
    )
    detail = {"assignment_ids": moved, "department_id": department_id}
    _record_person(session, "assignment.move", employee_id, actor_id=actor_id, now=now, **detail)
    return len(moved)


def person_left(
    session: orm.Session, employee_id: int, *, on: date, reason: str, actor_id: int | None, now: datetime
) -> int:
    """Withdraw the duties that leaving on day ``on`` ends (``rules.ends_on_leaving``); return how many."""
    end = end_of_day(on)
    withdrawn = changes.change(
        session,
        employee_id,
        "withdrawn",
        lambda duty: rules.ends_on_leaving(duty, end),
        at=local_instant(on),
        reason=reason,
        actor_id=actor_id,
        now=now,
    )
    detail = {"assignment_ids": withdrawn, "reason": reason}
    _record_person(session, "assignment.withdraw", employee_id, actor_id=actor_id, now=now, **detail)
    return len(withdrawn)


def _requirement(session: orm.Session, requirement_id: int) -> Requirement:
    found = queries.requirement(session, requirement_id)
    if found is None:
        raise NotFound("没有找到这项学习任务，请从列表重新进入。")
    return found


def _assignment(session: orm.Session, assignment_id: int) -> Assignment:
    found = session.get(Assignment, assignment_id)
    if found is None:
        raise NotFound("没有找到这项个人任务，请从列表重新进入。")
    return found


def _record(
    session: orm.Session,
    action: str,
    subject: Requirement | Assignment,
    *,
    actor_id: int | None,
    now: datetime,
    **detail: Any,
) -> None:
    is_requirement = isinstance(subject, Requirement)
    requirement = subject if isinstance(subject, Requirement) else _requirement(session, subject.requirement_id)
    if isinstance(subject, Assignment):
        detail = {"employee_id": subject.employee_id, "requirement_id": subject.requirement_id, **detail}
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=requirement.unit_id,
        subject_kind="requirement" if is_requirement else "assignment",
        subject_id=subject.id,
        detail=detail,
    )


def _record_person(
    session: orm.Session, action: str, employee_id: int, *, actor_id: int | None, now: datetime, **detail: Any
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=session.get_one(Employee, employee_id).unit_id,
        subject_kind="employee",
        subject_id=employee_id,
        detail=detail,
    )
