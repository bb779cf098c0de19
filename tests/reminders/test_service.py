"""Who hears what on a working day, what a head's click adds, and that nothing is sent twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from tests.completion.test_pages import publish
from tests.support.office import make_office, sign_in
from webapp import clock
from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee
from webapp.accounts.service import grant
from webapp.assignments import service as assignments
from webapp.assignments.models import Requirement
from webapp.db import reading, transaction
from webapp.notify.jobs import deliver
from webapp.notify.models import Notice
from webapp.reminders import service
from webapp.reminders.jobs import plan_reminders

FRIDAY = date(2026, 11, 20)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A local instant as UTC."""
    return clock.local_instant(day, time(hour, minute))


@pytest.fixture
def office(make_app, database_url):
    """The office with one duty due on Friday 20 November, published two weeks before; on both databases."""
    app = make_app(database_url)
    published = at(date(2026, 11, 6))
    with app.app_context(), transaction() as session:
        found = make_office(session, now=published)
        publish(session, found, published, due_days=14)
        return app, found


def reminded(kind: str = "reminder") -> list[int]:
    """Return who has a message of a kind, each as often as they have it."""
    return sorted(
        reading().scalars(sa.select(Notice.employee_id).where(Notice.kind == kind, Notice.channel == "inbox"))
    )


def test_on_a_reminder_day_each_who_owes_hears_once(office):
    """T−3: everybody who owes but 领导班子; planning again the same day adds nothing."""
    app, found = office
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 17)))
        first = reminded()
        plan_reminders(now=at(date(2026, 11, 17), 15))
        assert reminded() == first
        assert found.employees_a[0].id in first
        assert found.principal.id not in first
        assert found.leader.id not in first
        assert len(first) == len(set(first))


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (at(date(2026, 11, 16)), "T−4 is no reminder day"),
        (at(date(2026, 11, 21)), "a Saturday"),
        (at(date(2026, 11, 17), 8, 29), "before the office's hours"),
        (at(date(2026, 11, 17), 18, 1), "after the office's hours"),
    ],
)
def test_nobody_hears_outside_the_rule(office, moment, reason):
    """No message on other days, at weekends and outside the hours."""
    app, _ = office
    with app.app_context():
        plan_reminders(now=moment)
        assert reminded() == [], reason


def test_the_head_gets_the_list_a_day_before_and_a_day_after(office):
    """T−1 and T+1 bring the head one list of the own department's names each."""
    app, found = office
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 17)))
        assert reminded("head_list") == []
        for day in (date(2026, 11, 19), date(2026, 11, 19), date(2026, 11, 23)):
            plan_reminders(now=at(day))
        assert reminded("head_list") == [found.head.id, found.head.id]
        body = reading().scalars(sa.select(Notice.body).where(Notice.kind == "head_list")).first()
        assert found.employees_a[0].full_name in body
        assert found.employees_b[0].full_name not in body


def liaison_list() -> str:
    """Return the text of the liaison's only list."""
    return reading().scalars(sa.select(Notice.body).where(Notice.kind == "liaison_list")).one()


def test_leaders_stand_on_the_liaisons_list_when_others_hear(office):
    """T−3: the unit's law_admin alone is told to pass it on to both leaders, once, and nobody else is listed."""
    app, found = office
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 17)))
        plan_reminders(now=at(date(2026, 11, 17), 15))
        assert reminded("liaison_list") == [found.law_admin.id]
        text = liaison_list()
        assert "请转告" in text and "甲一（领导班子）：《年度学法考试》11月20日截止" in text and "甲二" in text
        assert "丙一" not in text and "逾期" not in text


def test_five_working_days_overdue_come_to_the_liaison_every_working_day(office):
    """Friday 27 November is T+5: who still owes is named with department, duty and day; Monday names them again."""
    app, found = office
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 27)))
        text = liaison_list()
        assert "丙一（综合科）：《年度学法考试》11月20日截止，已逾期 5 个工作日。" in text
        assert "甲一（领导班子）" in text
        plan_reminders(now=at(date(2026, 11, 28)))
        plan_reminders(now=at(date(2026, 11, 30)))
        assert reminded("liaison_list") == [found.law_admin.id, found.law_admin.id]


def test_what_nothing_can_mend_any_more_is_told_to_heads_and_liaison_but_not_to_the_person(office):
    """A duty without make-up, closed on its due day: T+1 the head, T+5 the liaison once, the person never again."""
    app, found = office
    with app.app_context():
        with transaction() as session:
            session.execute(sa.update(Requirement).values(counts_until=Requirement.due_at))
        plan_reminders(now=at(date(2026, 11, 23)))
        assert reminded("head_list") == [found.head.id]
        for day in (27, 30):
            plan_reminders(now=at(date(2026, 11, day)))
        assert "丙一（综合科）：《年度学法考试》11月20日截止，已逾期 5 个工作日。" in liaison_list()
        assert reminded() == []


def test_a_head_whose_account_is_closed_stops_nobody_elses_list(office):
    """The closed account gets nothing, and the job goes on."""
    app, found = office
    with app.app_context():
        with transaction() as session:
            session.get_one(Employee, found.head.id).is_enabled = False
        plan_reminders(now=at(date(2026, 11, 19)))
        assert reminded("head_list") == []
        assert found.employees_b[0].id in reminded()


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 24), date(2026, 11, 21)])
def test_an_empty_list_is_not_sent(office, day):
    """T−4 and T+2 hold nothing for the liaison, a Saturday is no working day."""
    app, _ = office
    with app.app_context():
        plan_reminders(now=at(day))
        assert reminded("liaison_list") == []


def test_the_liaisons_list_takes_nobodys_planned_place(office):
    """The liaison who owes too gets the own reminder and the list on one day."""
    app, found = office
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 17)))
        assert found.law_admin.id in reminded("reminder")
        assert reminded("liaison_list") == [found.law_admin.id]


def test_two_schedulers_at_once_send_each_message_once(office):
    """Two jobs run at the same moment: one message a person, one list a law_admin."""
    app, found = office
    barrier = Barrier(2)

    def run() -> None:
        with app.app_context():
            barrier.wait()
            plan_reminders(now=at(date(2026, 11, 27)))

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(run), pool.submit(run)]:
            future.result()
    with app.app_context():
        plan_reminders(now=at(date(2026, 11, 27), 16))
        assert reminded("liaison_list") == [found.law_admin.id]
        assert len(reminded()) == len(set(reminded()))


def test_a_click_takes_the_days_place_and_a_second_goes_in_app_only(office):
    """The planned message no longer comes after a head's click; another person's click adds one in-app message."""
    app, found = office
    now = at(date(2026, 11, 17))
    target = found.employees_a[0].id
    with app.app_context():
        with transaction() as session:
            first = service.remind(session, found.unit_id, [target], actor_id=found.head.id, now=now)
        with transaction() as session:
            again = service.remind(session, found.unit_id, [target], actor_id=found.head.id, now=now)
        plan_reminders(now=now)
        assert (first.reminded, again.inbox_only) == ((target,), (target,))
        assert target not in reminded("reminder")
        assert reminded("manual_reminder") == [target, target]
        with transaction() as session:
            service.remind(session, found.unit_id, [target], actor_id=found.head.id, now=now)
        assert reminded("manual_reminder") == [target, target]


def test_who_has_done_it_hears_nothing_at_once(office):
    """A fulfilled duty is not reminded of, the minute it is fulfilled."""
    app, found = office
    now = at(date(2026, 11, 17))
    with app.app_context():
        with transaction() as session:
            duties = assignments.queries.duties_as_of(session, found.unit_id, 2026, at=now)
            mine = next(duty for duty in duties if duty.employee_id == found.employees_a[0].id)
            evidence = {"source_kind": "attempt", "source_id": 1, "effective_at": now}
            assignments.fulfil(session, mine.assignment_id, **evidence, now=now)
        plan_reminders(now=now)
        assert found.employees_a[0].id not in reminded()
        assert found.employees_a[1].id in reminded()


def test_a_head_cannot_remind_another_department(office, set_clock):
    """The head's click on a stranger is not found and sends nothing; on the own people it says how many."""
    app, found = office
    now = at(date(2026, 11, 17))
    set_clock(now)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, found.head)
    assert client.post("/reminders/remind", data={"employee_id": found.employees_b[0].id}).status_code == 404
    sent = client.post("/reminders/remind", data={"employee_id": found.employees_a[0].id})
    assert sent.status_code == 303
    with app.app_context():
        assert reminded("manual_reminder") == [found.employees_a[0].id]
        deliver(now=now + timedelta(seconds=1))
    sign_in(client, found.employees_a[0])
    assert "学习任务" in client.get("/messages/").get_data(as_text=True)
    assert client.post("/reminders/remind", data={"employee_id": found.employees_a[1].id}).status_code == 403
    sign_in(client, found.law_admin)
    log = client.get("/reminders/?q=" + found.employees_a[0].full_name).get_data(as_text=True)
    assert "已发出" in log


def test_a_click_sends_leaders_nothing_and_says_so(office):
    """领导班子 among the ticked get no message on any channel; the receipt asks to tell them."""
    app, found = office
    now = at(date(2026, 11, 17))
    with app.app_context():
        wanted = [found.principal.id, found.employees_a[0].id]
        with transaction() as session:
            receipt = service.remind(session, found.unit_id, wanted, actor_id=found.law_admin.id, now=now)
        assert reminded("manual_reminder") == [found.employees_a[0].id]
        assert receipt.sentence == "已提醒 1 人，领导班子 1 人请转告，系统没有发送。"


def row_of(page: str, name: str) -> str:
    """Return the row of a list in which a person stands."""
    return next(row for row in page.split("<tr") if name in row and "<td" in row)


def test_leaders_are_not_ticked_on_the_liaisons_list(office, set_clock):
    """Their row says 请转告 and has no box; the button stands beside the number of those who are ticked."""
    app, found = office
    set_clock(at(date(2026, 11, 17)))
    client = app.test_client()
    sign_in(client, found.law_admin)
    page = client.get("/completion/people?state=owing").text
    leader = row_of(page, found.principal.full_name)
    assert "请转告" in leader and "checkbox" not in leader
    assert page.count('type="checkbox"') == 10
    assert "提醒勾选的人" in page and "默认勾选本页 10 人" in page and "领导班子 2 人请转告" in page


@pytest.mark.parametrize("address", ["/completion/department?department={}", "/"])
def test_who_heads_the_leadership_is_offered_nobody_to_remind(office, set_clock, address):
    """The department's pages name 请转告 for each leader and offer no button when nobody else owes."""
    app, found = office
    with app.app_context(), transaction() as session:
        day = date(2026, 1, 1)
        role, node = "department_head", found.leadership_id
        grant(session, found.leader.id, role, node, from_on=day, actor_id=None, now=at(day))
    set_clock(at(date(2026, 11, 17)))
    client = app.test_client()
    sign_in(client, found.leader)
    page = client.get(address.format(found.leadership_id) + ("?as=department_head" if address == "/" else "")).text
    assert "请转告" in row_of(page, found.principal.full_name)
    assert 'type="checkbox"' not in page and "提醒这" not in page


def test_leaders_are_known_as_such(office):
    """The fixture's principal and leader are 领导班子 on that day (guards the tests above)."""
    app, found = office
    with app.app_context():
        people = accounts.people(reading(), found.unit_id, on=FRIDAY)
        assert {one.employee_id for one in people if one.is_leadership} == {found.principal.id, found.leader.id}
