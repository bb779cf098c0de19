"""The chain of the audit log holds, shows the first row that was touched, and keeps refusals."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, make_office, sign_in
from webapp.audit import queries
from webapp.audit.models import AuditEntry
from webapp.audit.service import record
from webapp.db import reading, transaction
from webapp.errors import InvalidInput


@pytest.fixture
def app(make_app: Callable[[str], Flask], database_url: str) -> Flask:
    """The application, once on each database."""
    return make_app(database_url)


@pytest.fixture
def ids(app: Flask, now: datetime) -> list[int]:
    """The ids of six entries, written by three transactions."""
    with app.app_context():
        for step in range(3):
            with transaction() as session:
                for word in ("a", "b"):
                    at = now + timedelta(minutes=step)
                    record(session, f"test.{word}", actor_id=None, now=at, detail={"step": step, "word": "字"})
        return list(reading().scalars(sa.select(AuditEntry.id).order_by(AuditEntry.id)))


def breaks(app: Flask) -> list[int]:
    """Return the ids at which the chain is broken."""
    with app.app_context():
        return [found.entry_id for found in queries.verify_chain(reading())]


def test_an_untouched_log_holds(app: Flask, ids: list[int]):
    """Over several transactions with several entries each."""
    assert breaks(app) == []


def test_an_empty_log_holds(app: Flask):
    """There is nothing to doubt."""
    assert breaks(app) == []


@pytest.mark.parametrize(
    "values",
    [
        {"detail": {"step": 9}},
        {"action": "other"},
        {"actor_id": 7},
        {"outcome": "denied"},
        {"digest": "0" * 64},
        {"address": "10.0.0.1"},
        {"at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_row_is_named(app: Flask, ids: list[int], values: dict[str, object]):
    """Whatever column it was."""
    with app.app_context(), transaction() as session:
        session.execute(sa.update(AuditEntry).where(AuditEntry.id == ids[2]).values(**values))
    assert breaks(app) == [ids[2]]


def test_a_deleted_row_is_noticed_at_the_next(app: Flask, ids: list[int]):
    """The row after it does not join on."""
    with app.app_context(), transaction() as session:
        session.execute(sa.delete(AuditEntry).where(AuditEntry.id == ids[2]))
    assert breaks(app) == [ids[3]]


def test_a_row_hashed_anew_is_noticed_at_the_next(app: Flask, ids: list[int]):
    """Who changes a row and its hash would have to change every later one."""
    with app.app_context(), transaction() as session:
        row = session.get_one(AuditEntry, ids[2])
        row.detail = {"step": 9}
        row.hash = queries.entry_hash(row)
    assert breaks(app) == [ids[3]]


def test_a_change_that_fails_leaves_no_entry(app: Flask, ids: list[int], now: datetime):
    """The entry is part of the change's own transaction."""

    def fail() -> None:
        with transaction() as session:
            record(session, "test.lost", actor_id=None, now=now)
            raise InvalidInput("不行。")

    with app.app_context(), pytest.raises(InvalidInput):
        fail()
    assert breaks(app) == []
    with app.app_context():
        assert reading().scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == len(ids)


@pytest.fixture
def office(app: Flask, now: datetime) -> Office:
    """The small unit."""
    with app.app_context(), transaction() as session:
        return make_office(session, now=now)


def test_a_refused_request_is_recorded(app: Flask, client: FlaskClient, office: Office):
    """Who, where, by which method; a page that was only opened leaves nothing."""
    sign_in(client, office.employees_a[0])
    assert client.get("/audit/?action=x").status_code == 403
    assert client.get("/account/me").status_code == 200
    with app.app_context():
        found = reading().scalars(sa.select(AuditEntry).where(AuditEntry.outcome == "denied")).one()
        assert (found.action, found.actor_id, found.unit_id) == (
            "request.denied",
            office.employees_a[0].id,
            office.unit_id,
        )
        assert found.detail == {"endpoint": "audit.index", "method": "GET", "path": "/audit/"}
        assert found.address == "127.0.0.1"
    assert breaks(app) == []
