"""Decide how an attempt starts, is prolonged and ends; ``end_attempt`` is the one door out, whatever the cause."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import ItemResult as Result
from question_bank import NoEvenPaper, NotEnoughQuestions, assemble, spec_from_json
from webapp.accounts import service as accounts
from webapp.assignments import queries as assignment_queries
from webapp.assignments import service as assignments
from webapp.audit.service import digest_of, record
from webapp.bank import queries as bank
from webapp.clock import local_day
from webapp.db import insert_ignore
from webapp.errors import Conflict, NotFound
from webapp.exams import correction_queries, facilities, paper, queries, rules, stored
from webapp.exams.following import follow
from webapp.exams.models import Attempt, AttemptEvent, Exam, Grading, ItemResult
from webapp.settings import queries as settings

_CHANGING = [column.key for column in Attempt.__table__.columns if column.key not in ("id", "seed", "snapshot")]
_GRADING = sa.insert(Grading.__table__)  # type: ignore[arg-type]
_ITEM_RESULTS = sa.insert(ItemResult.__table__)  # type: ignore[arg-type]
_EVENT = sa.insert(AttemptEvent.__table__)  # type: ignore[arg-type]


def exam_row(session: orm.Session, exam_id: int) -> queries.ExamRow:
    """Return an exam, or raise NotFound."""
    found = queries.exam(session, exam_id)
    if found is None:
        raise NotFound("没有找到这场考试，请从考试列表重新进入。")
    return found


class NotBrought(Conflict):
    """A start that asks for something (codes of ``rules.ASKS``) which the person hasn't brought."""

    def __init__(self, asks: Sequence[str]) -> None:
        super().__init__(rules.ASKS[asks[0]])
        self.asks = asks


def start(
    session: orm.Session, exam_id: int, employee_id: int, *, visit: rules.Visit = rules.NOWHERE, now: datetime
) -> Attempt:
    """Return the person's running attempt, or a new one on a paper drawn now; two parallel starts give one.

    The person is of the exam's unit (the caller has seen to it). Conflict with the reason when nothing may be started,
    NotBrought when only the password or the pledge is missing.
    """
    # Waits for a withdrawal that is under way, and makes one wait.
    queries.hold(session, exam_id, is_shared=True)
    row = exam_row(session, exam_id)
    known = queries.attempts_of(session, exam_id, employee_id)
    for attempt in known:
        if attempt.state == "in_progress" and attempt.accepts_until < now:
            end_attempt(session, attempt.id, ended_by="deadline", now=now)
    attempts = [attempt for attempt in known if not attempt.is_rehearsal]
    duty = queries.duty_state(session, row.requirement.id, employee_id, now=now)
    facts = [queries.attempt_facts(attempt) for attempt in attempts]
    decision = rules.access(row.facts, row.windows, duty, facts, visit, now=now)
    if not decision.allowed or decision.window_id is None or decision.deadline_at is None:
        raise Conflict(decision.sentence)
    if decision.running_id is not None:
        return session.get_one(Attempt, decision.running_id)
    if decision.asks:
        raise NotBrought(decision.asks)
    values = draw(session, row, decision.window_id, attempts, employee_id)
    late = settings.value(session, "late_save_seconds", unit_id=row.exam.unit_id, on=local_day(now))
    values |= {
        "started_at": now,
        "deadline_at": decision.deadline_at,
        "accepts_until": decision.deadline_at + timedelta(seconds=late),
    }
    is_mine = insert_ignore(session, Attempt, [values]) == 1
    running = queries.running(session, exam_id, employee_id)
    if running is None:
        raise Conflict("这次考试已在另一个页面开始并交卷，请刷新后查看。")
    if is_mine:
        brought: dict[str, Any] = {"has_pledged": True} if row.exam.pledge else {}
        brought["window_id"] = decision.window_id
        add_event(session, running.id, "start", actor_id=employee_id, now=now, **brought)
        accounts.keep_signed_in(session, employee_id, until=running.accepts_until, now=now)
        record_attempt(session, "attempt.start", running, row.exam, actor_id=employee_id, now=now)
    return running


def draw(
    session: orm.Session, row: queries.ExamRow, window_id: int, attempts: Sequence[Attempt], employee_id: int
) -> dict[str, Any]:
    """Return the columns of a new attempt but for its times: a paper with unseen questions first.

    ``attempts`` are those whose questions the person has seen; Conflict when the banks can't fill a paper.
    """
    exam = row.exam
    spec = spec_from_json(queries.window(session, window_id).spec or exam.spec)
    seen = frozenset[int]().union(*(paper.question_ids(attempt.snapshot) for attempt in attempts))
    seed = secrets.token_hex(32)
    try:
        drawn = assemble(spec, facilities.pool(session, exam, spec), seed, seen=seen)
    except (NoEvenPaper, NotEnoughQuestions):
        raise Conflict("题库题目不足，暂时不能开考，请联系法治联络员。") from None
    versions = bank.current_versions(session, [item.question_id for item in drawn.items])
    assignment = assignment_queries.assignment(session, exam.requirement_id, employee_id)
    return {
        "exam_id": exam.id,
        "window_id": window_id,
        "employee_id": employee_id,
        "assignment_id": assignment.id if assignment else None,
        "number": len(attempts) + 1,
        "state": "in_progress",
        "revision": 1,
        "seed": seed,
        "snapshot": paper.freeze(drawn, spec, versions),
        "response_count": 0,
        "grading_number": 0,
    }


def end_attempt(session: orm.Session, attempt_id: int, *, ended_by: str, now: datetime) -> Attempt:
    """End an attempt once, grade it and enter what it fulfils; an attempt that has ended is returned as it is.

    ``ended_by`` is examinee, deadline or invigilator. It counts as handed in at ``now``, at its deadline at the latest,
    and never before its start (the server's clock may have been set back).
    """
    attempt = session.get_one(Attempt, attempt_id)
    cause = "deadline" if now > attempt.deadline_at else ended_by
    submitted_at = max(attempt.started_at, min(now, attempt.deadline_at))
    won = session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == "in_progress")
        .values(state="submitted", ended_by=cause, submitted_at=submitted_at, revision=Attempt.revision + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(attempt, _CHANGING)
    if won.rowcount != 1:  # type: ignore[attr-defined]
        return attempt
    row = exam_row(session, attempt.exam_id)
    contents = bank.versions(session, paper.version_ids(attempt.snapshot))
    responses = {place: kept.raw for place, kept in queries.responses(session, attempt_id).items()}
    graded = paper.grade(attempt.snapshot, contents, responses)
    in_force = correction_queries.in_force(session, contents.keys())
    shown = list(zip(paper.version_ids(attempt.snapshot), graded.items, strict=True))
    results = follow(session, attempt, shown, in_force, contents)
    attempt.response_count = len(attempt.snapshot["items"]) - len(paper.blank_places(attempt.snapshot, responses))
    keep_grading(session, attempt, results, "submit", now=now)
    if attempt.is_rehearsal:
        attempt.state = "voided"
    actor_id = attempt.employee_id if cause == "examinee" else None
    add_event(session, attempt_id, "end", actor_id=actor_id, now=now, ended_by=cause)
    digest = digest_of(queries.proof(session, attempt_id))
    record_attempt(
        session, "attempt.end", attempt, row.exam, actor_id=actor_id, now=now, digest=digest, ended_by=cause
    )
    fulfil_if_qualified(session, attempt, row.exam, now=now)
    return attempt


def keep_grading(
    session: orm.Session, attempt: Attempt, results: Sequence[tuple[int, Result]], reason: str, *, now: datetime
) -> None:
    """Write the next grading of an attempt, (version id, result) by place, and point the attempt to it.

    The attempt is graded once nothing of it waits for a person.
    """
    number = attempt.grading_number + 1
    score = sum((found.awarded for _, found in results), Decimal(0))
    grading = {"attempt_id": attempt.id, "number": number, "at": now, "reason": reason, "score": score}
    # Rows that never change: inserted without the ORM's bookkeeping, since everybody hands in at the same time.
    connection = session.connection()
    connection.execute(_GRADING, grading)
    connection.execute(
        _ITEM_RESULTS,
        [
            {
                "attempt_id": attempt.id,
                "grading_number": number,
                "item": place,
                "question_version_id": version_id,
                **stored.columns_of(found),
            }
            for place, (version_id, found) in enumerate(results)
        ],
    )
    attempt.grading_number = number
    attempt.score = score
    waits = any(found.state == "needs_marking" for _, found in results)
    attempt.state = "submitted" if waits else "graded"
    session.flush()


def fulfil_if_qualified(session: orm.Session, attempt: Attempt, exam: Exam, *, now: datetime) -> bool:
    """Enter what an ended attempt fulfils, as of its hand-in; return whether it qualifies."""
    does = rules.qualifies(queries.attempt_facts(attempt), exam.pass_mark)
    if does and attempt.assignment_id and attempt.submitted_at:
        source: dict[str, Any] = {"source_kind": "attempt", "source_id": attempt.id}
        assignments.fulfil(session, attempt.assignment_id, **source, effective_at=attempt.submitted_at, now=now)
    return does


def prolong(
    session: orm.Session,
    row: queries.ExamRow,
    attempt: Attempt,
    duty: rules.DutyState,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Give a running attempt the later deadline that its person's adjustments allow; the page learns it by itself."""
    window = next(window for window in row.windows if window.window_id == attempt.window_id)
    closes_at = rules.closes_for(window, row.windows, duty)
    ends_at = rules.deadline(attempt.started_at, row.exam.duration_minutes, duty.duration_percent, closes_at)
    grace = attempt.accepts_until - attempt.deadline_at
    changed = session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == "in_progress", Attempt.deadline_at < ends_at)
        .values(deadline_at=ends_at, accepts_until=ends_at + grace, revision=Attempt.revision + 1)
    )
    if changed.rowcount == 1:  # type: ignore[attr-defined]
        accounts.keep_signed_in(session, attempt.employee_id, until=ends_at + grace, now=now)
        add_event(session, attempt.id, "extension", actor_id=actor_id, now=now, deadline_at=ends_at.isoformat())


def add_event(
    session: orm.Session, attempt_id: int, kind: str, *, actor_id: int | None, now: datetime, **detail: Any
) -> None:
    """Add an event to an attempt's append-only record: start, end, extension, void, reopen, marking or regrade."""
    event = {"attempt_id": attempt_id, "kind": kind, "at": now, "actor_id": actor_id, "detail": detail}
    session.connection().execute(_EVENT, event)


def record_attempt(
    session: orm.Session,
    action: str,
    attempt: Attempt,
    exam: Exam,
    *,
    actor_id: int | None,
    now: datetime,
    digest: str | None = None,
    **detail: Any,
) -> None:
    """Write the audit row of what was done to an attempt; ``digest`` seals ``queries.proof`` as it is from now on."""
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=exam.unit_id,
        subject_kind="attempt",
        subject_id=attempt.id,
        detail={"exam_id": exam.id, "employee_id": attempt.employee_id, **detail},
        digest=digest,
    )
