"""A saved answer is one guarded statement: owner, state, deadline and order hold, and nothing malformed is kept."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import OPENS, SECOND
from tests.support.counting import count_queries
from webapp import db as database
from webapp.accounts.models import Employee, LoginSession
from webapp.accounts.queries import token_hash
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


@pytest.fixture
def token(running):
    """The token of a live session of the attempt's person."""
    attempt, _ = running
    with transaction() as session:
        row = LoginSession(
            token_hash=token_hash("a token"),
            employee_id=attempt.employee_id,
            created_at=OPENS,
            last_seen_at=OPENS,
            expires_at=OPENS + timedelta(hours=12),
        )
        session.add(row)
    return "a token"


def keep_alone(attempt, token, item=0, seq=1, response="B", *, now=OPENS):
    """Save one answer as the exam page's request does."""
    return saving.save_alone(attempt.id, token, item=item, seq=seq, response=response, now=now)


def kept(attempt):
    """Return the raw answers that the database holds."""
    with transaction() as session:
        return {item: found.raw for item, found in queries.responses(session, attempt.id).items()}


def test_a_save_is_one_statement_without_audit_row_or_event(running, token, monkeypatch):
    """Second, third and blank saves cost one statement; the first also asks what the paper is."""
    attempt, _ = running
    sent = []
    run = database._first_row
    monkeypatch.setattr(database, "_first_row", lambda *args: (sent.append(args[1]), run(*args))[1])
    for seq, response in enumerate(["B", "C", None], start=1):
        sent.clear()
        with count_queries(db.engine) as others:
            receipt = keep_alone(attempt, token, seq=seq, response=response)
        assert (len(sent), len(others)) == (2 if seq == 1 else 1, 0)
        assert (receipt.seq, receipt.saved_at, receipt.remaining) == (seq, OPENS, 3600)
    assert kept(attempt) == {0: None}
    with transaction() as session:
        assert set(session.scalars(sa.select(AuditEntry.action))) & {"attempt.save", "response.save"} == set()
        assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["start"]


@pytest.mark.parametrize("case", ["ended", "expired", "disabled", "another's", "unknown", "stranger"])
def test_the_one_statement_itself_holds_that_the_session_is_live(running, token, case):
    """A session ended, expired, closed with its account or of another person keeps nothing, from that moment on."""
    attempt, colleague = running
    assert keep_alone(attempt, token, response="A")
    with transaction() as session:
        found = session.scalar(sa.select(LoginSession))
        if case == "ended":
            found.ended_at = OPENS
        elif case == "expired":
            found.expires_at = OPENS
        elif case == "disabled":
            session.get_one(Employee, attempt.employee_id).is_enabled = False
        elif case == "another's":
            found.employee_id = colleague
    asked = {"unknown": "another token", "stranger": ""}.get(case, token)
    assert keep_alone(attempt, asked, seq=2, response="C") is None
    assert kept(attempt) == {0: "A"}


@pytest.mark.parametrize("change", [{"item": 5}, {"item": "0"}, {"seq": -1}, {"response": "Z"}, {"response": ["B"]}])
def test_the_one_statement_is_not_even_sent_for_what_an_item_cannot_take(running, token, change):
    """Then the way that says why is taken."""
    attempt, _ = running
    assert keep_alone(attempt, token, **change) is None
    assert kept(attempt) == {}


def test_the_one_statement_keeps_order_and_deadline(running, token):
    """An older number, the 31st second after the deadline and a missing attempt change nothing."""
    attempt, _ = running
    assert keep_alone(attempt, token, seq=5, response="A").seq == 5
    assert keep_alone(attempt, token, seq=4, response="C") is None
    assert keep_alone(attempt, token, seq=5, response="A", now=DEADLINE + 30 * SECOND).remaining == 0
    assert keep_alone(attempt, token, seq=6, response="D", now=DEADLINE + 31 * SECOND) is None
    assert kept(attempt) == {0: "A"}
    attempt.id += 1000
    assert keep_alone(attempt, token) is None


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
