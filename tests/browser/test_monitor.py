"""The live monitor in a real browser: it refreshes by itself, says when that was so, and says when nothing comes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import site_walk
from tests.exams import builders
from tests.support import browsing
from tests.support.office import Office, make_office, sign_in
from tests.support.serving import served
from webapp.db import transaction
from webapp.exams import service
from webapp.exams.models import Attempt

pytestmark = pytest.mark.browser

NOW = builders.OPENS + timedelta(minutes=40)
SECOND = timedelta(seconds=1)
EVERY = 15_000


@pytest.fixture
def running(app: Flask, set_clock: Callable[[datetime], None]) -> tuple[Office, int, int]:
    """The fixed people in the middle of an exam, its id, and the attempt of one who answers."""
    set_clock(NOW)
    with app.app_context(), transaction() as session:
        office = make_office(session, now=builders.OPENS)
        exam_id = builders.published(session, office).id
        exam = session.get_one(service.Exam, exam_id)
        builders.sit(session, exam, office.employees_b[0].id)
        silent = service.start(session, exam_id, office.employees_a[1].id, now=builders.OPENS + timedelta(minutes=20))
        builders.answer(session, silent, 2, now=NOW - timedelta(minutes=7))
        attempt = service.start(session, exam_id, office.employees_a[0].id, now=NOW - timedelta(minutes=2))
        builders.answer(session, attempt, 1, now=NOW - timedelta(minutes=1))
    return office, exam_id, attempt.id


def opened(app: Flask, page: Page, office: Office, address: str) -> None:
    """Open a page as the liaison, who is signed in behind the server's back."""
    client = app.test_client()
    sign_in(client, office.law_admin, now=NOW)
    cookie = client.get_cookie("xuefa")
    assert cookie is not None
    page.context.add_cookies([{"name": "xuefa", "value": cookie.value, "url": address}])
    page.clock.install()
    page.goto(address)


def test_the_monitor_refreshes_by_itself_and_says_when_it_cannot(
    app: Flask, desktop: Page, running: tuple[Office, int, int], set_clock: Callable[[datetime], None]
) -> None:
    """A new answer shows without a press; offline, the page says of when its figures are; paused, it stands still."""
    office, exam_id, attempt_id = running
    with served(app) as site, site_walk.watched(desktop) as watch:
        opened(app, desktop, office, f"{site.url}/exams/{exam_id}/monitor")
        row = desktop.locator("tr", has_text="丙一")
        expect(row).to_contain_text("1/5")
        expect(desktop.locator("tr", has_text="丙二")).to_contain_text("7 分钟没有保存")
        browsing.screenshot(desktop, "monitor")
        assert watch.complaints == [] and site_walk.barriers(desktop) == []
        set_clock(NOW + 15 * SECOND)
        with app.app_context(), transaction() as session:
            found = session.get_one(Attempt, attempt_id)
            builders.answer(session, found, 3, now=NOW + 15 * SECOND, seq=2)
        link = desktop.get_by_role("link", name="考试中").first
        link.focus()
        desktop.clock.run_for(EVERY)
        expect(row).to_contain_text("3/5")
        expect(desktop.locator("[data-shown-at]")).to_have_text("09:40:15")
        expect(link).to_be_focused()
        set_clock(NOW + 30 * SECOND)
        desktop.clock.run_for(EVERY)
        expect(desktop.locator("[data-shown-at]")).to_have_text("09:40:30")
        desktop.context.set_offline(True)
        desktop.clock.run_for(EVERY)
        expect(desktop.get_by_role("status")).to_contain_text("连不上服务器或登录已失效，下面是 09:40:30 的情况")
        browsing.screenshot(desktop, "monitor-lost")
        desktop.context.set_offline(False)
        set_clock(NOW + 45 * SECOND)
        desktop.clock.run_for(EVERY)
        expect(desktop.get_by_role("status")).to_be_empty()
        desktop.get_by_role("button", name="暂停刷新").click()
        set_clock(NOW + 60 * SECOND)
        desktop.clock.run_for(2 * EVERY)
        expect(desktop.locator("[data-shown-at]")).to_have_text("09:40:45")
        desktop.get_by_role("button", name="继续刷新").click()
        expect(desktop.locator("[data-shown-at]")).to_have_text("09:41:00")


def test_the_monitor_fits_a_phone_and_works_without_scripts(
    app: Flask, browser: Browser, phone: Page, running: tuple[Office, int, int]
) -> None:
    """No sideways scrolling, no barrier, in 大字 too; without scripts a link takes the place of the refreshing."""
    office, exam_id, _ = running
    with served(app) as site, site_walk.watched(phone) as watch:
        phone.context.add_cookies([{"name": "text_size", "value": "large", "url": site.url}])
        opened(app, phone, office, f"{site.url}/exams/{exam_id}/monitor")
        browsing.screenshot(phone, "monitor")
        assert watch.complaints == [] and site_walk.barriers(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        plain = browser.new_context(java_script_enabled=False, storage_state=phone.context.storage_state())
        page = plain.new_page()
        page.goto(f"{site.url}/exams/{exam_id}/monitor?state=running")
        expect(page.get_by_role("link", name="刷新")).to_be_visible()
        expect(page.get_by_role("button", name="暂停刷新")).to_be_hidden()
        expect(page.locator("[data-shown-at]")).to_have_text("09:40:00")
        plain.close()
