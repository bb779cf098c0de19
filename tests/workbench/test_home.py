"""The first page answers each role in its first sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.completion.test_pages import publish
from tests.support.counting import count_queries
from tests.support.office import make_office, sign_in
from webapp.accounts.models import Employee
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.db import db, transaction
from webapp.study import service as study


@pytest.fixture
def office(app, now):
    """Two duties for all 在编 people: one due in six days, one overdue; a session that was held and not closed."""
    with app.app_context(), transaction() as session:
        found = make_office(session, now=now)
        publish(session, found, now)
        publish(session, found, now - timedelta(days=8), title="保密知识测试", due_days=6)
        study.create_session(
            session,
            unit_id=found.unit_id,
            kinds=["lecture"],
            title="行政复议法讲座",
            starts_at=now - timedelta(days=1),
            actor_id=None,
            now=now,
        )
        study.create_session(
            session,
            unit_id=found.unit_id,
            kinds=["lecture"],
            title="宪法讲座",
            starts_at=now + timedelta(days=2),
            place="三楼会议室",
            actor_id=None,
            now=now,
        )
        return found


def page(client, person, query="") -> str:
    """Sign in and read the first page."""
    sign_in(client, person)
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_employee_reads_what_is_owed_how_long_it_takes_and_what_is_late(client, office):
    """Two duties of 90 minutes, one late by two working days, the overdue one first; the next session below."""
    shown = page(client, office.employees_a[0])
    assert "还有 <em>2 件</em>要做，约需 <em>3 小时</em>" in shown
    assert "1 件已逾期" in shown and "逾期 2 个工作日" in shown
    assert shown.index("保密知识测试") < shown.index("年度学法考试")
    assert "宪法讲座" in shown and "三楼会议室" in shown
    assert "0/2" in shown


def test_a_person_without_duties_is_told_so(client, office):
    """The contract worker owes nothing."""
    assert "现在没有要做的事" in page(client, office.contract)


def test_done_duties_leave_the_list_and_enter_the_ring(app, client, office, now):
    """Once fulfilled, one is left and the ring says one of two."""
    with app.app_context(), transaction() as session:
        own = duties.duties_of(session, office.employees_a[0].id, at=now)
        assignments.fulfil(session, own[0].assignment_id, source_kind="attempt", source_id=1, effective_at=now, now=now)
    shown = page(client, office.employees_a[0])
    assert "还有 <em>1 件</em>" in shown and "1/2" in shown


def test_a_head_reads_who_owes_and_reminds_the_own_people_only(client, office):
    """The own department is listed with a button for as many as owe; others are not on the page."""
    shown = page(client, office.head)
    assert "综合科：5 人还没完成" in shown and "提醒这 5 人" in shown
    assert office.employees_b[0].full_name not in shown
    assert 'action="/reminders/remind"' in shown


def test_a_liaison_reads_what_is_not_ready(client, office):
    """The open roll, the missing plan and the empty bank, each with the way to mend it."""
    shown = page(client, office.law_admin)
    assert "“行政复议法讲座”的签到还没关闭" in shown
    assert "2026年学法计划还没有做" in shown
    assert "题库里没有可以出卷的题" in shown


def test_missing_addresses_matter_only_where_mail_is_sent(app, client, office):
    """Without a mail server nobody is asked for an address; with one the liaison reads how many lack it."""
    assert "没有电子邮箱" not in page(client, office.law_admin)
    app.config["XUEFA"] = replace(app.config["XUEFA"], smtp_url="smtp://mail.example.gov.cn:25")
    assert "没有电子邮箱" in page(client, office.law_admin)


def test_duties_that_do_not_count_stay_out_of_the_ring(app, client, office, now):
    """They are owed and listed; the year counts the two that count."""
    with app.app_context(), transaction() as session:
        publish(session, office, now, title="自愿练习", is_counted=False)
    shown = page(client, office.employees_a[0])
    assert "还有 <em>3 件</em>" in shown and "0/2" in shown


def test_a_leader_reads_the_rate_the_gap_and_the_trend(client, office):
    """主要负责人 stands as a leader: rate with numerator and denominator, departments as n/m without percents."""
    for person in (office.leader, office.principal):
        shown = page(client, person)
        assert "12 人还没完成" in shown
        assert "综合科" in shown and "0/5" in shown
        assert "到期任务完成率" in shown


def test_the_system_roles_get_their_pages(client, office):
    """An auditor reads the office's figures; a system administrator the links of the role."""
    assert "12 人还没完成" in page(client, office.auditor)
    assert "常用入口" in page(client, office.system_admin)


def test_one_may_choose_which_of_the_own_roles_is_shown(client, office):
    """A liaison who asks for the employee's page reads no list of what is not ready; a foreign role is not given."""
    assert "没准备好" not in page(client, office.law_admin, "?as=employee")
    assert "没准备好" not in page(client, office.employees_a[0], "?as=law_admin")


def test_the_page_costs_the_same_for_two_duties_and_for_twelve(app, client, office, now):
    """Ten more duties add no query."""
    page(client, office.employees_a[0])
    with app.app_context(), count_queries(db.engine) as few:
        client.get("/")
    with app.app_context(), transaction() as session:
        for number in range(10):
            publish(session, office, now, title=f"任务{number}")
    with app.app_context(), count_queries(db.engine) as many:
        client.get("/")
    assert len(few) == len(many)


def test_the_liaisons_list_costs_the_same_for_few_people_and_for_many(app, client, office, now):
    """People without mail are counted, not listed: their number adds no query."""
    page(client, office.law_admin)
    with app.app_context(), count_queries(db.engine) as few:
        client.get("/")
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Employee).values(email="a@example.org"))
    with app.app_context(), count_queries(db.engine) as many:
        client.get("/")
    assert len(few) == len(many)
