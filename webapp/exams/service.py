"""Decide how an exam comes to be, is published, taken back and adjusted for one person.

What other modules of this feature decide (``start``, ``end_attempt``, ``save``, ``preset``) is passed on from here,
since others call a feature's service only.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from question_bank import PaperSpec, spec_to_json
from webapp.assignments import queries as assignment_queries
from webapp.assignments import service as assignments
from webapp.assignments.models import Requirement
from webapp.audit.service import record
from webapp.bank import queries as bank
from webapp.clock import local_day
from webapp.errors import Conflict, InvalidInput, NotFound
from webapp.exams import facilities, life_queries, life_rules, plan_rules, publishing_queries, queries, rules
from webapp.exams.attempts import end_attempt, exam_row, prolong, start
from webapp.exams.changing import InvalidExam, change_exam
from webapp.exams.corrections import (
    REGRADE_TASK,
    approve,
    decline,
    finish_correction,
    object_to,
    propose,
    refuse,
)
from webapp.exams.entering import enter
from webapp.exams.life import reopen, void
from webapp.exams.marking import mark
from webapp.exams.models import Exam, ExamWindow
from webapp.exams.paper_exam_queries import on_paper
from webapp.exams.plan_rules import WindowPlan
from webapp.exams.presets import preset
from webapp.exams.regrading import regrade_some
from webapp.exams.rehearsing import rehearse
from webapp.exams.same_paper import fix_papers
from webapp.exams.saving import save
from webapp.settings import queries as settings

__all__ = [
    "REGRADE_TASK",
    "InvalidExam",
    "WindowPlan",
    "approve",
    "change_exam",
    "create_exam",
    "decide",
    "decline",
    "end_attempt",
    "enter",
    "extend",
    "extend_list",
    "finish_correction",
    "mark",
    "object_to",
    "on_paper",
    "preset",
    "propose",
    "publish",
    "refuse",
    "regrade_some",
    "rehearse",
    "reopen",
    "save",
    "start",
    "void",
    "withdraw",
]

def create_exam(  # long because: it names each thing that an exam is made of, once.
    session: orm.Session,
    *,
    unit_id: int,
    title: str,
    year: int,
    preset: str,
    windows: Sequence[WindowPlan],
    spec: PaperSpec,
    bank_ids: Sequence[int],
    duration_minutes: int,
    max_attempts: int,
    score_policy: str = "best",
    pass_mark: Decimal,
    excellent_mark: Decimal,
    review: Mapping[str, str] = rules.DEFAULT_REVIEW,
    roster_on: date,
    entry: plan_rules.EntryRules = plan_rules.OPEN_ENTRY,
    chosen_ids: Sequence[int] = (),
    is_same_paper: bool = False,
    total_points: Decimal | None = None,
    document_number: str = "",
    document_title: str = "",
    assigned_by: str = "",
    actor_id: int | None,
    now: datetime,
) -> Exam:
    """Write down an exam and its duty, which nobody owes before ``publish``; InvalidExam names every problem.

    It is due when the last window that is not a make-up closes, and counts until the last window closes.
    ``total_points`` is the announced total, checked against the spec; None leaves it to the spec. ``chosen_ids`` fix
    the questions of the sections of their types.
    """
    spec, unfit = _chosen(session, unit_id, bank_ids, spec, chosen_ids)
    problems = unfit + plan_rules.exam_problems(
        windows=windows,
        spec=spec,
        total_points=total_points,
        duration_minutes=duration_minutes,
        max_attempts=max_attempts,
        score_policy=score_policy,
        pass_mark=pass_mark,
        excellent_mark=excellent_mark,
        review=review,
        bank_ids=bank_ids,
        entry=entry,
        is_same_paper=is_same_paper,
    )
    if problems:
        raise InvalidExam(problems)
    requirement = _duty(
        session,
        windows,
        unit_id=unit_id,
        title=title,
        year=year,
        roster_on=roster_on,
        minutes=duration_minutes,
        document_number=document_number,
        document_title=document_title,
        assigned_by=assigned_by,
        actor_id=actor_id,
        now=now,
    )
    exam = Exam(
        unit_id=unit_id,
        requirement_id=requirement.id,
        title=title,
        preset=preset,
        duration_minutes=duration_minutes,
        max_attempts=max_attempts,
        score_policy=score_policy,
        pass_mark=pass_mark,
        excellent_mark=excellent_mark,
        total_points=spec.total_points,
        spec=spec_to_json(spec),
        bank_ids=list(bank_ids),
        review=dict(review),
        late_entry_minutes=entry.late_entry_minutes,
        access_password=entry.access_password,
        networks=list(entry.networks) or None,
        pledge=entry.pledge,
        is_on_one_page=entry.is_on_one_page,
        is_same_paper=is_same_paper,
        created_by=actor_id,
        created_at=now,
    )
    session.add(exam)
    session.flush()
    for window in windows:
        session.add(
            ExamWindow(exam_id=exam.id, kind=window.kind, opens_at=window.opens_at, closes_at=window.closes_at)
        )
    session.flush()
    _record(session, "exam.create", exam, actor_id=actor_id, now=now, preset=preset)
    return exam


def _chosen(
    session: orm.Session, unit_id: int, bank_ids: Sequence[int], spec: PaperSpec, chosen_ids: Sequence[int]
) -> tuple[PaperSpec, list[plan_rules.Problem]]:
    if not chosen_ids:
        return spec, []
    types = {one.id: one.question.type for one in bank.pool(session, unit_id, bank_ids)}
    return plan_rules.with_chosen(spec, chosen_ids, types)


def _duty(
    session: orm.Session, windows: Sequence[WindowPlan], *, unit_id: int, now: datetime, **more: Any
) -> Requirement:
    """Write down the duty behind an exam; a make-up doesn't move the due instant (DOMAIN section 4)."""
    plain = [window for window in windows if window.kind != "makeup"]
    counted = settings.value(session, "counted_kinds", unit_id=unit_id, on=local_day(now))
    return assignments.create_requirement(
        session,
        unit_id=unit_id,
        kind="exam",
        opens_at=min(window.opens_at for window in plain),
        due_at=max(window.closes_at for window in plain),
        counts_until=max(window.closes_at for window in windows),
        is_counted="exam" in counted,
        now=now,
        **more,
    )


def publish(session: orm.Session, exam_id: int, *, actor_id: int | None, now: datetime) -> int:
    """Give the exam to all 在编 people of the roster day and return how many.

    Conflict when it is published already, when its windows are over, or when its banks can't fill a paper.
    """
    row = exam_row(session, exam_id)
    if now > max(window.closes_at for window in row.windows if not window.is_makeup):
        raise Conflict("考试的截止时间已过，不能发布，请另建一场考试。")
    facilities.keep(session, row.exam)
    lacking = publishing_queries.shortfall(session, row.exam)
    if lacking:
        raise Conflict("题库题目不足，请先补充题目或减少题数，再发布。", lacking)
    fix_papers(session, row.exam, [window.window_id for window in row.windows])
    people = publishing_queries.roster(session, row.requirement, now=now)
    count = assignments.publish(session, row.requirement.id, people, actor_id=actor_id, now=now)
    _record(session, "exam.publish", row.exam, actor_id=actor_id, now=now, people_count=count)
    return count


def withdraw(session: orm.Session, exam_id: int, *, reason: str, actor_id: int | None, now: datetime) -> None:
    """Take the publication back (撤回发布) while nobody has started; Conflict once there is an attempt."""
    queries.hold(session, exam_id)
    row = exam_row(session, exam_id)
    if queries.has_attempts(session, exam_id):
        raise Conflict("已有人开始答题，不能撤回发布；如需调整，请逐人办理延期。")
    assignments.withdraw_publication(session, row.requirement.id, reason=reason, actor_id=actor_id, now=now)
    _record(session, "exam.withdraw", row.exam, actor_id=actor_id, now=now, reason=reason)


def decide(
    row: queries.ExamRow,
    duty: assignment_queries.DutyFacts | None,
    attempts: Sequence[rules.AttemptFacts],
    *,
    address: str,
    now: datetime,
) -> rules.Decision:
    """Return whether a person may start or go on now from a network address, as ``rules.access`` decides it."""
    return rules.access(row.facts, row.windows, queries.state_of(duty), attempts, rules.Visit(address), now=now)


def extend(
    session: orm.Session,
    exam_id: int,
    employee_id: int,
    *,
    due_at: datetime | None,
    duration_percent: int = 100,
    reason: str,
    document_number: str = "",
    actor_id: int | None,
    now: datetime,
) -> None:
    """Give one person a later close and/or more time; an attempt that runs gets the later deadline at once."""
    row = exam_row(session, exam_id)
    assignment = assignment_queries.assignment(session, row.requirement.id, employee_id)
    if assignment is None:
        raise NotFound("这个人不在这场考试的名册里，不能办理延期。")
    assignments.extend(
        session,
        assignment.id,
        due_at=due_at,
        duration_percent=duration_percent,
        reason=reason,
        document_number=document_number,
        actor_id=actor_id,
        now=now,
    )
    duty = queries.duty_state(session, row.requirement.id, employee_id, now=now)
    running = queries.running(session, exam_id, employee_id)
    if running is not None:
        prolong(session, row, running, duty, actor_id=actor_id, now=now)


def extend_list(session: orm.Session, exam_id: int, people: str, **adjustment: Any) -> int:
    """Give everybody of a pasted list of names or staff numbers what ``extend`` gives one; return how many.

    InvalidInput names each line that means nobody or several, and then nobody gets anything.
    """
    row = exam_row(session, exam_id)
    holders = life_queries.given(session, row.requirement.id)
    found, problems = life_rules.matched(life_rules.named(people), holders, "不在这场考试的名册里")
    if problems:
        raise InvalidInput(problems[0] if len(problems) == 1 else f"有 {len(problems)} 处要改。", tuple(problems))
    for one in found:
        extend(session, exam_id, one.employee_id, **adjustment)
    return len(found)


def _record(
    session: orm.Session, action: str, exam: Exam, *, actor_id: int | None, now: datetime, **detail: Any
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=exam.unit_id,
        subject_kind="exam",
        subject_id=exam.id,
        detail=detail,
    )
