"""A hundred thousand duties cost as many queries as three hundred, and are counted rightly."""

import re
from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support import crowd
from tests.support.counting import count_queries
from tests.support.office import make_office, sign_in
from webapp import clock
from webapp.assignments.models import Assignment
from webapp.completion.rules import Counts
from webapp.completion.service import YearFigures, figures_at
from webapp.db import db, reading, transaction

pytestmark = pytest.mark.slow


def _both(one: Counts, other: Counts) -> Counts:
    return Counts(*(a + b for a, b in zip(astuple(one), astuple(other), strict=True)))


def test_figures_and_lists_of_100000_duties_cost_no_more_queries(
    make_app: Callable[[str], Flask], database_url: str, now: datetime, set_clock: Callable[[datetime], None]
):
    """Figures, the office's page and the list of people: counts to the unit, queries as for a small office."""
    set_clock(now)
    app = make_app(database_url)
    client = app.test_client()
    year = clock.local_day(now).year
    with app.app_context(), transaction() as session:
        office = make_office(session, now=now)
        few = crowd.add(session, office.unit_id, people=100, departments=2, duties=3, now=now)
    sign_in(client, office.law_admin, now=now)
    client.get("/")

    def look() -> tuple[YearFigures, list[int], str]:
        costs = []
        with app.app_context():
            with count_queries(db.engine) as sent:
                found = figures_at(reading(), office.unit_id, year, at=now)
            costs.append(len(sent))
        for path in ("/completion/", f"/completion/people?year={year}&state=owing&page=2"):
            with app.app_context(), count_queries(db.engine) as sent:
                answer = client.get(path)
            assert answer.status_code == 200
            costs.append(len(sent))
        return found, costs, answer.get_data(as_text=True)

    small, small_costs, _ = look()
    assert (small.people, small.figures.assignments) == (few.people, few.assignments)
    with app.app_context(), transaction() as session:
        many = crowd.add(session, office.unit_id, people=1000, departments=10, duties=100, now=now)
    large, large_costs, page = look()
    with app.app_context():
        assert reading().scalar(sa.select(sa.func.count()).select_from(Assignment)) == 100_300
    assert large.people == _both(few.people, many.people)
    assert large.figures.assignments == _both(few.assignments, many.assignments)
    assert large.rate == "80.0%"
    assert large_costs == small_costs
    assert len(set(re.findall(r"<b>测试(\d{5})</b>", page))) == 20
