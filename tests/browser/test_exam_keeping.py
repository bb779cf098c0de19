"""What is typed on the exam page outlives back, a killed browser and a second device, and needs nothing but keys."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.exam_site import ExamSite, running_site
from tests.browser.test_exam_page import OFFLINE, SAVED, opened, saved, waits
from tests.support import browsing
from webapp.trouble import ANSWER_SENTENCES

pytestmark = pytest.mark.browser
KEPT = "JSON.parse(localStorage.getItem('xuefa:attempt:17:item:{}')).response"


@pytest.fixture
def site() -> Iterator[ExamSite]:
    """The paper of the exam page's tests."""
    with running_site() as running:
        yield running


def started(browser: Browser, folder: Path) -> BrowserContext:
    """Start a browser of its own, which keeps what it keeps in ``folder``."""
    return browser.browser_type.launch_persistent_context(
        folder, executable_path=browsing.CHROMIUM, args=list(browsing.ARGUMENTS), locale="zh-CN"
    )


def kill(folder: Path) -> None:
    """Kill the browser that keeps its things in ``folder``, as a full memory or a pulled plug does."""
    killed = 0
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--user-data-dir={folder}" in line.read_text():
                os.kill(int(line.parent.name), signal.SIGKILL)
                killed += 1
        except OSError:
            continue
    assert killed


def test_answers_outlive_back_and_a_killed_browser(browser: Browser, site: ExamSite, tmp_path: Path) -> None:
    """While the server's disk is full the page says so and keeps all; a new browser shows it and sends it by itself."""
    site.answer = (503, {"error": ANSWER_SENTENCES["full"]})
    context = started(browser, tmp_path)
    page = opened(context.pages[0], site)
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("b")
    saved(page).to_have_text(ANSWER_SENTENCES["full"])
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector("[data-cell].cell-now", state="attached")
    expect(page.locator("#q-1 input[value='C']")).to_be_checked()
    page.locator("[data-cell='10']").click()
    page.get_by_label("作答").fill("先告知，再决定。")
    page.wait_for_function(f"{KEPT.format(10)} === '先告知，再决定。'")
    kill(tmp_path)
    with suppress(Error):
        context.close()
    site.answer = None
    context = started(browser, tmp_path)
    page = opened(context.pages[0], site)
    waits(site, page, 0, "C")
    waits(site, page, 10, "先告知，再决定。")
    saved(page).to_have_text(SAVED)
    expect(page.locator("#q-1 input[value='C']")).to_be_checked()
    context.close()


def test_what_waited_goes_up_in_order_when_the_network_is_back(desktop: Page, site: ExamSite) -> None:
    """Three questions answered offline, one of them twice: the newest of each, each acknowledged, then 已保存."""
    exam = opened(desktop, site)
    exam.context.set_offline(True)
    for key in ("a", "b", "ArrowRight", "a", "ArrowRight", "d"):
        exam.keyboard.press(key)
    saved(exam).to_have_text(OFFLINE)
    exam.context.set_offline(False)
    saved(exam).to_have_text(SAVED)
    assert site.values == {0: "C", 1: "A", 2: "D"}
    assert [one["seq"] for one in site.saves if one["item"] == 0][-1] == 2
    assert exam.evaluate("JSON.parse(localStorage.getItem('xuefa:attempt:17:item:2')).sent") is True


def test_two_devices_never_say_saved_of_what_is_not_kept(desktop: Page, phone: Page, site: ExamSite) -> None:
    """What is chosen now counts, on whichever device; what waited offline gives way to what was saved since."""
    desk, pocket = opened(desktop, site), opened(phone, site)
    for key in "abc":
        desk.keyboard.press(key)
        saved(desk).to_have_text(SAVED)
    pocket.keyboard.press("d")
    waits(site, pocket, 0, "D")
    saved(pocket).to_have_text(SAVED)
    expect(pocket.get_by_text("这份答卷已在另一个页面打开")).to_be_visible()
    pocket.context.set_offline(True)
    pocket.keyboard.press("a")
    saved(pocket).to_have_text(OFFLINE)
    for key in "bcb":
        desk.keyboard.press(key)
        waits(site, desk, 0, "C" if key == "b" else "B")
    pocket.context.set_offline(False)
    expect(pocket.get_by_text("另一台设备上有更新的作答")).to_be_visible()
    expect(pocket.locator("#q-1 input[value='C']")).to_be_checked()
    assert site.values == {0: "C"}


def test_a_whole_exam_by_keyboard_alone(desktop: Page, site: ExamSite) -> None:
    """Letters, arrows, Tab, blank and Enter are enough for every kind of question and for handing in."""
    exam = opened(desktop, site)
    for _ in range(9):
        exam.keyboard.press("b")
        exam.keyboard.press("ArrowRight")
    for text in ("三十日", "六十日"):
        exam.keyboard.press("Tab")
        while not exam.evaluate("document.activeElement.matches('#q-10 input')"):
            exam.keyboard.press("Tab")
        exam.keyboard.type(text)
    waits(site, exam, 9, ["三十日", "六十日"])
    exam.locator("[data-finish]").focus()
    exam.keyboard.press("Enter")
    while not exam.evaluate("document.activeElement.hasAttribute('data-confirm')"):
        exam.keyboard.press("Tab")
    exam.keyboard.press("Enter")
    expect(exam).to_have_title("submit")
    assert site.submitted[0]["q0"] == ["C"] and site.submitted[0]["q9"] == ["三十日", "六十日"]
