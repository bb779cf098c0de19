"""The frame and its parts in a real browser: at every size, in 大字 and dark, with the keyboard and without scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.frame_site import FrameSite, running_site
from tests.support import browsing

pytestmark = pytest.mark.browser
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
# These four hold every setting, the narrowest in the largest text; the other combinations are left to the slow tests.
PAIRS = {(1366, "light", "normal"), (390, "dark", "normal"), (320, "light", "large"), (1366, "dark", "large")}
LOOKS = [
    pytest.param(width, height, scheme, size, marks=() if (width, scheme, size) in PAIRS else pytest.mark.slow)
    for width, height in ((1366, 768), (390, 844), (320, 640))
    for scheme in ("light", "dark")
    for size in ("normal", "large")
]


@pytest.fixture
def site() -> Iterator[FrameSite]:
    """Every planned page as a stub, and /kit with every part."""
    with running_site() as running:
        yield running


@pytest.mark.parametrize(("width", "height", "scheme", "size"), LOOKS)
def test_every_part_fits_and_has_no_barrier(
    browser: Browser, site: FrameSite, width: int, height: int, scheme: str, size: str
) -> None:
    """No sideways scrolling and nothing that axe finds, in light and dark, in usual and large text."""
    with browsing.open_page(browser, {"width": width, "height": height}) as page:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.context.add_cookies([{"name": "text_size", "value": size, "url": site.url}])
        page.goto(f"{site.url}/kit")
        browsing.screenshot(page, f"kit-{scheme}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=STANDARD)
        assert found.violations_count == 0, found.generate_report()


def test_fingers_get_44_pixels(phone: Page, site: FrameSite) -> None:
    """Every button, field and menu of the frame is at least 44 px in both directions on a phone."""
    phone.goto(f"{site.url}/kit")
    frame = ".appbar a, .appbar summary, .appbar button, .tabbar a"
    targets = phone.locator(f"{frame}, .btn, .form-control, .form-select, .more")
    sizes = targets.evaluate_all(
        "all => all.filter(one => one.offsetParent)"
        ".map(one => [one.textContent.trim() || one.name, one.offsetWidth, one.offsetHeight])"
    )
    assert [found for found in sizes if found[2] < 44] == []
    assert [found for found in sizes if found[1] < 28] == []


def test_large_text_is_one_press_and_stays(phone: Page, site: FrameSite) -> None:
    """大字 reloads the same page with larger text, and the next page keeps it."""
    phone.goto(f"{site.url}/kit?q=x")
    phone.get_by_role("button", name="大字").click()
    assert phone.url == f"{site.url}/kit?q=x"
    expect(phone.locator("html")).to_have_attribute("data-text", "large")
    phone.goto(f"{site.url}/roster.index")
    expect(phone.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


def test_choosing_a_role_changes_the_navigation(desktop: Page, site: FrameSite) -> None:
    """An employee's navigation replaces the liaison's; the page itself is not refused."""
    desktop.goto(f"{site.url}/kit")
    expect(desktop.get_by_role("navigation", name="主导航")).to_contain_text("题库")
    desktop.get_by_label("切换身份，当前法治联络员").click()
    desktop.locator(".appbar .menu:visible").get_by_role("button", name="干部职工").click()
    desktop.goto(f"{site.url}/kit")
    expect(desktop.get_by_role("navigation", name="主导航")).to_contain_text("我的考试")
    expect(desktop.get_by_role("navigation", name="主导航")).not_to_contain_text("题库")


def test_a_menu_closes_with_escape_and_a_press_elsewhere(desktop: Page, site: FrameSite) -> None:
    """Only one menu is open; Escape gives the focus back to what opened it."""
    desktop.goto(f"{site.url}/kit")
    desktop.get_by_text("更多").first.click()
    expect(desktop.get_by_role("link", name="提醒")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("link", name="提醒")).to_be_hidden()
    desktop.get_by_text("更多").first.click()
    desktop.locator("h1").click()
    expect(desktop.get_by_role("link", name="提醒")).to_be_hidden()


def test_a_question_before_a_deed_works_by_keyboard(desktop: Page, site: FrameSite) -> None:
    """Enter opens it, Tab stays inside, Escape returns to the button."""
    desktop.goto(f"{site.url}/kit")
    desktop.get_by_role("link", name="催办这 4 人").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("dialog")).to_be_visible()
    for _ in range(4):
        desktop.keyboard.press("Tab")
        assert desktop.evaluate("document.activeElement.closest('#ask') !== null")
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("dialog")).to_be_hidden()
    assert desktop.evaluate("document.activeElement.textContent") == "催办这 4 人"
    assert site.posts == []


def test_without_scripts_the_deed_and_the_menus_still_work(browser: Browser, site: FrameSite) -> None:
    """The question opens by its address, menus by themselves, and what needs scripts is not shown."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport=browsing.DESKTOP)
    page = context.new_page()
    page.goto(f"{site.url}/kit")
    expect(page.get_by_text("打印")).to_be_hidden()
    page.get_by_text("更多").first.click()
    expect(page.get_by_role("link", name="提醒")).to_be_visible()
    page.get_by_role("link", name="催办这 4 人").click()
    page.get_by_role("button", name="催办 4 人").click()
    expect(page).to_have_title("done")
    assert len(site.posts) == 1
    context.close()


def test_a_filter_keeps_its_state_in_the_address(desktop: Page, site: FrameSite) -> None:
    """Choosing a filter sends the list's form at once; the address can be passed on."""
    desktop.goto(f"{site.url}/kit?state=open&size=50")
    desktop.get_by_label("学习任务").select_option("exam")
    desktop.wait_for_url("**/kit?*kind=exam*")
    assert "state=open" in desktop.url
    assert "size=50" in desktop.url


def test_long_work_moves_and_leads_to_its_receipt(desktop: Page, site: FrameSite) -> None:
    """The page asks every two seconds, shows how far the work is, and goes to the receipt at the end."""
    desktop.goto(f"{site.url}/kit")
    site.task |= {"done": 60}
    expect(desktop.get_by_text("已处理 60/120")).to_be_visible()
    site.task |= {"state": "done", "result_url": "/roster.index"}
    desktop.wait_for_url("**/roster.index")


def test_printing_leaves_out_what_paper_cannot_use(desktop: Page, site: FrameSite) -> None:
    """On paper the bar, filters and buttons are gone; the list's head and rows are there."""
    desktop.goto(f"{site.url}/kit")
    desktop.emulate_media(media="print")
    for gone in (".appbar", ".filters", ".tabbar", ".btn-primary"):
        expect(desktop.locator(gone).first).to_be_hidden()
    expect(desktop.get_by_role("columnheader", name="还缺什么")).to_be_visible()
    browsing.screenshot(desktop, "kit-print")


def test_a_refusal_shows_the_way_out(phone: Page, site: FrameSite) -> None:
    """The error page says one sentence and leads back to the platform."""
    phone.goto(f"{site.url}/refused")
    expect(phone.get_by_role("alert")).to_contain_text("没有找到这一页，请从工作台重新进入。")
    expect(phone.get_by_role("link", name="回到工作台")).to_be_visible()
    browsing.screenshot(phone, "refused")
