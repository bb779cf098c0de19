"""kill -9 of web worker, scheduler and PostgreSQL while a hundred people save loses no acknowledged answer."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from tests.slow import examinees, staff
from tests.slow.trees import background_child, eventually, web_workers
from tests.support.application import SECRET, migrate
from tests.support.postgres import LASTING, Cluster, running_cluster
from tests.support.processes import LiveServer, run_xuefa
from webapp import clock, trouble

pytestmark = pytest.mark.slow

PEOPLE = 100
SAVES = 5


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test's own, which writes down what it acknowledges."""
    with running_cluster(settings=LASTING) as cluster:
        yield cluster


def kill_a_worker(server: LiveServer) -> None:
    """Kill one of the two web workers and wait until there are two again."""
    workers = web_workers(server)
    assert len(workers) == 2
    killed = min(workers)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: len(web_workers(server) - {killed}) == 2, 30, "the worker is started again")


def kill_the_scheduler(server: LiveServer) -> None:
    """Kill the background child and wait until it is started again."""
    killed = eventually(lambda: background_child(server), 30, "the background child runs")
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: background_child(server) not in (None, killed), 30, "the child is started again")


def everybody_hands_in(everybody: list[examinees.Examinee]) -> None:
    """Hand in everybody's attempt, everybody's twice at the same time."""
    with ThreadPoolExecutor(4) as pool:
        arrived = list(pool.map(lambda one: one.submit(), [one for one in everybody for _ in "12"]))
    assert arrived == [f"{one.path}/result" for one in everybody for _ in "12"]


def test_killed_processes_lose_no_acknowledged_answer(
    make_app: Callable[[str], Flask], sqlite_url: str, tmp_path: Path, start_server: Callable[..., LiveServer]
):
    """On SQLite: worker and scheduler are killed, everybody goes on, and each attempt counts once with its answers."""
    app = make_app(sqlite_url)
    office = staff.found(app, PEOPLE, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=sqlite_url, XUEFA_SECRET_KEY=SECRET)
    everybody = examinees.seated(server, app, office)
    with examinees.saving(everybody):
        examinees.everybody_goes_on(everybody, 1)
        kill_a_worker(server)
        kill_the_scheduler(server)
        examinees.everybody_goes_on(everybody, SAVES)
    assert sum(one.repeats for one in everybody) > 0, "the kill was not noticed"
    assert examinees.broken_promises(app, everybody) == {}
    everybody_hands_in(everybody)
    assert examinees.counted(app) == [("graded", examinees.ITEMS, 1, 1, 1)] * PEOPLE
    assert run_xuefa("verify", instance=tmp_path / "instance", XUEFA_DATABASE_URL=sqlite_url).returncode == 0


def test_a_killed_postgresql_loses_no_acknowledged_answer(
    make_app: Callable[[str], Flask], own_cluster: Cluster, tmp_path: Path, start_server: Callable[..., LiveServer]
):
    """Worker, scheduler and then the database itself are killed; while it is away people are told, then all go on."""
    url = own_cluster.create("xuefa")
    migrate(url, tmp_path / "instance")
    app = make_app(url)
    office = staff.found(app, PEOPLE, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=url, XUEFA_SECRET_KEY=SECRET)
    everybody = examinees.seated(server, app, office)
    with examinees.saving(everybody):
        examinees.everybody_goes_on(everybody, 1)
        kill_a_worker(server)
        kill_the_scheduler(server)
        workers, child = web_workers(server), background_child(server)
        own_cluster.kill()
        eventually(lambda: all(one.sentences for one in everybody), 30, "everybody is told")
        own_cluster.start()
        examinees.everybody_goes_on(everybody, SAVES)
        assert (web_workers(server), background_child(server)) == (workers, child), "nothing else had to be restarted"
    assert {sentence for one in everybody for sentence in one.sentences} == {trouble.ANSWER_SENTENCES["gone"]}
    assert examinees.broken_promises(app, everybody) == {}
    everybody_hands_in(everybody)
    assert examinees.counted(app) == [("graded", examinees.ITEMS, 1, 1, 1)] * PEOPLE
    assert run_xuefa("verify", instance=tmp_path / "instance", XUEFA_DATABASE_URL=url).returncode == 0
