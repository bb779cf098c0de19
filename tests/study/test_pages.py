"""The study pages: plan, list, session with its roll, one's own; who may open them and what a refused form keeps."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from tests.study.office import hold, plan
from tests.study.pages import main, read, rows, title, typed
from tests.support.counting import count_queries
from tests.support.office import sign_in
from webapp import clock
from webapp.db import db, reading, transaction
from webapp.study import queries, service
from webapp.study.models import StudySession

DAY = timedelta(days=1)


@pytest.fixture
def admin(client, office):
    """The liaison's browser."""
    client.application.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, office.law_admin)
    return client


def test_one_click_proposes_a_plan_and_nothing_is_saved_before(app, admin, office):
    """The proposal stands in the form; sent as it is it becomes the plan, with its slips and months."""
    assert "按规则生成" in admin.get("/study/plan?year=2027").get_data(as_text=True)
    page = read(admin.get("/study/plan/edit?year=2027&propose=1"))
    with app.app_context():
        assert queries.plan(reading(), office.unit_id, 2027) is None
    sent = typed(page, "months-0-theme")
    assert len([name for name in sent if name.endswith("theme")]) == 12
    answer = admin.post("/study/plan/edit?year=2027", data=sent)
    assert (answer.status_code, answer.location) == (303, "/study/plan?year=2027")
    shown = read(admin.get("/study/plan?year=2027"))
    assert len(shown.xpath("//ol[@class='slips']/li")) == 12
    assert "宪法学习宣传" in main(shown)


def test_a_refused_plan_keeps_what_was_typed(app, admin, office, now):
    """An empty theme is named by its month, the others stay, nothing is saved."""
    page = read(admin.get("/study/plan/edit?year=2027&propose=1"))
    sent = typed(page, "months-0-theme") | {"months-4-theme": "", "months-5-theme": "改过的主题"}
    answer = admin.post("/study/plan/edit?year=2027", data=sent)
    assert answer.status_code == 422
    again = read(answer)
    assert "5月" in again.xpath("//*[@role='alert']")[0].text_content()
    assert typed(again, "months-0-theme")["months-5-theme"] == "改过的主题"
    with app.app_context():
        assert queries.plan(reading(), office.unit_id, 2027) is None


def test_a_plan_without_xi_rule_of_law_is_warned_of(app, admin, office, now):
    """It is saved, and the page says what it lacks."""
    with app.app_context(), transaction() as session:
        months = [(n, office.department_a_id, "主题", "law") for n in range(1, 13)]
        service.make_plan(session, office.unit_id, 2026, months, actor_id=None, now=now)
    assert "全年没有安排习近平法治思想主题" in admin.get("/study/plan?year=2026").get_data(as_text=True)


def test_a_session_from_the_plan_is_filled_in(app, admin, office, now):
    """Theme, department, category and kind come from the month; sent with day and hour it is planned."""
    with app.app_context(), transaction() as session:
        plan(session, office, 2026, now=now)
        theme_id = queries.themes(session, office.unit_id, 2026)[11].theme.id
    page = read(admin.get(f"/study/sessions/new?theme={theme_id}"))
    sent = typed(page, "title") | {"held_on": "2026-12-04", "starts": "15:00"}
    assert sent["title"] == "主题12"
    assert sent["kinds"] == "monthly_theme"
    answer = admin.post("/study/sessions/new", data=sent | {"kinds": ["monthly_theme", "lecture"]})
    assert answer.status_code == 303
    with app.app_context():
        row = reading().scalars(sa.select(StudySession)).one()
        assert clock.local(row.starts_at).isoformat() == "2026-12-04T15:00:00+08:00"
        assert queries.kinds_of(reading(), [row.id])[row.id] == ("lecture", "monthly_theme")


def test_a_refused_session_keeps_what_was_typed(app, admin):
    """Without kind and day: both are named, the title stays, nothing is written."""
    answer = admin.post(
        "/study/sessions/new", data={"title": "读书班", "starts": "15:00", "minutes": "90", "category": "law"}
    )
    page = read(answer)
    assert answer.status_code == 422
    assert typed(page, "title")["title"] == "读书班"
    assert "请至少选择一种活动类型" in main(page) and "请选择日期" in main(page)
    with app.app_context():
        assert reading().scalar(sa.select(sa.func.count(StudySession.id))) == 0


@pytest.fixture
def meeting(app, office, now):
    """A lecture that began an hour ago; its roll is empty."""
    with app.app_context(), transaction() as session:
        return service.create_session(
            session,
            unit_id=office.unit_id,
            kinds=["lecture"],
            title="行政复议法讲坛",
            starts_at=now - timedelta(hours=1),
            actor_id=None,
            now=now,
        )


def test_the_roll_is_filled_in_as_present_and_entered_in_one_go(app, admin, office, meeting):
    """One row a person of that day in 机构序, all 到会; one exception is changed, then the roll is saved and closed."""
    page = read(admin.get(f"/study/sessions/{meeting.id}"))
    names = [name.text_content() for name in page.xpath("//label[@class='roll-row']/span")]
    assert names[:3] == [office.principal.full_name, office.leader.full_name, office.law_admin.full_name]
    assert len(names) == 13
    sent = typed(page, f"mark-{office.head.id}")
    assert {value for name, value in sent.items() if name.startswith("mark-")} == {"present"}
    sent[f"mark-{office.head.id}"] = "on_leave"
    assert admin.post(f"/study/sessions/{meeting.id}/roll", data=sent).status_code == 303
    saved = read(admin.get(f"/study/sessions/{meeting.id}"))
    assert "到会 12/13" in title(saved)
    assert (
        admin.post(f"/study/sessions/{meeting.id}/close", data=typed(saved, f"mark-{office.head.id}")).status_code
        == 303
    )
    closed = read(admin.get(f"/study/sessions/{meeting.id}"))
    assert "签到已关闭" in title(closed)
    assert closed.xpath("//*[@id='roll']") == []


def test_closing_keeps_marks_that_were_not_saved_before(app, admin, office, meeting):
    """What stands on the screen when the roll is closed is what is sealed."""
    mark = f"mark-{office.head.id}"
    sent = typed(read(admin.get(f"/study/sessions/{meeting.id}")), mark) | {mark: "absent"}
    assert admin.post(f"/study/sessions/{meeting.id}/close", data=sent).status_code == 303
    with app.app_context():
        statuses = {line.employee_id: line.status for line in queries.roll(reading(), meeting.id)}
        assert statuses[office.head.id] == "absent"


def test_a_late_closing_without_reason_keeps_the_marks(app, admin, office, meeting, set_clock, now):
    """Three weeks later the reason is asked for; without it nothing is written and the marks stay on the page."""
    set_clock(now + 21 * DAY)
    sign_in(admin, office.law_admin)
    page = read(admin.get(f"/study/sessions/{meeting.id}"))
    assert page.xpath("//*[@id='close']//input[@name='reason']")
    sent = typed(page, f"mark-{office.head.id}") | {f"mark-{office.head.id}": "late"}
    answer = admin.post(f"/study/sessions/{meeting.id}/close", data=sent)
    assert answer.status_code == 422
    again = read(answer)
    assert typed(again, f"mark-{office.head.id}")[f"mark-{office.head.id}"] == "late"
    assert "补录原因" in again.xpath("//*[@role='alert']")[0].text_content()
    with app.app_context():
        assert list(queries.roll(reading(), meeting.id)) == []
    assert admin.post(f"/study/sessions/{meeting.id}/close", data=sent | {"reason": "出差"}).status_code == 303
    assert "补录：出差" in main(read(admin.get(f"/study/sessions/{meeting.id}")))


def test_reopening_and_cancelling_ask_for_the_reason(app, admin, office, meeting, now):
    """Without one nothing happens; with it the roll is open again, and an open session can be cancelled."""
    address = f"/study/sessions/{meeting.id}"
    admin.post(f"{address}/close", data={f"mark-{office.head.id}": "present"})
    assert admin.post(f"{address}/reopen", data={"reason": " "}).status_code == 422
    assert admin.post(f"{address}/reopen", data={"reason": "漏了一人"}).status_code == 303
    assert "漏了一人" in main(read(admin.get(address)))
    assert admin.post(f"{address}/cancel", data={"reason": ""}).status_code == 422
    assert admin.post(f"{address}/cancel", data={"reason": "改到下月"}).status_code == 303
    assert "已取消" in title(read(admin.get(address)))
    assert admin.post(f"{address}/cancel", data={"reason": "改到下月"}).status_code == 409


def test_another_day_is_entered_by_changing_the_arrangement(app, admin, office, meeting):
    """The form shows what stands; another hour, place and speaker are kept."""
    page = read(admin.get(f"/study/sessions/{meeting.id}/edit"))
    sent = typed(page, "title") | {"place": "三楼会议室", "lecturer": "甲二", "kinds": ["lecture"]}
    assert sent["held_on"] == "2026-11-24"
    assert admin.post(f"/study/sessions/{meeting.id}/edit", data=sent).status_code == 303
    shown = main(read(admin.get(f"/study/sessions/{meeting.id}")))
    assert "三楼会议室" in shown and "甲二" in shown


def test_the_list_filters_and_exports(app, admin, office, now):
    """By kind, state and year; the Excel file holds the rows as filtered, n of m as numbers."""
    with app.app_context(), transaction() as session:
        hold(session, office, now - DAY, {office.head.id: "present"}, kinds=("lecture",))
        hold(session, office, now - 2 * DAY, {office.head.id: "absent", office.leader.id: "late"}, kinds=("party_day",))
    assert rows(read(admin.get("/study/sessions"))) == 2
    assert rows(read(admin.get("/study/sessions?kind=lecture"))) == 1
    assert "没有符合条件" in main(read(admin.get("/study/sessions?state=cancelled")))
    assert "还没有集中学习" in main(read(admin.get("/study/sessions?year=2019")))
    book = load_workbook(BytesIO(admin.get("/study/sessions.xlsx?kind=party_day").data))
    lines = list(book.active.iter_rows(min_row=4, values_only=True))
    assert [(line[3], line[6], line[7]) for line in lines] == [("主题党日", 1, 2)]


def test_the_list_costs_the_same_for_one_session_and_for_fifteen(app, admin, office, now):
    """Fourteen more sessions add no query."""

    def cost():
        with app.app_context(), count_queries(db.engine) as statements:
            admin.get("/study/sessions")
        return len(statements)

    with app.app_context(), transaction() as session:
        hold(session, office, now - DAY, {office.head.id: "present"})
    admin.get("/study/sessions")
    few = cost()
    with app.app_context(), transaction() as session:
        for _ in range(14):
            hold(session, office, now - DAY, {office.head.id: "present"})
    assert cost() == few


def test_a_person_sees_the_own_year_alone(app, client, office, now):
    """The own attendance is shown, a colleague's is not, and what comes next stands first."""
    with app.app_context(), transaction() as session:
        hold(
            session,
            office,
            now - DAY,
            {office.employees_a[0].id: "late", office.head.id: "present"},
            kinds=("lecture",),
        )
        service.create_session(
            session,
            unit_id=office.unit_id,
            kinds=["lecture"],
            title="下周讲坛",
            starts_at=now + DAY,
            actor_id=None,
            now=now,
        )
    sign_in(client, office.employees_a[0])
    shown = main(read(client.get("/study/mine")))
    assert "下周讲坛" in shown and "迟到" in shown and "参加集中学习 1 场" in shown
    sign_in(client, office.employees_b[0])
    assert "会前学法" not in main(read(client.get("/study/mine")))


READING = ("/study/plan", "/study/sessions", "/study/sessions.xlsx", "/study/sessions/{id}")
MANAGING = ("/study/plan/edit", "/study/sessions/new", "/study/sessions/{id}/edit")
POSTS = (
    *("/study/plan/edit", "/study/sessions/new", "/study/sessions/{id}/edit", "/study/sessions/{id}/roll"),
    *("/study/sessions/{id}/close", "/study/sessions/{id}/reopen", "/study/sessions/{id}/cancel"),
)


@pytest.mark.parametrize(
    ("role", "may_read"),
    [
        *(("leader", True), ("principal", True), ("auditor", True), ("head", False), ("contract", False)),
        *(("system_admin", False), ("security_admin", False)),
    ],
)
def test_only_the_liaison_changes_and_only_some_read(client, office, meeting, role, may_read):
    """Leaders and the auditor read; nobody but the liaison opens a form or changes anything."""
    client.application.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, getattr(office, role))
    assert client.get("/study/mine").status_code == 200
    for address in READING:
        assert client.get(address.format(id=meeting.id)).status_code == (200 if may_read else 403)
    for address in MANAGING:
        assert client.get(address.format(id=meeting.id)).status_code == 403
    for address in POSTS:
        assert client.post(address.format(id=meeting.id), data={"reason": "x"}).status_code == 403
    if may_read:
        assert read(client.get(f"/study/sessions/{meeting.id}")).xpath("//main//form") == []


def test_another_units_liaison_finds_nothing(client, office, meeting):
    """Neither the session nor any deed on it exists for another unit."""
    client.application.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, office.stranger_admin)
    assert "行政复议法讲坛" not in client.get("/study/sessions").get_data(as_text=True)
    assert client.get(f"/study/sessions/{meeting.id}").status_code == 404
    for deed in ("edit", "roll", "close", "reopen", "cancel"):
        data = {"title": "改", "kinds": "lecture", "held_on": "2026-11-24", "starts": "15:00", "minutes": "60"}
        data |= {"category": "law", "reason": "x", f"mark-{office.head.id}": "absent"}
        assert client.post(f"/study/sessions/{meeting.id}/{deed}", data=data).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, office, meeting):
    """Logged out, every page leads to the sign-in."""
    for address in (*READING, *MANAGING, "/study/mine"):
        assert client.get(address.format(id=meeting.id)).status_code == 303
