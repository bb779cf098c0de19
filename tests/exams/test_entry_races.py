"""Two things at once at the door of an exam, on both databases: each guess counts, each start gets the later close."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from tests.exams.test_races import in_transaction, together
from webapp.db import transaction
from webapp.exams import queries, service
from webapp.exams.change_rules import Change
from webapp.exams.models import Attempt
from webapp.exams.plan_rules import EntryRules
from webapp.exams.rules import Visit


@pytest.fixture
def app(make_app, database_url):
    """The application on each kind of database."""
    return make_app(database_url)


@pytest.fixture
def office(app):
    """A published exam with a password, and three people."""
    with app.app_context(), transaction() as session:
        office = offices.found(session)
        entry = EntryRules(30, "学法2026", ("10.0.0.0/8",), "本人承诺", True)
        office.exam_id = builders.published(session, office, entry=entry).id
        return office


def visit(password):
    """Come from inside with a ticked pledge."""
    return Visit("10.1.2.3", password, True)


def test_guesses_at_the_same_time_are_each_counted(app, office):
    """Five tabs with five wrong passwords close the door as five in a row do."""
    me = office.ids[0]
    guesses = [in_transaction(service.enter, office.exam_id, me, visit(f"{n:04}"), now=OPENS) for n in range(5)]
    assert all(entry.attempt is None for entry in together(app, *guesses))
    with app.app_context(), transaction() as session:
        entry = service.enter(session, office.exam_id, me, visit("学法2026"), now=OPENS)
        other = service.enter(session, office.exam_id, office.ids[1], visit("学法2026"), now=OPENS)
    assert entry.attempt is None and "15 分钟" in entry.problems["password"]
    assert other.attempt is not None


def test_parallel_rehearsals_are_one(app, office):
    """All tabs show the same paper."""
    deed = in_transaction(service.rehearse, office.exam_id, office.ids[0], now=OPENS - 60 * MINUTE)
    assert len({attempt.id for attempt in together(app, deed, deed, deed)}) == 1


def test_a_start_during_a_prolonging_gets_the_later_close(app, office):
    """Whichever comes first, the deadline is not cut by the close that is no more."""
    with app.app_context(), transaction() as session:
        window = queries.exam(session, office.exam_id).windows[0].window_id
    change = Change(None, "学法2026", ("10.0.0.0/8",), {window: CLOSES + timedelta(days=1)}, None)
    now = CLOSES - 10 * MINUTE
    more = {"reason": "机房断电", "actor_id": None, "now": now}
    with app.app_context(), transaction() as session:
        row = queries.exam(session, office.exam_id)
        row.exam.late_entry_minutes = None
    together(
        app,
        in_transaction(service.enter, office.exam_id, office.ids[0], visit("学法2026"), now=now),
        in_transaction(service.change_exam, office.exam_id, change, **more),
    )
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(Attempt.deadline_at)) == now + 60 * MINUTE
