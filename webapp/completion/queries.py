"""Every SELECT of the statistic: the figures of a year as of an instant, opened to departments and people; snapshots.

``figures_at`` is the one path by which screens, reminders, command line and report ask (``service`` offers it).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee, OrgNode
from webapp.accounts.queries import PersonOnDay
from webapp.assignments import queries as assignments
from webapp.assignments.queries import DutyFacts
from webapp.clock import end_of_day, local_day, month_ends
from webapp.completion import rules
from webapp.completion.models import Snapshot
from webapp.exams import queries as exams
from webapp.settings import queries as settings

MONTHS = 12
Trend = list[tuple[int, str, int, int, int, int]]


class StatedDuty(NamedTuple):
    """A duty with its state at the instant asked."""

    facts: DutyFacts
    state: str


@dataclass(frozen=True)
class PersonFigures:
    """One person of the scope: where the duties are chased, the state over the counted ones, and every duty."""

    employee_id: int
    full_name: str
    staff_number: str
    job_title: str
    department_id: int
    department_name: str
    state: str | None
    duties: tuple[StatedDuty, ...]

    @cached_property
    def owed(self) -> tuple[StatedDuty, ...]:
        """The counted duties still owed, the earliest due first."""
        found = [duty for duty in self.duties if duty.facts.is_counted and duty.state in rules.OWED]
        return tuple(sorted(found, key=lambda duty: (duty.facts.due_at, duty.facts.assignment_id)))

    @property
    def minutes(self) -> int:
        """How many minutes what is still owed takes."""
        return sum(duty.facts.minutes for duty in self.owed)


@dataclass(frozen=True)
class DepartmentFigures:
    """One department's figures: the duties that it chases or that closed there."""

    department_id: int
    name: str
    figures: rules.Figures


@dataclass(frozen=True)
class YearFigures:
    """The figures of a unit (or one department) and year as of ``at``, opened to departments and people.

    ``departments`` are in 机构序 and need not add up to the whole, since a mover may stand in two. ``new_joiners`` are
    在编 people without any duty of the year (新调入): listed, not counted (DOMAIN section 2).
    """

    year: int
    at: datetime
    figures: rules.Figures
    departments: tuple[DepartmentFigures, ...]
    persons: tuple[PersonFigures, ...]
    new_joiners: tuple[PersonOnDay, ...]
    late_counts: bool

    @property
    def people(self) -> rules.Counts:
        """Counts of distinct people."""
        return self.figures.people

    @property
    def rate(self) -> str:
        """年度学习完成率 as printed."""
        return self.people.rate

    @cached_property
    def owing(self) -> tuple[PersonFigures, ...]:
        """The people who still owe a counted duty, in 机构序."""
        return tuple(person for person in self.persons if person.owed)

    @property
    def minutes(self) -> int:
        """How many minutes all that is still owed takes."""
        return sum(person.minutes for person in self.owing)


def figures_at(
    session: orm.Session, unit_id: int, year: int, *, at: datetime, department_id: int | None = None
) -> YearFigures:
    """Return the figures of a 所属年度 from what had been recorded by ``at``; a constant number of queries.

    ``department_id`` narrows the scope to the duties that this department chases at ``at``, or that closed there.
    """
    office_rules = settings.values(session, unit_id=unit_id, on=local_day(at))
    late_counts = bool(office_rules["late_counts"])
    nodes = accounts.departments(session, unit_id)
    day = min(local_day(at), date(year, 12, 31))
    established = [
        one
        for one in accounts.established(session, unit_id, on=day, types=office_rules["established_types"])
        if department_id in (None, one.department_id)
    ]
    if department_id is None:
        every = duties_at(session, unit_id, year, at=at)
        is_given = bool(every)
    else:
        ids = [one.employee_id for one in established]
        near = assignments.duties_near(session, unit_id, year, department_id=department_id, employee_ids=ids, at=at)
        every = _with_begun(session, unit_id, year, near, at)
        is_given = bool(every) or assignments.has_duties(session, unit_id, year, at=at)
    stated = [
        StatedDuty(duty, rules.classify(duty, at)) for duty in every if department_id in (None, duty.department_id)
    ]
    with_duty = {duty.employee_id for duty in every}
    return YearFigures(
        year=year,
        at=at,
        figures=rules.tally(stated, at, late_counts=late_counts),
        departments=_departments(nodes, stated, at, late_counts=late_counts),
        persons=_persons(session, unit_id, nodes, stated, late_counts=late_counts),
        new_joiners=tuple(one for one in established if is_given and one.employee_id not in with_duty),
        late_counts=late_counts,
    )


def _departments(
    nodes: Sequence[OrgNode], stated: Sequence[StatedDuty], at: datetime, *, late_counts: bool
) -> tuple[DepartmentFigures, ...]:
    by_department: dict[int, list[StatedDuty]] = {}
    for duty in stated:
        by_department.setdefault(duty.facts.department_id, []).append(duty)
    return tuple(
        DepartmentFigures(node.id, node.name, rules.tally(by_department[node.id], at, late_counts=late_counts))
        for node in nodes
        if node.id in by_department
    )


def duties_at(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> list[DutyFacts]:
    """Return the year's duties as known at ``at``, those with an attempt under way marked as begun."""
    return _with_begun(session, unit_id, year, assignments.duties_as_of(session, unit_id, year, at=at), at)


def _with_begun(
    session: orm.Session, unit_id: int, year: int, duties: list[DutyFacts], at: datetime
) -> list[DutyFacts]:
    begun = exams.begun_assignment_ids(session, unit_id, year, at=at)
    return [duty._replace(begun=True) if duty.assignment_id in begun else duty for duty in duties]


def _persons(
    session: orm.Session,
    unit_id: int,
    nodes: Sequence[OrgNode],
    stated: Sequence[StatedDuty],
    *,
    late_counts: bool,
) -> tuple[PersonFigures, ...]:
    by_person: dict[int, list[StatedDuty]] = {}
    for duty in stated:
        by_person.setdefault(duty.facts.employee_id, []).append(duty)
    names = {node.id: node.name for node in nodes}
    place = {node_id: number for number, node_id in enumerate(names)}
    known = _everybody(session, unit_id)
    found = []
    for employee_id, own in by_person.items():
        full_name, staff_number, job_title, sort_order = known[employee_id]
        counted = [duty.state for duty in own if duty.facts.is_counted]
        state = rules.person_state(counted, late_counts=late_counts) if counted else None
        department_id = _home(own)
        who = (employee_id, full_name, staff_number or "", job_title, department_id, names.get(department_id, ""))
        order = (place.get(department_id, len(place)), sort_order, employee_id)
        found.append((order, PersonFigures(*who, state, tuple(own))))
    return tuple(person for _, person in sorted(found, key=itemgetter(0)))


def _home(own: Sequence[StatedDuty]) -> int:
    """Return where somebody still chases the person; else where the newest duty closed."""
    for duty in reversed(own):
        if duty.state in rules.OWED:
            return duty.facts.department_id
    return own[-1].facts.department_id


def _everybody(session: orm.Session, unit_id: int) -> dict[int, tuple[str, str | None, str, int]]:
    """Return name, 工号, job title and order of each person the unit ever had, leavers too, by id."""
    columns = (Employee.id, Employee.full_name, Employee.staff_number, Employee.job_title, Employee.sort_order)
    rows = session.connection().execute(sa.select(*columns).where(Employee.unit_id == unit_id)).all()
    return {employee_id: (name, number, title, order) for employee_id, name, number, title, order in rows}


def trend(session: orm.Session, unit_id: int, found: YearFigures) -> Trend:
    """Return twelve month-end points of the leading rate: (month, rate, n, m, last year's n and m).

    From what is known at ``found.at``, by when it happened. The month of that instant shows the instant itself; later
    months are empty, and so are months in which nothing was due yet.
    """
    at, late_counts = found.at, found.late_counts
    this = [duty.facts for person in found.persons for duty in person.duties]
    last = assignments.duties_as_of(session, unit_id, found.year - 1, at=at)
    begun = [day for day in month_ends(found.year) if day.replace(day=1) <= local_day(at)]
    moments = [min(end_of_day(day), at) for day in begun]
    now = rules.leading_over_time(this, moments, late_counts=late_counts)
    now += [("—", 0, 0)] * (MONTHS - len(now))
    ended = [end_of_day(day) for day in month_ends(found.year - 1)]
    then = rules.leading_over_time(last, ended, late_counts=late_counts)
    return [(month, *now[month - 1], *then[month - 1][1:]) for month in range(1, MONTHS + 1)]


def last_version(session: orm.Session, unit_id: int, year: int, purpose: str) -> int:
    """Return the newest version number of a purpose's snapshots, 0 when there is none."""
    found = session.scalar(
        sa.select(sa.func.max(Snapshot.version)).where(
            Snapshot.unit_id == unit_id, Snapshot.year == year, Snapshot.purpose == purpose
        )
    )
    return found or 0


def snapshots(session: orm.Session) -> Sequence[Snapshot]:
    """Return every snapshot in the order in which they were made."""
    return session.scalars(sa.select(Snapshot).order_by(Snapshot.id)).all()


def snapshots_of(session: orm.Session, unit_id: int, year: int) -> Sequence[Snapshot]:
    """Return the snapshots of a unit's year, the oldest first."""
    return session.scalars(
        sa.select(Snapshot).where(Snapshot.unit_id == unit_id, Snapshot.year == year).order_by(Snapshot.id)
    ).all()
