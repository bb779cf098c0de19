"""The audit log's page: for whom, filtered, and never changed."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.counting import count_queries
from tests.support.office import Office, sign_in
from webapp.audit.service import record
from webapp.db import db, transaction


@pytest.fixture
def entries(app: Flask, office: Office, now: datetime) -> Office:
    """The office with entries of its own, of another unit, and of nobody's."""
    with app.app_context(), transaction() as session:
        for number in range(60):
            at = now - timedelta(days=number)
            record(session, "exam.publish", actor_id=office.law_admin.id, unit_id=office.unit_id, now=at)
        record(session, "foreign.deed", actor_id=office.stranger.id, unit_id=office.other_unit_id, now=now)
        record(session, "login.failed", actor_id=None, now=now, outcome="failed", detail={"why": "wrong"})
    return office


@pytest.mark.parametrize("who", ["auditor", "security_admin"])
def test_auditors_read_the_log(client: FlaskClient, entries: Office, who: str):
    """With names, their own unit's and failed sign-ins, not another unit's."""
    sign_in(client, getattr(entries, who))
    page = client.get("/audit/?size=100").text
    assert "考试：发布" in page and "乙一" in page
    assert "登录：失败" in page
    assert "foreign" not in page and "外一" not in page


@pytest.mark.parametrize("who", ["law_admin", "system_admin", "head", "leader", "employees_a"])
def test_nobody_else_reads_the_log(client: FlaskClient, entries: Office, who: str):
    """Not even who administers the system."""
    person = getattr(entries, who)
    sign_in(client, person[0] if isinstance(person, tuple) else person)
    assert client.get("/audit/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(client: FlaskClient, entries: Office):
    """And sees nothing."""
    assert client.get("/audit/").status_code == 303


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("action=exam.publish", 60),
        ("outcome=failed", 1),
        ("from=2026-11-24&action=exam.publish", 1),
        ("from=2026-11-20&until=2026-11-22&action=exam.publish", 3),
        ("until=2020-01-01&action=exam.publish", 0),
        ("action=exam.publish&actor={law_admin}", 60),
        ("action=exam.publish&actor={head}", 0),
        ("action=exam.publish&from=rubbish&actor=x", 60),
    ],
)
def test_the_log_is_filtered(client: FlaskClient, entries: Office, query: str, count: int):
    """Days are local days, both included; what cannot be read is no filter."""
    sign_in(client, entries.auditor)
    query = query.format(law_admin=entries.law_admin.id, head=entries.head.id)
    page = client.get(f"/audit/?{query}").text
    assert f"有 {count} 条" in page


def test_the_page_costs_the_same_for_few_and_many(app: Flask, client: FlaskClient, entries: Office):
    """One row or fifty."""
    sign_in(client, entries.auditor)
    costs = []
    for query in ("from=2026-11-24&action=exam.publish", "action=exam.publish&size=50"):
        with app.app_context(), count_queries(db.engine) as seen:
            client.get(f"/audit/?{query}")
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_no_route_changes_the_log(app: Flask):
    """The feature answers GET alone."""
    methods = {
        method for rule in app.url_map.iter_rules() if rule.endpoint.startswith("audit.") for method in rule.methods
    }
    assert methods <= {"GET", "HEAD", "OPTIONS"}
