"""The door of an exam: password, pledge, network and late entry, guessed at, forged and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
from tests.support import application
from tests.support.office import sign_in
from webapp.audit.models import AuditEntry
from webapp.db import transaction
from webapp.errors import Conflict
from webapp.exams import queries, service
from webapp.exams.models import AttemptEvent, Exam
from webapp.exams.plan_rules import EntryRules
from webapp.exams.rules import Visit

PASSWORD = "学法2026"
PLEDGE = "本人承诺独立完成考试。\n如有违反，愿意接受处理。"


def guard(app, staff, **rules):
    """Give the exam rules of entry."""
    values = {name: list(value) if name == "networks" else value for name, value in rules.items()}
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Exam).where(Exam.id == staff.exam_id).values(values))


@pytest.fixture
def door(staff):
    """The address of the intro and of the start."""
    return f"/exams/{staff.exam_id}/intro", f"/exams/{staff.exam_id}/start"


def failed_starts(app):
    """Return how many wrong passwords the audit log holds."""
    with app.app_context(), transaction() as session:
        wrong = sa.select(sa.func.count()).select_from(AuditEntry)
        return session.scalar(wrong.where(AuditEntry.action == "attempt.start", AuditEntry.outcome == "failed"))


def test_an_exam_keeps_its_rules_of_entry(app, staff):
    """What is asked of a plan is stored with the exam; nothing is asked by an exam without them."""
    entry = EntryRules(30, PASSWORD, ("10.0.0.0/8",), PLEDGE, True)
    with app.app_context(), transaction() as session:
        row = queries.exam(session, builders.plan(session, staff, bank_ids=[staff.bank_id], entry=entry).id)
        plain = queries.exam(session, staff.exam_id)
    facts = row.facts
    assert (facts.late_entry_minutes, facts.access_password, facts.networks) == (30, PASSWORD, ("10.0.0.0/8",))
    assert facts.has_pledge and row.exam.pledge == PLEDGE and row.exam.is_on_one_page
    assert not plain.exam.is_on_one_page and plain.exam.networks is None and plain.exam.pledge is None


def test_the_right_password_and_the_ticked_pledge_start_the_attempt(app, staff, browse, door):
    """Asked on the page before the start; the tick stands in the record of the start, the password nowhere."""
    intro, start = door
    guard(app, staff, access_password=PASSWORD, pledge=PLEDGE)
    me = browse(staff.employees_a[0])
    page = me.get(intro).text
    assert "本人承诺独立完成考试。" in page and 'name="password"' in page and PASSWORD not in page
    assert me.post(start, password=PASSWORD, has_pledged="y").status_code == 303
    with app.app_context(), transaction() as session:
        event = session.scalars(sa.select(AttemptEvent)).one()
        entries = session.scalars(sa.select(AuditEntry.detail)).all()
    assert event.kind == "start" and event.detail["has_pledged"] is True
    assert PASSWORD not in str(event.detail) and PASSWORD not in str(entries)


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ("请输入考试口令", "请先阅读承诺书并打勾")),
        ({"password": PASSWORD}, ("请先阅读承诺书并打勾",)),
        ({"has_pledged": "y"}, ("请输入考试口令",)),
        ({"password": "学法2027", "has_pledged": "y"}, ("考试口令不对",)),
        ({"password": "' OR 1=1 --", "has_pledged": "y"}, ("考试口令不对",)),
        ({"password": "x" * 100_000, "has_pledged": "y"}, ("考试口令不对",)),
    ],
)
def test_what_is_missing_at_the_start_is_named_beside_its_field(app, staff, browse, door, typed, sentences):
    """422, no attempt, and what was ticked stays ticked."""
    intro, start = door
    guard(app, staff, access_password=PASSWORD, pledge=PLEDGE)
    me = browse(staff.employees_a[0])
    me.get(intro)
    answer = me.post(start, **typed)
    assert answer.status_code == 422
    assert all(sentence in answer.text for sentence in sentences)
    assert ("checked" in answer.text) is ("has_pledged" in typed)
    with app.app_context(), transaction() as session:
        assert not queries.has_attempts(session, staff.exam_id)


def test_guessing_the_password_is_stopped_after_five_wrong_ones(app, staff, browse, door, set_clock):
    """The right one is not looked at for 15 minutes then, every guess is on record, and a colleague still comes in."""
    intro, start = door
    guard(app, staff, access_password=PASSWORD)
    me, colleague = browse(staff.employees_a[0]), browse(staff.employees_a[1])
    me.get(intro)
    for guess in range(4):
        assert "考试口令不对" in me.post(start, password=f"{guess:04}").text
    assert "请等 15 分钟再试" in me.post(start, password="0004").text
    assert "请等 15 分钟再试" in me.post(start, password=PASSWORD).text
    assert failed_starts(app) == 5
    colleague.get(intro)
    assert colleague.post(start, password=PASSWORD).status_code == 303
    set_clock(OPENS + 40 * MINUTE + 15 * MINUTE + timedelta(seconds=1))
    assert me.post(start, password=PASSWORD).status_code == 303


def test_a_right_password_begins_the_count_anew(app, staff):
    """Four wrong ones before it and four after the attempt lock nobody; an empty one is no guess."""
    guard(app, staff, access_password=PASSWORD)
    me = staff.employees_a[0].id
    with app.app_context(), transaction() as session:
        for typed in ("", "a", "b", "c", "d", ""):
            assert service.enter(session, staff.exam_id, me, Visit("", typed), now=OPENS).attempt is None
        entry = service.enter(session, staff.exam_id, me, Visit("", PASSWORD), now=OPENS)
        service.end_attempt(session, entry.attempt.id, ended_by="examinee", now=OPENS + MINUTE)
        for typed in ("a", "b", "c", "d"):
            service.enter(session, staff.exam_id, me, Visit("", typed), now=OPENS + MINUTE)
        assert service.enter(session, staff.exam_id, me, Visit("", PASSWORD), now=OPENS + MINUTE).attempt is not None


def test_who_has_begun_goes_on_without_the_password(app, staff, browse, door):
    """In a second tab, on another device, and even while the door is closed after wrong guesses elsewhere."""
    intro, start = door
    guard(app, staff, access_password=PASSWORD, pledge=PLEDGE)
    me = browse(staff.employees_a[0])
    me.get(intro)
    path = me.post(start, password=PASSWORD, has_pledged="y").location
    other = browse(staff.employees_a[0])
    assert "可以接着答" in other.get(intro).text
    assert other.post(start).location == path
    assert other.post(start, password="wrong").location == path


def test_the_services_own_start_refuses_without_what_is_asked(app, staff):
    """No way around the page: a start that brings nothing is refused with the sentence."""
    guard(app, staff, access_password=PASSWORD)
    with app.app_context(), transaction() as session, pytest.raises(Conflict, match="考试口令"):
        service.start(session, staff.exam_id, staff.employees_a[0].id, now=OPENS)


def test_a_login_name_cannot_close_the_door_of_an_exam(app, staff):
    """Failed sign-ins are counted by network address, guesses at an exam under a name that is none."""
    guard(app, staff, access_password=PASSWORD)
    me, client = staff.employees_a[0].id, app.test_client()
    page = client.get("/account/login").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    for _ in range(6):
        client.post("/account/login", data={"csrf_token": token, "account": str(me), "password": "falsch"})
    with app.app_context(), transaction() as session:
        assert service.enter(session, staff.exam_id, me, Visit("", PASSWORD), now=OPENS).attempt is not None


@pytest.fixture
def behind_a_proxy(staff, sqlite_url, tmp_path):
    """The same office behind one trusted proxy."""
    config = application.config_for(sqlite_url, tmp_path / "instance")
    app = application.webapp.create_app(replace(config, trusted_proxies=1))
    yield app
    application.close(app)


def test_a_forged_forwarding_header_opens_no_exam(app, staff, browse, door):
    """Without a trusted proxy the header is nobody's word: the connection's own address counts, here 127.0.0.1."""
    intro, start = door
    guard(app, staff, networks=("192.168.1.0/24",))
    me = browse(staff.employees_a[0])
    forged = {"X-Forwarded-For": "192.168.1.9", "X-Real-IP": "192.168.1.9", "Forwarded": "for=192.168.1.9"}
    me.get("/exams/mine")
    page = me.client.get(intro, headers=forged).text
    assert "只能在指定的网络里参加" in page and "开始答题" not in page
    assert me.client.post(start, data={"csrf_token": me.token}, headers=forged).status_code == 409
    guard(app, staff, networks=("127.0.0.0/8",))
    assert me.post(start).status_code == 303


@pytest.mark.parametrize(
    ("forwarded", "is_allowed"),
    [("192.168.1.9", True), ("192.168.1.9, 203.0.113.5", False), ("203.0.113.5, 192.168.1.9", True), ("", False)],
)
def test_behind_a_trusted_proxy_its_own_word_counts(behind_a_proxy, staff, door, forwarded, is_allowed):
    """The last address is the proxy's; what the browser wrote before it is not looked at."""
    guard(behind_a_proxy, staff, networks=("192.168.1.0/24",))
    client = behind_a_proxy.test_client()
    sign_in(client, staff.employees_a[0])
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert ("开始答题" in client.get(door[0], headers=headers).text) is is_allowed


def test_a_running_paper_is_shown_inside_of_the_networks_only(app, staff, browse, door):
    """Who walks out with it sees no question any more; an answer given before is still taken."""
    me = browse(staff.employees_a[0])
    path = me.post(door[1]).location
    me.get(path)
    guard(app, staff, networks=("192.168.1.0/24",))
    refused = me.get(path)
    assert refused.status_code == 403 and "单选题干" not in refused.text
    assert me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": None}).status_code == 200


def test_nobody_starts_late_by_the_page_either(app, staff, browse, door, set_clock):
    """31 minutes after the opening with a limit of 30; the page says what else there is."""
    guard(app, staff, late_entry_minutes=30)
    me = browse(staff.employees_a[0])
    set_clock(OPENS + 31 * MINUTE)
    assert "已过本场允许入场的时间" in me.get(door[0]).text
    answer = me.post(door[1])
    assert answer.status_code == 409 and "已过本场允许入场的时间" in answer.text
    set_clock(OPENS + 30 * MINUTE)
    assert me.post(door[1]).status_code == 303
