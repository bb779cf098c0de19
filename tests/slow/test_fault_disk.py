"""A disk that is full while people save: they are told in one sentence, lose nothing acknowledged, and then go on."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

from question_bank import PaperSpec, SpecSection
from tests.slow import examinees, staff
from tests.slow.trees import eventually
from tests.support.application import migrate
from tests.support.postgres import LASTING, Cluster, running_cluster
from tests.support.serving import served
from webapp import clock, trouble
from webapp.db import db

pytestmark = pytest.mark.slow

PEOPLE = 8
LETTERS = 15_000
SPARE_PAGES = 40
SMALL_DISK = "160m"
LEFT_OVER = 1_500_000
BLANKS = PaperSpec((SpecSection("填空题", "fill_blank", 2, Decimal(50)),))


def long_answer(number: int) -> tuple[int, object]:
    """Return a long text that no database can store any smaller; each needs room anew."""
    return number % 2, [random.Random(number).randbytes(LETTERS // 2).hex()]


def save_through(app: Flask, fill: Callable[[], None], make_room: Callable[[], None]) -> None:
    """Let people save, fill the disk, wait until all are told, make room again and wait until all go on."""
    office = staff.found(app, PEOPLE, now=clock.now(), spec=BLANKS)
    with served(app) as server:
        everybody = examinees.seated(server, app, office, long_answer)
        fill()
        with examinees.saving(everybody):
            eventually(lambda: all(one.sentences for one in everybody), 60, "everybody is told")
            assert any(one.acknowledged for one in everybody)
            make_room()
            examinees.everybody_goes_on(everybody, 3)
    assert {sentence for one in everybody for sentence in one.sentences} == {trouble.ANSWER_SENTENCES["full"]}
    assert examinees.broken_promises(app, everybody) == {}


def test_a_full_sqlite_file_loses_no_acknowledged_answer(make_app: Callable[[str], Flask], sqlite_url: str):
    """The file may not grow any more (PRAGMA max_page_count), and then it may again."""
    app = make_app(sqlite_url)
    limits: list[int] = []

    def limit(connection: Any, _record: Any) -> None:
        if limits:
            connection.execute(f"PRAGMA max_page_count={limits[-1]}")

    def connect_anew() -> None:
        with app.app_context():
            for engine in db.engines.values():
                engine.dispose()

    with app.app_context():
        for engine in db.engines.values():
            event.listen(engine, "connect", limit)

    def fill() -> None:
        with app.app_context(), db.engine.connect() as connection:
            limits.append(connection.exec_driver_sql("PRAGMA page_count").scalar_one() + SPARE_PAGES)
        connect_anew()

    def make_room() -> None:
        limits.append(limits[-1] * 100)
        connect_anew()

    save_through(app, fill, make_room)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system in memory that is soon full; whoever may not mount one fails with what to do."""
    # Not in pytest's own folder, which the user postgres may not enter.
    folder = Path(tempfile.mkdtemp(prefix="xuefa-small-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=0755", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        folder.rmdir()
        pytest.fail("测试要挂载一个小的 tmpfs，请以 root 身份在允许 mount 的环境里运行。", pytrace=False)
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


@pytest.fixture
def small_cluster(small_disk: Path) -> Iterator[Cluster]:
    """A PostgreSQL server on the small disk; autovacuum would make room behind the test's back."""
    with running_cluster(small_disk, {**LASTING, "autovacuum": "off"}) as cluster:
        yield cluster


def test_a_full_disk_under_postgresql_loses_no_acknowledged_answer(
    make_app: Callable[[str], Flask], small_disk: Path, small_cluster: Cluster, tmp_path: Path
):
    """Its file system is full but for a little, and then there is room again; the server itself goes on."""
    url = small_cluster.create("xuefa")
    migrate(url, tmp_path / "instance")
    ballast = small_disk / "ballast"

    def fill() -> None:
        # A fresh segment of the log, so that it is the tables that find no room.
        with psycopg.connect(host=str(small_cluster.folder), user="postgres", autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
        with ballast.open("wb") as file:
            for _ in range((shutil.disk_usage(small_disk).free - LEFT_OVER) // 65536):
                file.write(bytes(65536))

    save_through(make_app(url), fill, ballast.unlink)
    assert not small_cluster.has_ended()
