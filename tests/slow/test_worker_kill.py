"""A killed web worker loses no answer that was acknowledged, and people go on once it is started again."""

import json
import os
import signal
import threading
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.slow import staff
from tests.slow.trees import Browser, ask, eventually, web_workers
from tests.support.application import SECRET
from webapp import clock
from webapp.exams.models import Attempt, AttemptResponse

pytestmark = pytest.mark.slow

PEOPLE = 20
ITEMS = 3
SAVES_BEFORE = 200
SAVES_AFTER = 10


class Examinee(threading.Thread):
    """Answers single choices over HTTP without end, each until it is acknowledged, as the exam page does."""

    def __init__(self, browser: Browser, attempt_path: str) -> None:
        super().__init__()
        self.acknowledged: dict[int, tuple[int, str]] = {}
        self.count = 0
        self.repeats = 0
        self.refusal = ""
        self._browser = browser
        self._path = attempt_path
        self._ending = threading.Event()

    def run(self) -> None:
        """Save until told to end; a refusal ends it at once and is kept."""
        while not self._ending.is_set() and not self.refusal:
            self._save(self.count % ITEMS, self.count + 1, "ABCD"[self.count // ITEMS % 4])

    def _save(self, item: int, seq: int, response: str) -> None:
        body = json.dumps({"item": item, "seq": seq, "response": response}).encode()
        while True:
            try:
                receipt = json.loads(self._browser.send_json(f"{self._path}/responses", body))
                break
            except HTTPError as error:
                self.refusal = f"{error.code} {error.read().decode()}"
                return
            except (OSError, HTTPException):
                self.repeats += 1
        assert receipt["seq"] == seq
        self.acknowledged[item] = (seq, response)
        self.count += 1

    def end(self) -> None:
        """Stop after the save under way is acknowledged."""
        self._ending.set()
        self.join()


def test_a_killed_worker_loses_no_acknowledged_answer(
    make_app: Callable[[str], Flask],
    database_url: str,
    tmp_path: Path,
    start_server: Callable,
):
    """Twenty people save without pause while one of two workers is killed; the database holds their last receipts."""
    app = make_app(database_url)
    office = staff.found(app, PEOPLE, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    examinees = []
    for person in office.people:
        browser = Browser(server, app, person)
        browser.open(f"/exams/{office.exam.id}/intro")
        examinees.append(Examinee(browser, browser.send_form(f"/exams/{office.exam.id}/start")))
    workers = web_workers(server)
    assert len(workers) == 2
    try:
        for one in examinees:
            one.start()
        eventually(lambda: sum(one.count for one in examinees) >= SAVES_BEFORE, 60, "people save")
        killed = min(workers)
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: len(web_workers(server) - {killed}) == 2, 30, "the worker is started again")
        counts = [one.count for one in examinees]
        eventually(
            lambda: all(one.count >= had + SAVES_AFTER for one, had in zip(examinees, counts, strict=True)),
            60,
            "everybody goes on",
        )
    finally:
        for one in examinees:
            one.end()
    assert [one.refusal for one in examinees if one.refusal] == []
    assert sum(one.repeats for one in examinees) > 0, "the kill was not noticed"
    rows = ask(
        app,
        sa.select(Attempt.employee_id, AttemptResponse.item, AttemptResponse.seq, AttemptResponse.response).join(
            Attempt, Attempt.id == AttemptResponse.attempt_id
        ),
    )
    assert {(person, item): (seq, json.loads(response)) for person, item, seq, response in rows} == {
        (person.id, item): kept
        for person, one in zip(office.people, examinees, strict=True)
        for item, kept in one.acknowledged.items()
    }
