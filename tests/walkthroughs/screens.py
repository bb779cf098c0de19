"""Decide how a person goes through the screens of the walkthroughs: the presses that several walks share."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.support import browsing
from tests.walkthroughs import production
from tests.walkthroughs.production import PEOPLE, REQUIRED, Books, password_of
from webapp import clock

PATIENCE = 60_000


def titled(page: Page, sentence: str) -> None:
    """Wait until the page's first sentence holds the words."""
    expect(page.locator("h1")).to_contain_text(sentence)


def press(page: Page, name: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=name).locator("visible=true").first.click()


def sign_in(page: Page, url: str, number: str, secret: str | None = None) -> None:
    """Sign in through the screens, with the own password unless a one-time secret is given."""
    page.goto(url)
    page.get_by_label("工号或手机号").fill(number)
    page.get_by_label("密码", exact=True).fill(secret or password_of(number))
    press(page, "登录")
    page.wait_for_url(lambda address: "/login" not in address)


def enter(page: Page, url: str, number: str, secret: str) -> None:
    """Sign in with a one-time secret and choose the own password, which no other page lets one put off."""
    sign_in(page, url, number, secret)
    titled(page, "先把一次性密码改成自己的")
    page.goto(f"{url}/")
    titled(page, "先把一次性密码改成自己的")
    page.get_by_label("新密码", exact=True).fill(password_of(number))
    page.get_by_label("再输一遍新密码").fill(password_of(number))
    press(page, "改成这个密码")
    expect(page.get_by_text("密码已修改")).to_be_visible()


def load_roster(page: Page, url: str, books: Books) -> None:
    """Upload the roster, look at the difference, confirm; the same file again changes nothing."""
    data = production.workbook(production.roster_rows())
    page.goto(f"{url}/roster/import")
    production.choose_file(page, "名册文件", "名册.xlsx", data)
    press(page, "上传并核对")
    titled(page, "新增 12 人")
    assert books.one("select count(*) from employees") == 1
    browsing.screenshot(page, "walk-roster-preview")
    press(page, "确认写入")
    titled(page, "名册已写入")
    assert books.one("select count(*) from employees") == 1 + len(PEOPLE)
    page.goto(f"{url}/roster/import")
    production.choose_file(page, "名册文件", "名册.xlsx", data)
    press(page, "上传并核对")
    titled(page, "没有要改的")
    page.goto(f"{url}/roster/")
    page.get_by_role("link", name="白景行").click()
    page.get_by_label("角色").select_option("科室负责人")
    page.get_by_label("范围").select_option("综合科")
    press(page, "设置角色")
    expect(page.get_by_text("角色已设置")).to_be_visible()


def print_slips(page: Page, url: str) -> dict[str, str]:
    """Print the slips of every department; a reload issues nothing. Returns secrets by account."""
    secrets: dict[str, str] = {}
    for department in dict.fromkeys(one[2] for one in PEOPLE):
        page.goto(f"{url}/account/slips")
        page.get_by_label("科室").select_option(department)
        page.wait_for_load_state()
        if page.get_by_role("button", name="生成并打印").count() == 0:
            press(page, "看名单")
        press(page, "生成并打印勾选的人")
        titled(page, f"已生成 {sum(one[2] == department for one in PEOPLE)} 张密码条")
        for slip in page.locator(".login-slip").all():
            _, account, secret = slip.locator("dd").all_inner_texts()
            secrets[account] = secret
        browsing.screenshot(page, "walk-slips")
        page.reload()
        expect(page.locator(".secret")).to_have_count(0)
    assert set(secrets) == {one[1] for one in PEOPLE}
    return secrets


def send_questions(page: Page, url: str, name: str, data: bytes) -> None:
    """Upload one question file and wait for its preview."""
    page.goto(f"{url}/bank/import")
    production.choose_file(page, "题库文件", name, data)
    if page.get_by_label("放进哪个题库").input_value() == "":
        page.get_by_label("新题库的名称").fill("学法题库")
    press(page, "上传并识别")
    expect(page.get_by_role("button", name="取消导入")).to_be_visible(timeout=PATIENCE)


def publish(page: Page, url: str, title: str, minutes: int, counts: tuple[int, int, int], points: int) -> int:
    """Make an exam from a preset, shortened, and publish it to all 在编; return its id."""
    now = clock.local(clock.now())
    page.goto(f"{url}/exams/new?preset=xinjiang_2017")
    page.get_by_label("考试名称").fill(title)
    page.get_by_label("开放时间", exact=True).fill(f"{now - timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("截止时间", exact=True).fill(f"{now + timedelta(days=13):%Y-%m-%dT23:59}")
    page.get_by_label("考试时长（分钟）").fill(str(minutes))
    for kind, count in zip(("单项选择题", "多项选择题", "判断题"), counts, strict=True):
        page.get_by_label(f"{kind}题数").fill(str(count))
        page.get_by_label(f"{kind}每题分值").fill(str(points))
    press(page, "存为草稿")
    titled(page, f"将发给 {len(REQUIRED)} 人")
    browsing.screenshot(page, f"walk-exam-draft-{minutes}")
    page.get_by_role("link", name=f"发布给 {len(REQUIRED)} 人").click()
    page.get_by_role("dialog").get_by_role("button", name=f"发布给 {len(REQUIRED)} 人").click()
    titled(page, f"应考 {len(REQUIRED)} 人，合格 0 人")
    return int(page.url.rsplit("/", 1)[1])
