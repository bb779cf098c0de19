"""Decide the office on which slow tests stand: a founded office whose people have an exam open by the real clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask

from tests.exams import builders
from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.models import Credential, Employee
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.exams.models import Exam
from webapp.settings import service as settings

HIRED_ON = date(2023, 1, 1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Staff:
    """A founded unit with one department, its people, and the exam that all of them owe."""

    unit_id: int
    people: tuple[Employee, ...]
    exam: Exam


def found(app: Flask, people_count: int, *, now: datetime, **changes: Any) -> Staff:
    """Fill an empty database; the exam opened two hours before ``now`` and closes two days after it.

    ``changes`` are those of the exam, as ``builders.plan`` takes them.
    """
    before = clock.local_instant(HIRED_ON)
    with app.app_context(), transaction() as session:
        settings.found(session, "production", now=before)
        unit_id = accounts.create_unit(session, "测试区人民政府办公室", actor_id=None, now=before).id
        node = accounts.create_department(session, unit_id, "综合科", 1, from_on=HIRED_ON, actor_id=None, now=before)
        people = tuple(
            accounts.create_employee(
                session,
                unit_id,
                full_name=f"测试{number:02d}",
                staff_number=f"T{number:03d}",
                department_id=node.id,
                employment_type="civil_servant",
                job_title="科员",
                email=f"t{number:03d}@example.invalid",
                from_on=HIRED_ON,
                actor_id=None,
                now=before,
            )
            for number in range(people_count)
        )
        session.add_all(
            Credential(employee_id=one.id, password_hash="-", is_initial=False, issued_at=before, changed_at=before)
            for one in people
        )
        exam = builders.plan(
            session,
            Staff(unit_id, people, Exam()),
            windows=[exams.WindowPlan("main", now - 2 * HOUR, now + 48 * HOUR)],
            year=clock.local_day(now).year,
            roster_on=clock.local_day(now),
            now=now - 24 * HOUR,
            **changes,
        )
        exams.publish(session, exam.id, actor_id=None, now=now - 24 * HOUR)
    return Staff(unit_id, people, exam)
