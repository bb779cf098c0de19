"""Complaints and suggestions: anybody may write, the office answers, nobody floods it."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, sign_in
from webapp.db import reading
from webapp.feedback import service
from webapp.feedback.models import Feedback


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    """Forms are sent without having been opened."""
    app.config["WTF_CSRF_ENABLED"] = False


def write(client: FlaskClient, text: str = "字太小", contact: str = "") -> int:
    """Send the form; return the status."""
    return client.post("/feedback/new", data={"text": text, "contact": contact}).status_code


def test_a_stranger_may_write(app: Flask, client: FlaskClient, office: Office):
    """Without a name, and the liaison reads it."""
    assert client.get("/feedback/new").status_code == 200
    assert write(client, contact="010-1") == 303
    sign_in(client, office.law_admin)
    page = client.get("/feedback/").text
    assert "字太小" in page and "没有登录的人" in page and "010-1" in page


def test_the_writer_sees_the_answer(app: Flask, client: FlaskClient, office: Office):
    """On the page where it was written; a second answer is refused."""
    writer = app.test_client()
    sign_in(writer, office.employees_a[0])
    assert write(writer) == 303
    with app.app_context():
        entry_id = reading().query(Feedback).one().id
    sign_in(client, office.law_admin)
    assert client.post(f"/feedback/{entry_id}/answer", data={"answer": "下周改"}).status_code == 303
    assert "下周改" in writer.get("/feedback/new").text
    assert client.post(f"/feedback/{entry_id}/answer", data={"answer": "再答"}).status_code == 409
    assert "都回复了" in client.get("/feedback/").text
    assert "下周改" in client.get("/feedback/?state=all").text


@pytest.mark.parametrize("text", ["", " 　", "长" * 2001])
def test_nothing_or_too_much_is_refused(client: FlaskClient, office: Office, text: str):
    """With 422."""
    assert write(client, text) == 422


def test_a_person_writes_five_a_day(client: FlaskClient, office: Office, now: datetime, set_clock):
    """The sixth is refused and kept in the form; the next local day it is taken."""
    sign_in(client, office.employees_a[0])
    assert [write(client) for _ in range(service.PERSON_A_DAY)] == [303] * service.PERSON_A_DAY
    refused = client.post("/feedback/new", data={"text": "第六条意见"})
    assert refused.status_code == 409 and "第六条意见" in refused.text and "明天再写" in refused.text
    set_clock(now + timedelta(hours=15))
    sign_in(client, office.employees_a[0])
    assert write(client) == 303


def test_strangers_together_have_a_limit_that_does_not_touch_others(app: Flask, client: FlaskClient, office: Office):
    """Whoever is signed in still gets through."""
    assert [write(client) for _ in range(service.STRANGERS_A_DAY + 1)][-1] == 409
    sign_in(client, office.employees_a[0])
    assert write(client) == 303


@pytest.mark.parametrize("who", ["employees_a", "head", "leader", "auditor", "security_admin"])
def test_only_the_office_reads_the_list(client: FlaskClient, office: Office, who: str):
    """Neither heads nor auditors."""
    person = getattr(office, who)
    sign_in(client, person[0] if isinstance(person, tuple) else person)
    assert client.get("/feedback/").status_code == 403


def test_another_unit_neither_reads_nor_answers(app: Flask, client: FlaskClient, office: Office):
    """To its liaison the entry does not exist."""
    sign_in(client, office.employees_a[0])
    write(client, "只给本单位看")
    with app.app_context():
        entry_id = reading().query(Feedback).one().id
    sign_in(client, office.stranger_admin)
    assert "只给本单位看" not in client.get("/feedback/?state=all").text
    assert client.post(f"/feedback/{entry_id}/answer", data={"answer": "x"}).status_code == 404


def test_what_is_written_is_shown_as_text(client: FlaskClient, office: Office):
    """Markup stays text."""
    write(client, "<img src=x onerror=alert(1)>{{7*7}}")
    sign_in(client, office.system_admin)
    page = client.get("/feedback/").text
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in page
