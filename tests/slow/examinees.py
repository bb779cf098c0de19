"""Decide how slow tests play people who answer over HTTP without end, and how what they were promised is checked."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

import sqlalchemy as sa
from flask import Flask

from tests.slow.staff import Staff
from tests.slow.trees import Browser, ask, eventually
from tests.support.processes import LiveServer
from webapp.exams.models import Attempt, AttemptEvent, AttemptResponse, Grading

ITEMS = 3
GO_ON_SECONDS = 60
_AGAIN = {408, 429, 503}


def letters(number: int) -> tuple[int, object]:
    """Return the item and the single choice of somebody's answer ``number``, counted from 0."""
    return number % ITEMS, "ABCD"[number // ITEMS % 4]


class Examinee(threading.Thread):
    """Answers over HTTP without end, each time until it is acknowledged, as the exam page does."""

    def __init__(self, browser: Browser, attempt_path: str, answer: Callable[[int], tuple[int, object]]) -> None:
        """``answer`` gives the item and the response of the person's answer ``number``, counted from 0."""
        super().__init__()
        self.acknowledged: dict[int, tuple[int, object]] = {}
        self.count = 0
        self.repeats = 0
        self.refusal = ""
        self.sentences: set[str] = set()
        self.browser = browser
        self.path = attempt_path
        self.attempt_id = int(attempt_path.rsplit("/", 1)[1])
        self._answer = answer
        self._ending = threading.Event()

    def run(self) -> None:
        """Save until told to end; a refusal ends it at once and is kept."""
        while not self._ending.is_set() and not self.refusal:
            self.save_next()

    def save_next(self) -> None:
        """Give the next answer and wait for its receipt."""
        item, response = self._answer(self.count)
        self._save(item, self.count + 1, response)

    def _save(self, item: int, seq: int, response: object) -> None:
        body = json.dumps({"item": item, "seq": seq, "response": response}).encode()
        while not self._ending.is_set():
            try:
                receipt = json.loads(self.browser.send_json(f"{self.path}/responses", body))
            except HTTPError as error:
                said = error.read().decode()
                if error.code not in _AGAIN:
                    self.refusal = f"{error.code} {said}"
                    return
                self.sentences.add(json.loads(said)["error"])
            except (OSError, HTTPException):
                pass
            else:
                assert receipt["seq"] == seq
                self.acknowledged[item] = (seq, response)
                self.count += 1
                return
            self.repeats += 1
            self._ending.wait(0.1)

    def end(self) -> None:
        """Stop after the save under way."""
        self._ending.set()
        self.join()

    def submit(self) -> str:
        """Hand in and return the address arrived at."""
        return self.browser.send_form(f"{self.path}/submit")


def seated(
    server: LiveServer, app: Flask, office: Staff, answer: Callable[[int], tuple[int, object]] = letters
) -> list[Examinee]:
    """Sign everybody in and start their attempts over HTTP."""
    found = []
    for person in office.people:
        browser = Browser(server, app, person)
        browser.open(f"/exams/{office.exam.id}/intro")
        found.append(Examinee(browser, browser.send_form(f"/exams/{office.exam.id}/start"), answer))
    return found


@contextmanager
def saving(examinees: Sequence[Examinee]) -> Iterator[None]:
    """Let everybody answer while the block runs."""
    for one in examinees:
        one.start()
    try:
        yield
    finally:
        for one in examinees:
            one.end()


def everybody_goes_on(examinees: Sequence[Examinee], saves: int) -> None:
    """Wait until each has got so many further receipts."""
    counts = [one.count for one in examinees]

    def is_done() -> bool:
        assert [one.refusal for one in examinees if one.refusal] == []
        return all(one.count >= had + saves for one, had in zip(examinees, counts, strict=True))

    eventually(is_done, GO_ON_SECONDS, "everybody goes on")


def kept(app: Flask) -> dict[tuple[int, int], tuple[int, object]]:
    """Return (number, answer) that the database holds by attempt and item."""
    columns = (AttemptResponse.attempt_id, AttemptResponse.item, AttemptResponse.seq, AttemptResponse.response)
    return {(attempt, item): (seq, json.loads(text)) for attempt, item, seq, text in ask(app, sa.select(*columns))}


def promised(examinees: Sequence[Examinee]) -> dict[tuple[int, int], tuple[int, object]]:
    """Return (number, answer) of everybody's newest receipts by attempt and item."""
    return {(one.attempt_id, item): receipt for one in examinees for item, receipt in one.acknowledged.items()}


def broken_promises(app: Flask, examinees: Sequence[Examinee]) -> dict[tuple[int, int], Any]:
    """Return the receipts behind which the database holds something older; {} when every promise is kept.

    An answer whose receipt was lost on its way may be there, being newer.
    """
    found = kept(app)
    return {
        place: (receipt, found.get(place))
        for place, receipt in promised(examinees).items()
        if place not in found
        or found[place][0] < receipt[0]
        or (found[place][0] == receipt[0] and found[place] != receipt)
    }


def counted(app: Flask) -> list[tuple[str, int, int, int, int]]:
    """Return state, answers, gradings, starts and ends of each attempt, so that one counted twice is seen."""

    def of(table: Any, *where: Any) -> Any:
        found = sa.select(sa.func.count()).select_from(table).where(table.attempt_id == Attempt.id, *where)
        return found.correlate(Attempt).scalar_subquery()

    starts, ends = (of(AttemptEvent, AttemptEvent.kind == kind) for kind in ("start", "end"))
    return ask(app, sa.select(Attempt.state, Attempt.response_count, of(Grading), starts, ends))
