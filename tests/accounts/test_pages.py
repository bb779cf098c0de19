"""The pages of sign-in, the own account and login slips, as a browser without scripts sees them."""

import dataclasses
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, make_office, sign_in
from webapp.accounts import service
from webapp.accounts.models import Credential, LoginSession
from webapp.audit.models import AuditEntry
from webapp.db import reading, transaction
from webapp.settings import service as settings

GOOD = "Kq7-wert-zu"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    """Forms are sent without having been opened; one test below turns the tokens on."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def known(app: Flask, office: Office, now: datetime) -> Office:
    """The office, in which the first employee of department a has a password."""
    with app.app_context(), transaction() as session:
        service.set_password(session, office.employees_a[0].id, GOOD, actor_id=None, now=now)
    return office


def login(client: FlaskClient, account: str = "T011", password: str = GOOD, **fields: str) -> tuple[int, str]:
    """Send the sign-in form; return the status and the address or the page."""
    answer = client.post("/account/login", data={"account": account, "password": password, **fields})
    return answer.status_code, answer.location or answer.text


def test_signing_in_leads_to_the_page_that_was_asked_for(client: FlaskClient, known: Office):
    """A stranger's page asks for sign-in first and is opened after it."""
    asked = client.get("/account/me")
    assert asked.status_code == 303
    page = client.get(asked.location)
    found = re.search(r'name="next"[^>]*value="([^"]*)"', page.text)
    assert found is not None
    assert login(client, next=found[1]) == (303, "/account/me")
    assert "丙一" in client.get("/account/me").text


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/\\example.com"])
def test_signing_in_leads_to_no_other_site(client: FlaskClient, known: Office, target: str):
    """Such an address is dropped, both when shown and when sent."""
    page = client.get("/account/login", query_string={"next": target}).text
    assert re.search(r'<input id="next" name="next" type="hidden" value="">', page)
    assert login(client, next=target) == (303, "/")


def test_a_wrong_password_keeps_the_account_and_says_what_to_do(client: FlaskClient, known: Office):
    """The page comes back with 422; the password is not shown again."""
    status, page = login(client, password="Not-The-9-one")
    assert status == 422
    assert "账号或密码不对" in page and 'value="T011"' in page and "Not-The-9-one" not in page


def test_an_empty_form_is_shown_again(client: FlaskClient, known: Office):
    """Each field says what is missing."""
    status, page = login(client, account="", password="")
    assert status == 422
    assert "请填写工号或手机号。" in page and "请填写密码。" in page


def test_the_form_is_refused_without_its_token(app: Flask, client: FlaskClient, known: Office):
    """Another site cannot sign anybody in."""
    app.config["WTF_CSRF_ENABLED"] = True
    assert login(client)[0] == 422
    assert client.get("/account/me").status_code == 303


def test_a_cookie_from_before_signing_out_is_worth_nothing(client: FlaskClient, app: Flask, known: Office):
    """Replayed in another browser it leads to sign-in."""
    login(client)
    cookie = client.get_cookie("xuefa")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("xuefa", cookie.value)
    assert thief.get("/account/me").status_code == 200
    assert client.post("/account/logout").status_code == 303
    assert thief.get("/account/me").location.startswith("/account/login")


def test_the_cookie_changes_at_sign_in(client: FlaskClient, known: Office):
    """What the cookie held before is gone, so that a cookie put there by somebody else is not signed in."""
    with client.session_transaction() as cookie:
        cookie["planted"] = "x"
    login(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie and len(cookie["_user_id"]) > 40


def test_an_idle_session_ends_and_a_used_one_does_not(
    client: FlaskClient, known: Office, now: datetime, set_clock: Clock
):
    """29 minutes apart the session lives on for hours; 30 minutes of nothing end it."""
    login(client)
    at = now
    for _ in range(4):
        at += timedelta(minutes=29)
        set_clock(at)
        assert client.get("/account/me").status_code == 200
    set_clock(at + timedelta(minutes=30))
    assert client.get("/account/me").status_code == 303


def test_no_session_is_older_than_twelve_hours(client: FlaskClient, known: Office, now: datetime, set_clock: Clock):
    """Use does not help."""
    login(client)
    for minutes in range(20, 12 * 60, 20):
        set_clock(now + timedelta(minutes=minutes))
        assert client.get("/account/me").status_code == 200
    set_clock(now + timedelta(hours=12))
    assert client.get("/account/me").status_code == 303


def test_a_get_writes_the_last_use_once_a_minute(
    app: Flask, client: FlaskClient, known: Office, now: datetime, set_clock: Clock
):
    """The pages between cost no write."""
    token_seen = []
    sign_in(client, known.employees_a[0])
    for seconds in (30, 59, 60, 90, 119, 120):
        set_clock(now + timedelta(seconds=seconds))
        client.get("/account/me")
        with app.app_context():
            token_seen.append(reading().scalar(sa.select(LoginSession.last_seen_at)))
    assert [(seen - now).seconds for seen in token_seen] == [0, 0, 60, 60, 60, 120]


def test_an_initial_secret_leads_to_a_new_password_first(app: Flask, client: FlaskClient, known: Office, now: datetime):
    """No page opens before; afterwards the new password is the person's own."""
    person = known.employees_b[0]
    with app.app_context(), transaction() as session:
        secret = service.issue_initial(session, [person.id], actor_id=None, now=now)[person.id]
    assert login(client, "T021", secret)[0] == 303
    for address in ("/", "/account/me", "/feedback/", "/exams/mine"):
        assert client.get(address).location == "/account/password"
    assert client.post("/attempts/1/responses", json={}).status_code in {403, 404}
    page = client.get("/account/password").text
    assert "一次性密码" in page and "现在的密码" not in page
    weak = client.post("/account/password", data={"password": "Aa123456", "again": "Aa123456"})
    assert weak.status_code == 422
    done = client.post("/account/password", data={"password": GOOD, "again": GOOD})
    assert (done.status_code, done.location) == (303, "/")
    assert client.get("/account/me").status_code == 200
    with app.app_context():
        assert not reading().get_one(Credential, person.id).is_initial


def test_a_changed_password_ends_the_other_sessions(app: Flask, client: FlaskClient, known: Office):
    """This browser stays signed in, the other does not."""
    other = app.test_client()
    login(client)
    login(other)
    form = {"present": GOOD, "password": "Another-9-one", "again": "Another-9-one"}
    assert client.post("/account/password", data=form).status_code == 303
    assert client.get("/account/me").status_code == 200
    assert other.get("/account/me").status_code == 303


def test_two_different_new_passwords_are_refused(client: FlaskClient, known: Office):
    """The second field says so."""
    login(client)
    form = {"present": GOOD, "password": "Another-9-one", "again": "Another-9-two"}
    answer = client.post("/account/password", data=form)
    assert answer.status_code == 422 and "两次输入的新密码不一样" in answer.text


def test_a_person_sees_the_own_data_as_stored(client: FlaskClient, office: Office):
    """With phone in full, for it is one's own."""
    sign_in(client, office.law_admin)
    page = client.get("/account/me").text
    for text in ("乙一", "T003", "13900000003", "综合科", "四级主任科员", "法治联络员"):
        assert text in page


def test_demonstration_accounts_are_shown_only_in_a_demonstration(
    app: Flask, client: FlaskClient, office: Office, now: datetime
):
    """A real office's sign-in page names nobody."""
    assert "T003" not in client.get("/account/login").text
    with app.app_context(), transaction() as session:
        settings.found(session, "demonstration", now=now)
    page = client.get("/account/login").text
    listed = re.findall(r"<b>(T\d+)</b>", page)
    assert "演示账号" in page
    assert listed == ["T011", "T004", "T001", "T002", "T003", "T043", "T042", "T041"]


@pytest.mark.parametrize("who", ["law_admin", "system_admin"])
def test_the_office_prints_slips_of_every_department(client: FlaskClient, office: Office, who: str):
    """Both departments and 领导班子 can be chosen."""
    sign_in(client, getattr(office, who))
    page = client.get("/account/slips").text
    assert "综合科" in page and "文秘科" in page and "领导班子" in page


def test_a_head_prints_slips_of_plain_people_of_the_own_department(client: FlaskClient, office: Office):
    """Not of the liaison who sits there, and not of another department."""
    sign_in(client, office.head)
    assert "文秘科" not in client.get("/account/slips").text
    page = client.get(f"/account/slips?department={office.department_a_id}").text
    assert "丙一" in page and "乙一" not in page
    assert client.get(f"/account/slips?department={office.department_b_id}").status_code == 404
    foreign = client.post(f"/account/slips/{office.department_b_id}", data={"employee_ids": office.employees_b[0].id})
    assert foreign.status_code == 404
    for target in (office.law_admin.id, office.employees_b[0].id):
        refused = client.post(f"/account/slips/{office.department_a_id}", data={"employee_ids": target})
        assert refused.status_code == 422


@pytest.mark.parametrize("who", ["employees_a", "leader", "auditor", "security_admin", "stranger_admin"])
def test_others_print_no_slips(client: FlaskClient, office: Office, who: str):
    """Nor does another unit's liaison those of this one."""
    person = getattr(office, who)
    sign_in(client, person[0] if isinstance(person, tuple) else person)
    answer = client.get(f"/account/slips?department={office.department_a_id}")
    assert answer.status_code == (404 if who == "stranger_admin" else 403)


def print_slips(client: FlaskClient, office: Office, *people: int) -> tuple[int, str]:
    """Open the page, tick people, print."""
    page = client.get(f"/account/slips?department={office.department_b_id}").text
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    form = {"seen": found[1], "employee_ids": list(people)}
    answer = client.post(f"/account/slips/{office.department_b_id}", data=form)
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code, answer.text


def test_slips_are_shown_once_and_recorded(app: Flask, client: FlaskClient, office: Office):
    """The secret on the slip signs in; the log knows who issued it, and neither log nor table holds it."""
    sign_in(client, office.law_admin)
    person = office.employees_b[1]
    status, page = print_slips(client, office, person.id)
    found = re.search(r'class="secret">([A-Z2-9-]{14})<', page)
    assert status == 200 and found is not None
    assert "丁二" in page and "T022" in page and "文秘科" in page and "http://localhost" in page
    assert login(app.test_client(), "T022", found[1]) == (303, "/")
    with app.app_context():
        entry = reading().scalars(sa.select(AuditEntry).where(AuditEntry.action == "slip.issue")).one()
        assert (entry.actor_id, entry.subject_id) == (office.law_admin.id, person.id)
        assert found[1] not in str(entry.detail)


def test_reloading_the_slips_issues_nothing(app: Flask, client: FlaskClient, office: Office):
    """The same form sent again is refused, and the slips in hand stay good."""
    sign_in(client, office.law_admin)
    person = office.employees_b[1]
    page = client.get(f"/account/slips?department={office.department_b_id}").text
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found is not None
    form = {"seen": found[1], "employee_ids": person.id}
    first = client.post(f"/account/slips/{office.department_b_id}", data=form)
    again = client.post(f"/account/slips/{office.department_b_id}", data=form)
    assert (first.status_code, again.status_code) == (200, 409)
    secret = re.search(r'class="secret">([A-Z2-9-]{14})<', first.text)
    assert secret is not None and login(app.test_client(), "T022", secret[1])[0] == 303


def test_the_public_address_is_printed_where_there_is_one(
    make_app: Callable[[str], Flask], sqlite_url: str, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    """People then type what works from outside."""
    app = make_app(sqlite_url)
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setitem(
        app.config, "XUEFA", dataclasses.replace(app.config["XUEFA"], public_url="https://xuefa.example.gov.cn")
    )
    with app.app_context(), transaction() as session:
        office = make_office(session, now=now)
    client = app.test_client()
    sign_in(client, office.law_admin)
    assert "https://xuefa.example.gov.cn" in print_slips(client, office, office.employees_b[0].id)[1]


@pytest.mark.parametrize("address", ["/account/me", "/account/password", "/account/slips"])
def test_strangers_are_sent_to_sign_in(client: FlaskClient, office: Office, address: str):
    """With the way back."""
    answer = client.get(address)
    assert answer.status_code == 303
    assert answer.location == f"/account/login?next={address}"
