"""Questions leave the bank in every format, by page and by command line, and come back as already there."""

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from question_bank import read_questions, writable_formats
from tests.bank.office import Office
from tests.bank.test_cli import Run, file, installation, run
from tests.bank.test_pages import liaison
from webapp.bank import queries, service
from webapp.db import reading, transaction

__all__ = ["file", "installation", "liaison", "run"]

CODES = [found.code for found in writable_formats()]


def test_the_formats_that_questions_leave_in() -> None:
    """Word, Excel, GIFT, Moodle XML, QTI and JSON."""
    assert set(CODES) == {"docx", "xlsx", "gift", "moodle_xml", "qti", "json"}


@pytest.mark.parametrize("found", writable_formats(), ids=lambda found: found.code)
def test_the_list_page_offers_every_format_of_the_present_filter(
    liaison: FlaskClient, home: Office, small_file: bytes, now: datetime, found
) -> None:
    """The link carries the filter; the file is an attachment and holds what the list shows."""
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    page = liaison.get("/bank/?type=true_false").text
    assert f'href="/bank/export/{found.code}?type=true_false"' in page and found.label in page
    answer = liaison.get(f"/bank/export/{found.code}?type=true_false")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    report = read_questions(answer.data, f"题库导出.{found.extension}")
    assert report.format == found.code and report.counts == {"true_false": 2}
    stored = queries.search(reading(), home.unit_id, queries.Wanted(type="true_false"))
    assert [read.question for read in report.questions] == [row.content for row in stored]


@pytest.mark.parametrize("found", writable_formats(), ids=lambda found: found.code)
def test_an_export_is_taken_by_the_import_page_and_changes_nothing(
    liaison: FlaskClient, home: Office, small_file: bytes, now: datetime, found
) -> None:
    """Its extension is allowed, and all of it is already there."""
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    data = liaison.get(f"/bank/export/{found.code}").data
    with transaction() as session:
        name = f"导出.{found.extension}"
        again = service.import_file(session, home.bank_id, data, name, actor_id=None, now=now)
    assert (again["added_count"], again["unchanged_count"], again["held_back"]) == (0, 4, [])


def test_there_is_one_way_to_export(
    liaison: FlaskClient, home: Office, small_file: bytes, now: datetime
) -> None:
    """One control names each format once and how many questions leave; without questions there is nothing to export."""
    assert "导出" not in liaison.get("/bank/").text
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    page = liaison.get("/bank/?type=true_false").text
    assert page.count("/bank/export/") == len(CODES) and page.count("导出</summary>") + page.count("导出<svg") == 1
    assert "导出当前筛选的 2 题" in page and "导出 Excel" not in page


def test_an_unknown_format_is_not_found(liaison: FlaskClient) -> None:
    """Formats that can only be read are not written either."""
    assert liaison.get("/bank/export/aiken").status_code == 404
    assert liaison.get("/bank/export/pdf").status_code == 404


def test_a_parameter_named_like_the_format_does_no_harm(
    liaison: FlaskClient, home: Office, small_file: bytes, now: datetime
) -> None:
    """The links of the page are its own."""
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    page = liaison.get("/bank/?code=x")
    assert page.status_code == 200 and 'href="/bank/export/gift"' in page.text


def test_the_template_can_be_downloaded_on_the_import_page(liaison: FlaskClient) -> None:
    """It is an attachment that the import reads without a doubt."""
    page = liaison.get("/bank/import").text
    assert 'href="/bank/template.xlsx"' in page and ".gift" in page
    answer = liaison.get("/bank/template.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert read_questions(answer.data, "模板.xlsx").held_back == ()


def test_a_standard_file_goes_through_the_import_page(liaison: FlaskClient, home: Office) -> None:
    """Upload, preview: GIFT is taken like any other question file."""
    form = {"file": (io.BytesIO("::1::首都是{=北京 ~上海}".encode()), "题.gift"), "text": "", "new_bank": ""}
    answer = liaison.post("/bank/import", data={**form, "bank": str(home.bank_id)}, content_type="multipart/form-data")
    assert answer.status_code == 303


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("code", CODES)
def test_the_command_line_exports(run: Run, file: str, tmp_path: Path, code: str) -> None:
    """What was imported is written, and inspect reads it as that format."""
    run("bank", "import", file)
    target = tmp_path / "导出"
    ended, out, _ = run("bank", "export", "--format", code, "-o", str(target))
    assert ended == 0 and "4 题" in out
    _, shown, _ = run("bank", "inspect", "--json", str(target))
    report = json.loads(shown)
    assert (report["format"], report["held_back"]) == (code, [])
    assert report["counts"] == {"single_choice": 1, "true_false": 2, "short_answer": 1}


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--format", "gift", "--bank", "没有的题库", "-o", "{}/x"), "没有名为“没有的题库”的题库"),
        (("--format", "gift", "-o", "{}/没有的目录/x"), "写不了文件"),
        (("--format", "aiken", "-o", "{}/x"), "format 的值不能用"),
    ],
)
def test_what_can_not_be_exported_ends_with_2(
    run: Run, file: str, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    """One sentence says why."""
    run("bank", "import", file)
    code, out, err = run("bank", "export", *(option.format(tmp_path) for option in options))
    assert (code, out) == (2, "") and sentence in err
