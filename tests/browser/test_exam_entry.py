"""The way into an exam with every rule of entry, from the liaison's form to the paper on one page, in a browser."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from seeds.demonstration import cast
from tests.browser import site_walk
from tests.support import browsing
from tests.support.processes import LiveServer, running_server

pytestmark = pytest.mark.browser
ACCOUNT = {one.part.split("（")[0]: one.staff_number for one in cast.ACCOUNTS}
PLEDGE = "本人承诺独立完成考试，不查阅资料，不把题目传给他人。\n如有违反，愿意接受处理。"


@pytest.fixture(scope="module")
def served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration office on a real server."""
    copy = shutil.copytree(demo_template, tmp_path_factory.mktemp("entry") / "demo")
    with running_server(copy) as server:
        yield server


def at(hours: float) -> str:
    """Return a local time so many hours from now, as a field takes it."""
    return (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def look(page: Page, name: str) -> None:
    """Take a picture and hold the page to what every page is held to."""
    browsing.screenshot(page, name)
    assert site_walk.barriers(page) == []
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room


def planned(page: Page, url: str) -> str:
    """Make and publish an exam with every rule of entry and return its id."""
    page.goto(f"{url}/exams/new?preset=guangdong_2025")
    look(page, "entry-new")
    for label, text in {"考试名称": "入场试验", "开放时间": at(-1), "截止时间": at(30)}.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_text("更多设置：分场考").click()
    page.get_by_role("button", name="加一场").click()
    row = page.get_by_role("group", name="另外一场")
    expect(row.get_by_label("开放时间")).to_be_in_viewport()
    row.get_by_label("开放时间").fill(at(48))
    row.get_by_label("截止时间").fill(at(60))
    page.get_by_label("考试口令").fill("学法2026")
    page.get_by_label("承诺书").fill(PLEDGE)
    page.get_by_label("只能在这些网络里考").fill("127.0.0.0/8")
    page.get_by_label("每场开考几分钟后不能入场").fill("600")
    page.get_by_text("整张试卷放在一页").click()
    page.get_by_text("更多设置：固定试卷").click()
    look(page, "entry-new-more")
    # Enter in a field sends the form as it is: it must not press the button of a row.
    page.get_by_label("考试口令").press("Enter")
    page.wait_for_url(re.compile(r"/exams/\d+$"))
    look(page, "entry-draft")
    page.get_by_role("link", name=re.compile("发布给")).click()
    page.locator("#publish").get_by_role("button", name=re.compile("发布给")).click()
    return page.url.rsplit("/", 1)[1].split("#")[0]


def test_an_exam_with_every_rule_of_entry_is_made_entered_and_sat(browser: Browser, served: LiveServer) -> None:
    """The form at a desk and on a phone, the door with its fields, a wrong password, and the paper on one page."""
    with browsing.open_page(browser, browsing.DESKTOP) as liaison:
        site_walk.sign_in(liaison, served.url, ACCOUNT["法治联络员"], cast.PASSWORD)
        exam_id = planned(liaison, served.url)
        liaison.goto(f"{served.url}/exams/{exam_id}/settings")
        look(liaison, "entry-settings")
        liaison.set_viewport_size(browsing.PHONE)
        look(liaison, "entry-settings")
        liaison.goto(f"{served.url}/exams/new?preset=guangdong_2025&like={exam_id}")
        look(liaison, "entry-new-more")
    for size in (browsing.DESKTOP, browsing.PHONE):
        with browsing.open_page(browser, size) as page:
            site_walk.sign_in(page, served.url, ACCOUNT["干部职工"], cast.PASSWORD)
            page.goto(f"{served.url}/exams/{exam_id}/intro")
            look(page, "entry-intro")
    with browsing.open_page(browser, browsing.PHONE) as page:
        site_walk.sign_in(page, served.url, ACCOUNT["干部职工"], cast.PASSWORD)
        page.goto(f"{served.url}/exams/{exam_id}/intro")
        page.get_by_label("考试口令").fill("学法2025")
        page.get_by_role("button", name="开始答题").click()
        expect(page.get_by_role("alert")).to_contain_text("请先阅读承诺书并打勾")
        look(page, "entry-intro-refused")
        page.get_by_label("我已阅读承诺书").check()
        page.get_by_label("考试口令").fill("学法２０２６")
        page.get_by_role("button", name="开始答题").click()
        page.wait_for_url(re.compile(r"/attempts/\d+$"))
        questions = page.locator(".question")
        assert questions.count() == 50 and all(one.is_visible() for one in questions.all())
        seventh = questions.nth(6)
        seventh.locator("input").first.focus()
        expect(seventh).to_have_class(re.compile("is-now"))
        page.keyboard.press("b")
        expect(seventh.locator("input:checked")).to_have_count(1)
        look(page, "entry-whole")
