"""An office of release 1 comes up to today's schema with its figure of 2024, its 存档 and its seals unharmed.

The dumps lie in tests/data/release_1; one that is made now, as a later release will, takes the same way.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support import dumps
from tests.support.packages import ROOT
from tests.support.processes import run_xuefa
from webapp.accounts import queries as accounts
from webapp.completion import queries as completion
from webapp.completion.service import figures_at
from webapp.db import db, reading
from webapp.schema import is_current, migrate
from webapp.study import queries as study

RELEASE = ROOT / "tests" / "data" / "release_1"
AFTER = datetime(2025, 1, 6, 1, tzinfo=UTC)
ESTABLISHED = 12


def check(app: Flask, database_url: str, instance: Path) -> None:
    """Upgrade a restored database and look at what an office would miss."""
    with app.app_context():
        migrate()
        assert is_current()
        unit = accounts.the_unit(reading())
        found = figures_at(reading(), unit.id, dumps.YEAR, at=AFTER)
        assert (found.people.required, found.people.completed, found.rate) == (ESTABLISHED, ESTABLISHED, "100%")
        (kept,) = completion.snapshots_of(reading(), unit.id, dumps.YEAR)
        assert kept.content["rate"] == "100%"
        held = study.count_of_kinds(reading(), unit.id, dumps.YEAR, ("standing_meeting",), at=AFTER)
        assert held.count == 1
    verified = run_xuefa("verify", instance=instance, XUEFA_DATABASE_URL=database_url)
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.fixture
def dumped(request: pytest.FixtureRequest, empty_database_url: str, tmp_path: Path) -> str:
    """The text of a fresh dump of the kind of ``empty_database_url``."""
    if sa.make_url(empty_database_url).get_backend_name() == "sqlite":
        (tmp_path / "dumped").mkdir()
        return dumps.sqlite_text(tmp_path / "dumped")
    return dumps.postgres_text(request.getfixturevalue("postgres_cluster"), tmp_path)


@pytest.mark.slow
def test_a_fresh_dump_is_restored_whole(
    make_app: Callable[[str], Flask], empty_database_url: str, dumped: str, tmp_path: Path
):
    """What is written down now can be read back, figure, archive and audit chain."""
    dumps.restore(dumped, empty_database_url)
    check(make_app(empty_database_url), empty_database_url, tmp_path / "instance")


def test_release_1_comes_up_to_the_newest_schema(
    make_app: Callable[[str], Flask], empty_database_url: str, tmp_path: Path
):
    """Every migration since then runs on real rows; `verify` finds no difference afterwards."""
    kind = sa.make_url(empty_database_url).get_backend_name()
    file = RELEASE / f"{kind}.sql"
    dumps.restore(file.read_text(encoding="utf-8"), empty_database_url)
    check(make_app(empty_database_url), empty_database_url, tmp_path / "instance")


@pytest.mark.slow
def test_a_forged_answer_in_a_restored_dump_is_found(
    make_app: Callable[[str], Flask], empty_database_url: str, dumped: str, tmp_path: Path
):
    """`verify` on a restored office is no formality: one changed score gives code 1."""
    dumps.restore(dumped, empty_database_url)
    with make_app(empty_database_url).app_context():
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE item_results SET awarded = awarded + 1 WHERE attempt_id = 1"))
        verified = run_xuefa("verify", instance=tmp_path / "instance", XUEFA_DATABASE_URL=empty_database_url)
    assert verified.returncode == 1, verified.stdout + verified.stderr
