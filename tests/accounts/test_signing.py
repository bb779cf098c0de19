"""Signing in, on both databases: locks, single-use secrets, and sessions that can be ended."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support.office import Office, make_office
from webapp.accounts import passwords, queries, signing, signing_queries
from webapp.accounts.models import Credential, LoginSession
from webapp.audit.models import AuditEntry
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput

GOOD = "Kq7-wert-zu"
ADDRESS = "10.1.1.1"


@pytest.fixture
def app(make_app: Callable[[str], Flask], database_url: str) -> Flask:
    """The application, once on each database."""
    return make_app(database_url)


@pytest.fixture
def office(app: Flask, now: datetime) -> Office:
    """The office, in whose department a the first employee has a password."""
    with app.app_context():
        with transaction() as session:
            office = make_office(session, now=now - timedelta(days=1))
        with transaction() as session:
            signing.set_password(session, office.employees_a[0].id, GOOD, actor_id=None, now=now - timedelta(days=1))
    return office


def attempt(app: Flask, account: str, password: str, now: datetime, address: str = ADDRESS) -> signing.SignIn:
    """Sign in as the page does."""
    with app.app_context():
        proof = signing.prove(reading(), account, password)
        with transaction() as session:
            return signing.sign_in(session, proof, address=address, now=now)


def holder(app: Flask, token: str, now: datetime) -> signing_queries.SessionHolder | None:
    """Return who a cookie's token belongs to."""
    with app.app_context():
        return signing_queries.signed_in(reading(), queries.token_hash(token), now=now)


def test_the_right_password_opens_a_session(app: Flask, office: Office, now: datetime):
    """The token names the person, and is not what the database holds."""
    outcome = attempt(app, " T011 ", GOOD, now)
    assert outcome.token is not None
    found = holder(app, outcome.token, now)
    assert found is not None and found.employee_id == office.employees_a[0].id
    with app.app_context():
        assert outcome.token not in reading().scalars(sa.select(LoginSession.token_hash)).all()


def test_each_sign_in_has_a_session_of_its_own(app: Flask, office: Office, now: datetime):
    """A token that was known before the sign-in is worth nothing after it."""
    assert attempt(app, "T011", GOOD, now).token != attempt(app, "T011", GOOD, now).token


def test_an_unknown_account_is_refused_with_the_same_words(app: Flask, office: Office, now: datetime):
    """Nobody learns by it which accounts exist."""
    assert attempt(app, "nobody", GOOD, now) == attempt(app, "T011", "wrong", now)


def test_an_unknown_account_costs_the_same_hashes(app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch):
    """The time that an answer takes tells as little as its words."""
    costs: list[list[str]] = []
    real = passwords._fits

    def counting(hasher: object, password_hash: str, password: str) -> bool:
        costs[-1].append(password_hash.rpartition("$")[0].rpartition("$")[0])
        return real(hasher, password_hash, password)  # type: ignore[arg-type]

    monkeypatch.setattr(passwords, "_fits", counting)
    with app.app_context():
        with transaction() as session:
            signing.issue_initial(session, [office.employees_a[1].id], actor_id=None, now=office.head.created_at)
        for account in ("nobody", "T011", "T012"):
            costs.append([])
            signing.prove(reading(), account, "wrong")
    assert costs[0] == costs[1] == costs[2]
    assert "m=19456,t=2,p=1" in costs[0][0]


def test_five_failures_lock_the_account_at_that_address(app: Flask, office: Office, now: datetime):
    """For 15 minutes even the right password is refused there; elsewhere the person gets in."""
    for _ in range(5):
        refused = attempt(app, "T011", "wrong", now)
    assert "锁定" in refused.sentence
    assert attempt(app, "T011", GOOD, now + timedelta(minutes=14, seconds=59)).token is None
    assert attempt(app, "T011", GOOD, now, address="10.1.1.2").token is not None
    assert attempt(app, "T011", GOOD, now + timedelta(minutes=15)).token is not None


def test_an_unknown_account_locks_as_well(app: Flask, office: Office, now: datetime):
    """Otherwise the lock would tell which accounts exist."""
    answers = [attempt(app, "nobody", "wrong", now).sentence for _ in range(6)]
    assert answers == [attempt(app, "T011", "wrong", now).sentence for _ in range(6)]


def test_a_success_ends_the_counting(app: Flask, office: Office, now: datetime):
    """Four failures, one success, four failures: not locked."""
    for _ in range(2):
        for _ in range(4):
            attempt(app, "T011", "wrong", now)
        assert attempt(app, "T011", GOOD, now).token is not None


def test_failures_are_recorded_without_what_was_typed(app: Flask, office: Office, now: datetime):
    """People type passwords into the wrong box."""
    attempt(app, "MyPassword-in-the-wrong-box", "wrong", now)
    with app.app_context():
        entry = reading().scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.action, entry.outcome) == ("login.failed", "failed")
        assert "MyPassword" not in str(entry.detail)


def test_an_initial_secret_works_once(app: Flask, office: Office, now: datetime):
    """The second use says what to do; typed small and without dashes it is the same secret."""
    person = office.employees_b[0]
    with app.app_context(), transaction() as session:
        secret = signing.issue_initial(session, [person.id], actor_id=office.head.id, now=now)[person.id]
    first = attempt(app, "T021", secret.lower().replace("-", ""), now + timedelta(hours=23, minutes=59))
    assert first.token is not None
    found = holder(app, first.token, now + timedelta(hours=24))
    assert found is not None and found.must_change_password
    second = attempt(app, "T021", secret, now + timedelta(hours=23, minutes=59))
    assert second.token is None and "重新发" in second.sentence


def test_an_initial_secret_expires_after_a_day(app: Flask, office: Office, now: datetime):
    """At 24 hours it is over."""
    person = office.employees_b[0]
    with app.app_context(), transaction() as session:
        secret = signing.issue_initial(session, [person.id], actor_id=None, now=now)[person.id]
    assert attempt(app, "T021", secret, now + timedelta(hours=24)).token is None


def test_secrets_are_stored_only_as_argon2_hashes(app: Flask, office: Office, now: datetime):
    """Neither the secret nor the password can be read from the table."""
    with app.app_context():
        with transaction() as session:
            issued = signing.issue_initial(session, [office.employees_b[0].id], actor_id=None, now=now)
        hashes = [
            reading().get_one(Credential, who.id).password_hash
            for who in (office.employees_b[0], office.employees_a[0])
        ]
    assert all(found.startswith("$argon2id$") for found in hashes)
    assert not any(secret in found for secret in issued.values() for found in hashes)


@pytest.mark.parametrize("deed", ["sign_out", "set_password", "issue_initial"])
def test_signing_out_and_new_secrets_end_all_sessions(app: Flask, office: Office, now: datetime, deed: str):
    """A cookie copied before is worth nothing after."""
    person = office.employees_a[0]
    tokens = [attempt(app, "T011", GOOD, now).token for _ in range(2)]
    with app.app_context(), transaction() as session:
        if deed == "sign_out":
            signing.sign_out(session, person.id, now=now)
        elif deed == "set_password":
            signing.set_password(session, person.id, "Another-9-one", actor_id=None, now=now)
        else:
            signing.issue_initial(session, [person.id], actor_id=None, now=now)
    assert [holder(app, token or "", now) for token in tokens] == [None, None]


def test_a_running_exam_keeps_sessions_open(app: Flask, office: Office, now: datetime):
    """Also one that is opened later, and also after a password change; not longer than the exam."""
    person, until = office.employees_a[0], now + timedelta(minutes=90)
    token = attempt(app, "T011", GOOD, now).token or ""
    with app.app_context(), transaction() as session:
        signing.keep_signed_in(session, person.id, until=until, now=now)
    later = attempt(app, "T011", GOOD, now + timedelta(minutes=1)).token or ""
    for each in (token, later):
        assert holder(app, each, until - timedelta(seconds=1)) is not None
        assert holder(app, each, until) is None
    with app.app_context(), transaction() as session:
        changed = signing.change_own_password(
            session, person.id, GOOD, "Another-9-one", address=ADDRESS, now=now + timedelta(minutes=2)
        )
    assert holder(app, changed, until - timedelta(seconds=1)) is not None


def test_a_kept_session_is_never_shortened(app: Flask, office: Office, now: datetime):
    """A shorter exam after a longer one leaves the longer limit."""
    token = attempt(app, "T011", GOOD, now).token or ""
    with app.app_context(), transaction() as session:
        for minutes in (120, 60):
            until = now + timedelta(minutes=minutes)
            signing.keep_signed_in(session, office.employees_a[0].id, until=until, now=now)
    assert holder(app, token, now + timedelta(minutes=119)) is not None


def test_a_phone_number_is_an_account_too(app: Flask, office: Office, now: datetime):
    """One field takes either."""
    with app.app_context(), transaction() as session:
        signing.set_password(session, office.law_admin.id, GOOD, actor_id=None, now=now)
    assert attempt(app, "13900000003", GOOD, now).token is not None


def test_a_password_is_changed_only_with_the_present_one(app: Flask, office: Office, now: datetime):
    """A wrong present password, the same one again and a weak new one are each refused."""
    person = office.employees_a[0]
    for present, new in (("wrong", "Another-9-one"), (GOOD, GOOD), (GOOD, "Aa123456")):
        with app.app_context(), pytest.raises(InvalidInput), transaction() as session:
            signing.change_own_password(session, person.id, present, new, address=ADDRESS, now=now)
    assert attempt(app, "T011", GOOD, now).token is not None


def test_slips_sent_twice_are_issued_once(app: Flask, office: Office, now: datetime):
    """A reload carries the mark of before, and finds that secrets were issued since."""
    with app.app_context():
        people = signing_queries.slip_candidates(reading(), office.unit_id, office.department_b_id, on=now.date())
        seen, chosen = signing.seen_of(people), [office.employees_b[0].id]
        with transaction() as session:
            slips = signing.issue_slips(session, people, chosen, seen, actor_id=office.head.id, now=now)
        assert [(slip.full_name, slip.login_name) for slip in slips] == [("丁一", "T021")]
        people = signing_queries.slip_candidates(reading(), office.unit_id, office.department_b_id, on=now.date())
        with pytest.raises(Conflict), transaction() as session:
            signing.issue_slips(session, people, chosen, seen, actor_id=office.head.id, now=now)
    assert attempt(app, "T021", slips[0].secret, now).token is not None


def together(count: int, deed: Callable[[], signing.SignIn]) -> list[signing.SignIn]:
    """Do the same thing in several threads at once."""
    barrier = threading.Barrier(count)

    def run() -> signing.SignIn:
        barrier.wait(timeout=20)
        return deed()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(count)]]


def test_an_initial_secret_used_twice_at_once_opens_once(app: Flask, office: Office, now: datetime):
    """Whoever comes second is told that it was used."""
    person = office.employees_b[0]
    with app.app_context(), transaction() as session:
        secret = signing.issue_initial(session, [person.id], actor_id=None, now=now)[person.id]
    outcomes = together(4, lambda: attempt(app, "T021", secret, now))
    assert sum(1 for outcome in outcomes if outcome.token is not None) == 1


def test_failures_at_once_are_each_counted(app: Flask, office: Office, now: datetime):
    """Five guesses in parallel lock as five in a row do."""
    together(5, lambda: attempt(app, "T011", "wrong", now))
    assert attempt(app, "T011", GOOD, now).token is None
