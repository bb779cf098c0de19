"""The liaison mends an import by keyboard, told while typing what is missing, on a desk and on a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from seeds.demonstration import cast
from tests.browser import site_walk
from tests.support import browsing
from tests.support.processes import LiveServer, running_server

pytestmark = pytest.mark.browser
FILE = """一、单项选择题
1. 行政机关应当自收到政府信息公开申请之日起（    ）个工作日内予以答复。
A. 7
B. 15
C. 20
2. 下列选项不全的是（    ）。
A. 甲
C. 丙
答案：A
二、多项选择题
1. 只有一个答案的多选题是（    ）。
A. 国务院
B. 全国人民代表大会
答案：A
"""


@pytest.fixture(scope="module")
def served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration office on a real server."""
    copy = shutil.copytree(demo_template, tmp_path_factory.mktemp("mending") / "demo")
    with running_server(copy) as server:
        yield server


def upload(page: Page, url: str, text: str) -> str:
    """Sign in, upload a file and return the address of its preview."""
    site_walk.sign_in(page, url, cast.ACCOUNTS[2].staff_number, cast.PASSWORD)
    page.goto(f"{url}/bank/import")
    page.set_input_files("input[type=file]", {"name": "题.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_url("**/preview")
    return page.url


def test_an_item_is_mended_by_keyboard(browser: Browser, served: LiveServer) -> None:
    """The first gap has the focus, what is missing changes while typing, Ctrl+Enter saves and opens the next one."""
    with browsing.open_page(browser, browsing.DESKTOP) as page, site_walk.watched(page) as watch:
        upload(page, served.url, FILE)
        result = page.locator("[data-check-result]")
        expect(result).to_contain_text("没有答案")
        expect(page.locator('input[name=ticks][value="A"]')).to_be_focused()
        page.locator('input[name=ticks][value="C"]').check()
        expect(result).to_have_text("这一题完整，可以保存。")
        page.locator("[data-type]").select_option(label="判断题")
        expect(page.locator("#option-A")).to_be_hidden()
        expect(result).to_contain_text("没有答案")
        page.locator("[data-type]").select_option(label="单项选择题")
        page.get_by_role("button", name="再加选项").click()
        expect(page.locator("#option-E")).to_be_focused()
        page.keyboard.type("60")
        expect(result).to_contain_text("缺少选项D")
        page.locator("#option-D").fill("30")
        expect(result).to_have_text("这一题完整，可以保存。")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("已保存，请看下一题。")).to_be_visible()
        expect(page.locator("#stem")).to_have_value("下列选项不全的是（    ）。")
        assert watch.complaints == []


@pytest.mark.parametrize("size", [browsing.PHONE, browsing.DESKTOP], ids=["phone", "desk"])
def test_the_forms_fit_and_are_quiet(browser: Browser, served: LiveServer, size: dict[str, int]) -> None:
    """Held back, doubtful, mended and left out, and the edit form: no sideways scroll, no barrier, light."""
    with browsing.open_page(browser, size) as page, site_walk.watched(page) as watch:
        preview = upload(page, served.url, FILE.replace("政府信息公开", f"第{size['width']}号信息公开"))
        places = [f"{preview}?item={code}" for code in ("h0", "h1", "q0", "q0&mend=1")]
        for at, address in enumerate(
            [*places, f"{served.url}/bank/questions/1/edit", f"{served.url}/bank/questions/1"]
        ):
            watch.restart()
            page.goto(address)
            browsing.screenshot(page, f"mending-{at}")
            assert site_walk.problems(page, watch) == [], address


def test_typed_text_is_not_lost_unasked(browser: Browser, served: LiveServer) -> None:
    """Leaving a changed form asks first; staying keeps what was typed."""
    with browsing.open_page(browser, browsing.DESKTOP) as page:
        upload(page, served.url, FILE.replace("国务院", "国务院办公厅"))
        page.locator("#explanation").fill("写了一半的解析")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator(".found-row[href]").first.click(no_wait_after=True)
        expect(page.locator("#explanation")).to_have_value("写了一半的解析")
        assert asked == ["beforeunload"]
