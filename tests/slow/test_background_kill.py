"""A killed background child is started again, and the deadline sweep goes on as if nothing had happened."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.exams import builders
from tests.slow import staff
from tests.slow.trees import ask, background_child, eventually
from tests.support.application import SECRET
from webapp import clock
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.exams.models import Attempt
from webapp.lease import Lease

pytestmark = pytest.mark.slow

MINUTE = timedelta(minutes=1)


def test_the_sweep_goes_on_after_the_background_child_is_killed(
    make_app: Callable[[str], Flask],
    database_url: str,
    tmp_path: Path,
    start_server: Callable,
):
    """An attempt past its deadline is ended by the next child, handed in at it and graded with its answers."""
    app = make_app(database_url)
    office = staff.found(app, 1, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    eventually(lambda: ask(app, sa.select(Lease.holder)), 30, "the scheduler has ticked")
    first = eventually(lambda: background_child(server), 10, "the background child runs")
    os.kill(first, signal.SIGKILL)
    # Nobody can have swept it yet: the lease of the dead child keeps the next one waiting.
    started_at = clock.now() - 62 * MINUTE
    with app.app_context(), transaction() as session:
        attempt = exams.start(session, office.exam.id, office.people[0].id, now=started_at)
        builders.answer(session, attempt, 5, now=started_at + MINUTE)
    second = eventually(lambda: background_child(server) not in (None, first), 30, "the child is started again")
    assert second
    columns = (Attempt.submitted_at, Attempt.ended_by, Attempt.score, Attempt.response_count)
    ended = sa.select(*columns).where(Attempt.id == attempt.id, Attempt.state == "graded")
    ((submitted_at, ended_by, score, count),) = eventually(lambda: ask(app, ended), 60, "the sweep ends the attempt")
    assert (submitted_at, ended_by) == (attempt.deadline_at, "deadline")
    assert submitted_at == started_at + 60 * MINUTE
    assert (score, count) == (100, 5)
