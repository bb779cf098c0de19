"""`xuefa demo` is all or nothing: killed half way it leaves a database without an office, which the next run fills."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.slow.trees import ask, eventually
from tests.support.processes import XUEFA, environment, run_xuefa
from webapp.accounts.models import Employee, OrgNode
from webapp.audit.models import AuditEntry
from webapp.db import db
from webapp.settings.models import Installation

pytestmark = pytest.mark.slow

START_SECONDS = 120
HALF_WAY = 2_000_000


def _stored(app: Flask, instance: Path) -> int:
    """Return how many bytes lie in the database, those of a transaction still open too (SQLite: in its -wal file)."""
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
    if is_sqlite:
        return sum(file.stat().st_size for file in instance.glob("xuefa.sqlite3*"))
    ((size,),) = ask(app, sa.select(sa.func.pg_database_size(sa.func.current_database())))
    return int(size)


def _count(app: Flask, table: type) -> int:
    ((count,),) = ask(app, sa.select(sa.func.count()).select_from(table))
    return count


def test_a_demo_killed_half_way_leaves_no_office_and_the_next_fills_it(
    make_app: Callable[[str], Flask], database_url: str, tmp_path: Path
):
    """Neither unit, person, audit row nor mark of a founded office stays; then the same command succeeds."""
    instance = tmp_path / "instance"
    app = make_app(database_url)
    empty = _stored(app, instance)
    demo = subprocess.Popen(
        [XUEFA, "demo"],
        env=environment(instance, XUEFA_DATABASE_URL=database_url),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    eventually(lambda: _stored(app, instance) > empty + HALF_WAY, START_SECONDS, "xuefa demo writes its rows")
    demo.kill()
    assert demo.wait(timeout=30) == -9
    tables = (Installation, OrgNode, Employee, AuditEntry)
    assert [_count(app, table) for table in tables] == [0, 0, 0, 0]
    again = run_xuefa("demo", instance=instance, XUEFA_DATABASE_URL=database_url)
    assert again.returncode == 0, again.stderr
    assert ask(app, sa.select(Installation.mode)) == [("demonstration",)]
    assert _count(app, Employee) >= 86
