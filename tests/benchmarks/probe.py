"""Decide the floor that saving is measured against: design/STACK's probe of one guarded statement, and no more.

A bare Flask application, served as `xuefa serve` serves, that reads the signed cookie and the JSON body and runs the
statement on a driver connection that its thread keeps. It checks no login, no CSRF token and no shape of an answer.
`python -m tests.benchmarks.probe PORT` serves it; PROBE_DATABASE is the address, PROBE_SECRET the cookie's secret.
"""

import json
import os
import sqlite3
import sys
import threading
from datetime import UTC, datetime
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask, Response, jsonify, request, session
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BLOCKING_THREADS = 4

SAVE = """
INSERT INTO responses (attempt_id, item, seq, response, saved_at)
SELECT a.id, {0}, {0}, {0}, {0} FROM attempts a
WHERE a.id = {0} AND a.state = 'in_progress' AND a.accepts_until >= {0}
ON CONFLICT (attempt_id, item) DO UPDATE
SET seq = excluded.seq, response = excluded.response, saved_at = excluded.saved_at
WHERE responses.seq <= excluded.seq
"""
_kept = threading.local()


def _connection(url: sa.URL) -> Any:
    if not hasattr(_kept, "connection"):
        if url.get_backend_name() == "sqlite":
            _kept.connection = sqlite3.connect(url.database or "", timeout=10, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                _kept.connection.execute(f"PRAGMA {pragma}")
        else:
            place = str(url.query["host"])
            _kept.connection = psycopg.connect(host=place, user=url.username, dbname=url.database, autocommit=True)
    return _kept.connection


def application() -> Flask:
    """Build the probe's application."""
    url = sa.make_url(os.environ["PROBE_DATABASE"])
    is_sqlite = url.get_backend_name() == "sqlite"
    statement = SAVE.format("?" if is_sqlite else "%s")
    app = Flask(__name__)
    app.secret_key = os.environ["PROBE_SECRET"]
    app.config["SESSION_COOKIE_NAME"] = "xuefa"

    @app.post("/attempts/<int:attempt_id>/responses")
    def save(attempt_id: int) -> Response:
        assert session["_user_id"]
        sent = request.get_json()
        now: Any = datetime.now(UTC)
        if is_sqlite:
            now = now.replace(tzinfo=None).isoformat(" ")
        values = (sent["item"], sent["seq"], json.dumps(sent["response"]), now, attempt_id, now)
        # Outside a transaction, one statement commits by itself on both databases.
        assert _connection(url).execute(statement, values).rowcount == 1
        return jsonify(saved_at="09:40:00", seq=sent["seq"], remaining=3600)

    return app


if __name__ == "__main__":
    Granian(
        "tests.benchmarks.probe:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        factory=True,
        workers=2,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
