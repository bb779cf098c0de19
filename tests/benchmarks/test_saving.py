"""How many answers a second are saved over HTTP, against the bare one-statement probe in alternating rounds.

Issue 4 and design/STACK, measured limits: at least 70% of the probe. Server and load share the machine's cores, so
only the ratio of one run means anything; CPU time a save of the web processes is printed beside it.
"""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.benchmarks.conftest import Figure
from tests.benchmarks.processes import cpu_seconds
from tests.slow import staff
from tests.slow.trees import Browser, ask, eventually, web_workers
from tests.support.application import SECRET
from tests.support.packages import ROOT
from tests.support.processes import free_port, running_in_group
from webapp import clock
from webapp.exams.models import AttemptResponse

PEOPLE = 16
ROUNDS = 6
ROUND_SECONDS = 3.0
RATIO = 0.7


@dataclass
class Side:
    """One of the two servers: where it listens, its web processes, and what the rounds gave."""

    address: tuple[str, int]
    processes: Collection[int]
    saves: int = 0
    seconds: float = 0
    cpu_seconds: float = 0

    @property
    def rate(self) -> float:
        """Saves a second."""
        return self.saves / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the web processes' CPU a save."""
        return self.cpu_seconds / self.saves * 1000


@pytest.fixture(autouse=True)
def real_clock(monkeypatch: pytest.MonkeyPatch, set_clock: Callable) -> None:
    """Share the clock with the servers."""
    monkeypatch.undo()


@pytest.fixture
def probe(database_url: str) -> Iterator[Side]:
    """The probe's server on the same database."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.probe", str(port)],
        cwd=ROOT,
        env={**os.environ, "PROBE_DATABASE": database_url, "PROBE_SECRET": SECRET},
        start_new_session=True,
    )
    eventually(lambda: _listens(port), 30, "the probe listens")
    yield Side(("127.0.0.1", port), running_in_group(process.pid))
    process.terminate()
    process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def _answer(connection: socket.socket) -> bytes:
    """Read one whole response, which may come in pieces."""
    answer = b""
    while True:
        head, ended, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        if ended and length and len(body) >= int(length.group(1)):
            return answer
        piece = connection.recv(65536)
        assert piece, f"the connection ended in the middle of {answer!r}"
        answer += piece


def _save_until(ends_at: float, side: Side, heads: list[bytes], person: int, first: int, done: list[int]) -> None:
    """Save one person's answers over one kept connection; a refused save ends the thread and fails the count."""
    with closing(socket.create_connection(side.address, timeout=30)) as connection:
        for seq in count(first):
            if time.monotonic() >= ends_at:
                break
            body = b'{"item":%d,"seq":%d,"response":"%c"}' % (seq % 3, seq, b"ABCD"[seq % 4])
            connection.sendall(heads[person] % len(body) + body)
            answer = _answer(connection)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            done[person] = seq


def _play(side: Side, heads: list[bytes], last: list[int]) -> None:
    """Let everybody save for one round; ``last`` holds each person's highest number and goes on from there."""
    before, began, cpu = list(last), time.monotonic(), cpu_seconds(side.processes)
    threads = [
        threading.Thread(target=_save_until, args=(began + ROUND_SECONDS, side, heads, person, last[person] + 1, last))
        for person in range(PEOPLE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    side.saves += sum(last) - sum(before)
    side.seconds += time.monotonic() - began
    side.cpu_seconds += cpu_seconds(side.processes) - cpu


def test_saving_an_answer_against_the_probe(
    make_app: Callable[[str], Flask],
    database_url: str,
    tmp_path: Path,
    start_server: Callable,
    probe: Side,
    note: Callable[..., None],
):
    """Sixteen people save without pause on their own connections; the database holds everybody's last number."""
    app = make_app(database_url)
    office = staff.found(app, PEOPLE, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    ours = Side(("127.0.0.1", urlsplit(server.url).port or 0), web_workers(server))
    heads = []
    for person in office.people:
        browser = Browser(server, app, person)
        browser.open(f"/exams/{office.exam.id}/intro")
        heads.append(browser.head_of_save(browser.send_form(f"/exams/{office.exam.id}/start")))
    last = [0] * PEOPLE
    for side in (probe, ours):
        _play(side, heads, last)
        side.saves, side.seconds, side.cpu_seconds = 0, 0, 0
    for _ in range(ROUNDS):
        for side in (probe, ours):
            _play(side, heads, last)
    kept = ask(app, sa.select(sa.func.max(AttemptResponse.seq)).group_by(AttemptResponse.attempt_id))
    assert sorted(seq for (seq,) in kept) == sorted(last)
    kind = sa.make_url(database_url).get_backend_name()
    note(
        Figure(f"saves over HTTP, {kind}: probe", probe.rate, "/s"),
        Figure(f"saves over HTTP, {kind}: xuefa serve", ours.rate, "/s"),
        Figure(f"saves over HTTP, {kind}: CPU a save, probe", probe.cpu_ms, "ms"),
        Figure(f"saves over HTTP, {kind}: CPU a save, xuefa serve", ours.cpu_ms, "ms"),
        Figure(f"saves over HTTP, {kind}: share of the probe", ours.rate / probe.rate, "", RATIO, at_least=True),
    )
