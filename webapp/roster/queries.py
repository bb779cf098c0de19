"""Every SELECT of the roster: the list of people, one import, and what an import would change."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee, EmploymentSpell, OrgNode
from webapp.assignments import queries as duties
from webapp.roster.models import RosterImport
from webapp.roster.rules import Comparison, Current, RosterRow, compare


@dataclass(frozen=True)
class Wanted:
    """Which people a list shows; None and "" mean any. ``has_left`` shows leavers instead of those who serve."""

    text: str = ""
    department_id: int | None = None
    employment_type: str = ""
    has_left: bool = False


@dataclass(frozen=True)
class PersonRow:
    """A person as the list and its Excel file show them; ``roles`` are those held today."""

    employee_id: int
    full_name: str
    staff_number: str | None
    login_name: str
    department_name: str | None
    employment_type: str
    job_title: str
    phone: str | None
    email: str | None
    left_on: date | None
    roles: tuple[str, ...] = ()


def _of(unit_id: int, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions = [
        Employee.unit_id == unit_id,
        Employee.left_on.is_not(None) if wanted.has_left else Employee.left_on.is_(None),
    ]
    if wanted.department_id is not None:
        conditions.append(Employee.department_id == wanted.department_id)
    if wanted.employment_type:
        conditions.append(Employee.employment_type == wanted.employment_type)
    if wanted.text:
        text = wanted.text.casefold().replace(" ", "")
        conditions.append(
            sa.or_(
                Employee.full_name.contains(text, autoescape=True),
                Employee.pinyin.contains(text, autoescape=True),
                sa.func.lower(Employee.staff_number).startswith(text, autoescape=True),
            )
        )
    return conditions


def count(session: orm.Session, unit_id: int, wanted: Wanted) -> int:
    """Return how many people the filters leave."""
    return session.scalar(sa.select(sa.func.count()).select_from(Employee).where(*_of(unit_id, wanted))) or 0


def people(
    session: orm.Session, unit_id: int, wanted: Wanted, *, on: date, limit: int | None = None, offset: int = 0
) -> list[PersonRow]:
    """Return people in 机构序 with the roles held on a local day; two queries for any number of rows."""
    rows = session.execute(
        sa.select(Employee, OrgNode.name)
        .outerjoin(OrgNode, OrgNode.id == Employee.department_id)
        .where(*_of(unit_id, wanted))
        .order_by(
            sa.case((OrgNode.kind == "leadership", 0), (OrgNode.kind.is_not(None), 1), else_=2),
            OrgNode.sort_order,
            OrgNode.id,
            Employee.sort_order,
            Employee.id,
        )
        .limit(limit)
        .offset(offset)
    ).all()
    roles = accounts.roles_of(session, [person.id for person, _ in rows], on=on)
    return [
        PersonRow(
            employee_id=person.id,
            full_name=person.full_name,
            staff_number=person.staff_number,
            login_name=person.login_name,
            department_name=name,
            employment_type=person.employment_type,
            job_title=person.job_title,
            phone=person.phone,
            email=person.email,
            left_on=person.left_on,
            roles=tuple(sorted(roles.get(person.id, ()))),
        )
        for person, name in rows
    ]


def roster_import(session: orm.Session, import_id: int) -> RosterImport | None:
    """Return one import, None when there is none."""
    return session.get(RosterImport, import_id)


def recent_imports(session: orm.Session, unit_id: int, *, limit: int) -> list[RosterImport]:
    """Return the last roster files of a unit, newest first."""
    found = sa.select(RosterImport).where(RosterImport.unit_id == unit_id).order_by(RosterImport.id.desc())
    return list(session.scalars(found.limit(limit)))


def touched_duties(session: orm.Session, compared: Comparison, *, on: date, at: datetime) -> Counter[int]:
    """Return how many duties an import on a local day would move with each mover or end with each proposed leaver."""
    movers = [match.current.employee_id for match in compared.movers]
    leavers = [person.employee_id for person in compared.leavers]
    moving = duties.following_counts(session, movers, on=on, at=at)
    return moving + duties.ending_counts(session, leavers, on=on, at=at)


def current_people(session: orm.Session, unit_id: int) -> list[Current]:
    """Return everybody who has not left, as a file is compared with; two queries."""
    spells = accounts.current_spells(session, unit_id)
    rows = session.execute(
        sa.select(Employee, OrgNode.name)
        .outerjoin(OrgNode, OrgNode.id == Employee.department_id)
        .where(Employee.unit_id == unit_id, Employee.left_on.is_(None))
        .order_by(Employee.sort_order, Employee.id)
    )
    return [_current(person, name, spells.get(person.id)) for person, name in rows]


def _current(person: Employee, department: str | None, spell: EmploymentSpell | None) -> Current:
    return Current(
        employee_id=person.id,
        full_name=person.full_name,
        department=department or "",
        staff_number=person.staff_number or "",
        phone=person.phone or "",
        email=person.email or "",
        employment_type=person.employment_type,
        job_title=person.job_title,
        rank_level=spell.rank_level if spell else "",
    )


def rows_of(content: dict[str, Any]) -> list[RosterRow]:
    """Return the lines of a stored import."""
    return [RosterRow(**{**row, "doubts": tuple(row["doubts"])}) for row in content["rows"]]


def comparison(session: orm.Session, unit_id: int, content: dict[str, Any], *, is_whole: bool) -> Comparison:
    """Return what a stored import would change now; four queries."""
    former = session.execute(
        sa.select(Employee.staff_number, Employee.full_name).where(
            Employee.unit_id == unit_id, Employee.left_on.is_not(None), Employee.staff_number.is_not(None)
        )
    )
    names = [node.name for node in accounts.departments(session, unit_id)]
    current = current_people(session, unit_id)
    former_numbers = {number: name for number, name in former}
    return compare(current, rows_of(content), names, former_numbers, is_whole=is_whole)
