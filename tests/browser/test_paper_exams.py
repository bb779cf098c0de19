"""An exam on paper in the browser: drawn and keyed by the liaison at a desk, checked by a leader on a phone."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from seeds.demonstration import cast
from tests.browser import site_walk
from tests.support import browsing
from tests.support.processes import LiveServer, running_server
from webapp.clock import local

pytestmark = pytest.mark.browser
LEADER, CLERK = cast.ACCOUNTS[3].staff_number, cast.ACCOUNTS[2].staff_number
SCAN = {"name": "试卷.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}


@pytest.fixture(scope="module")
def served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration office on a real server."""
    copy = shutil.copytree(demo_template, tmp_path_factory.mktemp("paper") / "demo")
    with running_server(copy) as server:
        yield server


def unsat(instance: Path) -> tuple[int, str, datetime]:
    """Return the newest exam, the number of somebody who has not sat it, and when it opened."""
    with sqlite3.connect(instance / "xuefa.sqlite3") as books:
        return books.execute(
            "select e.id, p.staff_number, w.opens_at from exams e"
            " join exam_windows w on w.exam_id = e.id join assignments a on a.requirement_id = e.requirement_id"
            " join employees p on p.id = a.employee_id where p.left_on is null and p.staff_number not in (?, ?)"
            " and a.id not in (select assignment_id from exemptions) and not exists (select 1 from attempts t"
            " where t.exam_id = e.id and t.employee_id = p.id) order by e.id desc, p.id desc",
            (LEADER, CLERK),
        ).fetchone()


def look(page: Page, watch: site_walk.Watch, name: str) -> None:
    """Take a picture and find nothing wrong with the page."""
    browsing.screenshot(page, name)
    assert site_walk.problems(page, watch) == []


def test_a_paper_exam_from_the_paper_to_the_score(browser: Browser, served: LiveServer) -> None:
    """Each page fits and is without barriers; differing scores are shown to the leader, equal ones count."""
    exam_id, number, opens_at = unsat(served.instance)
    sat_at = local(datetime.fromisoformat(str(opens_at)).replace(tzinfo=UTC)).strftime("%Y-%m-%dT%H:%M")
    with browsing.open_page(browser, browsing.DESKTOP) as page, site_walk.watched(page) as watch:
        site_walk.sign_in(page, served.url, CLERK, cast.PASSWORD)
        page.goto(f"{served.url}/exams/{exam_id}")
        page.get_by_role("link", name="纸笔考试").click()
        watch.restart()
        look(page, watch, "paper-exam-empty")
        page.get_by_role("button", name="出试卷").click()
        expect(page.get_by_role("status").first).to_have_text("已出 2 套试卷，可以取文件打印。")
        look(page, watch, "paper-exam-drawn")
        with page.expect_download() as taken:
            page.get_by_role("button", name="试卷", exact=True).first.click()
        assert "A卷" in taken.value.suggested_filename
        assert docx.Document(BytesIO(taken.value.path().read_bytes())).paragraphs
        page.get_by_role("link", name="录入成绩").click()
        watch.restart()
        page.get_by_label("收卷时间").fill(sat_at)
        page.get_by_label("姓名或工号和分数").fill(f"{number} 85")
        page.set_input_files("#scan", SCAN)
        look(page, watch, "paper-scores")
        page.get_by_role("button", name="提交核对").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("这份纸笔成绩等待核对")
        look(page, watch, "sitting-keyed")
        where = page.url
    with browsing.open_page(browser, browsing.PHONE) as page, site_walk.watched(page) as watch:
        site_walk.sign_in(page, served.url, LEADER, cast.PASSWORD)
        page.goto(f"{served.url}/exams/sittings")
        watch.restart()
        look(page, watch, "sitting-list")
        page.goto(where)
        look(page, watch, "sitting-check")
        page.get_by_label("再录一遍").fill(f"{number} 58")
        page.get_by_role("button", name="核对通过").click()
        expect(page.get_by_role("alert")).to_contain_text("先录入 85 分，再录入 58 分")
        watch.complaints.clear()  # The refusal itself is an answer of 422.
        look(page, watch, "sitting-differs")
        page.get_by_label("再录一遍").fill(f"{number} 85")
        page.get_by_role("button", name="核对通过").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已核对，成绩已计入")
        look(page, watch, "sitting-checked")
