"""Decide what a release leaves behind for later migrations: the small office's 2024 as SQL text, one file a database.

`python -m tests.support.dumps FOLDER` writes `sqlite.sql` and `postgresql.sql`, the same text at every call: all
instants and seeds are given. They hold the made-up people of ``tests/support/office.py`` and nothing of this machine.
"""

import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest import mock

import click
import psycopg
import sqlalchemy as sa
from sqlalchemy import orm

import webapp
from tests.exams import builders
from tests.support import application
from tests.support.office import make_office
from tests.support.postgres import Cluster, running_cluster
from webapp.accounts import queries as accounts
from webapp.completion import service as completion
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.settings import service as settings
from webapp.settings.defaults import DEFAULTS
from webapp.study import service as study

YEAR = 2024
FOUNDED = datetime(2024, 1, 2, 1, tzinfo=UTC)
MET = datetime(2024, 4, 16, 6, tzinfo=UTC)
OPENS = datetime(2024, 6, 3, 1, tzinfo=UTC)
CLOSES = datetime(2024, 6, 14, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DATABASE = "release"


def tell(session: orm.Session) -> None:
    """Fill an empty database: an office, one closed session, one exam that all pass (two at the second try), 存档."""
    settings.found(session, "production", now=FOUNDED)
    office = make_office(session, now=FOUNDED)
    admin_id = office.law_admin.id
    people = accounts.established(session, office.unit_id, on=date(YEAR, 4, 16), types=DEFAULTS["established_types"])
    meeting = study.create_session(
        session,
        unit_id=office.unit_id,
        kinds=("standing_meeting",),
        title="学习行政复议法",
        starts_at=MET,
        place="第一会议室",
        host=office.principal.full_name,
        actor_id=admin_id,
        now=MET - 24 * HOUR,
    )
    marks = {person.employee_id: "present" for person in people}
    study.record_roll(session, meeting.id, marks, actor_id=admin_id, now=MET + 2 * HOUR)
    study.close_roll(session, meeting.id, actor_id=admin_id, now=MET + 3 * HOUR)
    exam = builders.plan(
        session,
        office,
        title=f"{YEAR}年度学法考试",
        year=YEAR,
        windows=[exams.WindowPlan("main", OPENS, CLOSES)],
        roster_on=OPENS.date(),
        actor_id=admin_id,
        now=OPENS - 48 * HOUR,
    )
    exams.publish(session, exam.id, actor_id=admin_id, now=OPENS - 24 * HOUR)
    for number, person in enumerate(people):
        if number % 5 == 1:
            builders.sit(session, exam, person.employee_id, right_count=2, at=OPENS + number * HOUR / 2)
        builders.sit(session, exam, person.employee_id, at=OPENS + (24 + number / 2) * HOUR)
    closed = datetime(YEAR + 1, 1, 6, 1, tzinfo=UTC)
    completion.freeze(session, office.unit_id, YEAR, purpose="annual", at=closed, actor_id=admin_id, now=closed + HOUR)


def fill(database_url: str, instance: Path) -> None:
    """Migrate an empty database and tell the office into it; leaves no connection open."""
    application.migrate(database_url, instance)
    app = webapp.create_app(application.config_for(database_url, instance))
    numbers = count(1)
    with (
        app.app_context(),
        mock.patch("webapp.exams.attempts.secrets.token_hex", lambda size: f"{next(numbers):0{2 * size}x}"),
        mock.patch.object(builders, "OPENS", FOUNDED),
        transaction() as session,
    ):
        tell(session)
    application.close(app)


def sqlite_text(folder: Path) -> str:
    """Fill an SQLite file in ``folder`` and return it as SQL."""
    fill(f"sqlite:///{folder / 'xuefa.sqlite3'}", folder)
    connection = sqlite3.connect(folder / "xuefa.sqlite3")
    try:
        return "".join(f"{line}\n" for line in connection.iterdump())
    finally:
        connection.close()


def postgres_text(cluster: Cluster, folder: Path) -> str:
    """Fill a database of a cluster and return it as SQL, without what names the program that wrote it.

    Comments and psql's own commands go; no text of the office holds a line that looks like one.
    """
    fill(cluster.create(DATABASE), folder)
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=50"]
    place = ["--host", str(cluster.folder), "--username", "postgres"]
    dumped = subprocess.run(["pg_dump", *options, *place, DATABASE], capture_output=True, text=True, check=True)
    cluster.drop(DATABASE)
    lines = dumped.stdout.splitlines()
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("--", "\\")))


def restore(text: str, database_url: str) -> None:
    """Play a dump into an empty database of its kind."""
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite":
        with sqlite3.connect(url.database or "") as connection:
            connection.executescript(text)
        connection.close()
        return
    place = str(url.query["host"])
    with psycopg.connect(host=place, user=url.username, dbname=url.database) as server:
        server.execute(text.encode())


@click.command(help="写出两个数据库的小样本，供以后的升级测试使用。")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("tests/data/release_1"))
def main(folder: Path) -> None:
    """Write both dumps into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, running_cluster() as cluster:
        texts = {
            "sqlite.sql": sqlite_text(Path(made)),
            "postgresql.sql": postgres_text(cluster, Path(made)),
        }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"{folder / name}：{len(text.encode()) // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
