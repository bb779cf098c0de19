"""Decide who is served first when more people ask than the processors can serve: saved answers never wait in line.

Everybody signs in within minutes of an exam's opening, and checking a password costs twenty times as much as keeping
an answer. So requests pass a gate: each has an instant by which it should be served, its arrival and an allowance by
what is asked, and the earliest instant comes first. Nobody starves, since an instant once given comes; under a light
load nobody waits at all. Saved answers have a gate of their own beside it.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count
from typing import Any

PLACES = 2
"""How many requests a worker serves at once beside saved answers: one that computes while one waits for the disk."""
SAVING_PLACES = 2
EXAM_SECONDS = 0.2
PAGE_SECONDS = 2.0
SIGN_IN_SECONDS = 10.0

_SAVING = re.compile(r"/attempts/\d+/(responses|state)")
_EXAM = re.compile(r"/attempts/.+|/exams/\d+/start|/static/.+|/bootstrap/.+")
_SIGN_IN = re.compile(r"/account/login")

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def is_saving(path: str) -> bool:
    """Say whether a request keeps an answer or asks for the time left."""
    return _SAVING.fullmatch(path) is not None


def allowance(path: str) -> float:
    """Return by how many seconds after its arrival a request should be served: a begun exam first, sign-in last."""
    if _EXAM.fullmatch(path):
        return EXAM_SECONDS
    return SIGN_IN_SECONDS if _SIGN_IN.fullmatch(path) else PAGE_SECONDS


class Gate:
    """Lets ``places`` threads in at once; of those who wait, the one with the earliest instant comes next."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._lock = threading.Lock()
        self._order = count()
        self._waiting: list[tuple[float, int, threading.Event]] = []

    @contextmanager
    def turn(self, due: float) -> Iterator[None]:
        """Wait for one's turn and hold it for the block; ``due`` is an instant of ``time.monotonic``."""
        mine = self._take_or_queue(due)
        if mine is not None:
            mine.wait()
        try:
            yield
        finally:
            self._hand_on()

    def _take_or_queue(self, due: float) -> threading.Event | None:
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            mine = threading.Event()
            heappush(self._waiting, (due, next(self._order), mine))
            return mine

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                heappop(self._waiting)[-1].set()
            else:
                self._free += 1


class Admission:
    """The WSGI application behind its two gates."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._saving, self._rest = Gate(SAVING_PLACES), Gate(PLACES)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request when its turn has come."""
        path, now = environ.get("PATH_INFO", ""), time.monotonic()
        gate, due = (self._saving, now) if is_saving(path) else (self._rest, now + allowance(path))
        with gate.turn(due):
            return self._application(environ, start_response)
