"""How long the server takes for a page when an office has 1,000 employees (design/UX: 95th percentile under 100 ms)."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.benchmarks.conftest import Figure
from tests.exams import builders
from tests.support import crowd
from tests.support.office import Office, make_office, sign_in
from webapp.db import transaction
from webapp.exams import service as exams
from webapp.exams.models import Attempt
from webapp.serving import settle

VISITS = 40
LIMIT_MS = 100


@pytest.fixture
def site(make_app: Callable[[str], Flask], database_url: str, now: datetime) -> tuple[Flask, Office, Attempt]:
    """An office of 1,000 people in ten departments with four duties each, one an exam that an employee sits now."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        office = make_office(session, now=now)
        crowd.add(session, office.unit_id, people=1000, departments=10, duties=3, now=now)
        exam = builders.published(session, office)
        attempt = exams.start(session, exam.id, office.employees_a[0].id, now=now)
    return app, office, attempt


def _p95_ms(client: FlaskClient, path: str) -> float:
    """Return the 95th percentile of the time from request to response in this one thread, in milliseconds."""
    client.get(path)
    took = []
    for _ in range(VISITS):
        began = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200
    return statistics.quantiles(took, n=20)[-1]


def test_pages_of_an_office_of_1000(site: tuple[Flask, Office, Attempt], database_url: str, note):
    """The first page of an employee and of each who answers for others, the exam page, and the statistic."""
    app, office, attempt = site
    settle()
    kind = database_url.partition(":")[0].partition("+")[0]
    pages = [
        ("first page, employee", office.employees_a[0], "/"),
        ("first page, department head", office.head, "/"),
        ("first page, law_admin", office.law_admin, "/"),
        ("first page, principal leader", office.principal, "/"),
        ("exam page", office.employees_a[0], f"/attempts/{attempt.id}"),
        ("completion of the office", office.law_admin, "/completion/"),
    ]
    figures = []
    for name, person, path in pages:
        client = app.test_client()
        sign_in(client, person)
        figures.append(Figure(f"page p95, 1,000 people, {kind}: {name}", _p95_ms(client, path), "ms", LIMIT_MS))
    note(*figures)
