"""What goes wrong on a screen: a clear sentence that says what to do, nothing half-written, nothing typed lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import browsing
from tests.support.processes import LiveServer, run_xuefa, running_server
from tests.walkthroughs import production
from tests.walkthroughs.production import ADMIN, Books, visitor
from tests.walkthroughs.screens import enter, press, print_slips, publish, send_questions, sign_in, titled

pytestmark = pytest.mark.browser

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000
BAD_FILES = {
    "wrong type": ("照片.pdf", b"%PDF-1.7", "类型不能用，请上传"),
    "empty": ("空的.xlsx", b"", "是空的，请检查后重新上传"),
    "encrypted": ("加密.xlsx", OLE, "加了密码或是旧版格式，请去掉密码"),
    "misnamed": ("改名.xlsx", b"just text", "内容与扩展名不符，请用原软件另存"),
}
SEND_50_MB = """async () => {
  const sent = new FormData(document.querySelector("form[enctype]"));
  sent.set("file", new Blob([new Uint8Array(50 * 1024 * 1024)]), "很大.xlsx");
  const answer = await fetch(location.href, { method: "POST", body: sent });
  return [answer.status, (await answer.text()).includes("请控制在 20 MB 以内后重新上传")];
}"""
WRITTEN = (
    "employees",
    "org_nodes",
    "employment_spells",
    "questions",
    "question_banks",
    "exams",
    "assignments",
    "attempts",
)
"""Tables of business data; a preview keeps what was read beside them."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A production office with its roster and a small bank, made by the commands, and the administrator's secret."""
    folder = tmp_path_factory.mktemp("production")
    secret = production.found(folder)
    for command, name, data in (
        ("roster", "名册.xlsx", production.workbook(production.roster_rows())),
        ("bank", "题库.txt", production.own_questions()),
    ):
        (folder / name).write_bytes(data)
        done = run_xuefa(command, "import", folder / name, instance=folder)
        assert done.returncode == 0, done.stderr
    return folder, secret


@pytest.fixture(scope="module")
def server(founded: tuple[Path, str], browser: Browser) -> Iterator[LiveServer]:
    """That office on a real server; the administrator has chosen a password."""
    with running_server(founded[0]) as running:
        with visitor(browser, running) as admin:
            admin.enter(ADMIN, founded[1])
        yield running


@pytest.fixture
def books(server: LiveServer) -> Books:
    """The server's database, to be counted."""
    return Books(server.instance)


@pytest.fixture
def liaison(desktop: Page, server: LiveServer) -> Page:
    """The administrator's browser."""
    sign_in(desktop, server.url, ADMIN)
    return desktop


def written(books: Books) -> dict[str, int]:
    """Return how many rows of business data there are."""
    counts = books.counts()
    return {name: counts[name] for name in WRITTEN}


def bad_file(bad: str, folder: Path) -> tuple[Path, str]:
    """Write one of the bad files; return where it lies and the sentence that refuses it."""
    name, data, sentence = BAD_FILES[bad]
    (folder / name).write_bytes(data)
    return folder / name, sentence


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_question_file_is_refused_and_what_was_typed_stays(
    liaison: Page, server: LiveServer, books: Books, bad: str, tmp_path: Path
) -> None:
    """One sentence at the field; no row of any table is written; the new bank's name is still there."""
    file, sentence = bad_file(bad, tmp_path)
    before = books.counts()
    liaison.goto(f"{server.url}/bank/import")
    liaison.get_by_label("放进哪个题库").select_option(label="新建一个题库")
    liaison.get_by_label("新题库的名称").fill("打字不该白打")
    liaison.get_by_label("题库文件").set_input_files(file)
    press(liaison, "上传并识别")
    expect(liaison.get_by_role("alert")).to_contain_text(sentence)
    expect(liaison.get_by_label("新题库的名称")).to_have_value("打字不该白打")
    assert books.counts() == before


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_roster_file_is_refused(
    liaison: Page, server: LiveServer, books: Books, bad: str, tmp_path: Path
) -> None:
    """The same sentences on the roster's page, and nothing written."""
    file, sentence = bad_file(bad, tmp_path)
    before = books.counts()
    liaison.goto(f"{server.url}/roster/import")
    liaison.get_by_label("名册文件").set_input_files(file)
    press(liaison, "上传并核对")
    expect(liaison.get_by_role("alert")).to_contain_text(sentence)
    assert books.counts() == before


@pytest.mark.parametrize(("path", "label"), [("/bank/import", "题库文件"), ("/roster/import", "名册文件")])
def test_a_file_of_50_megabytes_is_refused_before_and_after_it_is_sent(
    liaison: Page, server: LiveServer, books: Books, tmp_path: Path, path: str, label: str
) -> None:
    """The page does not take it, so nothing typed is lost; without scripts the server answers with one sentence."""
    file = tmp_path / "很大.xlsx"
    file.write_bytes(b"PK\x03\x04" + b"\0" * (50 * 1024 * 1024))
    before = books.counts()
    liaison.goto(f"{server.url}{path}")
    liaison.get_by_label(label).set_input_files(file)
    expect(liaison.locator(".drop-name")).to_contain_text("超过 20 MB，没有选上，请拆分")
    expect(liaison.get_by_label(label)).to_have_value("")
    assert liaison.evaluate(SEND_50_MB) == [413, True]
    assert books.counts() == before


def send_roster(page: Page, server: LiveServer, rows: Sequence[tuple[str, ...]]) -> None:
    """Upload a roster file."""
    page.goto(f"{server.url}/roster/import")
    production.choose_file(page, "名册文件", "名册.xlsx", production.workbook(rows))
    press(page, "上传并核对")


def test_unknown_columns_of_a_roster_are_named_and_not_taken(liaison: Page, server: LiveServer, books: Books) -> None:
    """The preview names them and says what to do; without a column of names the file is refused."""
    before = written(books)
    send_roster(liaison, server, [("姓名", "科室", "星座"), ("温如玉", "综合科", "狮子座")])
    expect(liaison.get_by_text("不认识的列，确认后不导入：星座")).to_be_visible()
    press(liaison, "放弃这份名册")
    send_roster(liaison, server, [("血型", "星座"), ("A", "狮子座")])
    expect(liaison.get_by_role("alert")).to_contain_text("姓名")
    assert written(books) == before


def test_two_people_with_one_staff_number_stop_the_roster(liaison: Page, server: LiveServer, books: Books) -> None:
    """Both places are shown, nothing can be confirmed, and the page says to mend and upload again."""
    before = written(books)
    rows = [("姓名", "工号", "科室"), ("温如玉", "YP777", "综合科"), ("杜若飞", "YP777", "法规科")]
    send_roster(liaison, server, rows)
    titled(liaison, "要先改好，现在不能写入")
    expect(liaison.locator("#refused")).to_contain_text("YP777")
    expect(liaison.get_by_role("button", name="确认写入")).to_have_count(0)
    expect(liaison.get_by_role("link", name="改好后重新上传")).to_be_visible()
    browsing.screenshot(liaison, "walk-roster-refused")
    assert written(books) == before


def test_a_question_without_a_key_is_held_back_with_its_reason(liaison: Page, server: LiveServer, books: Books) -> None:
    """The preview shows which and why; confirming takes the other and gives the held one back as a file."""
    text = "一、单项选择题\n1. 有答案的题（ ）。\nA. 甲\nB. 乙\n答案：A\n2. 缺答案的题（ ）。\nA. 甲\nB. 乙\n"
    send_questions(liaison, server.url, "缺答案.txt", text.encode())
    expect(liaison.locator(".found-pane")).to_contain_text("缺答案的题")
    expect(liaison.locator(".found-pane")).to_contain_text("没有答案")
    before = written(books)
    press(liaison, "入库 1 题")
    titled(liaison, "已入库 1 题")
    expect(liaison.get_by_role("link", name="下载没有入库的 1 题")).to_be_visible()
    assert written(books) == before | {"questions": before["questions"] + 1}


def test_a_wrong_exam_form_keeps_everything_and_says_what_to_mend(
    liaison: Page, server: LiveServer, books: Books
) -> None:
    """It closes before it opens, and the pass mark is above the total: both sentences at once, at their fields."""
    before = books.counts()
    liaison.goto(f"{server.url}/exams/new?preset=xinjiang_2017")
    typed = {
        "考试名称": "先关后开的考试",
        "开放时间": "2031-03-02T09:00",
        "截止时间": "2031-03-01T09:00",
        "合格线": "120",
    }
    for label, text in typed.items():
        liaison.get_by_label(label, exact=True).fill(text)
    press(liaison, "存为草稿")
    expect(liaison.get_by_role("alert")).to_contain_text("截止时间应晚于开放时间，请改正")
    expect(liaison.get_by_role("alert")).to_contain_text("合格线")
    for label, text in typed.items():
        expect(liaison.get_by_label(label, exact=True)).to_have_value(text)
    browsing.screenshot(liaison, "walk-exam-refused")
    assert books.counts() == before


def test_an_attempt_is_its_owners_and_starts_once(
    liaison: Page, phone: Page, browser: Browser, server: LiveServer, books: Books
) -> None:
    """A colleague gets 404 at every address of it; a second start in a second tab leads to the same attempt."""
    secrets = print_slips(liaison, server.url)
    exam_id = publish(liaison, server.url, "一次只开一份", 60, (5, 3, 2), 10)
    enter(phone, server.url, "YP002", secrets["YP002"])
    tabs = [phone, phone.context.new_page()]
    for tab in tabs:
        tab.goto(f"{server.url}/exams/{exam_id}/intro")
        expect(tab.get_by_role("button", name="开始答题")).to_be_visible()
    for tab in tabs:
        press(tab, "开始答题")
        tab.wait_for_url("**/attempts/*")
    assert tabs[0].url == tabs[1].url
    assert books.one("select count(*) from attempts where exam_id = ?", exam_id) == 1
    path = tabs[0].url
    before = books.counts()
    with visitor(browser, server) as colleague:
        colleague.enter("YP003", secrets["YP003"])
        for tail in ("", "/state", "/confirm", "/result"):
            assert colleague.web.get(f"{path}{tail}").status == 404, tail
        mine = colleague.post(f"{path.removeprefix(server.url)}/submit", "/account/me")
        assert mine.status == 404
    with browsing.open_page(browser, browsing.PHONE) as other:
        sign_in(other, server.url, "YP003")
        other.goto(path)
        expect(other.get_by_role("alert")).to_contain_text("请")
    changed = {name: count for name, count in books.counts().items() if before[name] != count}
    assert changed == {}
