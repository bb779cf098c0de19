"""Decide how the database is reached: table base class, column types, the read session and the only commit.

A GET reads through ``reading()`` and never writes. Every change runs inside ``transaction()``, which holds the only
commit of the program. SQLite runs in WAL with foreign keys on and every write transaction is BEGIN IMMEDIATE, since
a deferred BEGIN loses updates to "database is locked" (design/STACK); synchronous=FULL keeps an acknowledged answer
through a power cut. ``alone()`` is the hot path beside it: one statement that commits by itself.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from inspect import iscoroutinefunction
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event, orm
from sqlalchemy.dialects import postgresql, sqlite

from webapp.config import Config

SQLITE_WAIT_MS = 10_000
_SQLITE_ASK_MS = 3
_SQLITE_PAUSE_SECONDS = 0.002
GAP_SECONDS = 0.02
PING_AFTER_SECONDS = 2.0
"""A connection that has lain idle for longer is tried before it is used: the database may have been restarted."""
_IS_READING = "xuefa_is_reading"
T = TypeVar("T")
HOT = "hot"
"""The engine of ``alone()``: its connections commit every statement by themselves."""


class Base(orm.DeclarativeBase):
    """Every table of the program; constraint names are fixed so that migrations can name them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: stored in UTC, always aware; a naive value is refused with ValueError."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn an aware instant into what the driver stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the stored instant back, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(sa.types.TypeDecorator[Decimal]):
    """A decimal kept exactly on both databases, as a whole number of 10**-places; never a float."""

    impl = sa.BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def __repr__(self) -> str:
        """Return what a migration writes down."""
        return f"ExactDecimal({self.places})"

    def process_bind_param(self, value: Decimal | int | None, dialect: sa.Dialect) -> int | None:
        """Turn the decimal into whole units; more places than kept raise ValueError."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"more than {self.places} decimal places: {value}")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> Decimal | None:
        """Give the decimal back with its places."""
        if value is None:
            return None
        quantum = Decimal(1).scaleb(-self.places)
        return Decimal(value).scaleb(-self.places).quantize(quantum, ROUND_HALF_UP)


db = SQLAlchemy(session_options={"expire_on_commit": False})
_before_commit: list[Callable[[orm.Session], None]] = []


def before_commit(function: Callable[[orm.Session], None]) -> Callable[[orm.Session], None]:
    """Register what runs last in every ``transaction()``, after the change is flushed (the audit chain)."""
    _before_commit.append(function)
    return function


def reading() -> orm.Session:
    """Return the request's read session; whoever changes a row through it gets WrittenWhileReading.

    On PostgreSQL its statements stand alone: a read-committed transaction around them would show nothing else, and
    costs two more exchanges a page. On SQLite they share one snapshot.
    """
    session = db.session
    if _IS_READING not in session.info:
        session.info[_IS_READING] = True
        event.listen(session, "before_flush", _refuse)
    if not session.in_transaction() and db.engine.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
    return session


class WrittenWhileReading(RuntimeError):
    """A row was changed through the read session: a fault of the program, since such a change belongs nowhere."""


def _refuse(session: orm.Session, _context: Any, _instances: Any) -> None:
    if any(session.is_modified(one) for one in session.dirty) or session.new or session.deleted:
        raise WrittenWhileReading


@contextmanager
def transaction() -> Iterator[orm.Session]:
    """Open one unit of work and commit it, or roll everything back when anything is raised.

    The request's read snapshot is given up first, so that a request never holds two connections.
    """
    db.session.rollback()
    session = db.sessionmaker()
    try:
        session.connection(execution_options={"xuefa_is_writing": True})
        yield session
        session.flush()
        for function in _before_commit:
            function(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def alone(statement: str, values: Mapping[str, Any]) -> Any:
    """Run one SQL statement that commits by itself, on a pooled driver connection; return its first row or None.

    ``:name`` stands for a value. For the hot path of an exam day only (design/STACK, measured limits): a unit of work
    costs several times as much. When the connection turns out to be lost, the statement runs once more on a new one,
    so it must be one that may be repeated. Instants come back as the driver gives them: see ``instant_of``.
    """
    engine = db.engines[HOT]
    text, bound = _for_driver(statement, engine.dialect.name), values
    if engine.dialect.name == "sqlite":
        bound = {name: _sqlite_value(value) for name, value in values.items()}
    try:
        return _first_row(engine, text, bound)
    except _Lost:
        engine.dispose()
        return _first_row(engine, text, bound)


def give_way() -> None:
    """Let those who wait to write come in between two batches of long work.

    On SQLite one writes at a time and whoever waits asks again and again: work without a gap kept a saved answer
    waiting until it was given up after ten seconds.
    """
    if db.engine.dialect.name == "sqlite":
        time.sleep(GAP_SECONDS)


class _Lost(Exception):
    """The connection had gone before the statement came to it, or went under it."""


def instant_of(value: Any) -> datetime:
    """Return the instant behind a column that ``alone`` gave back, aware, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _first_row(engine: sa.Engine, text: str, values: Mapping[str, Any]) -> Any:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if engine.dialect.name == "sqlite":
            _when_free(lambda: cursor.execute(text, values))
        else:
            cursor.execute(text, values)
        row = cursor.fetchone()
        cursor.close()
    except BaseException as error:
        is_lost = engine.dialect.is_disconnect(error, connection.dbapi_connection, None)  # type: ignore[arg-type]
        connection.invalidate(error)
        if is_lost:
            raise _Lost from error
        raise
    connection.close()
    return row


@lru_cache
def _for_driver(statement: str, dialect: str) -> str:
    return statement if dialect == "sqlite" else re.sub(r"(?<!:):([a-z_]+)", r"%(\1)s", statement)


def _sqlite_value(value: Any) -> Any:
    """Write an instant as ``UtcDateTime`` does on SQLite."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def insert_ignore(session: orm.Session, table: type[Base], rows: list[dict[str, Any]]) -> int:
    """Insert rows unless a unique key already holds them; return how many were inserted."""
    if not rows:
        return 0
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
    connection = session.connection()
    # SQLAlchemy forgets an INSERT's row count unless it is told to keep it.
    statement = statement.execution_options(preserve_rowcount=True)
    return sum(connection.execute(statement, row).rowcount for row in rows)


def init_app(app: Flask, config: Config) -> None:
    """Create the engine for ``config.database_url`` and attach it to the application."""
    options: dict[str, Any] = {"url": config.database_url}
    if config.database_url.startswith("sqlite"):
        options["connect_args"] = {"timeout": SQLITE_WAIT_MS / 1000}
    else:
        options |= {"pool_size": 8, "max_overflow": 4}
    # As many as a web worker has threads: a machine more must not use up the connections of the database.
    hot = options | {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None, "pool_size": 4, "max_overflow": 4}
    app.config["SQLALCHEMY_ENGINES"] = {"default": options, HOT: hot}
    db.init_app(app)
    # Flask-SQLAlchemy-Lite also closes asynchronous sessions, of which there are none: that would start an event loop
    # after every request (0.6 ms), and fails in a thread that already runs one.
    app.teardown_appcontext_funcs = [f for f in app.teardown_appcontext_funcs if not iscoroutinefunction(f)]
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            for engine in db.engines.values():
                event.listen(engine, "connect", _prepare_sqlite)
            event.listen(db.engines[HOT], "connect", _ask_shortly)
            event.listen(db.engine, "begin", _begin_sqlite)
        else:
            event.listen(db.engine, "checkin", _note_idle)
            event.listen(db.engine, "checkout", partial(_try_idle, db.engine.dialect))


def _note_idle(_connection: Any, record: Any) -> None:
    record.info["idle_since"] = time.monotonic()


def _try_idle(dialect: sa.Dialect, connection: Any, record: Any, _proxy: Any) -> None:
    """Try a connection that has lain idle; when it is lost, all older ones are given up and a new one is opened."""
    if time.monotonic() - record.info.get("idle_since", time.monotonic()) < PING_AFTER_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except Exception as error:
        raise sa.exc.InvalidatePoolError from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={SQLITE_WAIT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _ask_shortly(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={_SQLITE_ASK_MS}")


def _begin_sqlite(connection: sa.Connection) -> None:
    if not connection.get_execution_options().get("xuefa_is_writing", False):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout={_SQLITE_ASK_MS}")
    _when_free(lambda: driver.execute("BEGIN IMMEDIATE"))
    driver.execute(f"PRAGMA busy_timeout={SQLITE_WAIT_MS}")


def _when_free(write: Callable[[], T]) -> T:
    """Write on SQLite as soon as nobody else does, asking every few milliseconds for ten seconds.

    SQLite itself asks less and less often: who has waited for long then waits longest, and a hundred people who save
    keep one of them waiting for seconds.
    """
    until = time.monotonic() + SQLITE_WAIT_MS / 1000
    while True:
        try:
            return write()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
        time.sleep(_SQLITE_PAUSE_SECONDS)
