"""One unit of work: all or nothing, exact values, and the audit chain sealed last."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa

from webapp import tasks
from webapp.audit.models import AuditEntry
from webapp.audit.service import entry_hash, record
from webapp.db import (
    ExactDecimal,
    UtcDateTime,
    WrittenWhileReading,
    alone,
    db,
    insert_ignore,
    instant_of,
    reading,
    transaction,
)
from webapp.lease import LEASE_SECONDS, Lease, hold_lease
from webapp.settings import queries, service
from webapp.settings.models import Setting


def test_what_raises_leaves_nothing_behind(make_app, database_url, now):
    """A change and its audit row vanish together when anything in the transaction raises."""
    with make_app(database_url).app_context():
        with pytest.raises(RuntimeError):
            _put_and_fail(now)
        assert reading().scalars(sa.select(Setting)).all() == []
        assert reading().scalars(sa.select(AuditEntry)).all() == []


def _put_and_fail(now):
    with transaction() as session:
        service.put(session, "organiser", "甲", unit_id=None, effective_on=now.date(), actor_id=None, now=now)
        raise RuntimeError


def test_reading_then_writing_loses_no_update(make_app, database_url, now):
    """Eight threads that each read a row and add one to it, twenty times, end at 160 on both databases."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        task_id = tasks.enqueue(session, "count", {}, actor_id=None, now=now).id

    def add_one() -> None:
        with app.app_context():
            for _ in range(20):
                with transaction() as session:
                    row = session.get_one(tasks.Task, task_id, with_for_update=True)
                    row.done_count += 1

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert reading().get_one(tasks.Task, task_id).done_count == 160


def test_every_audit_entry_is_chained_to_the_one_before(make_app, database_url, now):
    """Each entry's hash covers its own columns and the hash before it; a changed row no longer fits."""
    with make_app(database_url).app_context():
        for number in range(3):
            with transaction() as session:
                record(session, "test.act", actor_id=number, now=now, detail={"n": number, "字": "甲"})
        entries = reading().scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.previous_hash for entry in entries] == ["", entries[0].hash, entries[1].hash]
        assert all(entry.hash == entry_hash(entry) for entry in entries)
        entries[1].detail = {"n": 9}
        assert entries[1].hash != entry_hash(entries[1])


def test_parallel_transactions_make_one_chain(make_app, database_url, now):
    """Entries written by four threads at once still form one chain without a fork."""
    app = make_app(database_url)

    def write() -> None:
        with app.app_context():
            for _ in range(5):
                with transaction() as session:
                    record(session, "test.act", actor_id=None, now=now)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        entries = reading().scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
        assert len(entries) == 20
        assert [entry.previous_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_instants_are_kept_in_utc_and_naive_ones_refused():
    """A Shanghai instant is bound as UTC; one without zone raises."""
    kind, dialect = UtcDateTime(), sa.create_engine("sqlite://").dialect
    shanghai = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    assert kind.process_bind_param(shanghai, dialect) == datetime(2025, 12, 31, 16, 30)
    assert kind.process_result_value(datetime(2025, 12, 31, 16, 30), dialect) == shanghai.astimezone(UTC)
    with pytest.raises(ValueError, match="naive"):
        kind.process_bind_param(datetime(2026, 1, 1), dialect)


def test_decimals_are_exact_or_refused():
    """112.42 comes back as 112.4200; more places than are kept raise."""
    kind, dialect = ExactDecimal(4), sa.create_engine("sqlite://").dialect
    stored = kind.process_bind_param(Decimal("112.42"), dialect)
    assert kind.process_result_value(stored, dialect) == Decimal("112.4200")
    with pytest.raises(ValueError, match="decimal places"):
        kind.process_bind_param(Decimal("0.00001"), dialect)


def test_insert_ignore_counts_only_new_rows(make_app, database_url, now):
    """A second insert of the same key adds nothing and says 0."""
    with make_app(database_url).app_context(), transaction() as session:
        row = {"name": "one", "holder": "a", "expires_at": now}
        assert insert_ignore(session, Lease, [row]) == 1
        assert insert_ignore(session, Lease, [row]) == 0


def test_the_lease_has_one_holder_until_it_expires(make_app, database_url, now):
    """A second process waits until 15 seconds have passed without renewal."""
    with make_app(database_url).app_context():

        def hold(holder: str, seconds: int) -> bool:
            with transaction() as session:
                return hold_lease(session, "scheduler", holder, now=now + timedelta(seconds=seconds))

        assert hold("first", 0)
        assert not hold("second", LEASE_SECONDS)
        assert hold("first", 10)
        assert not hold("second", LEASE_SECONDS + 5)
        assert hold("second", 10 + LEASE_SECONDS + 1)
        assert not hold("first", 10 + LEASE_SECONDS + 2)


def test_a_rule_holds_from_its_day_and_a_unit_overrides(make_app, database_url, now):
    """The default holds before the effective day, the installation's from it, the unit's own above both."""
    day = now.date()
    with make_app(database_url).app_context():
        with transaction() as session:
            put = {"actor_id": None, "now": now}
            service.put(session, "late_save_seconds", 60, unit_id=None, effective_on=day, **put)
            service.put(session, "late_save_seconds", 90, unit_id=7, effective_on=day + timedelta(days=1), **put)

        def value(unit_id: int | None, offset: int) -> int:
            on = day + timedelta(days=offset)
            return queries.value(reading(), "late_save_seconds", unit_id=unit_id, on=on)

        assert [value(7, offset) for offset in (-1, 0, 1)] == [30, 60, 90]
        assert value(8, 1) == 60


def test_working_days_know_make_up_saturdays_and_holidays(app, now):
    """National Day week of 2026 has no working day; the make-up days before and after count (国务院办公厅通知)."""
    with app.app_context():
        with transaction() as session:
            service.load_calendar(session)
        days = queries.working_days(reading(), datetime(2026, 9, 20).date(), datetime(2026, 10, 10).date())
        assert [day.isoformat() for day in days if day.weekday() >= 5] == ["2026-09-20", "2026-10-10"]
        assert not [day for day in days if day.month == 10 and day.day <= 7]


def test_a_session_outside_transaction_cannot_change_anything(app, now):
    """A change through the read session is refused, even one that only wants to be written on the way to a query."""
    row = Setting(unit_id=None, key="x", value=1, effective_on=now.date(), set_at=now)
    with app.app_context():
        reading().add(row)
        with pytest.raises(WrittenWhileReading):
            reading().scalars(sa.select(Setting)).all()
    with app.app_context():
        assert reading().scalars(sa.select(Setting)).all() == []


def test_a_statement_alone_commits_by_itself_and_survives_a_lost_connection(make_app, database_url, now):
    """What it wrote is there for everybody; with its connection gone it runs once more; a wrong one raises."""
    with make_app(database_url).app_context():
        columns, given = "key, value, effective_on, set_at", ":key, '1', :day, :now"
        statement = f"INSERT INTO settings ({columns}) VALUES ({given}) RETURNING id"
        values = {"day": now.date().isoformat(), "now": now}
        assert alone(statement, {"key": "first", **values})[0] > 0
        if db.engine.dialect.name == "postgresql":
            (backend,) = alone("SELECT pg_backend_pid()", {})
            with transaction() as session:
                assert session.scalar(sa.select(sa.func.pg_terminate_backend(backend, 5000)))
        assert alone(statement, {"key": "second", **values})[0] > 0
        assert reading().scalars(sa.select(Setting.key).order_by(Setting.id)).all() == ["first", "second"]
        with pytest.raises(db.engine.dialect.loaded_dbapi.Error):
            alone("SELECT nothing FROM nowhere", {})
        assert instant_of(alone("SELECT set_at FROM settings WHERE key = :key", {"key": "first"})[0]) == now


def test_who_waits_to_write_on_sqlite_comes_in_as_soon_as_it_is_free(app, now, monkeypatch):
    """While another writes, both kinds of writing wait and then succeed; after the longest wait they are told."""
    statement = "UPDATE installation SET mode = mode WHERE :key = :key RETURNING 1"
    with app.app_context():
        path = db.engine.url.database
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("webapp.db.SQLITE_WAIT_MS", 20)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            alone(statement, {"key": "x"})
        with pytest.raises(sqlite3.OperationalError, match="locked"), transaction():
            pass
        monkeypatch.setattr("webapp.db.SQLITE_WAIT_MS", 10_000)
        freeing = threading.Timer(0.05, other.rollback)
        freeing.start()
        alone(statement, {"key": "x"})
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.05, other.rollback).start()
        with transaction() as session:
            session.add(Setting(unit_id=None, key="x", value=1, effective_on=now.date(), set_at=now))
        assert reading().scalars(sa.select(Setting.key)).all() == ["x"]
