"""The exam page in a real browser: nothing typed is lost, and what it says about saving is true."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.exam_site import ExamSite, running_site
from tests.support import browsing

pytestmark = pytest.mark.browser
SAVED = "已保存 14:03:22"
OFFLINE = "网络断开，答案已存在本机，恢复后自动上传"
DEVICE = "JSON.parse(localStorage.getItem('xuefa:attempt:17:item:0'))"


@pytest.fixture
def site() -> Iterator[ExamSite]:
    """A paper of fourteen questions, one to four of each kind, the last a case with six parts."""
    with running_site() as running:
        yield running


@pytest.fixture
def exam(desktop: Page, site: ExamSite) -> Page:
    """The exam page on a desk, alive."""
    return opened(desktop, site)


def opened(page: Page, site: ExamSite) -> Page:
    """Open the exam page and wait until its scripts live."""
    page.goto(site.url)
    page.wait_for_selector("[data-cell].cell-now", state="attached")
    return page


def saved(page: Page) -> Any:
    """Return the expectation on the saved state."""
    return expect(page.locator("[data-saved] span"))


def waits(site: ExamSite, page: Page, item: int, response: Any) -> None:
    """Wait until the server holds a response."""
    for _ in range(100):
        if site.values.get(item) == response:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"item {item} is {site.values.get(item)!r}, not {response!r}")


def test_choosing_is_saved_with_its_option_id_and_acknowledged(exam: Page, site: ExamSite) -> None:
    """The shown letter B stands for the option with id C, and the server's time is shown."""
    exam.get_by_text("责令停产停业").locator("visible=true").click()
    saved(exam).to_have_text(SAVED)
    assert site.values == {0: "C"}
    assert exam.evaluate(DEVICE) == {"item": 0, "seq": 1, "response": "C", "sent": True}


def test_every_kind_travels_in_its_own_shape(exam: Page, site: ExamSite) -> None:
    """One id, a list of ids, true or false, a list of texts, a text: as question_bank reads them."""
    exam.keyboard.press("a")
    exam.locator("[data-cell='4']").click()
    exam.keyboard.press("a")
    exam.keyboard.press("b")
    exam.locator("[data-cell='7']").click()
    exam.keyboard.press("2")
    exam.locator("[data-cell='9']").click()
    exam.locator("#q-10").get_by_label("第 2 空").fill("三十日")
    exam.locator("[data-cell='10']").click()
    exam.get_by_label("作答").fill("先告知，再决定。")
    waits(site, exam, 10, "先告知，再决定。")
    saved(exam).to_have_text(SAVED)
    assert site.values == {0: "A", 4: ["A", "C"], 7: "false", 9: ["", "三十日"], 10: "先告知，再决定。"}
    expect(exam.locator("[data-card-line]")).to_have_text("已答 5，未答 9")


def test_keys_choose_move_and_mark(exam: Page) -> None:
    """Arrows turn the page even on a chosen option, and M marks in shape and words."""
    exam.keyboard.press("b")
    exam.keyboard.press("ArrowRight")
    expect(exam.locator("#q-2")).to_be_visible()
    exam.keyboard.press("m")
    expect(exam.locator("[data-cell='1']")).to_have_attribute("aria-label", "第 2 题，未答，已标记，当前")
    exam.keyboard.press("ArrowLeft")
    expect(exam.locator("#q-1")).to_be_visible()
    assert exam.locator("#q-1 input:checked").get_attribute("value") == "C"


def test_letters_typed_into_a_text_choose_nothing(exam: Page) -> None:
    """In a blank, a letter is text: no key is taken from the typist."""
    exam.locator("[data-cell='9']").click()
    exam.locator("#q-10").get_by_label("第 1 空").press_sequentially("am1")
    expect(exam.locator("#q-10").get_by_label("第 1 空")).to_have_value("am1")
    expect(exam.locator("#q-10 [data-mark]")).to_have_attribute("aria-pressed", "false")


def test_nothing_is_lost_offline_and_it_uploads_by_itself(exam: Page, site: ExamSite) -> None:
    """Without a network the page says so; when it returns, the newest responses go up without a press."""
    exam.context.set_offline(True)
    exam.keyboard.press("a")
    saved(exam).to_have_text(OFFLINE)
    exam.keyboard.press("b")
    assert exam.evaluate(DEVICE)["response"] == "C"
    assert exam.evaluate(DEVICE)["sent"] is False
    exam.context.set_offline(False)
    saved(exam).to_have_text(SAVED)
    assert site.values == {0: "C"}


def test_unsent_answers_come_back_after_a_reload(exam: Page, site: ExamSite) -> None:
    """What the server never saw is on the device, shown again and uploaded with its own number."""
    site.answer = (503, {})
    exam.keyboard.press("d")
    saved(exam).to_have_text("服务器没有回应，答案已存在本机，恢复后自动上传")
    exam.on("dialog", lambda dialog: dialog.accept())
    site.answer = None
    site.values.clear()
    opened(exam, site)
    expect(exam.locator("#q-1 input[value='D']")).to_be_checked()
    waits(site, exam, 0, "D")


def test_another_device_wins_with_the_higher_number(exam: Page, site: ExamSite) -> None:
    """After a reload the server's newer response is shown, and the device's older one is not sent over it."""
    exam.keyboard.press("a")
    saved(exam).to_have_text(SAVED)
    site.values[0], site.seqs[0] = "B", 7
    kept = "JSON.stringify({item:0,seq:2,response:'D',sent:false})"
    exam.evaluate(f"localStorage.setItem('xuefa:attempt:17:item:0', {kept})")
    opened(exam, site)
    expect(exam.locator("#q-1 input[value='B']")).to_be_checked()
    exam.locator("[data-cell='0']").click()
    exam.keyboard.press("a")
    waits(site, exam, 0, "A")
    assert site.saves[-1]["seq"] == 8


def test_a_second_tab_is_told_and_the_first_follows(exam: Page, site: ExamSite) -> None:
    """Both pages say that the answer sheet is open twice; a choice in one shows in the other."""
    second = opened(exam.context.new_page(), site)
    for page in (exam, second):
        expect(page.get_by_text("这份答卷已在另一个页面打开")).to_be_visible()
    second.keyboard.press("c")
    saved(second).to_have_text(SAVED)
    expect(exam.locator("#q-1 input[value='B']")).to_be_checked()


def test_a_refused_answer_shows_the_servers_sentence(exam: Page, site: ExamSite) -> None:
    """A 422 says why, stays on the device, and does not block the next answer."""
    site.answer = (422, {"error": "这一题没有这个选项，请刷新页面后重新选择。"})
    exam.keyboard.press("a")
    expect(exam.get_by_text("第 1 题没有保存")).to_be_visible()
    saved(exam).to_have_text("这一题没有这个选项，请刷新页面后重新选择。")
    site.answer = None
    exam.keyboard.press("ArrowRight")
    exam.keyboard.press("a")
    waits(site, exam, 1, "A")
    saved(exam).not_to_have_text(SAVED)


def test_an_ended_attempt_leads_to_its_page(exam: Page, site: ExamSite) -> None:
    """A 409 shows the sentence and goes where the server says; opened again, the attempt gets what never arrived."""
    site.answer = (409, {"error": "这份答卷已经交了。", "state": "ended", "url": "/attempts/17?late"})
    exam.keyboard.press("a")
    expect(exam.get_by_text("这份答卷已经交了。")).to_be_visible()
    exam.wait_for_url("**/attempts/17?late")
    site.answer = None
    opened(exam, site)
    waits(site, exam, 0, "A")


def test_handing_in_names_what_is_open_and_posts_everything(exam: Page, site: ExamSite) -> None:
    """The dialog counts unanswered and marked questions; confirming posts the form to the submit address."""
    exam.keyboard.press("a")
    exam.keyboard.press("m")
    exam.locator("[data-finish]").click()
    dialog = exam.get_by_role("dialog")
    expect(dialog).to_contain_text("13 题")
    expect(dialog).to_contain_text("还没有作答：第 2、3、4、5、6、7、8、9、10、11、12、13、14 题")
    expect(dialog.locator("[data-marked-count]")).to_have_text("1 题")
    dialog.get_by_text("确认交卷").click()
    expect(exam).to_have_title("submit")
    assert site.submitted[0]["q0"] == ["A"]
    assert site.submitted[0]["seq"] == ["1"]


def test_handing_in_offline_waits_and_says_so(exam: Page, site: ExamSite) -> None:
    """Without a network nothing is posted; the dialog says what to do, and the page stays."""
    exam.locator("[data-finish]").click()
    exam.context.set_offline(True)
    exam.locator("[data-confirm]").click()
    expect(exam.get_by_role("alert")).to_have_text("网络断开，还不能交卷；答案已存在本机，恢复后再按确认交卷。")
    assert site.submitted == []
    exam.context.set_offline(False)
    exam.locator("[data-confirm]").click()
    expect(exam).to_have_title("submit")


def test_the_dialog_keeps_the_keyboard_and_gives_it_back(exam: Page) -> None:
    """Tab stays inside the dialog; Escape closes it and returns to the button."""
    exam.locator("[data-finish]").focus()
    exam.keyboard.press("Enter")
    for _ in range(7):
        exam.keyboard.press("Tab")
        assert exam.evaluate("document.activeElement.closest('#submit') !== null")
    exam.keyboard.press("Escape")
    assert exam.evaluate("document.activeElement.hasAttribute('data-finish')")


def test_ten_minutes_are_announced_once(desktop: Page, site: ExamSite) -> None:
    """The warning comes when the clock crosses ten minutes, politely, in a region that was there before."""
    site.seconds = 601
    opened(desktop, site)
    expect(desktop.locator("[data-notices]")).to_be_empty()
    expect(desktop.locator("[data-notices][aria-live=polite]")).to_contain_text("还有 10 分钟")


def test_time_up_uploads_and_goes_to_the_attempt(desktop: Page, site: ExamSite) -> None:
    """At zero the controls close, what waits goes up, and the page leaves once the server has ended the attempt."""
    site.seconds = 2
    opened(desktop, site)
    desktop.locator("[data-cell='10']").click()
    desktop.get_by_label("作答").fill("最后一句")
    site.seconds = 1
    expect(desktop.get_by_text("时间到，正在交卷")).to_be_visible()
    expect(desktop.get_by_label("作答")).to_be_disabled()
    waits(site, desktop, 10, "最后一句")
    site.seconds = 0
    site.has_ended = True
    desktop.wait_for_url("**/attempts/17?ended")


def test_without_scripts_the_whole_paper_is_a_form(browser: Browser, site: ExamSite) -> None:
    """Every question shows, nothing that needs scripts does, and handing in leads to the confirmation page."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site.url)
    expect(page.locator(".question:visible")).to_have_count(14)
    expect(page.get_by_text("下一题")).to_be_hidden()
    page.get_by_text("警告、通报批评").first.click()
    page.get_by_text("检查并交卷").click()
    expect(page).to_have_title("review")
    assert site.submitted[0]["q0"] == ["A"]
    context.close()


def test_rows_are_moved_into_order_and_come_back_after_a_reload(exam: Page, site: ExamSite) -> None:
    """Moving one row answers with all of them; the focus stays on the button, and a reload shows the same order."""
    exam.locator("[data-cell='11']").click()
    question = exam.locator("#q-12")
    expect(question).to_contain_text("还没有作答")
    question.get_by_role("button", name="上移 C").focus()
    exam.keyboard.press("Enter")
    waits(site, exam, 11, ["A", "B", "C", "D"])
    expect(question).to_contain_text("已按现在的顺序作答")
    exam.keyboard.press("Enter")
    waits(site, exam, 11, ["B", "A", "C", "D"])
    expect(question.get_by_role("button", name="上移 C")).to_be_disabled()
    opened(exam, site)
    shown = question.locator("[data-option]").evaluate_all("all => all.map(one => one.dataset.option)")
    assert shown == ["B", "A", "C", "D"]
    saved(exam).to_have_text("答案自动保存")


def test_the_shown_order_can_be_the_answer(exam: Page, site: ExamSite) -> None:
    """An order nobody touched is no answer; one press makes it one."""
    exam.locator("[data-cell='11']").click()
    exam.get_by_role("button", name="就按这个顺序").locator("visible=true").click()
    waits(site, exam, 11, ["A", "C", "B", "D"])
    expect(exam.locator("[data-cell='11']")).to_have_attribute("aria-label", "第 12 题，已答，当前")


def test_pairs_travel_as_pairs(exam: Page, site: ExamSite) -> None:
    """Each menu is one pair; a letter pressed in a menu is the menu's, not the page's."""
    exam.locator("[data-cell='12']").click()
    question = exam.locator("#q-13")
    question.get_by_label("B. 责令停产停业").select_option("刑事责任")
    question.get_by_label("A. 警告").select_option("党纪责任")
    waits(site, exam, 12, [["A", "3"], ["C", "1"]])
    opened(exam, site)
    expect(question.get_by_label("B. 责令停产停业")).to_have_value("C:1")


def test_a_case_is_answered_part_by_part_and_open_until_the_last(exam: Page, site: ExamSite) -> None:
    """The response is the list of the parts'; a letter chooses in the part that has the focus, and nowhere else."""
    exam.locator("[data-cell='13']").click()
    question = exam.locator("#q-14")
    exam.keyboard.press("a")
    assert site.saves == []
    question.get_by_text("查封场所").first.click()
    waits(site, exam, 13, ["B", [], None, ["", ""], ["", "", "", ""], []])
    exam.keyboard.press("d")
    waits(site, exam, 13, ["D", [], None, ["", ""], ["", "", "", ""], []])
    question.get_by_label("第 2 空").fill("三十日")
    question.locator("[data-option='C'] [data-move='1']").click()
    question.get_by_label("D. 行政拘留").last.select_option("行政责任")
    waits(site, exam, 13, ["D", [], None, ["", "三十日"], ["A", "B", "C", "D"], [["D", "2"]]])
    expect(exam.locator("[data-cell='13']")).to_have_attribute("aria-label", "第 14 题，未答，当前")
    question.get_by_text("责令停产停业").nth(1).click()
    question.get_by_text("错误").click()
    waits(site, exam, 13, ["D", ["C"], "false", ["", "三十日"], ["A", "B", "C", "D"], [["D", "2"]]])
    expect(exam.locator("[data-cell='13']")).to_have_attribute("aria-label", "第 14 题，已答，当前")
    opened(exam, site)
    expect(question.locator("input:checked")).to_have_count(3)
    expect(question.get_by_label("第 2 空")).to_have_value("三十日")


def test_without_scripts_orders_and_pairs_are_menus(browser: Browser, site: ExamSite) -> None:
    """One menu for each option, of its place or of its match; the parts of a case have fields of their own."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site.url)
    page.locator("#q-12").get_by_label("B 排在第几位").select_option("第 1 位")
    page.locator("#q-13").get_by_label("A. 警告").select_option("刑事责任")
    page.locator("#q-14").get_by_label("D 排在第几位").select_option("第 4 位")
    page.locator("#q-14").get_by_text("正确").click()
    browsing.screenshot(page, "exam-plain")
    page.get_by_text("检查并交卷").click()
    fields = site.submitted[0]
    assert fields["q11"] == ["", "C:1", "", ""]
    assert fields["q12"] == ["A:1", "", "", ""]
    assert (fields["q13-2"], fields["q13-4"], fields["q13-5"]) == (["true"], ["", "", "", "D:4"], ["", "", "", ""])
    context.close()


@pytest.mark.parametrize("item", [11, 12, 13])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (320, 640)])
def test_the_larger_controls_fit_and_have_no_barrier(
    browser: Browser, site: ExamSite, width: int, height: int, item: int
) -> None:
    """Ordering, matching and a case: no sideways scrolling, 44 px for a finger, nothing that axe finds."""
    site.values = {11: ["B", "A", "C", "D"], 12: [["D", "4"]]}
    with browsing.open_page(browser, {"width": width, "height": height}) as page:
        opened(page, site)
        page.evaluate(f"document.querySelector('[data-cell=\"{item}\"]').click()")
        browsing.screenshot(page, f"exam-control-{item}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        targets = page.locator(f"#q-{item + 1} :is(button, select, .option label):visible")
        sizes = targets.evaluate_all("all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))")
        assert width >= 992 or min(sizes) >= 44
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (320, 640)])
def test_the_page_fits_and_has_no_barrier(browser: Browser, site: ExamSite, width: int, height: int) -> None:
    """No sideways scrolling, targets of 44 px on a phone, nothing that axe finds against WCAG 2.2 AA; 320 px in 大字."""
    with browsing.open_page(browser, {"width": width, "height": height}) as page:
        if width == 320:
            page.context.add_cookies([{"name": "text_size", "value": "large", "url": site.url}])
        opened(page, site)
        assert (page.locator("html").get_attribute("data-text") == "large") is (width == 320)
        page.keyboard.press("a")
        saved(page).to_have_text(SAVED)
        browsing.screenshot(page, "exam")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # What is fixed to the screen's edge does not scroll: it has to end on it.
        ends = page.locator(".step-row .btn:visible, .exambar .btn, .qmeta .btn:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().right)"
        )
        assert max(ends) <= width
        if width < 992:
            page.locator("[data-card]").click()
            sizes = page.locator("#card a:visible, .step-row .btn, #q-1 label").evaluate_all(
                "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
            )
            assert min(sizes) >= 44
            browsing.screenshot(page, "exam-card")
            page.keyboard.press("Escape")
        page.locator("[data-finish]").click()
        browsing.screenshot(page, "exam-submit")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
