"""Two things at once, on both databases: one attempt, one result, no acknowledged answer that grading hasn't seen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
from webapp.db import transaction
from webapp.errors import Conflict
from webapp.exams import jobs, queries, saving, service
from webapp.exams.models import Attempt, AttemptEvent, Grading, ItemResult


@pytest.fixture
def app(make_app, database_url):
    """The application on each kind of database."""
    return make_app(database_url)


@pytest.fixture
def office(app):
    """A published exam and three people."""
    with app.app_context(), transaction() as session:
        office = offices.found(session)
        office.exam_id = builders.published(session, office).id
        return office


def together(app, *deeds):
    """Run the deeds at the same time, each in a thread and an application context of its own; return what they gave."""
    barrier = Barrier(len(deeds))

    def run(deed):
        with app.app_context():
            barrier.wait()
            return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def in_transaction(function, *args, **kwargs):
    """Return a deed that calls a service in one transaction."""

    def deed():
        with transaction() as session:
            return function(session, *args, **kwargs)

    return deed


def test_four_parallel_starts_give_one_attempt(app, office):
    """All four tabs show the same one; there is one start on record."""
    deed = in_transaction(service.start, office.exam_id, office.ids[0], now=OPENS)
    attempts = together(app, deed, deed, deed, deed)
    assert len({attempt.id for attempt in attempts}) == 1
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1
        assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["start"]


def test_parallel_submits_and_the_sweep_give_one_result(app, office):
    """Two submits and an invigilator at once: one grading, one end on record."""
    with app.app_context():
        attempt = in_transaction(service.start, office.exam_id, office.ids[0], now=OPENS)()
        in_transaction(builders.answer, attempt, 5, now=OPENS)()
    deeds = [
        in_transaction(service.end_attempt, attempt.id, ended_by=cause, now=OPENS + MINUTE)
        for cause in ("examinee", "examinee", "invigilator")
    ]
    ended = together(app, *deeds, lambda: jobs.expire_attempts(now=OPENS + 500 * MINUTE))
    assert {attempt.score for attempt in ended[:3]} == {100}
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Grading)) == 1
        assert session.scalars(sa.select(AttemptEvent.kind).order_by(AttemptEvent.id)).all() == ["start", "end"]


def test_an_answer_acknowledged_while_handing_in_is_graded(app, office):
    """Ten times: whatever save got a receipt is in the result; whatever came too late was refused."""
    for number in range(10):
        person = office.ids[number % 3]
        with app.app_context():
            attempt = in_transaction(service.start, office.exam_id, person, now=OPENS)()

        def save(attempt=attempt):
            try:
                in_transaction(
                    saving.save, attempt.id, attempt.employee_id, item=0, seq=1, response="B", now=OPENS
                )()
            except saving.AttemptEnded:
                return False
            return True

        end = in_transaction(service.end_attempt, attempt.id, ended_by="examinee", now=OPENS)
        acknowledged, _ = together(app, save, end)
        with app.app_context(), transaction() as session:
            state = session.scalar(
                sa.select(ItemResult.state).where(ItemResult.attempt_id == attempt.id, ItemResult.item == 0)
            )
            assert (state == "right") is acknowledged
            assert bool(queries.responses(session, attempt.id)) is acknowledged
            session.execute(sa.update(Attempt).values(state="voided"))


def test_a_start_and_a_withdrawal_at_once_leave_no_attempt_without_publication(app, office):
    """Either the exam is taken back and nobody starts, or somebody starts and it stays."""

    def attempt_one(deed):
        def tried():
            try:
                deed()
            except Conflict:
                return False
            return True

        return tried

    started, withdrawn = together(
        app,
        attempt_one(in_transaction(service.start, office.exam_id, office.ids[0], now=OPENS)),
        attempt_one(in_transaction(service.withdraw, office.exam_id, reason="", actor_id=None, now=OPENS)),
    )
    assert started is not withdrawn
