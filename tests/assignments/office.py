"""Decide the small office on which the tests of duties and exams stand: one unit, two departments, a few people."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import orm

from webapp.accounts.models import Employee, EmploymentSpell, OrgNode
from webapp.accounts.queries import PersonOnDay
from webapp.assignments import service
from webapp.assignments.models import Requirement
from webapp.clock import end_of_day, local_instant

FOUNDED = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class Office:
    """Ids of the unit, its departments (甲科, 乙科) and its people, in order."""

    unit_id: int
    departments: list[int]
    people: list[PersonOnDay] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """The employees' ids."""
        return [person.employee_id for person in self.people]


def found(session: orm.Session, people_count: int = 3, **more) -> Office:
    """Make a unit with two departments; everyone serves in the first."""
    unit = OrgNode(kind="unit", name=more.pop("name", "某区政府办"))
    session.add(unit)
    session.flush()
    unit.unit_id = unit.id
    nodes = [
        OrgNode(kind="department", unit_id=unit.id, name=name, sort_order=order)
        for order, name in enumerate(["甲科", "乙科"])
    ]
    session.add_all(nodes)
    session.flush()
    office = Office(unit.id, [node.id for node in nodes])
    for number in range(people_count):
        hire(session, office, number, **more)
    return office


def hire(session: orm.Session, office: Office, number: int, employment_type="civil_servant", from_on=date(2025, 1, 1)):
    """Add one person to the first department."""
    name = f"测试{number:02d}"
    employee = Employee(
        unit_id=office.unit_id,
        full_name=name,
        staff_number=f"G{office.unit_id}{number:03d}",
        login_name=f"G{office.unit_id}{number:03d}",
        sort_order=number,
        department_id=office.departments[0],
        employment_type=employment_type,
        created_at=FOUNDED,
    )
    session.add(employee)
    session.flush()
    session.add(
        EmploymentSpell(
            employee_id=employee.id,
            department_id=office.departments[0],
            employment_type=employment_type,
            from_on=from_on,
            recorded_at=FOUNDED,
        )
    )
    session.flush()
    person = PersonOnDay(
        employee_id=employee.id,
        full_name=name,
        staff_number=employee.staff_number,
        department_id=office.departments[0],
        department_name="甲科",
        employment_type=employment_type,
        job_title="",
        sort_order=number,
        is_leadership=False,
        is_principal=False,
    )
    office.people.append(person)
    return person


def duty(
    session: orm.Session,
    office: Office,
    *,
    due_on: date = date(2026, 6, 30),
    counts_until: date = date(2026, 12, 31),
    published_at: datetime | None = None,
    **more,
) -> Requirement:
    """Make a requirement open from 2026-03-01 and give it to everyone at ``published_at`` (default: as it opens)."""
    opens_at = local_instant(date(2026, 3, 1))
    now = published_at or opens_at
    requirement = service.create_requirement(
        session,
        unit_id=office.unit_id,
        kind="exam",
        title="年度学法考试",
        year=2026,
        roster_on=date(2026, 3, 1),
        opens_at=opens_at,
        due_at=end_of_day(due_on),
        counts_until=end_of_day(counts_until),
        minutes=60,
        actor_id=None,
        now=now,
        **more,
    )
    service.publish(session, requirement.id, office.people, actor_id=None, now=now)
    return requirement
