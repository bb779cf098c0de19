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


def test_names_and_words_stand_where_the_log_keeps_ids_and_codes(app: Flask, client: FlaskClient, office: Office, now):
    """The person, the department and the reason by name; what has no name keeps its number; times are local."""
    with app.app_context(), transaction() as session:
        common = {"actor_id": office.law_admin.id, "unit_id": office.unit_id, "now": now, "subject_kind": "employee"}
        moved = {"from": office.department_a_id, "to": office.department_b_id, "on": "2026-11-01"}
        record(session, "employee.move", subject_id=office.employees_a[0].id, detail=moved, **common)
        ids = [one.id for one in (*office.employees_a, *office.employees_b, office.head, office.leader)]
        record(session, "reminder.send", detail={"reminded": ids, "inbox_only": []}, **common)
        record(session, "employee.away", subject_id=987654, detail={"kind": "maternity"}, **common)
        extended = {"due_at": "2026-12-10T15:59:59+00:00", "duration_percent": 100, "reason": "出差", "unheard_of": 3}
        record(session, "assignment.extend", detail=extended, **common)
        record(session, "exam.create", detail={"preset": "xinjiang_2017"}, **common)
        replaced = {"from": {"starts_at": "2026-11-01T01:00:00+00:00", "kinds": ["lecture"]}, "to": {"kinds": []}}
        record(session, "session.change", detail=replaced, **common)
        record(session, "bank.import", detail={"added": {"single_choice": 7}, "added_count": 7}, **common)
        record(session, "indicator.define", detail={"added": 22}, **common)
    sign_in(client, office.auditor)
    page = client.get("/audit/").text
    for words in (
        "人员 丙一",
        "原来：综合科；现在：文秘科；日期：2026-11-01",
        "提醒：丙一、丙二、丙三、丁一、丁二、乙二等 7 项；只发站内消息：无",
        "人员第 987654 号",
        "种类：产假",
        "截止：2026-12-10 23:59；答题时长：100%；原因：出差；unheard_of：3",
        "方案：单选25×2、多选10×3、判断10×2",
        "原来：开始：2026-11-01 09:00，种类：常规讲坛；现在：种类：无",
        "新增：单选 7；共新增：7",
        "新增：22",
    ):
        assert words in page, words


def test_naming_costs_the_same_for_one_row_and_for_fifty(app: Flask, client: FlaskClient, office: Office, now):
    """Fifty moves of different people between departments cost what one costs."""

    def moves(count: int) -> None:
        with app.app_context(), transaction() as session:
            for number in range(count):
                person = (*office.employees_a, *office.employees_b)[number % 5]
                detail = {"from": office.department_a_id, "to": office.department_b_id, "employee_id": person.id}
                common = {"actor_id": office.law_admin.id, "unit_id": office.unit_id, "now": now, "detail": detail}
                record(session, "employee.move", subject_kind="employee", subject_id=person.id, **common)

    sign_in(client, office.auditor)
    costs = []
    for count in (1, 49):
        moves(count)
        with app.app_context(), count_queries(db.engine) as seen:
            page = client.get("/audit/?action=employee.move&size=50").text
        costs.append(len(seen))
    assert page.count("原来：综合科") == 50
    assert costs[0] == costs[1]


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
