"""Decide how whole employees are played over HTTP: log in, open, start, save, reload once, hand in, read the result.

`python -m tests.benchmarks.exam_day` is one load process: it reads its orders as JSON from standard input, plays its
people over kept connections, ``at_once`` of them at a time, and writes what it measured as JSON to standard output.
Three walks: ``peer`` is the one the peer was measured on: five answers, no reload; ``full`` saves every answer and
reloads once; ``paced`` begins, waits for the others, and then saves an answer every ``pace`` seconds.
"""

import asyncio
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode, urlsplit

PEER_SAVES = 5
STEPS = ("login", "open", "start", "save", "reload", "submit", "result")


@dataclass
class Orders:
    """What one load process has to play.

    In the paced walk ``pace`` are the seconds between two saves of a person, ``rounds`` how many saves each makes, and
    ``go_at`` the instant (seconds since the epoch) at which the first ones begin.
    """

    host: str
    port: int
    exam_id: int
    accounts: list[str]
    password: str
    walk: str
    at_once: int
    pace: float = 0
    rounds: int = 0
    go_at: float = 0


@dataclass
class Measured:
    """What one load process saw: milliseconds by step, errors, bytes down, requests, and what each person answered."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    bytes_down: int = 0
    requests: int = 0
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: float = 0
    cpu_seconds: float = 0


class _Person:
    """One employee's browser: one kept connection, one cookie, and the token of the last page."""

    def __init__(self, orders: Orders, measured: Measured) -> None:
        self._orders, self._measured = orders, measured
        self._cookie, self.token = "", ""
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def connect(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._orders.host, self._orders.port)

    def close(self) -> None:
        self._writer.close()

    async def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Send one request and return status, the address it sends on to, and its text."""
        headers = [f"Host: {self._orders.host}", "Accept-Encoding: gzip"]
        headers += [f"Cookie: xuefa={self._cookie}"] if self._cookie else []
        if body is not None:
            headers += [f"Content-Type: {kind}", f"Content-Length: {len(body)}", f"X-CSRFToken: {self.token}"]
        head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\n" + "\r\n".join(headers) + "\r\n\r\n"
        self._writer.write(head.encode() + (body or b""))
        await self._writer.drain()
        raw = await self._reader.readuntil(b"\r\n\r\n")
        lines = raw.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        text = await self._reader.readexactly(int(fields.get("content-length", 0)))
        self._measured.requests += 1
        self._measured.bytes_down += len(raw) + len(text)
        renewed = re.search(r"(?i)set-cookie: xuefa=([^;]+)", raw.decode("latin-1"))
        self._cookie = renewed.group(1) if renewed else self._cookie
        page = (gzip.decompress(text) if fields.get("content-encoding") == "gzip" else text).decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        self.token = token.group(1) if token else self.token
        where = re.search(r"(?i)\r\nlocation: ([^\r]+)", raw.decode("latin-1"))
        return int(lines[0].split()[1]), urlsplit(where.group(1)).path if where else path, page

    async def form(self, path: str, **fields: str) -> tuple[str, str]:
        """Send a form and follow where it sends on to; return that address and its page."""
        where = await self.send(path, **fields)
        return where, await self.page(where)

    async def send(self, path: str, **fields: str) -> str:
        """Send a form and return where it sends on to."""
        body = urlencode({"csrf_token": self.token, **fields}).encode()
        status, where, page = await self.ask(path, body, "application/x-www-form-urlencoded")
        if status != 303:
            raise RuntimeError(f"{path}: {status} {_sentence(page)}")
        return where

    async def page(self, path: str) -> str:
        """Open a page."""
        status, _, page = await self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return page


def _sentence(page: str) -> str:
    found = re.search(r'role="alert"[^>]*>(.{0,300})', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found.group(1)) if found else ""


def responses_of(page: str) -> list[Any]:
    """Return a raw response to each question of an exam page: its first option, or its first two where many."""
    starts = [found.start() for found in re.finditer(r'<section class="question', page)] + [len(page)]
    found = []
    for begin, end in pairwise(starts):
        part = page[begin:end]
        ids = re.findall(r'type="(?:radio|checkbox)"[^>]*? value="([^"]+)"', part)
        found.append(ids[:2] if 'type="checkbox"' in part else ids[0])
    return found


async def _play(orders: Orders, measured: Measured, account: str) -> None:
    """Play one person through the exam; each step's time includes the pages that it leads to."""
    began = time.perf_counter()

    def done(step: str) -> None:
        nonlocal began
        now = time.perf_counter()
        measured.took[step].append((now - began) * 1000)
        began = time.perf_counter()

    person = _Person(orders, measured)
    await person.connect()
    try:
        await person.page("/account/login")
        await person.form("/account/login", account=account, password=orders.password)
        done("login")
        await person.page(f"/exams/{orders.exam_id}/intro")
        done("open")
        where, page = await person.form(f"/exams/{orders.exam_id}/start")
        done("start")
        responses = responses_of(page)
        if orders.walk == "paced":
            await _save_at_a_pace(orders, person, where, responses, done)
            return
        answered = await _save(orders, person, where, responses, done)
        if orders.walk == "full":
            await person.page(where)
            done("reload")
        where = await person.send(f"{where}/submit")
        done("submit")
        await person.page(where)
        done("result")
        measured.answered[account] = answered
    finally:
        person.close()


async def _save(orders: Orders, person: _Person, where: str, responses: list[Any], done: Any) -> dict[str, Any]:
    count = PEER_SAVES if orders.walk == "peer" else len(responses)
    answered: dict[str, Any] = {}
    for place, response in enumerate(responses[:count]):
        await _save_one(person, where, place, response)
        done("save")
        answered[str(place)] = response
    return answered


async def _save_one(person: _Person, where: str, place: int, response: Any) -> None:
    body = json.dumps({"item": place, "seq": place + 1, "response": response}).encode()
    status, _, text = await person.ask(f"{where}/responses", body, "application/json")
    if status != 200 or json.loads(text)["seq"] != place + 1:
        raise RuntimeError(f"save: {status} {text[:200]}")


async def _save_at_a_pace(orders: Orders, person: _Person, where: str, responses: list[Any], done: Any) -> None:
    """Wait until all have begun, then save at the pace, everybody at an offset of their own."""
    if time.time() > orders.go_at:
        raise RuntimeError("not all had begun when the pace should have started")
    first = orders.go_at + orders.pace * random.random()
    for place, response in enumerate(responses[: orders.rounds]):
        await asyncio.sleep(first + place * orders.pace - time.time())
        if not place:
            person.close()
            await person.connect()  # the server has let the idle connection go, as it does a browser's
        done("pause")
        await _save_one(person, where, place, response)
        done("save")


async def play(orders: Orders) -> Measured:
    """Play all people of the orders; an error ends its person's walk and is kept."""
    measured, waiting = Measured(), list(reversed(orders.accounts))

    async def one_after_another() -> None:
        while waiting:
            account = waiting.pop()
            try:
                await _play(orders, measured, account)
            except (RuntimeError, OSError, asyncio.IncompleteReadError) as error:
                measured.errors.append(f"{account}: {error}")

    began = time.monotonic()
    await asyncio.gather(*(one_after_another() for _ in range(orders.at_once)))
    measured.seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    measured.cpu_seconds = used.ru_utime + used.ru_stime
    return measured


if __name__ == "__main__":
    json.dump(vars(asyncio.run(play(Orders(**json.load(sys.stdin))))), sys.stdout)
