"""The study pages in a real browser: at both sizes without barriers, and a roll closed by hand without scripts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.study.office import hold, plan
from tests.support import browsing
from tests.support.office import Office, make_office, sign_in
from webapp import clock
from webapp.accounts.models import Employee
from webapp.db import reading, transaction
from webapp.study import queries, service

pytestmark = pytest.mark.browser
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


class Quiet(WSGIRequestHandler):
    """A server that does not write down its requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def office(app: Flask) -> Office:
    """A plan, one closed session and one that began an hour ago (ids 1 and 2)."""
    now = clock.now()
    with app.app_context(), transaction() as session:
        found = make_office(session, now=now - timedelta(days=40))
        plan(session, found, clock.local_day(now).year, now=now)
        hold(session, found, now - timedelta(days=2), {found.head.id: "present", found.leader.id: "on_leave"})
        service.create_session(
            session,
            unit_id=found.unit_id,
            kinds=["lecture"],
            title="行政复议法讲坛",
            starts_at=now - timedelta(hours=1),
            actor_id=None,
            now=now,
        )
        return found


@pytest.fixture
def site(app: Flask, office: Office) -> Iterator[str]:
    """The application on a free loopback port."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def enter(app: Flask, site: str) -> Callable[[BrowserContext, Employee], None]:
    """Put a person's session into a browser."""

    def put(context: BrowserContext, person: Employee) -> None:
        client = app.test_client()
        sign_in(client, person, now=clock.now())
        cookie = client.get_cookie("xuefa")
        assert cookie is not None
        context.add_cookies([{"name": "xuefa", "value": cookie.value, "url": site}])

    return put


PAGES = ("plan", "plan/edit?propose=1", "sessions", "sessions/new", "sessions/1", "sessions/2", "mine")


@pytest.mark.parametrize("size", [browsing.PHONE, browsing.DESKTOP], ids=["phone", "desktop"])
def test_every_page_fits_and_has_no_barrier(browser: Browser, site: str, office: Office, enter, size) -> None:
    """No sideways scrolling and nothing that axe finds."""
    with browsing.open_page(browser, size) as page:
        enter(page.context, office.law_admin)
        for address in PAGES:
            page.goto(f"{site}/study/{address}")
            browsing.screenshot(page, "study-" + address.partition("?")[0].replace("/", "-"))
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
            found = Axe().run(page, options=STANDARD)
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@contextmanager
def phone_without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    """Open a profile of a phone in which no script runs."""
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", java_script_enabled=False)
    yield context
    context.close()


def test_a_roll_is_closed_on_a_phone_without_scripts(
    app: Flask, browser: Browser, site: str, office: Office, enter
) -> None:
    """One exception is chosen, the dialog opens by its link, and closing seals what stands on the screen."""
    with phone_without_scripts(browser) as context:
        enter(context, office.law_admin)
        page = context.new_page()
        page.goto(f"{site}/study/sessions/2")
        page.get_by_label(office.head.full_name).select_option("on_leave")
        page.get_by_role("link", name="核对完毕，关闭签到").click()
        page.get_by_role("button", name="保存并关闭签到").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("到会 12/13，签到已关闭")
    with app.app_context():
        statuses = {line.employee_id: line.status for line in queries.roll(reading(), 2)}
        assert statuses[office.head.id] == "on_leave"
