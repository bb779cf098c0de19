"""The office's rules: dated, bounded, recorded, and set by the system administrator alone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, sign_in
from webapp.audit.models import AuditEntry
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.settings import queries, service
from webapp.settings.defaults import ABSENT_BY_DESIGN, DEFAULTS, INSTALLATION_KEYS, LABELS

TODAY = date(2026, 11, 24)
FORM = {
    "platform_name": "学法考试平台",
    "organiser": "",
    "record_number": "",
    "department_word": "科室",
    "late_counts": "y",
    "reminders_from": "08:30",
    "reminders_until": "18:00",
    "reminder_days_before": "7、3、1",
    "effective_on": "2026-11-24",
}


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    """Forms are sent without having been opened."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def keeper(client: FlaskClient, office: Office) -> FlaskClient:
    """The browser of the system administrator."""
    sign_in(client, office.system_admin)
    return client


def value(app: Flask, office: Office, key: str, on: date = TODAY) -> Any:
    """Return a rule in force for the office."""
    with app.app_context():
        return queries.value(reading(), key, unit_id=office.unit_id, on=on)


def test_every_rule_of_the_page_has_a_default():
    """And only such rules are for the whole installation."""
    assert set(LABELS) <= set(DEFAULTS) and set(LABELS) >= INSTALLATION_KEYS


def test_a_rule_holds_from_its_day(app: Flask, keeper: FlaskClient, office: Office):
    """The day before, the former one does."""
    form = {key: text for key, text in FORM.items() if key != "late_counts"}
    assert keeper.post("/settings/", data={**form, "effective_on": "2027-01-01"}).status_code == 303
    assert value(app, office, "late_counts", date(2026, 12, 31)) is True
    assert value(app, office, "late_counts", date(2027, 1, 1)) is False


def test_only_what_differs_is_set_and_recorded(app: Flask, keeper: FlaskClient, office: Office):
    """Saving the page as it was sets nothing."""
    page = keeper.post("/settings/", data=FORM, follow_redirects=True).text
    assert "没有改动" in page
    page = keeper.post("/settings/", data={**FORM, "reminder_days_before": "10, 2"}, follow_redirects=True).text
    assert "已保存 1 项设置" in page and "10、2" in page and "己三" in page
    assert value(app, office, "reminder_days_before") == [10, 2]
    with app.app_context():
        entry = reading().scalars(sa.select(AuditEntry).where(AuditEntry.action == "setting.put")).one()
        assert (entry.actor_id, entry.detail["key"]) == (office.system_admin.id, "reminder_days_before")


def test_set_twice_for_one_day_the_later_value_holds(app: Flask, keeper: FlaskClient, office: Office):
    """The log keeps both."""
    for name in ("先起的名", "后起的名"):
        keeper.post("/settings/", data={**FORM, "platform_name": name})
    assert value(app, office, "platform_name") == "后起的名"
    with app.app_context():
        deeds = reading().scalars(sa.select(AuditEntry).where(AuditEntry.action == "setting.put")).all()
    assert [deed.detail["value"] for deed in deeds] == ["先起的名", "后起的名"]


def test_the_frame_shows_names_to_strangers_too(app: Flask, keeper: FlaskClient, office: Office):
    """The sign-in page is called what the office calls it."""
    keeper.post("/settings/", data={**FORM, "platform_name": "某区学法平台", "record_number": "备2026-1号"})
    page = app.test_client().get("/account/login").text
    assert "某区学法平台" in page and "备2026-1号" in page


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("platform_name", "", "请填写平台名称。"),
        ("reminders_from", "8点", "08:30"),
        ("reminders_until", "08:00", "最晚时间应晚于最早时间。"),
        ("reminder_days_before", "很快", "用顿号隔开"),
        ("reminder_days_before", "0、1", "用顿号隔开"),
        ("effective_on", "", "请填写生效日期。"),
        ("department_word", "小组", "有 1 处要改"),
    ],
)
def test_a_bad_value_is_refused_and_kept_in_the_form(keeper: FlaskClient, field: str, text: str, sentence: str):
    """With 422, at its field."""
    answer = keeper.post("/settings/", data={**FORM, field: text})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_page_says_what_the_platform_does_not_do(keeper: FlaskClient):
    """The self-check of DOMAIN section 0.2."""
    page = keeper.get("/settings/").text
    for what, _why in ABSENT_BY_DESIGN:
        assert what in page


@pytest.mark.parametrize("who", ["law_admin", "auditor", "security_admin", "head", "leader", "employees_a"])
def test_nobody_else_sets_rules(client: FlaskClient, office: Office, who: str):
    """Not even the liaison."""
    person = getattr(office, who)
    sign_in(client, person[0] if isinstance(person, tuple) else person)
    assert client.get("/settings/").status_code == 403
    assert client.post("/settings/", data=FORM).status_code == 403


def test_another_unit_keeps_its_rules(app: Flask, keeper: FlaskClient, office: Office):
    """What one unit sets is not set for the other."""
    keeper.post("/settings/", data={**FORM, "reminder_days_before": "5"})
    with app.app_context():
        found = queries.value(reading(), "reminder_days_before", unit_id=office.other_unit_id, on=TODAY)
    assert found == [7, 3, 1]


def test_an_unknown_rule_is_refused(app: Flask, office: Office, now: datetime):
    """A misspelt key would be set for nobody."""
    with app.app_context(), pytest.raises(InvalidInput), transaction() as session:
        service.put(session, "colour", "red", unit_id=None, effective_on=TODAY, actor_id=None, now=now)


def test_a_database_is_founded_once(app: Flask, now: datetime):
    """A demonstration never becomes an office's own."""
    with app.app_context():
        with transaction() as session:
            service.found(session, "demonstration", now=now)
        with pytest.raises(Conflict, match="演示单位"), transaction() as session:
            service.found(session, "production", now=now)


def test_working_days_know_the_published_holidays(app: Flask, now: datetime):
    """National Day is none, the make-up Saturday is one, 2027 follows the weekday until it is published."""
    with app.app_context():
        with transaction() as session:
            service.found(session, "production", now=now)
        days = queries.working_days(reading(), date(2026, 10, 1), date(2026, 10, 11))
        later = queries.working_days(reading(), date(2027, 6, 7), date(2027, 6, 13))
    assert date(2026, 10, 1) not in days
    assert date(2026, 10, 10) in days
    assert later == [date(2027, 6, 7) + timedelta(days=n) for n in range(5)]
