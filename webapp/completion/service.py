"""Decide how the statistic is asked for and frozen: one path for screens, command line and report."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.assignments import queries as assignments
from webapp.assignments.queries import DutyFacts
from webapp.audit.service import digest_of, record
from webapp.clock import local_day
from webapp.completion import queries, rules
from webapp.completion.models import Snapshot
from webapp.settings import queries as settings


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
    department_id: int
    department_name: str
    state: str | None
    duties: tuple[StatedDuty, ...]

    @property
    def owed(self) -> tuple[StatedDuty, ...]:
        """The counted duties still owed, the earliest due first."""
        found = [duty for duty in self.duties if duty.facts.is_counted and duty.state in rules.OWED]
        return tuple(sorted(found, key=lambda duty: (duty.facts.due_at, duty.facts.assignment_id)))


@dataclass(frozen=True)
class DepartmentFigures:
    """One department's figures: the duties that it chases or that closed there."""

    department_id: int
    name: str
    figures: rules.Figures


@dataclass(frozen=True)
class YearFigures:
    """The figures of a unit (or one department) and year as of ``at``, opened to departments and people.

    ``departments`` are in 机构序 and need not add up to the whole, since a mover may stand in two.
    """

    year: int
    at: datetime
    figures: rules.Figures
    departments: tuple[DepartmentFigures, ...]
    persons: tuple[PersonFigures, ...]
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


def figures_at(
    session: orm.Session, unit_id: int, year: int, *, at: datetime, department_id: int | None = None
) -> YearFigures:
    """Return the figures of a 所属年度 from what had been recorded by ``at``; a constant number of queries.

    ``department_id`` narrows the scope to the duties that this department chases at ``at``, or that closed there.
    """
    duties = assignments.duties_as_of(session, unit_id, year, at=at)
    if department_id is not None:
        duties = [duty for duty in duties if duty.department_id == department_id]
    late_counts = settings.value(session, "late_counts", unit_id=unit_id, on=local_day(at))
    departments = [
        DepartmentFigures(node.id, node.name, rules.figures(own, at, late_counts=late_counts))
        for node in accounts.departments(session, unit_id)
        if (own := [duty for duty in duties if duty.department_id == node.id])
    ]
    return YearFigures(
        year=year,
        at=at,
        figures=rules.figures(duties, at, late_counts=late_counts),
        departments=tuple(departments),
        persons=_persons(session, unit_id, duties, at, late_counts=late_counts),
        late_counts=late_counts,
    )


def _persons(
    session: orm.Session, unit_id: int, duties: Sequence[DutyFacts], at: datetime, *, late_counts: bool
) -> tuple[PersonFigures, ...]:
    by_person: dict[int, list[DutyFacts]] = {}
    for duty in duties:
        by_person.setdefault(duty.employee_id, []).append(duty)
    names = {node.id: node.name for node in accounts.departments(session, unit_id)}
    found = []
    for known in queries.people_in_order(session, list(by_person)):
        own = [StatedDuty(duty, rules.classify(duty, at)) for duty in by_person[known.id]]
        counted = [duty.state for duty in own if duty.facts.is_counted]
        department_id = own[-1].facts.department_id
        found.append(
            PersonFigures(
                employee_id=known.id,
                full_name=known.full_name,
                staff_number=known.staff_number or "",
                department_id=department_id,
                department_name=names.get(department_id, ""),
                state=rules.person_state(counted, late_counts=late_counts) if counted else None,
                duties=tuple(own),
            )
        )
    return tuple(found)


def content_of(found: YearFigures) -> dict[str, Any]:
    """Return what a snapshot keeps: figures, roster, states, evidence ids and rule settings, ids only, JSON-ready."""
    return {
        "figures": asdict(found.figures),
        "rate": found.rate,
        "due_rate": found.figures.due_rate,
        "as_of": found.at.isoformat(),
        "settings": {"late_counts": found.late_counts},
        "duties": [
            [
                duty.facts.assignment_id,
                duty.facts.requirement_id,
                person.employee_id,
                duty.facts.department_id,
                duty.state,
                [[effective_at.isoformat(), kind, source] for effective_at, kind, source in duty.facts.fulfilments],
            ]
            for person in found.persons
            for duty in person.duties
        ],
    }


def freeze(
    session: orm.Session, unit_id: int, year: int, *, purpose: str, at: datetime, actor_id: int | None, now: datetime
) -> Snapshot:
    """存档: keep the figures as of ``at`` for ever, as the next version of their purpose (midyear, assessment, annual)."""
    content = content_of(figures_at(session, unit_id, year, at=at))
    snapshot = Snapshot(
        unit_id=unit_id,
        year=year,
        purpose=purpose,
        version=queries.last_version(session, unit_id, year, purpose) + 1,
        as_of=at,
        content=content,
        digest=digest_of(content),
        created_by=actor_id,
        created_at=now,
    )
    session.add(snapshot)
    session.flush()
    record(
        session,
        "completion.freeze",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="snapshot",
        subject_id=snapshot.id,
        detail={"year": year, "purpose": purpose, "rate": content["rate"]},
        digest=snapshot.digest,
    )
    return snapshot
