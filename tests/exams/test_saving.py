"""A saved answer is one guarded statement: owner, state, deadline and order hold, and nothing malformed is kept."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import OPENS, SECOND
from tests.support.counting import count_queries
from webapp.audit.models import AuditEntry
from webapp.db import db, transaction
from webapp.errors import InvalidInput, NotFound
from webapp.exams import queries, saving, service
from webapp.exams.models import AttemptEvent, AttemptResponse

DEADLINE = OPENS + timedelta(minutes=60)


@pytest.fixture
def running(make_app, database_url):
    """Ids of a running attempt, its person and a colleague, on each kind of database."""
    app = make_app(database_url)
    with app.app_context():
        with transaction() as session:
            office = offices.found(session)
            exam = builders.published(session, office)
            attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
        yield attempt, office.ids[1]


def keep(attempt, item=0, seq=1, response="B", *, employee_id=None, now=OPENS):
    """Save one answer in a transaction of its own, as a request does."""
    with transaction() as session:
        return saving.save(
            session, attempt.id, employee_id or attempt.employee_id, item=item, seq=seq, response=response, now=now
        )


def kept(attempt):
    """Return the raw answers that the database holds."""
    with transaction() as session:
        return {item: found.raw for item, found in queries.responses(session, attempt.id).items()}


def test_a_save_is_one_statement_without_audit_row_or_event(running):
    """First save, second save and a blank one cost the same."""
    attempt, _ = running
    for seq, response in enumerate(["B", "C", None], start=1):
        with count_queries(db.engine) as statements:
            receipt = keep(attempt, seq=seq, response=response)
        assert len(statements) == 1
        assert (receipt.seq, receipt.saved_at, receipt.remaining) == (seq, OPENS, 3600)
    assert kept(attempt) == {0: None}
    with transaction() as session:
        assert set(session.scalars(sa.select(AuditEntry.action))) & {"attempt.save", "response.save"} == set()
        assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["start"]


def test_an_older_answer_never_overwrites_a_newer_and_is_told_so(running):
    """The receipt names the newer number and when that was saved; an equal number is a repeat."""
    attempt, _ = running
    keep(attempt, seq=5, response="A")
    receipt = keep(attempt, seq=4, response="C", now=OPENS + SECOND)
    assert (receipt.seq, receipt.saved_at) == (5, OPENS)
    assert kept(attempt) == {0: "A"}
    keep(attempt, seq=5, response="A", now=OPENS + SECOND)
    keep(attempt, seq=6, response="D", now=OPENS + SECOND)
    assert kept(attempt) == {0: "D"}


@pytest.mark.parametrize("late", [-1, 0, 30])
def test_answers_up_to_30_seconds_after_the_deadline_count(running, late):
    """One second before it, at it, and 30 s late from a queue."""
    attempt, _ = running
    receipt = keep(attempt, now=DEADLINE + late * SECOND)
    assert receipt.remaining == max(0, -late)
    assert kept(attempt) == {0: "B"}


def test_an_answer_31_seconds_late_is_refused(running):
    """Nothing is kept, and the page is sent to the result."""
    attempt, _ = running
    with pytest.raises(saving.AttemptEnded):
        keep(attempt, now=DEADLINE + 31 * SECOND)
    assert kept(attempt) == {}


def test_after_handing_in_nothing_is_kept_whether_new_or_repeated(running):
    """The stored answer stays."""
    attempt, _ = running
    keep(attempt, seq=1, response="A")
    with transaction() as session:
        service.end_attempt(session, attempt.id, ended_by="examinee", now=OPENS + SECOND)
    for item in (0, 1):
        with pytest.raises(saving.AttemptEnded):
            keep(attempt, item=item, seq=2, now=OPENS + 2 * SECOND)
    assert kept(attempt) == {0: "A"}


def test_a_colleagues_attempt_is_not_found(running):
    """Neither is one that doesn't exist."""
    attempt, colleague = running
    with pytest.raises(NotFound):
        keep(attempt, employee_id=colleague)
    attempt.id += 1000
    with pytest.raises(NotFound):
        keep(attempt)


@pytest.mark.parametrize(
    "change",
    [
        {"item": 5},
        {"item": -1},
        {"item": "0"},
        {"item": None},
        {"item": True},
        {"seq": -1},
        {"seq": 1.5},
        {"seq": 2**31},
        {"response": "Z"},
        {"response": "b"},
        {"response": 1},
        {"response": ["B"]},
        {"response": {"B": True}},
        {"response": "B" * 30_000},
        {"item": 3, "response": ["A", "Z"]},
        {"item": 3, "response": "A"},
        {"item": 4, "response": "A"},
    ],
)
def test_what_an_item_cannot_take_is_refused_and_nothing_is_kept(running, change):
    """Wrong places, numbers, option ids and shapes each get a sentence; the item's other answers stay."""
    attempt, _ = running
    with pytest.raises(InvalidInput):
        keep(attempt, **change)
    assert kept(attempt) == {}


@pytest.mark.parametrize(("item", "response"), [(3, ["C", "A"]), (3, []), (4, "false"), (0, None), (0, "")])
def test_each_type_keeps_its_own_shape_and_blanks(running, item, response):
    """Multiple choices are lists, statements true or false; anything may be taken back."""
    attempt, _ = running
    keep(attempt, item=item, response=response)
    assert kept(attempt) == {item: response}


def test_a_refused_shape_does_not_touch_the_kept_answer(running):
    """The statement ran, and was rolled back."""
    attempt, _ = running
    keep(attempt, seq=1, response="A")
    with pytest.raises(InvalidInput):
        keep(attempt, seq=2, response="Z")
    assert kept(attempt) == {0: "A"}
    with transaction() as session:
        assert session.scalar(sa.select(AttemptResponse.seq)) == 1
