"""Whether one exam costs the same in an office of 1,000 people and in a city of 200,000 with ten million answers."""

import re
import time
from collections.abc import Callable
from statistics import median

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import orm

from tests.benchmarks.conftest import Figure
from tests.benchmarks.exam_day import PEER_SAVES, responses_of
from tests.benchmarks.processes import cpu_seconds, postgres_processes
from tests.benchmarks.test_exam_day import PASSWORD, office_of, real_clock
from tests.slow.staff import Staff
from webapp.accounts.models import Credential, Employee, EmploymentSpell
from webapp.assignments.models import Assignment, AssignmentChange
from webapp.db import transaction
from webapp.exams.models import Attempt, AttemptResponse

__all__ = ["real_clock"]
FEW, MANY = 1_000, 200_000
ATTEMPTS, ANSWERS_EACH = 500_000, 20
WARM, MEASURED = 20, 80
FIRST_ID = 1_000_000
MOST = 1.1


def _walk(client: FlaskClient, exam_id: int, account: str | None) -> None:
    """Sit the exam as one person: sign in, open, start, save five answers, hand in, read the result."""

    def token(page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page[:200]
        return found.group(1)

    def send(path: str, page: str, **fields: str | None) -> str:
        answer = client.post(path, data={"csrf_token": token(page), **fields})
        assert answer.status_code == 303, path
        return str(answer.headers["Location"])

    page = client.get("/account/login").text
    page = client.get(send("/account/login", page, account=account, password=PASSWORD)).text
    page = client.get(f"/exams/{exam_id}/intro").text
    where = send(f"/exams/{exam_id}/start", page)
    page = client.get(where).text
    for place, response in enumerate(responses_of(page)[:PEER_SAVES]):
        sent = {"item": place, "seq": place + 1, "response": response}
        headers = {"X-CSRFToken": token(page)}
        assert client.post(f"{where}/responses", json=sent, headers=headers).status_code == 200
    assert client.get(send(f"{where}/submit", page)).status_code == 200


def _cost(app: Flask, office: Staff, first: int, kind: str) -> float:
    """Return the median CPU seconds of one exam, web and database together, over ``MEASURED`` people."""
    took = []
    for number, person in enumerate(office.people[first : first + WARM + MEASURED]):
        servers = postgres_processes() if kind == "postgresql" else []
        before = time.process_time() + cpu_seconds(servers)
        _walk(app.test_client(), office.exam.id, person.staff_number)
        took += [time.process_time() + cpu_seconds(servers) - before] if number >= WARM else []
    # The system counts a process's time in hundredths of a second: means of eight are fine enough.
    return median(sum(took[at : at + 8]) / 8 for at in range(0, MEASURED, 8))


def _grow(session: orm.Session, office: Staff) -> None:
    """Add people with the exam's duty, and old attempts of theirs with answers, by copying one person's rows."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    one = office.people[0].id

    def copy(table: type, rows: int, where: str, **changes: str) -> None:
        columns = [column.name for column in table.__table__.columns if column.name != "id" or "id" in changes]
        series = (
            f"(WITH RECURSIVE s(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM s WHERE n < {rows - 1}) SELECT n FROM s)"
            if is_sqlite
            else f"generate_series(0, {rows - 1})"
        )
        shown = ", ".join(changes.get(name, f"t.{name}") for name in columns)
        name = table.__tablename__
        source = f"(SELECT * FROM {name} WHERE {where} LIMIT 1) t, {series} AS s{'' if is_sqlite else '(n)'}"
        session.execute(sa.text(f"INSERT INTO {name} ({', '.join(columns)}) SELECT {shown} FROM {source}"))

    if not is_sqlite:
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))  # rows that are right need no check
    number, person = f"({FIRST_ID} + s.n)", f"({FIRST_ID} + s.n % {MANY - FEW})"
    text = f"'N' || {number}"
    copy(Employee, MANY - FEW, f"id = {one}", id=number, login_name=text, staff_number=text)
    copy(EmploymentSpell, MANY - FEW, f"employee_id = {one}", employee_id=number)
    copy(Credential, MANY - FEW, f"employee_id = {one}", employee_id=number)
    copy(Assignment, MANY - FEW, f"employee_id = {one}", id=number, employee_id=number)
    duty = f"assignment_id IN (SELECT id FROM assignments WHERE employee_id = {one})"
    copy(AssignmentChange, MANY - FEW, duty, assignment_id=number)
    tried = f"(1 + s.n / {MANY - FEW})"
    old = {"id": number, "employee_id": person, "number": tried, "snapshot": "'{\"items\": []}'"}
    copy(Attempt, ATTEMPTS, "state = 'graded'", **old)
    each = {"attempt_id": f"({FIRST_ID} + s.n / {ANSWERS_EACH})", "item": f"(s.n % {ANSWERS_EACH})"}
    copy(AttemptResponse, ATTEMPTS * ANSWERS_EACH, "item = 0", **each)


def _renew_statistics(app: Flask, is_sqlite: bool) -> None:
    with app.app_context(), transaction() as session:
        for table in () if is_sqlite else ("employees", "assignments", "attempts"):
            session.execute(sa.text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
        session.execute(sa.text("ANALYZE"))


def test_an_exam_costs_the_same_in_an_office_and_in_a_city(
    make_app: Callable[[str], Flask], database_url: str, note: Callable[..., None]
) -> None:
    """From 1,000 to 200,000 employees and from 10^4 to 10^7 stored answers the cost stays within a tenth."""
    app = make_app(database_url)
    kind = sa.make_url(database_url).get_backend_name()
    office = office_of(app, FEW)
    few = _cost(app, office, 0, kind)
    with app.app_context(), transaction() as session:
        _grow(session, office)
    _renew_statistics(app, kind == "sqlite")
    with app.app_context(), transaction() as session:
        counted = session.scalar(sa.select(sa.func.count()).select_from(AttemptResponse)) or 0
    assert counted > 10**7
    many = _cost(app, office, WARM + MEASURED, kind)
    name = f"scale, {kind}"
    note(
        Figure(f"{name}: CPU an exam, {FEW:,} people", few * 1000, "ms"),
        Figure(f"{name}: CPU an exam, {MANY:,} people, 10^7 answers", many * 1000, "ms"),
        Figure(f"{name}: cost of the larger by that of the smaller", many / few, "", MOST),
    )
