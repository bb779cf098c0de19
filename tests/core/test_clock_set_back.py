"""A clock that is set back an hour stops nothing for an hour: lease, tasks and scheduler notice by themselves."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from tests.exams import builders
from tests.support.office import Office, sign_in
from webapp import scheduler, tasks
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.lease import LEASE_SECONDS, hold_lease

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def test_a_lease_from_before_the_clock_was_set_back_holds_up_nobody(
    make_app: Callable[[str], Flask], database_url: str, now: datetime
):
    """Nobody waits an hour for a holder that has died; a colleague's clock that runs a little ahead is respected."""

    def takes(holder: str, at: datetime) -> bool:
        with transaction() as session:
            return hold_lease(session, "scheduler", holder, now=at)

    with make_app(database_url).app_context():
        assert takes("dead", now)
        assert takes("next", now - HOUR)
        assert not takes("third", now - HOUR - (60 - LEASE_SECONDS) * SECOND)


def test_a_task_whose_sign_of_life_lies_in_the_future_is_taken_up(
    app: Flask, now: datetime, set_clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
):
    """Its worker died before the clock was set back."""
    monkeypatch.setattr(tasks, "_handlers", {"read": lambda _progress, _params: {}})
    with app.app_context():
        with transaction() as session:
            tasks.enqueue(session, "read", {}, actor_id=None, now=now)
        assert tasks._claim(now) is not None
        set_clock(now - HOUR)
        assert tasks.run_next()


def test_who_signed_in_before_the_clock_was_set_back_stays_signed_in(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
):
    """A cookie from the future is as good as any; one whose signature is not ours is none."""
    client = app.test_client()
    with monkeypatch.context() as later:
        later.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) + 3600)
        sign_in(client, office.law_admin)
    assert client.get("/exams/mine").status_code == 200
    client.set_cookie("xuefa", client.get_cookie("xuefa").value[:-1] + "!")
    assert client.get("/exams/mine").status_code == 303


def test_an_attempt_is_never_handed_in_before_its_start(app: Flask, office: Office):
    """Its person hands in half an hour before the start, by a clock that was set back meanwhile."""
    with app.app_context(), transaction() as session:
        exam = builders.published(session, office)
        attempt = exams.start(session, exam.id, office.head.id, now=builders.OPENS + HOUR)
        exams.end_attempt(session, attempt.id, ended_by="examinee", now=builders.OPENS + HOUR / 2)
        assert attempt.submitted_at == attempt.started_at


def test_jobs_go_on_after_the_clock_was_set_back(app: Flask, now: datetime, set_clock: Callable[[datetime], None]):
    """What was planned for the old time runs at once; what is planned within its interval is left alone."""
    ticking = scheduler.start(app)
    try:
        ticking.pause()
        for job in ticking.get_jobs():
            job.modify(next_run_time=now + timedelta(seconds=scheduler.JOBS[job.id].seconds))
        scheduler.keep_pace(ticking)
        assert {job.next_run_time - now for job in ticking.get_jobs()} == {
            timedelta(seconds=job.seconds) for job in scheduler.JOBS.values()
        }
        set_clock(now - HOUR)
        scheduler.keep_pace(ticking)
        assert {job.next_run_time for job in ticking.get_jobs()} == {now - HOUR}
    finally:
        ticking.shutdown(wait=False)
