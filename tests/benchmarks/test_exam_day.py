"""How an exam day goes: whole employees over HTTP at once, every stored answer and score checked afterwards.

Limits: issue "Exam day", load. Server and load share the machine's cores; shares and ratios of one run count.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from question_bank import Option, PaperSpec, Question, SpecSection
from tests.benchmarks.conftest import Figure
from tests.benchmarks.exam_day import PEER_SAVES, STEPS, Measured, Orders
from tests.benchmarks.processes import cpu_seconds, postgres_processes
from tests.exams import builders
from tests.slow import staff
from tests.slow.trees import ask, web_workers
from tests.support.application import SECRET
from tests.support.packages import ROOT
from webapp import clock
from webapp.accounts import passwords
from webapp.accounts.models import Credential
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.exams.models import Attempt, AttemptResponse, Exam

PASSWORD = "Shanshui-2026-lantian"
QUESTIONS = 20
LOADS = 2
LONGEST = 300
PACED_PEOPLE = 1000
PACED_ROUNDS = 3
PACED_BEGIN_SECONDS = 120
POINTS = Decimal(5)
SPEC = PaperSpec(
    (
        SpecSection("单项选择题", "single_choice", 10, POINTS),
        SpecSection("多项选择题", "multiple_choice", 5, POINTS),
        SpecSection("判断题", "true_false", 5, POINTS),
    )
)
CPU_LIMIT = {"postgresql": 0.055, "sqlite": 0.06}


@pytest.fixture(autouse=True)
def real_clock(monkeypatch: pytest.MonkeyPatch, set_clock: Callable) -> None:
    """Share the clock with the server."""
    monkeypatch.undo()


def _questions() -> list[Question]:
    options = tuple(Option(letter, f"第{letter}项，行政机关应当依照法定程序办理") for letter in "ABCD")
    text = "根据有关规定，行政机关作出决定前应当告知当事人的内容有哪些"
    found = [Question("single_choice", f"{text}，第{n}问", options, ("B",)) for n in range(40)]
    found += [Question("multiple_choice", f"{text}，下列正确的第{n}组", options, ("A", "C")) for n in range(20)]
    return found + [Question("true_false", f"{text}，说法第{n}条", (), ("true",)) for n in range(20)]


def office_of(app: Flask, people: int) -> staff.Staff:
    """An office whose people have passwords and owe an exam of 20 shuffled questions, open now."""
    now = clock.now()
    found = staff.found(app, people, now=now)
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Credential).values(password_hash=passwords.hash_chosen(PASSWORD)))
        exam = builders.plan(
            session,
            found,
            title="学法考试",
            spec=SPEC,
            bank_ids=[builders.fill_bank(session, found.unit_id, _questions(), name="压力题库")],
            windows=[exams.WindowPlan("main", now - timedelta(hours=2), now + timedelta(hours=8))],
            year=clock.local_day(now).year,
            roster_on=clock.local_day(now),
            now=now - timedelta(hours=24),
        )
        exams.publish(session, exam.id, actor_id=None, now=now - timedelta(hours=24))
    return staff.Staff(found.unit_id, found.people, exam)


def _run(orders: Orders) -> list[Measured]:
    """Let the load processes play their shares of the people at the same time and return what each measured."""
    shares = [
        Orders(**asdict(orders) | {"accounts": orders.accounts[number::LOADS], "at_once": orders.at_once // LOADS})
        for number in range(LOADS)
    ]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(_load, shares))


def _load(orders: Orders) -> Measured:
    """Run one load process to its end."""
    command = [sys.executable, "-m", "tests.benchmarks.exam_day"]
    said = json.dumps(asdict(orders))
    ended = subprocess.run(
        command, cwd=ROOT, input=said, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return Measured(**json.loads(ended.stdout))


def _check(app: Flask, exam: Exam, office: staff.Staff, loads: list[Measured]) -> None:
    """Hold every acknowledged answer and every score against the database."""
    attempts = ask(app, sa.select(Attempt.id, Attempt.employee_id, Attempt.state, Attempt.score, Attempt.snapshot))
    rows = ask(app, sa.select(AttemptResponse.attempt_id, AttemptResponse.item, AttemptResponse.response))
    kept: dict[int, dict[str, Any]] = {attempt_id: {} for attempt_id, *_ in attempts}
    for attempt_id, item, response in rows:
        kept[attempt_id][str(item)] = json.loads(response)
    numbers = {one.id: one.staff_number for one in office.people}
    answered = {account: answers for load in loads for account, answers in load.answered.items()}
    assert Counter(numbers[employee_id] for _, employee_id, *_ in attempts) == Counter(list(answered))
    keys = {"single_choice": "B", "multiple_choice": ["A", "C"], "true_false": "true"}
    for attempt_id, employee_id, state, score, snapshot in attempts:
        own = answered[numbers[employee_id]]
        assert kept[attempt_id] == own
        right = sum(
            (sorted(raw) if isinstance(raw, list) else raw) == keys[snapshot["items"][int(place)]["type"]]
            for place, raw in own.items()
        )
        assert (state, score) == ("graded", POINTS * right)


def _figures(name: str, loads: list[Measured], server_cpu: float, limit: float | None) -> list[Figure]:
    people = sum(len(load.answered) for load in loads)
    wall = max(load.seconds for load in loads)
    cpu, client = server_cpu / people, sum(load.cpu_seconds for load in loads) / people
    took = {step: [ms for load in loads for ms in load.took.get(step, ())] for step in STEPS}
    found = [Figure(f"{name}: {step} p{share}", quantiles(took[step], n=100)[share - 1], "ms")
             for step in STEPS if took[step] for share in (50, 95, 99)]  # fmt: skip
    achieved, possible = people / wall * 60, 120 / (cpu + client)
    return [
        *found,
        Figure(f"{name}: exams a minute", achieved, ""),
        Figure(f"{name}: share of 120 ÷ (server + client CPU)", achieved / possible, "", 0.9, at_least=True),
        Figure(f"{name}: server CPU an exam", cpu, "s", limit),
        Figure(f"{name}: client CPU an exam", client, "s"),
        Figure(f"{name}: kB down an exam", sum(load.bytes_down for load in loads) / people / 1000, "kB", 60),
        Figure(f"{name}: requests an exam", sum(load.requests for load in loads) / people, ""),
    ]


WALKS = [("peer", 100, 400), ("full", 50, 200), ("full", 200, 400), ("full", 1000, 1000)]


@pytest.mark.parametrize(("walk", "at_once", "people"), WALKS)
def test_whole_employees_sit_an_exam_at_once(
    make_app: Callable[[str], Flask],
    database_url: str,
    tmp_path: Path,
    start_server: Callable,
    note: Callable[..., None],
    walk: str,
    at_once: int,
    people: int,
):
    """Nobody meets an error, and what was acknowledged is what is stored and scored."""
    app = make_app(database_url)
    office = office_of(app, people)
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    kind = sa.make_url(database_url).get_backend_name()
    processes = [*web_workers(server), *(postgres_processes() if kind == "postgresql" else ())]
    accounts = [str(one.staff_number) for one in office.people]
    orders = Orders("127.0.0.1", urlsplit(server.url).port or 0, office.exam.id, accounts, PASSWORD, walk, at_once)
    before = cpu_seconds(processes)
    loads = _run(orders)
    used = cpu_seconds([*web_workers(server), *(postgres_processes() if kind == "postgresql" else ())]) - before
    assert [error for load in loads for error in load.errors][:3] == []
    _check(app, office.exam, office, loads)
    saves = sum(len(load.took["save"]) for load in loads)
    assert saves == people * (PEER_SAVES if walk == "peer" else QUESTIONS)
    name = f"exam day, {walk}, {at_once} at once, {kind}"
    figures = _figures(name, loads, used, CPU_LIMIT[kind] if walk == "peer" else None)
    if (walk, at_once) == ("peer", 100):
        limits = {f"{name}: save p99": 150, f"{name}: start p99": 500}
        figures = [Figure(one.name, one.value, one.unit, limits.get(one.name, one.limit), one.at_least)
                   for one in figures]  # fmt: skip
    note(*figures)


def test_a_thousand_people_save_at_their_own_pace(
    make_app: Callable[[str], Flask],
    database_url: str,
    tmp_path: Path,
    start_server: Callable,
    note: Callable[..., None],
):
    """A thousand examinees, each saving every 20 seconds: answers are kept at once on less than one core."""
    office = office_of(make_app(database_url), PACED_PEOPLE)
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    kind = sa.make_url(database_url).get_backend_name()
    accounts = [str(one.staff_number) for one in office.people]
    port, go_at = urlsplit(server.url).port or 0, time.time() + PACED_BEGIN_SECONDS
    pace = (PACED_PEOPLE, 20, PACED_ROUNDS, go_at)
    orders = Orders("127.0.0.1", port, office.exam.id, accounts, PASSWORD, "paced", *pace)

    def used() -> float:
        return cpu_seconds([*web_workers(server), *(postgres_processes() if kind == "postgresql" else ())])

    with ThreadPoolExecutor() as pool:
        playing = pool.submit(_run, orders)
        time.sleep(go_at - time.time())
        before = used()
        time.sleep(PACED_ROUNDS * 20)
        cpu = (used() - before) / (PACED_ROUNDS * 20)
        loads = playing.result()
    assert [error for load in loads for error in load.errors][:3] == []
    took = [ms for load in loads for ms in load.took["save"]]
    assert len(took) == PACED_PEOPLE * PACED_ROUNDS
    name = f"exam day, paced, {PACED_PEOPLE} people, {kind}"
    shares = [Figure(f"{name}: save p{share}", quantiles(took, n=100)[share - 1], "ms") for share in (50, 95)]
    p99 = Figure(f"{name}: save p99", quantiles(took, n=100)[98], "ms", 50)
    note(*shares, p99, Figure(f"{name}: cores in use", cpu, "", 1))
