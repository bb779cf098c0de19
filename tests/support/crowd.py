"""Decide how a test gets a thousand people with a year of duties: rows written straight into the tables, quickly."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp import clock
from webapp.accounts.models import Credential, Employee, EmploymentSpell, OrgNode, OrgNodeSpell
from webapp.assignments.models import Assignment, AssignmentChange, Exemption, Fulfilment, Requirement
from webapp.completion.rules import Counts
from webapp.db import Base

JOINED_ON = date(2023, 1, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Crowd:
    """Who was added, and what they add to the counts of the year, of people and of single duties."""

    employee_ids: tuple[int, ...]
    people: Counts
    assignments: Counts


def add(session: orm.Session, unit_id: int, *, people: int, departments: int, duties: int, now: datetime) -> Crowd:
    """Add people (a multiple of 100) with ``duties`` (at least 3) counted duties each, all due but the last.

    Of ten people one owes the last duty, one the last but one (overdue), one did the first late; of a hundred one is
    exempt from the first.
    """
    assert people % 100 == 0 and duties >= 3
    node_ids = _departments(session, unit_id, departments, now)
    homes = [node_ids[number % departments] for number in range(people)]
    employee_ids = _employees(session, unit_id, homes, now)
    dues = [now + (number - duties) * DAY for number in range(1, duties)] + [now + 10 * DAY]
    requirement_ids = _insert(session, Requirement, [_requirement(unit_id, due_at, now) for due_at in dues])
    pairs = [(person, duty) for duty in range(duties) for person in range(people)]
    assignment_ids = _insert(
        session,
        Assignment,
        [
            {
                "requirement_id": requirement_ids[duty],
                "employee_id": employee_ids[person],
                "department_id": homes[person],
                "recorded_at": _opened(now),
            }
            for person, duty in pairs
        ],
    )
    changes, evidence, exempt = [], [], []
    for assignment_id, (person, duty) in zip(assignment_ids, pairs, strict=True):
        changes.append(_assigned(assignment_id, homes[person], now))
        if (person % 10, duty) in ((0, duties - 1), (5, duties - 2)):
            continue
        if (person % 100, duty) == (3, 0):
            exempt.append(_exemption(assignment_id, now))
        else:
            done_at = dues[duty] + DAY if (person % 10, duty) == (7, 0) else min(dues[duty], now) - DAY
            evidence.append(_fulfilment(assignment_id, done_at, now))
    for table, rows in ((AssignmentChange, changes), (Exemption, exempt), (Fulfilment, evidence)):
        session.execute(sa.insert(table), rows)
    tenth, total = people // 10, people * duties - people // 100
    return Crowd(
        tuple(employee_ids),
        Counts(people, 0, 0, people - 2 * tenth, people - 3 * tenth, tenth, tenth),
        Counts(total, people // 100, 0, total - 2 * tenth, total - 3 * tenth, tenth, tenth),
    )


def _insert(session: orm.Session, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    found = session.execute(sa.insert(table).returning(table.__table__.c.id, sort_by_parameter_order=True), rows)
    return [row.id for row in found]


def _departments(session: orm.Session, unit_id: int, count: int, now: datetime) -> list[int]:
    names = [f"第{number}科" for number in range(1, count + 1)]
    rows = [{"kind": "department", "unit_id": unit_id, "name": name, "sort_order": 10} for name in names]
    node_ids = _insert(session, OrgNode, rows)
    spells = [
        {"node_id": node_id, "parent_id": unit_id, "name": name, "from_on": JOINED_ON}
        for node_id, name in zip(node_ids, names, strict=True)
    ]
    session.execute(sa.insert(OrgNodeSpell), spells)
    return node_ids


def _employees(session: orm.Session, unit_id: int, homes: list[int], now: datetime) -> list[int]:
    first = session.scalar(sa.select(sa.func.max(Employee.id))) or 0
    rows = [
        {
            "unit_id": unit_id,
            "staff_number": f"C{number:05d}",
            "login_name": f"C{number:05d}",
            "full_name": f"测试{number:05d}",
            "pinyin": f"ce shi {number:05d}",
            "sort_order": number,
            "department_id": home,
            "employment_type": "civil_servant",
            "job_title": "科员",
            "created_at": now,
        }
        for number, home in enumerate(homes, first + 1)
    ]
    employee_ids = _insert(session, Employee, rows)
    spells = [
        {
            "employee_id": employee_id,
            "department_id": home,
            "employment_type": "civil_servant",
            "from_on": JOINED_ON,
            "recorded_at": clock.local_instant(JOINED_ON),
        }
        for employee_id, home in zip(employee_ids, homes, strict=True)
    ]
    session.execute(sa.insert(EmploymentSpell), spells)
    keys = [{"employee_id": one, "password_hash": "-", "is_initial": False, "issued_at": now} for one in employee_ids]
    session.execute(sa.insert(Credential), keys)
    return employee_ids


def _opened(now: datetime) -> datetime:
    return clock.start_of_year(clock.local_day(now).year)


def _requirement(unit_id: int, due_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "kind": "external_exam",
        "title": "上级平台学法考试",
        "year": clock.local_day(now).year,
        "roster_on": clock.local_day(_opened(now)),
        "opens_at": _opened(now),
        "due_at": due_at,
        "counts_until": now + 30 * DAY,
        "is_counted": True,
        "minutes": 60,
        "state": "published",
        "published_at": _opened(now),
        "created_at": _opened(now),
    }


def _assigned(assignment_id: int, department_id: int, now: datetime) -> dict[str, Any]:
    return {
        "assignment_id": assignment_id,
        "kind": "assigned",
        "department_id": department_id,
        "effective_at": _opened(now),
        "recorded_at": _opened(now),
    }


def _exemption(assignment_id: int, now: datetime) -> dict[str, Any]:
    return {
        "assignment_id": assignment_id,
        "reason": "sick",
        "approved_by": "分管领导",
        "approved_on": clock.local_day(_opened(now)),
        "recorded_at": _opened(now),
    }


def _fulfilment(assignment_id: int, done_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "assignment_id": assignment_id,
        "source_kind": "external",
        "source_id": assignment_id,
        "effective_at": done_at,
        "recorded_at": now,
    }
