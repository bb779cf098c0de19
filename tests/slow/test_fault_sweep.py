"""Ten thousand attempts expire at once: the sweep ends each once, also when it is killed and when two of them run."""

import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.exams import builders
from tests.slow import staff
from tests.slow.trees import ask, eventually
from tests.support import crowd
from tests.support.application import SECRET
from tests.support.processes import XUEFA, environment
from webapp import clock
from webapp.assignments.models import Assignment
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.exams.models import Attempt, AttemptEvent, AttemptResponse, Exam, Grading

pytestmark = pytest.mark.slow

PEOPLE = 10_000
MANY = PEOPLE + 1  # The attempt that all others are made like expires too.
SWEEP_SECONDS = 900


@dataclass
class Busy:
    """Somebody who goes on saving meanwhile."""

    app: Flask
    attempt_id: int
    employee_id: int
    count: int = 0

    def save(self) -> bool:
        """Save one answer; what is refused or has waited too long raises."""
        self.count += 1
        answer = {"item": 0, "seq": self.count, "response": "B"}
        with self.app.app_context(), transaction() as session:
            exams.save(session, self.attempt_id, self.employee_id, **answer, now=clock.now())
        return True


def expire_many(app: Flask, now: datetime) -> tuple[datetime, Busy]:
    """Fill the database with MANY attempts of as many people that ended two minutes ago, and one that runs.

    Returns the deadline of the many, and the person of the one.
    """
    office = staff.found(app, 2, now=now)
    started_at = now - timedelta(minutes=62)
    with app.app_context(), transaction() as session:
        ids = crowd.add(session, office.unit_id, people=PEOPLE, departments=100, duties=3, now=now).employee_ids
        exam = builders.plan(
            session,
            office,
            bank_ids=session.get_one(Exam, office.exam.id).bank_ids,
            windows=[exams.WindowPlan("main", now - timedelta(hours=2), now + timedelta(days=2))],
            year=clock.local_day(now).year,
            roster_on=clock.local_day(now),
            now=now - timedelta(hours=3),
        )
        exams.publish(session, exam.id, actor_id=None, now=now - timedelta(hours=3))
        first = exams.start(session, exam.id, office.people[0].id, now=started_at)
        duties = sa.select(Assignment.employee_id, Assignment.id).where(
            Assignment.requirement_id == exam.requirement_id, Assignment.employee_id.in_(ids)
        )
        shared = {column.key: getattr(first, column.key) for column in Attempt.__table__.c if column.key != "id"}
        rows = [{**shared, "employee_id": person, "assignment_id": duty} for person, duty in session.execute(duties)]
        attempt_ids = [first.id, *session.scalars(sa.insert(Attempt).returning(Attempt.id), rows)]
        answer: dict[str, Any] = {"item": 0, "seq": 1, "response": '"B"', "saved_at": started_at}
        session.execute(sa.insert(AttemptResponse), [{**answer, "attempt_id": one} for one in attempt_ids])
        running = exams.start(session, exam.id, office.people[1].id, now=now)
    return first.deadline_at, Busy(app, running.id, running.employee_id)


def sweep(instance: Path, url: str) -> "subprocess.Popen[bytes]":
    """Start the sweep as a process of its own."""
    variables = environment(instance, XUEFA_DATABASE_URL=url, XUEFA_SECRET_KEY=SECRET)
    with (instance / "sweep.log").open("ab") as log:
        return subprocess.Popen([XUEFA, "jobs", "run", "expire-attempts"], env=variables, stdout=log, stderr=log)


def ended(app: Flask) -> int:
    """Return how many attempts have ended."""
    ((count,),) = ask(app, sa.select(sa.func.count()).select_from(Attempt).where(Attempt.state != "in_progress"))
    return count


def test_ten_thousand_attempts_expire_once_though_the_sweep_is_killed(
    make_app: Callable[[str], Flask], database_url: str, tmp_path: Path
):
    """Killed half way, it goes on where it was; two at once share the rest; each is graded once, as of its deadline.

    All the while somebody else's answers are saved, none of which may wait in vain.
    """
    app = make_app(database_url)
    deadline_at, busy = expire_many(app, clock.now())
    first = sweep(tmp_path / "instance", database_url)
    eventually(lambda: busy.save() and ended(app) > MANY // 4, SWEEP_SECONDS, "the sweep is under way")
    os.kill(first.pid, signal.SIGKILL)
    first.wait(timeout=30)
    assert ended(app) < MANY
    rest = [sweep(tmp_path / "instance", database_url) for _ in range(2)]
    eventually(lambda: busy.save() and all(one.poll() is not None for one in rest), SWEEP_SECONDS, "the sweeps end")
    assert [one.returncode for one in rest] == [0, 0]
    shown = sa.select(Attempt.state, Attempt.ended_by, Attempt.submitted_at, Attempt.response_count, Attempt.revision)
    shown = shown.where(Attempt.id != busy.attempt_id)
    found = shown.add_columns(sa.func.count()).group_by(*shown.selected_columns)
    assert ask(app, found) == [("graded", "deadline", deadline_at, 1, 2, MANY)]
    for table, where in ((Grading, sa.true()), (AttemptEvent, AttemptEvent.kind == "end")):
        counts = sa.select(sa.func.count(), sa.func.count(sa.distinct(table.attempt_id))).where(where)
        assert ask(app, counts) == [(MANY, MANY)]
