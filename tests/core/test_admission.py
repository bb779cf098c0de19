"""Who is served first: saved answers beside everybody, a begun exam before other pages, sign-in last, nobody never."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import url_for

from webapp.admission import PLACES, Admission, Gate, allowance, is_saving


@pytest.fixture
def held() -> Iterable[tuple[Gate, threading.Event]]:
    """A gate with one place, taken until the event is set."""
    gate, leave, inside = Gate(1), threading.Event(), threading.Event()

    def hold() -> None:
        with gate.turn(0):
            inside.set()
            leave.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    yield gate, leave
    leave.set()
    holder.join()


def queue_up(gate: Gate, dues: list[float]) -> tuple[list[float], list[threading.Thread]]:
    """Let a thread for each due instant wait at the gate, in this order; return who came in, as they come, and them."""
    came: list[float] = []
    threads = []
    for number, due in enumerate(dues, 1):

        def wait(due: float = due) -> None:
            with gate.turn(due):
                came.append(due)

        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        while len(gate._waiting) < number:
            pass
    return came, threads


def test_the_earliest_instant_comes_first_and_equals_in_order_of_arrival(held: tuple[Gate, threading.Event]) -> None:
    """Five wait behind one; they come in by their instants, not as they arrived."""
    gate, leave = held
    came, threads = queue_up(gate, [12.0, 3.0, 10.2, 3.0, 0.5])
    leave.set()
    for thread in threads:
        thread.join()
    assert came == [0.5, 3.0, 3.0, 10.2, 12.0]


def test_a_place_is_given_back_when_the_request_fails() -> None:
    """An error inside the block frees the place for the next."""
    gate = Gate(1)
    with pytest.raises(ValueError, match="broken"), gate.turn(0):
        raise ValueError("broken")
    with gate.turn(0):
        assert gate._free == 0
    assert gate._free == 1


def test_nobody_starves_since_an_instant_once_given_comes() -> None:
    """Who signs in at 0 is due before whoever opens an exam page eleven seconds later."""
    assert 0 + allowance("/account/login") < 11 + allowance("/attempts/7")


def test_what_is_asked_decides_the_allowance(app) -> None:
    """The addresses are those of the application: a begun exam before other pages, sign-in after them."""
    with app.test_request_context():
        saving = [url_for("exams.save", attempt_id=7), url_for("exams.state", attempt_id=7)]
        exam = [url_for(f"exams.{name}", attempt_id=7) for name in ("attempt", "review", "confirm", "submit", "result")]
        exam += [url_for("exams.start", exam_id=3)]
        pages = [url_for("workbench.home"), url_for("exams.mine"), url_for("bank.index")]
        sign_in = [url_for("accounts.login")]
    assert all(is_saving(path) for path in saving)
    assert not any(is_saving(path) for path in exam + pages + sign_in)
    assert len({allowance(path) for path in exam}) == len({allowance(path) for path in pages}) == 1
    assert allowance(exam[0]) < allowance(pages[0]) < allowance(sign_in[0])


def test_a_saved_answer_passes_while_every_place_is_taken() -> None:
    """With all places held by pages an answer is kept at once; one page more waits until a place is free."""
    entered, leave, answered = threading.Semaphore(0), threading.Event(), []

    def application(environ: dict[str, Any], _start: Callable) -> list[bytes]:
        if environ["PATH_INFO"] == "/":
            entered.release()
            leave.wait()
        answered.append(environ["PATH_INFO"])
        return [b""]

    served = Admission(application)
    pages = [threading.Thread(target=served, args=({"PATH_INFO": "/"}, None)) for _ in range(PLACES + 1)]
    for thread in pages:
        thread.start()
    for _ in range(PLACES):
        entered.acquire()
    served({"PATH_INFO": "/attempts/7/responses"}, None)
    assert answered == ["/attempts/7/responses"]
    assert not entered.acquire(blocking=False)
    leave.set()
    for thread in pages:
        thread.join()
    assert answered == ["/attempts/7/responses", *["/"] * (PLACES + 1)]
