"""Every SELECT of exams, windows, attempts and saved answers."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import spec_from_json
from webapp.assignments import queries as assignments
from webapp.assignments.models import Requirement
from webapp.exams import rules
from webapp.exams.models import (
    Attempt,
    AttemptResponse,
    Exam,
    ExamWindow,
    Grading,
    ItemMark,
    ItemResult,
    KeyCorrection,
    Objection,
    PaperSitting,
)


@dataclass(frozen=True)
class ExamRow:
    """An exam with its duty and its windows."""

    exam: Exam
    requirement: Requirement
    windows: tuple[rules.WindowFacts, ...]

    @property
    def facts(self) -> rules.ExamFacts:
        """The exam's rules as ``rules.py`` reads them."""
        return rules.ExamFacts(
            is_published=self.requirement.state == "published",
            duration_minutes=self.exam.duration_minutes,
            max_attempts=self.exam.max_attempts,
            pass_mark=self.exam.pass_mark,
            excellent_mark=self.exam.excellent_mark,
            score_policy=self.exam.score_policy,
            review=self.exam.review,
            late_entry_minutes=self.exam.late_entry_minutes,
            access_password=self.exam.access_password,
            networks=tuple(self.exam.networks or ()),
            has_pledge=self.exam.pledge is not None,
        )

    @property
    def question_count(self) -> int:
        """How many questions a paper holds."""
        return spec_from_json(self.exam.spec).question_count

    def is_open(self, now: datetime) -> bool:
        """Say whether one of the windows is open now."""
        return any(window.opens_at <= now <= window.closes_at for window in self.windows)


@dataclass(frozen=True)
class KeptResponse:
    """The newest saved answer of one place: raw JSON, its sequence number and when it was saved."""

    raw: object
    seq: int
    saved_at: datetime


# Built once: an exam day asks these for every page of every person, and building one takes longer than running it.
_ROWS = (
    sa.select(Exam, Requirement)
    .join(Requirement, Requirement.id == Exam.requirement_id)
    .order_by(Requirement.year.desc(), Requirement.due_at.desc(), Exam.id.desc())
)
_ROW = _ROWS.where(Exam.id == sa.bindparam("exam_id"))
_UNIT_ROWS = _ROWS.where(Exam.unit_id == sa.bindparam("unit_id"))
_PUBLISHED_ROWS = _UNIT_ROWS.where(Requirement.state == "published")
_WINDOWS = (
    sa.select(ExamWindow.exam_id, ExamWindow.id, ExamWindow.kind, ExamWindow.opens_at, ExamWindow.closes_at)
    .where(ExamWindow.exam_id.in_(sa.bindparam("exam_ids", expanding=True)))
    .order_by(ExamWindow.opens_at, ExamWindow.id)
)


def exam(session: orm.Session, exam_id: int) -> ExamRow | None:
    """Return one exam, None when there is none; two queries."""
    return next(iter(_rows(session, _ROW, exam_id=exam_id)), None)


def exams(session: orm.Session, unit_id: int) -> list[ExamRow]:
    """Return the unit's exams, the newest year and due instant first; two queries."""
    return _rows(session, _UNIT_ROWS, unit_id=unit_id)


def published(session: orm.Session, unit_id: int) -> list[ExamRow]:
    """Return the unit's published exams, the newest year and due instant first; two queries."""
    return _rows(session, _PUBLISHED_ROWS, unit_id=unit_id)


def by_requirement(session: orm.Session, requirement_ids: Collection[int]) -> dict[int, int]:
    """Return exam ids by requirement id, for pages that list duties; one query."""
    found = session.execute(
        sa.select(Exam.requirement_id, Exam.id).where(Exam.requirement_id.in_(requirement_ids))
    )
    return {requirement_id: exam_id for requirement_id, exam_id in found}


def _rows(session: orm.Session, statement: sa.Select[tuple[Exam, Requirement]], **values: int) -> list[ExamRow]:
    found = session.execute(statement, values).all()
    windows: dict[int, list[rules.WindowFacts]] = defaultdict(list)
    for exam_id, *window in session.execute(_WINDOWS, {"exam_ids": [exam.id for exam, _ in found]}):
        windows[exam_id].append(rules.WindowFacts(*window))
    return [ExamRow(exam, requirement, tuple(windows[exam.id])) for exam, requirement in found]


_HOLD = sa.select(Exam.id).where(Exam.id == sa.bindparam("exam_id"))
_HOLDS = {is_shared: _HOLD.with_for_update(read=is_shared) for is_shared in (False, True)}


def hold(session: orm.Session, exam_id: int, *, is_shared: bool = False) -> None:
    """Lock an exam's row until the change is committed; shared holders, who start, only keep the others out."""
    session.execute(_HOLDS[is_shared], {"exam_id": exam_id})


def window(session: orm.Session, window_id: int) -> ExamWindow:
    """Return a stored window."""
    return session.get_one(ExamWindow, window_id)


_ATTEMPTS = (
    sa.select(Attempt)
    .where(Attempt.exam_id == sa.bindparam("exam_id"), Attempt.employee_id == sa.bindparam("employee_id"))
    .order_by(Attempt.number)
)
_IS_TRY = Attempt.number > 0
"""A 试考 is none: it is asked for only where attempts are started and ended."""
_RUNNING = _ATTEMPTS.where(Attempt.state == "in_progress", _IS_TRY)
_FACTS = (
    Attempt.id,
    Attempt.window_id,
    Attempt.number,
    Attempt.state,
    Attempt.started_at,
    Attempt.deadline_at,
    Attempt.submitted_at,
    Attempt.response_count,
    Attempt.score,
    Attempt.is_on_paper,
)
_OWN_FACTS = _ATTEMPTS.where(_IS_TRY).with_only_columns(*_FACTS)
_ALL_OWN_FACTS = (
    sa.select(Attempt.exam_id, *_FACTS)
    .where(Attempt.employee_id == sa.bindparam("employee_id"), _IS_TRY)
    .order_by(Attempt.exam_id, Attempt.number)
)


def attempts_of(session: orm.Session, exam_id: int, employee_id: int) -> list[Attempt]:
    """Return one person's attempts at an exam with their snapshots, in order, 试考 included."""
    return list(session.scalars(_ATTEMPTS, {"exam_id": exam_id, "employee_id": employee_id}))


def running(session: orm.Session, exam_id: int, employee_id: int) -> Attempt | None:
    """Return a person's running attempt at an exam, None without one; there is never a second."""
    return session.scalar(_RUNNING, {"exam_id": exam_id, "employee_id": employee_id})


def attempt_facts(attempt: Attempt) -> rules.AttemptFacts:
    """Return what decides about a loaded attempt."""
    return rules.AttemptFacts(*(getattr(attempt, column.key) for column in _FACTS))


def facts_of(session: orm.Session, exam_id: int, employee_id: int) -> list[rules.AttemptFacts]:
    """Return what decides about one person's attempts at an exam, in order, without their snapshots."""
    rows = session.execute(_OWN_FACTS, {"exam_id": exam_id, "employee_id": employee_id})
    return [rules.AttemptFacts(*values) for values in rows]


def facts_by_person(session: orm.Session, exam_id: int) -> dict[int, list[rules.AttemptFacts]]:
    """Return all attempts at an exam by person, in order, without their snapshots; one query."""
    found: dict[int, list[rules.AttemptFacts]] = defaultdict(list)
    for employee_id, *values in session.execute(
        sa.select(Attempt.employee_id, *_FACTS)
        .where(Attempt.exam_id == exam_id, _IS_TRY)
        .order_by(Attempt.employee_id, Attempt.number)
    ):
        found[employee_id].append(rules.AttemptFacts(*values))
    return found


def facts_by_exam(session: orm.Session, employee_id: int) -> dict[int, list[rules.AttemptFacts]]:
    """Return all attempts of one person by exam, in order, without their snapshots; one query."""
    found: dict[int, list[rules.AttemptFacts]] = defaultdict(list)
    for exam_id, *values in session.execute(_ALL_OWN_FACTS, {"employee_id": employee_id}):
        found[exam_id].append(rules.AttemptFacts(*values))
    return found


def begun_assignment_ids(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> frozenset[int]:
    """Return the duties of a unit's year that were 进行中 at ``at``: an attempt was started and not yet handed in."""
    found = session.scalars(
        sa.select(Attempt.assignment_id)
        .join(Exam, Exam.id == Attempt.exam_id)
        .join(Requirement, Requirement.id == Exam.requirement_id)
        .where(
            Requirement.unit_id == unit_id,
            Requirement.year == year,
            Attempt.assignment_id.is_not(None),
            Attempt.state != "voided",
            Attempt.started_at <= at,
            sa.or_(Attempt.submitted_at.is_(None), Attempt.submitted_at > at),
        )
    )
    return frozenset(number for number in found if number is not None)


def waiting_assignment_ids(session: orm.Session, unit_id: int) -> frozenset[int]:
    """Return the duties of a unit's exams for which an attempt has been handed in and waits for a marker."""
    waiting = sa.select(Attempt.assignment_id).join(Exam, Exam.id == Attempt.exam_id)
    found = session.scalars(waiting.where(Exam.unit_id == unit_id, Attempt.state == "submitted"))
    return frozenset(number for number in found if number is not None)


def has_attempts(session: orm.Session, exam_id: int) -> bool:
    """Say whether anybody has ever started, but for 试考."""
    return bool(session.scalar(sa.select(sa.exists().where(Attempt.exam_id == exam_id, _IS_TRY))))


_RESPONSES = (
    sa.select(AttemptResponse.item, AttemptResponse.response, AttemptResponse.seq, AttemptResponse.saved_at)
    .where(AttemptResponse.attempt_id == sa.bindparam("attempt_id"))
    .order_by(AttemptResponse.item)
)
_ITEM_RESULTS = (
    sa.select(ItemResult)
    .where(
        ItemResult.attempt_id == sa.bindparam("attempt_id"),
        ItemResult.grading_number == sa.bindparam("grading_number"),
    )
    .order_by(ItemResult.item)
)
_GRADINGS = (
    sa.select(Grading.number, Grading.at, Grading.reason, Grading.score)
    .where(Grading.attempt_id == sa.bindparam("attempt_id"))
    .order_by(Grading.number)
)


def responses(session: orm.Session, attempt_id: int) -> dict[int, KeptResponse]:
    """Return the newest saved answers of an attempt by place."""
    found = session.execute(_RESPONSES, {"attempt_id": attempt_id})
    return {item: KeptResponse(json.loads(text), seq, saved_at) for item, text, seq, saved_at in found}


def item_results(session: orm.Session, attempt: Attempt) -> dict[int, ItemResult]:
    """Return what each place earned in the attempt's current grading."""
    values = {"attempt_id": attempt.id, "grading_number": attempt.grading_number}
    return {row.item: row for row in session.scalars(_ITEM_RESULTS, values)}


def gradings(session: orm.Session, attempt_id: int) -> Sequence[tuple[int, datetime, str, Decimal]]:
    """Return number, instant, reason and score of every grading of an attempt, for ``verify`` and the history."""
    found = session.execute(_GRADINGS, {"attempt_id": attempt_id})
    return [(number, at, reason, score) for number, at, reason, score in found]


def expired(session: orm.Session, *, now: datetime, limit: int, but: Collection[int] = ()) -> list[int]:
    """Return running attempts that take no more answers, the oldest first, leaving out ``but``.

    On PostgreSQL they are locked, and those that somebody else is ending are left out: two sweeps share the work.
    """
    return list(
        session.scalars(
            sa.select(Attempt.id)
            .where(Attempt.state == "in_progress", Attempt.accepts_until < now, Attempt.id.not_in(but))
            .order_by(Attempt.accepts_until, Attempt.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


_WAITING = sa.select(
    sa.select(sa.func.count())
    .select_from(Attempt)
    .join(Exam, Exam.id == Attempt.exam_id)
    .where(Exam.unit_id == sa.bindparam("unit_id"), Attempt.state == "submitted")
    .scalar_subquery(),
    sa.select(sa.func.count())
    .select_from(Objection)
    .join(Exam, Exam.id == Objection.exam_id)
    .where(Exam.unit_id == sa.bindparam("unit_id"), Objection.state == "open")
    .scalar_subquery(),
    sa.select(sa.func.count())
    .where(KeyCorrection.unit_id == sa.bindparam("unit_id"), KeyCorrection.state == "proposed")
    .scalar_subquery(),
    sa.select(sa.func.count(PaperSitting.id))
    .join(Exam, Exam.id == PaperSitting.exam_id)
    .where(Exam.unit_id == sa.bindparam("unit_id"), PaperSitting.state == "keyed")
    .scalar_subquery(),
)


def waiting(session: orm.Session, unit_id: int) -> tuple[int, int, int, int]:
    """Return how many wait: attempts to mark, objections, key corrections, and lists of scores from paper to check."""
    return session.execute(_WAITING, {"unit_id": unit_id}).one()  # type: ignore[return-value]


def duty_state(session: orm.Session, requirement_id: int, employee_id: int, *, now: datetime) -> rules.DutyState:
    """Return what adjustments say about one person at ``now``; the plain state for one without a duty."""
    return state_of(assignments.duty_of(session, requirement_id, employee_id, at=now))


def state_of(duty: assignments.DutyFacts | None) -> rules.DutyState:
    """Return what decides about a person's attempts from the duty; the plain state for None."""
    if duty is None:
        return rules.DutyState()
    return rules.DutyState(True, duty.exempt, duty.withdrawn, duty.extended_until, duty.duration_percent)


def last_close(session: orm.Session, row: ExamRow) -> datetime:
    """Return until when anybody can sit the exam, make-up windows and personal extensions included."""
    return last_closes(session, [row])[row.exam.id]


def last_closes(session: orm.Session, rows: Collection[ExamRow]) -> dict[int, datetime]:
    """Return until when anybody can sit each of some exams, by exam id; one query."""
    extended = assignments.last_extensions(session, [row.requirement.id for row in rows])
    found = {}
    for row in rows:
        closes_at = max(window.closes_at for window in row.windows)
        found[row.exam.id] = max(closes_at, extended.get(row.requirement.id, closes_at))
    return found


def is_closed(session: orm.Session, row: ExamRow, *, now: datetime) -> bool:
    """Say whether nobody can sit the exam any more, personal extensions included."""
    return now > last_close(session, row)


_PROVED_ANSWERS = (
    sa.select(AttemptResponse.item, AttemptResponse.seq, AttemptResponse.response)
    .where(AttemptResponse.attempt_id == sa.bindparam("attempt_id"))
    .order_by(AttemptResponse.item)
)
_PROVED_RESULTS = (
    sa.select(ItemResult.grading_number, ItemResult.item, ItemResult.question_version_id, ItemResult.state)
    .add_columns(ItemResult.credit_numerator, ItemResult.credit_denominator, ItemResult.awarded, ItemResult.parts)
    .where(ItemResult.attempt_id == sa.bindparam("attempt_id"))
    .order_by(ItemResult.grading_number, ItemResult.item)
)


def proof(session: orm.Session, attempt_id: int) -> dict[str, Any]:
    """Return the rows that prove an ended attempt, JSON-ready, every grading it ever had included.

    Their digest stands in the audit row of whatever changed it last: its end, voiding, marking or a regrade.
    """
    attempt = session.get_one(Attempt, attempt_id)
    answers = session.execute(_PROVED_ANSWERS, {"attempt_id": attempt_id})
    results = session.execute(_PROVED_RESULTS, {"attempt_id": attempt_id}).all()
    return {
        "attempt": [attempt.id, attempt.exam_id, attempt.employee_id, attempt.number, attempt.state, attempt.ended_by],
        "times": [when.isoformat() for when in (attempt.started_at, attempt.submitted_at) if when],
        "snapshot": attempt.snapshot,
        "responses": [list(row) for row in answers],
        "results": [
            [number, item, version_id, state, numerator, denominator, str(awarded), parts]
            for number, item, version_id, state, numerator, denominator, awarded, parts in results
        ],
        "marks": _marks(session, attempt) if any(r.state == "needs_marking" for r in results) else [],
        "score": str(attempt.score),
    }


def _marks(session: orm.Session, attempt: Attempt) -> list[list[Any]]:
    """Return a marked attempt's marks; those of one that still waits are sealed once it is graded."""
    if attempt.state == "submitted":
        return []
    key = (ItemMark.ended, ItemMark.item, ItemMark.part, ItemMark.place)
    found = session.execute(
        sa.select(*key, ItemMark.marker_id, ItemMark.points).where(ItemMark.attempt_id == attempt.id).order_by(*key)
    )
    return [[*row[:-1], str(row.points)] for row in found]
