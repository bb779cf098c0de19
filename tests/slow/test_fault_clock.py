"""The server's clock jumps an hour forward and back: deadlines are instants of that clock, and nothing stands still.

Forward: who is past the deadline is handed in as of it, with every acknowledged answer; who has more time goes on
and stays signed in; who is in no exam signs in again. Back: nobody's attempt ends early or opens again, saves are
ordered by number and not by time, and scheduler and lease do not wait for the old time to come.
"""

import glob
import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.slow import examinees, staff
from tests.slow.trees import Browser, ask, background_child, eventually
from tests.support.application import SECRET
from tests.support.packages import require
from tests.support.processes import LiveServer
from webapp import clock
from webapp.accounts.models import Employee
from webapp.db import reading, transaction
from webapp.exams import service as exams
from webapp.exams.models import Attempt
from webapp.lease import Lease

pytestmark = pytest.mark.slow

HOUR = 3600
MINUTE = timedelta(minutes=1)
SOON = 40


class Clock:
    """The clock that a server is shown: the real one and so many seconds."""

    def __init__(self, folder: Path) -> None:
        require("faketime")
        self._file = folder / "clock"
        self.set(0)

    def set(self, seconds: int) -> None:
        """Let the clock jump."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.rename(self._file)

    def variables(self) -> dict[str, str]:
        """Return the environment of a process that is shown this clock; how long things take stays true."""
        return {
            "LD_PRELOAD": glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")[0],
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


def remaining(one: examinees.Examinee) -> int:
    """Return the seconds that the server leaves a person."""
    text = one.browser.open(f"{one.path}/state", Accept="application/json")[1]
    found = json.loads(text)
    assert found["state"] == "in_progress"
    return int(found["remaining"])


def ended(app: Flask, attempt_id: int) -> Any:
    """Return how an attempt ended, None while it runs."""
    columns = (Attempt.state, Attempt.ended_by, Attempt.response_count, Attempt.grading_number, Attempt.revision)
    times = (Attempt.started_at, Attempt.deadline_at, Attempt.submitted_at)
    with app.app_context():
        found = reading().execute(sa.select(*columns, *times).where(Attempt.id == attempt_id)).one()
    return found if found.state != "in_progress" else None


def is_acting_until(app: Flask, at: datetime) -> bool:
    """Say whether a lease of the scheduler holds at that instant."""
    return bool(ask(app, sa.select(Lease.holder).where(Lease.expires_at > at)))


def expired_attempt(app: Flask, office: staff.Staff, person: Employee) -> int:
    """Leave an attempt whose person went away and whose deadline has passed by the real clock; return its id."""
    with app.app_context(), transaction() as session:
        return exams.start(session, office.exam.id, person.id, now=clock.now() - 62 * MINUTE).id


def test_a_clock_that_jumps_an_hour_ends_nothing_early_and_stops_nothing(
    make_app: Callable[[str], Flask], database_url: str, tmp_path: Path, start_server: Callable[..., LiveServer]
):
    """Forward and back again, with one person of 50 minutes, one of twice as many, and one who only looks around."""
    app = make_app(database_url)
    office = staff.found(app, 5, now=clock.now(), duration_minutes=50)
    plain, slow, idle, *absent = office.people
    with app.app_context(), transaction() as session:
        more: dict[str, Any] = {"due_at": None, "duration_percent": 200, "reason": "测试", "actor_id": None}
        exams.extend(session, office.exam.id, slow.id, **more, now=clock.now())
    hands = Clock(tmp_path)
    variables = {"XUEFA_DATABASE_URL": database_url, "XUEFA_SECRET_KEY": SECRET, **hands.variables()}
    server = start_server(tmp_path / "instance", **variables)
    first, second = examinees.seated(server, app, replace(office, people=(plain, slow)))
    onlooker = Browser(server, app, idle)
    for one in (first, second):
        one.save_next()
    eventually(lambda: is_acting_until(app, clock.now()), SOON, "the scheduler acts")

    hands.set(HOUR)
    handed_in = eventually(lambda: ended(app, first.attempt_id), SOON, "who is past the deadline is handed in")
    assert handed_in.submitted_at == handed_in.deadline_at == handed_in.started_at + 50 * MINUTE
    assert (handed_in.state, handed_in.ended_by, handed_in.response_count) == ("graded", "deadline", 1)
    second.save_next()
    assert 35 * 60 < remaining(second) <= 40 * 60
    assert onlooker.open("/exams/mine")[0] == "/account/login"

    hands.set(0)
    overdue = expired_attempt(app, office, absent[0])
    eventually(lambda: ended(app, overdue), SOON, "the scheduler goes on though the time it had planned is far away")

    hands.set(HOUR)
    eventually(lambda: is_acting_until(app, clock.now() + 50 * MINUTE), SOON, "the lease lies in the future")
    os.kill(background_child(server), signal.SIGKILL)
    hands.set(0)
    overdue = expired_attempt(app, office, absent[1])
    eventually(lambda: ended(app, overdue), SOON, "the next scheduler does not wait for that lease to end")

    hands.set(-HOUR)
    second.save_next()
    assert second.refusal == "" and examinees.broken_promises(app, [second]) == {}
    assert ended(app, first.attempt_id) == handed_in
    assert second.submit() == f"{second.path}/result"
    slowly = eventually(lambda: ended(app, second.attempt_id), 1, "it has been handed in")
    assert (slowly.submitted_at, slowly.response_count) == (slowly.started_at, 3), "never handed in before its start"
