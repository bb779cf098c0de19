"""Decide how far an exam has come, as lists show it: by department and person for the office, by exam for a person.

Reads only; each page costs a constant number of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.assignments import queries as assignments
from webapp.assignments.queries import DutyFacts
from webapp.clock import local_day
from webapp.exams import life_queries, queries, rules
from webapp.exams.models import Attempt
from webapp.exams.queries import ExamRow
from webapp.listing import Listing

STAGES = ("passed", "failed", "waiting", "running", "not_started")
STAGE_WORDS = {
    "passed": "合格",
    "failed": "已交卷未合格",
    "waiting": "等待阅卷",
    "running": "考试中",
    "not_started": "未开始",
    "exempt": "免考",
    "withdrawn": "不再应考",
    "guest": "未列入名册",
}
_PASSED = {"excellent", "passed", "passed_on_makeup"}


@dataclass(frozen=True)
class PersonRow:
    """One person of an exam: the stage of ``STAGE_WORDS``, the result (None while open), and the score by policy."""

    employee_id: int
    full_name: str
    department_id: int
    department_name: str
    stage: str
    result: str | None
    score: Decimal | None
    tries: int
    submitted_at: datetime | None
    due_at: datetime | None
    is_on_paper: bool


@dataclass(frozen=True)
class DepartmentRow:
    """The people of a department who have to sit, by stage; None stands for the whole unit."""

    department_id: int | None
    name: str
    required: int
    counts: dict[str, int]


def people(session: orm.Session, row: ExamRow, *, now: datetime) -> list[PersonRow]:
    """Return everybody who has the duty or has sat without one, in 机构序; ten queries at most."""
    duties = _duties(session, row, now)
    attempts = queries.facts_by_person(session, row.exam.id)
    known = duties.keys() | attempts.keys()
    names = accounts.names_of(session, known)
    nodes = accounts.departments(session, row.exam.unit_id)
    places = {node.id: place for place, node in enumerate(nodes)}
    node_names = {node.id: node.name for node in nodes}
    today = {person.employee_id: person for person in accounts.people(session, row.exam.unit_id, on=local_day(now))}

    def department_of(employee_id: int) -> int:
        if employee_id in duties:
            return duties[employee_id].department_id
        return today[employee_id].department_id if employee_id in today else 0

    def order(employee_id: int) -> tuple[int, int, int]:
        person = today.get(employee_id)
        place = places.get(department_of(employee_id), len(places))
        return place, person.sort_order if person else 10**6, employee_id

    return [
        _person(
            row,
            employee_id,
            names[employee_id],
            department_of(employee_id),
            node_names.get(department_of(employee_id), "—"),
            duties.get(employee_id),
            attempts.get(employee_id, []),
            now,
        )
        for employee_id in sorted(known, key=order)
    ]


def _duties(session: orm.Session, row: ExamRow, now: datetime) -> dict[int, DutyFacts]:
    found = assignments.duties_of_requirement(session, row.requirement.id, at=now)
    return {duty.employee_id: duty for duty in found}


def _person(
    row: ExamRow,
    employee_id: int,
    full_name: str,
    department_id: int,
    department_name: str,
    duty: DutyFacts | None,
    attempts: Sequence[rules.AttemptFacts],
    now: datetime,
) -> PersonRow:
    result = rules.result(row.facts, row.windows, queries.state_of(duty), attempts, now=now)
    kept = rules.kept(attempts, row.exam.score_policy)
    return PersonRow(
        employee_id=employee_id,
        full_name=full_name,
        department_id=department_id,
        department_name=department_name,
        stage=_stage(duty, attempts, result),
        result=result,
        score=rules.kept_score(attempts, row.exam.score_policy),
        tries=sum(1 for attempt in attempts if attempt.uses_a_try),
        submitted_at=kept.submitted_at if kept else None,
        due_at=duty.due_at if duty else None,
        is_on_paper=kept.is_on_paper if kept else False,
    )


def _stage(duty: DutyFacts | None, attempts: Sequence[rules.AttemptFacts], result: str | None) -> str:
    if duty is None:
        return "guest"
    if duty.exempt or duty.withdrawn:
        return "exempt" if duty.exempt else "withdrawn"
    if result in _PASSED:
        return "passed"
    if any(attempt.is_running for attempt in attempts):
        return "running"
    if any(attempt.is_sat and attempt.state == "submitted" for attempt in attempts):
        return "waiting"
    return "failed" if any(attempt.is_sat for attempt in attempts) else "not_started"


def by_department(rows: Sequence[PersonRow]) -> list[DepartmentRow]:
    """Return the people who have to sit by department in the order of ``rows``, then the whole unit."""
    required = [row for row in rows if row.stage in STAGES]
    departments = dict.fromkeys((row.department_id, row.department_name) for row in required)
    found = [
        _counted(department_id, name, [row for row in required if row.department_id == department_id])
        for department_id, name in departments
    ]
    return [*found, _counted(None, "合计", required)]


def _counted(department_id: int | None, name: str, rows: Sequence[PersonRow]) -> DepartmentRow:
    counts = {stage: sum(1 for row in rows if row.stage == stage) for stage in STAGES}
    return DepartmentRow(department_id, name, len(rows), counts)


def stage_counts(rows: Sequence[PersonRow]) -> list[tuple[str, int]]:
    """Return how many people stand at each stage that has any, in the order of ``STAGE_WORDS``."""
    counts = [(stage, sum(1 for row in rows if row.stage == stage)) for stage in STAGE_WORDS]
    return [(stage, count) for stage, count in counts if count]


def narrowed(rows: Sequence[PersonRow], shown: Listing) -> list[PersonRow]:
    """Return the people that a list's search and filters leave; stage ``required`` means all who have to sit."""
    stage, department = shown.filters["stage"], shown.filters["department"]
    return [
        row
        for row in rows
        if (not stage or row.stage == stage or (stage == "required" and row.stage in STAGES))
        and (not department or str(row.department_id) == department)
        and shown.search in row.full_name
    ]


@dataclass(frozen=True)
class OwnExam:
    """One exam as its person sees it: the duty (None for a 新调入), what was sat, and whether a start is allowed."""

    row: ExamRow
    duty: DutyFacts | None
    attempts: Sequence[rules.AttemptFacts]
    decision: rules.Decision
    result: str | None
    is_open: bool

    @property
    def kept(self) -> rules.AttemptFacts | None:
        """The attempt whose score is shown; where it is an average, the last one."""
        return rules.kept(self.attempts, self.row.exam.score_policy)

    @property
    def kept_score(self) -> Decimal | None:
        """The score that the exam's policy shows."""
        return rules.kept_score(self.attempts, self.row.exam.score_policy)

    @property
    def due_at(self) -> datetime:
        """Until when the person has to pass."""
        return self.duty.due_at if self.duty else self.row.requirement.due_at

    @property
    def minutes(self) -> int:
        """The person's own duration in whole minutes."""
        return self.row.exam.duration_minutes * (self.duty.duration_percent if self.duty else 100) // 100

    @property
    def waits_for_marking(self) -> bool:
        """True while something of an attempt waits for a marker."""
        return any(one.is_sat and one.state == "submitted" for one in self.attempts)

    @property
    def is_owed(self) -> bool:
        """True while the duty is open: not passed, exempt or withdrawn, and still to be had."""
        is_asked = self.duty is not None and not (self.duty.exempt or self.duty.withdrawn)
        return is_asked and self.result not in _PASSED and self.is_open


def own(
    session: orm.Session, row: ExamRow, employee_id: int, *, address: str, is_closed: bool = False, now: datetime
) -> OwnExam:
    """Return one exam as its person sees it from an address; ``is_closed`` once nobody can sit it any more."""
    duty = assignments.duty_of(session, row.requirement.id, employee_id, at=now)
    return _own(row, duty, queries.facts_of(session, row.exam.id, employee_id), address, now, is_closed)


@dataclass(frozen=True)
class Rehearsals:
    """A liaison's 试考 of an exam: whether one may be started or gone on with, and those that have ended."""

    decision: rules.Decision
    ended: Sequence[Attempt]


def rehearsals(session: orm.Session, row: ExamRow, employee_id: int, *, now: datetime) -> Rehearsals:
    """Return a liaison's rehearsals of an exam as they stand at ``now``; one query."""
    found = life_queries.rehearsals(session, row.exam.id, employee_id)
    decision = rules.rehearsal(row.facts, row.windows, [queries.attempt_facts(one) for one in found], now=now)
    return Rehearsals(decision, [one for one in found if one.state != "in_progress"])


def mine(session: orm.Session, unit_id: int, employee_id: int, *, address: str, now: datetime) -> list[OwnExam]:
    """Return the unit's published exams as one person sees them from an address, the newest first; eight queries."""
    duties = {duty.requirement_id: duty for duty in assignments.duties_of(session, employee_id, at=now)}
    attempts = queries.facts_by_exam(session, employee_id)
    return [
        _own(row, duties.get(row.requirement.id), attempts.get(row.exam.id, []), address, now)
        for row in queries.published(session, unit_id)
    ]


def _own(
    row: ExamRow,
    duty: DutyFacts | None,
    attempts: Sequence[rules.AttemptFacts],
    address: str,
    now: datetime,
    is_closed: bool = False,
) -> OwnExam:
    state, visit = queries.state_of(duty), rules.Visit(address)
    return OwnExam(
        row=row,
        duty=duty,
        attempts=attempts,
        decision=rules.access(row.facts, row.windows, state, attempts, visit, is_closed=is_closed, now=now),
        result=rules.result(row.facts, row.windows, state, attempts, now=now),
        is_open=not rules.is_over(row.windows, state, now),
    )


def sorted_for_person(exams: Sequence[OwnExam]) -> dict[str, list[OwnExam]]:
    """Return the exams as a person's page groups them: owed (the next due first), free to sit, and done or over."""
    owed = sorted((one for one in exams if one.is_owed), key=lambda one: one.due_at)
    free = [one for one in exams if not one.is_owed and one.decision.allowed]
    done = [one for one in exams if not one.is_owed and (one.attempts or one.result)]
    return {"owed": owed, "free": free, "done": done}
