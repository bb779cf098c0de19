"""Trouble of the database is told as what it is: it passes, and whoever asked may ask again."""

import sqlite3
from datetime import datetime, timedelta

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support.office import Office, sign_in
from webapp import security, trouble
from webapp.accounts import signing
from webapp.audit import denials
from webapp.db import db


def _sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what the driver says")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (_sqlite_error("SQLITE_FULL"), "full"),
        (_sqlite_error("SQLITE_BUSY"), "busy"),
        (_sqlite_error("SQLITE_ERROR"), None),
        (psycopg.errors.DiskFull(), "full"),
        (psycopg.errors.AdminShutdown(), "gone"),
        (psycopg.errors.CannotConnectNow(), "gone"),
        (psycopg.OperationalError("server closed the connection unexpectedly"), "gone"),
        (psycopg.errors.TooManyConnections(), "busy"),
        (psycopg.errors.DeadlockDetected(), "busy"),
        (psycopg.errors.UndefinedTable(), None),
        (sa.exc.TimeoutError("QueuePool limit"), "busy"),
        (ValueError(), None),
    ],
)
def test_what_the_drivers_say_is_sorted(error: Exception, kind: str | None):
    """A full disk, a database out of reach and one too busy, bare or wrapped; a mistake of ours is none of them."""
    assert trouble.kind_of(error) == kind
    assert trouble.kind_of(sa.exc.DBAPIError("SELECT 1", {}, error)) == kind


def test_a_full_disk_is_one_sentence_on_pages_and_in_json(app: Flask):
    """503 with what to do next; the exam page is told that its answers are kept, and nobody a reference number."""

    def fill() -> str:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")
            connection.exec_driver_sql("CREATE TABLE more (x)")
        return ""

    app.add_url_rule("/fill", view_func=security.public(fill), methods=["GET"])
    client = app.test_client()
    page = client.get("/fill")
    assert page.status_code == 503
    assert trouble.SENTENCES["full"] in page.text
    answer = client.get("/fill", json={})
    assert (answer.status_code, answer.json["error"]) == (503, trouble.ANSWER_SENTENCES["full"])


def test_a_full_disk_keeps_nobody_from_reading(
    app: Flask, office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    """Pages show though it can't be noted that their reader is there; what is refused stays refused, in its words."""
    client = app.test_client()
    sign_in(client, office.employees_a[0], now=now - timedelta(minutes=20))

    def fail(*_args: object, **_more: object) -> None:
        raise _sqlite_error("SQLITE_FULL")

    monkeypatch.setattr(signing, "touch", fail)
    monkeypatch.setattr(denials, "record", fail)
    assert client.get("/exams/mine").status_code == 200
    refused = client.get("/exams/")
    assert refused.status_code == 403 and "您没有打开这一页的权限" in refused.text
