"""Every SELECT of the workbench that no other feature answers, and the parts of each role's first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import spec_from_json
from webapp.accounts.models import Credential, Employee
from webapp.assignments import queries as assignments
from webapp.assignments.models import Requirement
from webapp.assignments.queries import DutyFacts
from webapp.bank import queries as bank
from webapp.bank.models import ImportBatch
from webapp.clock import local_day
from webapp.completion.service import classify
from webapp.exams import queries as exams
from webapp.exams import service as exam_service
from webapp.notify.models import Notice
from webapp.roster.models import RosterImport
from webapp.settings import queries as settings
from webapp.study import queries as study
from webapp.study.models import StudySession
from webapp.workbench import rules

FAILED_WITHIN = timedelta(days=7)
CONFLICTS_WITHIN = timedelta(days=30)
Slip = tuple[int, str, str, None]
"""One month as the twelve slips show it: month, look (done, now, plan), what it says, no link."""


@dataclass(frozen=True)
class Todo:
    """One duty that a person still owes: its state and, for an exam, the way in.

    ``exam_id`` None means that there is no page to do it on; ``attempt_id`` is the try under way. ``late_by`` counts
    working days after the due day, None while it is not overdue. ``refusal`` says why an exam can't be entered now.
    """

    facts: DutyFacts
    state: str
    has_opened: bool
    late_by: int | None
    exam_id: int | None
    attempt_id: int | None
    question_count: int | None
    max_attempts: int | None
    waits_for_marking: bool
    refusal: str


@dataclass(frozen=True)
class OwnPart:
    """What concerns oneself: what is owed, the year so far, what is coming, the monthly themes."""

    todos: tuple[Todo, ...]
    minutes: int
    overdue_minutes: int
    upcoming: tuple[StudySession, ...]
    year: rules.YearSoFar
    months: tuple[Slip, ...]

    @property
    def overdue(self) -> tuple[Todo, ...]:
        """Those past their due instant."""
        return tuple(todo for todo in self.todos if todo.state == "overdue")

    @property
    def has_missed_month(self) -> bool:
        """Say whether a month's theme was held without the person."""
        return any(look == "held" for _, look, *_ in self.months)

    @property
    def nearest(self) -> Todo | None:
        """The next one that falls due; None when all are overdue or nothing is owed."""
        return next((todo for todo in self.todos if todo.state != "overdue"), None)


@dataclass(frozen=True)
class NotReady:
    """One thing that the liaison has to see to: a code that the page words and links, how many, and its id if one."""

    code: str
    count: int
    subject_id: int | None = None
    text: str = ""


_OF_YEAR = sa.select(Requirement.id).where(
    Requirement.unit_id == sa.bindparam("unit_id"), Requirement.year == sa.bindparam("year")
)


def own(session: orm.Session, unit_id: int, employee_id: int, *, address: str, now: datetime) -> OwnPart:
    """Return what concerns the person who asks from a network address; as many queries for one duty as for twenty."""
    year = local_day(now).year
    duties = assignments.duties_of(session, employee_id, at=now)
    todos = _todos(session, unit_id, employee_id, assignments.open_of(duties, at=now), address, now)
    of_year = set(session.scalars(_OF_YEAR, {"unit_id": unit_id, "year": year}))
    counted = [duty for duty in duties if duty.is_counted and duty.requirement_id in of_year]
    states = [(duty.kind, classify(duty, now)) for duty in counted]
    return OwnPart(
        todos=todos,
        minutes=sum(todo.facts.minutes for todo in todos),
        overdue_minutes=sum(todo.facts.minutes for todo in todos if todo.state == "overdue"),
        upcoming=tuple(study.upcoming(session, unit_id, now=now)),
        year=rules.year_so_far(states),
        months=_months(session, unit_id, employee_id, now),
    )


def _todos(
    session: orm.Session, unit_id: int, employee_id: int, duties: list[DutyFacts], address: str, now: datetime
) -> tuple[Todo, ...]:
    tries = exams.facts_by_exam(session, employee_id)
    rows = {row.requirement.id: row for row in exams.published(session, unit_id)}
    first = min((local_day(duty.due_at) for duty in duties), default=local_day(now))
    days = settings.working_days(session, first, local_day(now))
    found = []
    for duty in duties:
        row = rows.get(duty.requirement_id)
        own_tries = tries.get(row.exam.id, []) if row else []
        may = exam_service.decide(row, duty, own_tries, address=address, now=now) if row else None
        state = classify(duty._replace(begun=may is not None and may.running_id is not None), now)
        found.append(
            Todo(
                facts=duty,
                state=state,
                has_opened=duty.opens_at <= now,
                late_by=rules.working_days_late(local_day(duty.due_at), days) if state == "overdue" else None,
                exam_id=row.exam.id if row else None,
                attempt_id=may.running_id if may and may.allowed else None,
                question_count=spec_from_json(row.exam.spec).question_count if row else None,
                max_attempts=row.exam.max_attempts if row else None,
                waits_for_marking=any(one.is_sat and one.state == "submitted" for one in own_tries),
                refusal=may.sentence if may else "",
            )
        )
    return tuple(found)


def _months(session: orm.Session, unit_id: int, employee_id: int, now: datetime) -> tuple[Slip, ...]:
    today = local_day(now)
    themes = {shown.theme.month: shown for shown in study.themes(session, unit_id, today.year)}
    own_lines = {held.id: line.status for held, line in study.attended_by(session, employee_id, today.year)}
    months: list[Slip] = []
    for month in range(1, 13):
        shown = themes.get(month)
        held = shown.session if shown else None
        look, word = rules.month_slip(
            month,
            today.month,
            is_planned=shown is not None,
            is_closed=held is not None and held.state == "closed",
            status=own_lines.get(held.id) if held else None,
        )
        months.append((month, look, f"{word}：{shown.theme.theme}" if shown else word, None))
    return tuple(months)


def not_ready(session: orm.Session, unit_id: int, *, sends_mail: bool, now: datetime) -> list[NotReady]:
    """Return what the liaison has to see to, most pressing first; what is in order is left out.

    People without an e-mail address are counted only where the installation sends mail.
    """
    year = local_day(now).year
    found = [NotReady("roll", 1, held.id, held.title) for held in study.unclosed(session, unit_id, now=now)]
    rows = exams.exams(session, unit_id)
    codes = ("marking", "objections", "corrections", "paper_scores")
    cases = zip(codes, exams.waiting(session, unit_id), strict=True)
    found += [NotReady(code, count) for code, count in cases if count]
    found += [
        NotReady("draft_exam", 1, row.exam.id, row.exam.title) for row in rows if row.requirement.state == "draft"
    ]
    if not any(row.requirement.state == "published" and row.requirement.year == year for row in rows):
        found.append(NotReady("no_exam", 1, text=str(year)))
    plan_year = year + 1 if local_day(now).month == 12 and study.plan(session, unit_id, year) else year
    if study.plan(session, unit_id, plan_year) is None:
        found.append(NotReady("no_plan", 1, plan_year, str(plan_year)))
    health = bank.health(session, unit_id)
    if not health.published:
        found.append(NotReady("no_questions", 1))
    counts = _counts(session, unit_id, now)
    return found + [NotReady(code, count) for code, count in counts if count and (sends_mail or code != "no_email")]


def to_approve(session: orm.Session, unit_id: int) -> list[NotReady]:
    """Return what waits for a second person, whom a leader may be (DOMAIN section 4); one query."""
    _, _, corrections, sittings = exams.waiting(session, unit_id)
    cases = (("corrections", corrections), ("paper_scores", sittings))
    return [NotReady(code, count) for code, count in cases if count]


def _counts(session: orm.Session, unit_id: int, now: datetime) -> list[tuple[str, int]]:
    here = sa.and_(Employee.unit_id == unit_id, Employee.is_enabled, Employee.left_on.is_(None))
    counted = {
        "held_bank": sa.select(ImportBatch.id).where(ImportBatch.unit_id == unit_id, ImportBatch.state == "preview"),
        "held_roster": sa.select(RosterImport.id).where(
            RosterImport.unit_id == unit_id, RosterImport.state == "preview"
        ),
        "failed_notices": sa.select(Notice.id).where(
            Notice.unit_id == unit_id, Notice.state == "failed", Notice.created_at > now - FAILED_WITHIN
        ),
        "no_secret": sa.select(Employee.id).where(here, Employee.id.not_in(sa.select(Credential.employee_id))),
        "no_email": sa.select(Employee.id).where(here, sa.func.coalesce(Employee.email, "") == ""),
    }
    columns = [
        sa.select(sa.func.count()).select_from(found.subquery()).scalar_subquery().label(code)
        for code, found in counted.items()
    ]
    row = session.execute(sa.select(*columns)).one()
    receipts = session.scalars(
        sa.select(ImportBatch.receipt).where(
            ImportBatch.unit_id == unit_id,
            ImportBatch.state == "confirmed",
            ImportBatch.confirmed_at > now - CONFLICTS_WITHIN,
        )
    )
    conflicts = sum(len(receipt.get("conflicts", ())) for receipt in receipts if receipt)
    return [*row._mapping.items(), ("conflicts", conflicts)]
