"""Every SELECT of the statistic: the figures of a year as of an instant, opened to departments and people; snapshots.

``figures_at`` is the one path by which screens, reminders, command line and report ask (``service`` offers it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

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

Trend = list[tuple[int, str, int, int, int, int]]


@dataclass(frozen=True)
class StatedDuty:
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

    @property
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

    @property
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
    every = duties_at(session, unit_id, year, at=at)
    duties = [duty for duty in every if department_id in (None, duty.department_id)]
    office_rules = settings.values(session, unit_id=unit_id, on=local_day(at))
    late_counts = bool(office_rules["late_counts"])
    nodes = accounts.departments(session, unit_id)
    departments = [
        DepartmentFigures(node.id, node.name, rules.figures(own, at, late_counts=late_counts))
        for node in nodes
        if (own := [duty for duty in duties if duty.department_id == node.id])
    ]
    day = min(local_day(at), date(year, 12, 31))
    established = accounts.established(session, unit_id, on=day, types=office_rules["established_types"])
    with_duty = {duty.employee_id for duty in every}
    joiners = [one for one in established if with_duty and one.employee_id not in with_duty]
    return YearFigures(
        year=year,
        at=at,
        figures=rules.figures(duties, at, late_counts=late_counts),
        departments=tuple(departments),
        persons=_persons(session, unit_id, nodes, duties, at, late_counts=late_counts),
        new_joiners=tuple(one for one in joiners if department_id in (None, one.department_id)),
        late_counts=late_counts,
    )


def duties_at(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> list[DutyFacts]:
    """Return the year's duties as known at ``at``, those with an attempt under way marked as begun."""
    begun = exams.begun_assignment_ids(session, unit_id, year, at=at)
    duties = assignments.duties_as_of(session, unit_id, year, at=at)
    return [replace(duty, begun=True) if duty.assignment_id in begun else duty for duty in duties]


def _persons(
    session: orm.Session,
    unit_id: int,
    nodes: Sequence[OrgNode],
    duties: Sequence[DutyFacts],
    at: datetime,
    *,
    late_counts: bool,
) -> tuple[PersonFigures, ...]:
    by_person: dict[int, list[DutyFacts]] = {}
    for duty in duties:
        by_person.setdefault(duty.employee_id, []).append(duty)
    names = {node.id: node.name for node in nodes}
    known = _everybody(session, unit_id)
    found = [
        _person(known[employee_id], names, own, at, late_counts=late_counts) for employee_id, own in by_person.items()
    ]
    place = {node_id: number for number, node_id in enumerate(names)}

    def roster_order(person: PersonFigures) -> tuple[int, int, int]:
        return place.get(person.department_id, len(place)), known[person.employee_id].sort_order, person.employee_id

    return tuple(sorted(found, key=roster_order))


def _person(
    known: Any, names: Mapping[int, str], duties: Sequence[DutyFacts], at: datetime, *, late_counts: bool
) -> PersonFigures:
    own = tuple(StatedDuty(duty, rules.classify(duty, at)) for duty in duties)
    counted = [duty.state for duty in own if duty.facts.is_counted]
    owed = [duty.facts for duty in own if duty.state in rules.OWED]
    # Where somebody still chases the person; else where the newest duty closed.
    department_id = (owed or [duty.facts for duty in own])[-1].department_id
    return PersonFigures(
        employee_id=known.id,
        full_name=known.full_name,
        staff_number=known.staff_number or "",
        job_title=known.job_title,
        department_id=department_id,
        department_name=names.get(department_id, ""),
        state=rules.person_state(counted, late_counts=late_counts) if counted else None,
        duties=own,
    )


def _everybody(session: orm.Session, unit_id: int) -> dict[int, Any]:
    """Return what a list shows of each person the unit ever had, leavers too, by id."""
    columns = (Employee.id, Employee.full_name, Employee.staff_number, Employee.job_title, Employee.sort_order)
    rows = session.execute(sa.select(*columns).where(Employee.unit_id == unit_id))
    return {row.id: row for row in rows}


def trend(session: orm.Session, unit_id: int, year: int, *, at: datetime, late_counts: bool) -> Trend:
    """Return twelve month-end points of the leading rate: (month, rate, n, m, last year's n and m).

    From what is known at ``at``, by when it happened. The month of ``at`` shows ``at`` itself; later months are empty,
    and so are months in which nothing was due yet.
    """
    this = assignments.duties_as_of(session, unit_id, year, at=at)
    last = assignments.duties_as_of(session, unit_id, year - 1, at=at)
    points: Trend = []
    for month, (ends_on, ended_on) in enumerate(zip(month_ends(year), month_ends(year - 1), strict=True), start=1):
        has_begun = local_day(at) >= ends_on.replace(day=1)
        moment = min(end_of_day(ends_on), at)
        now = rules.figures(this if has_begun else (), moment, late_counts=late_counts).leading
        then = rules.figures(last, end_of_day(ended_on), late_counts=late_counts).leading
        points.append((month, *now, *then[1:]))
    return points


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
