"""What the liaison sees and does in the browser, and what everybody else does not."""

import io
import re
from datetime import datetime

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank import read_questions
from tests.bank import office
from tests.bank.office import Office
from tests.support.counting import count_queries
from webapp import tasks
from webapp.bank import queries, service
from webapp.db import db, reading, transaction

GET_PAGES = (
    "/bank/",
    "/bank/export/xlsx",
    "/bank/export/gift",
    "/bank/template.xlsx",
    "/bank/import",
    "/bank/questions/{question}",
    "/bank/imports/{batch}",
    "/bank/imports/{batch}/state",
    "/bank/imports/{batch}/preview",
    "/bank/imports/{batch}/receipt",
    "/bank/imports/{batch}/held.xlsx",
    "/bank/imports/{batch}/held.docx",
    "/bank/questions/{question}/edit",
)
POSTS = (
    "/bank/import",
    "/bank/questions/{question}/publish",
    "/bank/questions/{question}/retire",
    "/bank/imports/{batch}/confirm",
    "/bank/imports/{batch}/cancel",
    "/bank/questions/{question}/edit",
    "/bank/questions/publish",
    "/bank/check",
)


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the office's liaison."""
    return browser_of(app, home.liaison_id, now)


def browser_of(app: Flask, employee_id: int, now: datetime) -> FlaskClient:
    """Return the browser of somebody who has signed in; forms need no token in it."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with transaction() as session:
        office.enter(client, session, employee_id, now=now)
    return client


def send(client: FlaskClient, data: bytes, filename: str, **fields: str):
    """Send the import form with a file."""
    form = {"file": (io.BytesIO(data), filename), "text": "", "bank": "", "new_bank": "", **fields}
    return client.post("/bank/import", data=form, content_type="multipart/form-data")


def uploaded(client: FlaskClient, bank: Office, data: bytes, filename: str = "小题库.txt") -> str:
    """Upload a file into the office's bank, let the worker read it, and return the address of its import."""
    answer = send(client, data, filename, bank=str(bank.bank_id))
    assert answer.status_code == 303, answer.text
    assert tasks.run_next()
    return str(answer.location)


def heading(page: str) -> str:
    """Return the title sentence of a page."""
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found.group(1)


def cells(data: bytes) -> list[list[object]]:
    """Return the rows of the first sheet of an Excel file."""
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)]


def test_a_file_goes_from_upload_to_receipt(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """Upload, wait, look, confirm, receipt: each page leads to the next, and the new questions are behind a link."""
    address = uploaded(liaison, home, small_file)
    state = liaison.get(f"{address}/state").json
    assert state is not None
    assert (state["state"], state["result_url"]) == ("done", f"{address}/preview")
    assert liaison.get(address).location == f"{address}/preview"
    page = liaison.get(f"{address}/preview").text
    assert heading(page) == "4 道题可以入库，1 道存疑"
    assert "入库 4 题" in page and "没有答案" in page and page.count("btn-primary") == 1
    answer = liaison.post(f"{address}/confirm")
    assert (answer.status_code, answer.location) == (303, f"{address}/receipt")
    receipt = liaison.get(answer.location).text
    assert heading(receipt) == "已入库 4 题"
    batch_id = address.rpartition("/")[2]
    assert f'href="/bank/?batch={batch_id}"' in receipt
    listed = liaison.get(f"/bank/?batch={batch_id}").text
    assert "共 4 条" in listed and heading(listed) == "4 道题可以出卷"


def test_confirming_twice_leads_to_the_same_receipt(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """A double click and a reload of the preview change nothing."""
    address = uploaded(liaison, home, small_file)
    liaison.post(f"{address}/confirm")
    first = liaison.get(f"{address}/receipt").text
    assert liaison.post(f"{address}/confirm").location == f"{address}/receipt"
    assert heading(liaison.get(f"{address}/receipt").text) == heading(first)
    assert liaison.get(f"{address}/preview", follow_redirects=True).request.path == f"{address}/receipt"
    assert queries.count(reading(), home.unit_id, queries.Wanted()) == 4


def test_a_pasted_text_makes_a_new_bank(liaison: FlaskClient, home: Office) -> None:
    """A paste into a new bank is read like a file."""
    text = "一、判断题\n1. 宪法是根本法。（ ）\n答案：√\n"
    answer = liaison.post("/bank/import", data={"text": text, "bank": "", "new_bank": "普法题库"})
    assert answer.status_code == 303
    assert tasks.run_next()
    liaison.post(f"{answer.location}/confirm")
    assert [bank.name for bank in queries.banks(reading(), home.unit_id) if bank.total] == ["普法题库"]


@pytest.mark.parametrize(
    ("data", "filename", "fields", "sentence"),
    [
        (b"", "", {"bank": "", "new_bank": "甲"}, "还没有题目"),
        (b"", "空.docx", {"new_bank": "甲"}, "是空的"),
        (b"%PDF-", "扫描.pdf", {"new_bank": "甲"}, "类型不能用"),
        (b"\xd0\xcf\x11\xe0", "加密.xlsx", {"new_bank": "甲"}, "加了密码"),
        ("题".encode(), "机密.txt", {"new_bank": "甲"}, "涉密和内部文件不得上传"),
        ("题".encode(), "题.txt", {"new_bank": ""}, "请填写新题库的名称"),
        ("题".encode(), "题.txt", {"new_bank": "学法题库"}, "已有名为"),
        ("题".encode(), "题.txt", {"new_bank": "甲", "text": "又粘贴"}, "只能用一种"),
    ],
)
def test_a_refused_upload_shows_the_form_again(
    liaison: FlaskClient, home: Office, data: bytes, filename: str, fields: dict[str, str], sentence: str
) -> None:
    """Each bad upload is one sentence on the form, with 422, and makes neither bank nor import."""
    answer = send(liaison, data, filename, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text and "不得上传涉密和内部文件" in answer.text
    assert [bank.name for bank in queries.banks(reading(), home.unit_id)] == ["学法题库"]
    assert queries.recent_batches(reading(), home.unit_id) == []


def test_a_50_mb_file_is_refused_kindly(liaison: FlaskClient) -> None:
    """A body past the limit is refused before it is read, with the limit named."""
    head = b'--end\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
    body = head + b"x" * (50 * 1024 * 1024) + b"\r\n--end--\r\n"
    answer = liaison.post("/bank/import", data=body, content_type="multipart/form-data; boundary=end")
    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_a_file_that_failed_says_why(liaison: FlaskClient, home: Office) -> None:
    """The progress page of a damaged file gives the sentence and the way on."""
    address = uploaded(liaison, home, b"PK\x03\x04" + b"\0" * 100, "坏的.docx")
    assert "已损坏" in liaison.get(address).text
    state = liaison.get(f"{address}/state").json
    assert state is not None and state["state"] == "failed" and "已损坏" in state["sentence"]


def test_a_file_without_questions_is_no_error(liaison: FlaskClient, home: Office) -> None:
    """An empty template gives 没有识别到题目 and the way on."""
    page = liaison.get(uploaded(liaison, home, "题目,答案\n".encode(), "空模板.csv") + "/preview")
    assert page.status_code == 200
    assert heading(page.text) == "没有识别到题目"


def test_cancelling_writes_nothing(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """A cancelled import leads back to the start and leaves the bank as it was."""
    address = uploaded(liaison, home, small_file)
    assert liaison.post(f"{address}/cancel").location == "/bank/import"
    assert liaison.post(f"{address}/confirm").status_code == 409
    assert queries.count(reading(), home.unit_id, queries.Wanted()) == 0


def test_hostile_text_is_shown_as_text(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """Tags in a stem appear escaped on the preview, the list and the question's own page."""
    address = uploaded(liaison, home, small_file)
    preview = liaison.get(f"{address}/preview").text
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="onerror"))
    for page in (preview, liaison.get("/bank/").text, liaison.get(f"/bank/questions/{row.question_id}").text):
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
        assert "<img src=x" not in page


def test_formulas_leave_as_text(liaison: FlaskClient, home: Office, now: datetime) -> None:
    """A cell that begins with = is a text in the exported file."""
    text = '一、单选题\n1. =HYPERLINK("http://x")（ ）\nA. =1+1\nB. @SUM(A1)\n答案：A\n'
    with transaction() as session:
        service.import_file(session, home.bank_id, text.encode(), "题.txt", actor_id=None, now=now)
    answer = liaison.get("/bank/export/xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    found = {cell.value: cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert found["=1+1"] == "s"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_comes_back_unchanged(liaison: FlaskClient, home: Office, small_file: bytes, now: datetime) -> None:
    """What is exported is imported again as already there, and nothing of it is left unread."""
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    exported = liaison.get("/bank/export/xlsx").data
    with transaction() as session:
        again = service.import_file(session, home.bank_id, exported, "导出.xlsx", actor_id=None, now=now)
    assert (again["added_count"], again["unchanged_count"], again["held_back"], again["unread_count"]) == (0, 4, [], 0)


def test_held_back_questions_come_back_as_a_file_to_mend(
    liaison: FlaskClient, home: Office, small_file: bytes, now: datetime
) -> None:
    """The file names reason and place; with its key filled in it is read as a question and nothing else."""
    address = uploaded(liaison, home, small_file)
    data = liaison.get(f"{address}/held.xlsx").data
    header, row = cells(data)
    assert row[header.index("退回原因")] == "没有答案" and row[header.index("原文位置")]
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0].cell(2, header.index("答案") + 1, "A")
    mended = io.BytesIO()
    book.save(mended)
    report = read_questions(mended.getvalue(), "待补.xlsx")
    assert [read.question.stem for read in report.questions] == ["下列选项中没有答案的是（    ）。"]
    assert (report.held_back, report.unread) == ((), ())


def test_conflicts_stand_side_by_side(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """A key conflict shows both keys before and after confirming, and goes into the file to mend."""
    liaison.post(uploaded(liaison, home, small_file) + "/confirm")
    address = uploaded(liaison, home, small_file.replace("答案：B".encode(), "答案：C".encode()), "改.txt")
    page = liaison.get(f"{address}/preview?group=conflict").text
    assert "题库里同一道题的答案是 B" in page and "versus" in page
    liaison.post(f"{address}/confirm")
    receipt = liaison.get(f"{address}/receipt").text
    assert "这里的答案是 C" in receipt and "是 B" in receipt
    assert len(cells(liaison.get(f"{address}/held.xlsx").data)) == 3


def test_a_long_file_stays_a_small_page(liaison: FlaskClient, home: Office) -> None:
    """300 questions are shown 50 at a time, in under 300 kB, with the open one's source marked."""
    one = "{n}. 第{n}道判断题的题干，" + "内容较长，" * 20 + "（ ）\n答案：对\n"
    text = "一、判断题\n" + "".join(one.format(n=n) for n in range(1, 301))
    address = uploaded(liaison, home, text.encode())
    page = liaison.get(f"{address}/preview").text
    assert heading(page) == "300 道题可以入库，0 道存疑"
    assert len(page.encode()) < 300_000 and "共 300 条" in page
    assert page.count('class="found') - page.count('class="found-') == 50
    last = liaison.get(f"{address}/preview?page=6&item=q299").text
    assert re.search(r"para-on.*第300道", last)


def test_retiring_takes_a_reason(liaison: FlaskClient, home: Office, small_file: bytes) -> None:
    """Without a reason the form comes back; with one the question leaves the draw and can be brought back."""
    liaison.post(uploaded(liaison, home, small_file) + "/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(type="single_choice"))
    address = f"/bank/questions/{row.question_id}"
    refused = liaison.post(f"{address}/retire", data={"reason": " "})
    assert refused.status_code == 422 and "停用原因" in refused.text
    assert liaison.post(f"{address}/retire", data={"reason": "条文已修改"}).status_code == 303
    assert heading(liaison.get(address).text) == "这道题已停用，不再出卷"
    assert "共 1 条" in liaison.get("/bank/?state=retired").text
    liaison.post(f"{address}/publish")
    assert heading(liaison.get(address).text) == "这道题可以出卷"


@pytest.fixture
def places(home: Office, small_file: bytes, now: datetime) -> dict[str, int]:
    """A question and an import of the office, by name."""
    with transaction() as session:
        service.import_file(session, home.bank_id, small_file, "题.txt", actor_id=None, now=now)
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(type="single_choice"))
    ((batch, _),) = queries.recent_batches(reading(), home.unit_id)
    return {"question": row.question_id, "batch": batch.id}


def test_strangers_are_sent_to_sign_in(app: Flask, places: dict[str, int]) -> None:
    """Nobody sees or does anything without signing in."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    for address in GET_PAGES:
        assert "/login" in client.get(address.format(**places)).location
    for address in POSTS:
        assert "/login" in client.post(address.format(**places)).location


def test_employees_are_refused(app: Flask, home: Office, places: dict[str, int], now: datetime) -> None:
    """An employee sees no bank page and no key."""
    client = browser_of(app, home.employee_id, now)
    assert {client.get(address.format(**places)).status_code for address in GET_PAGES} == {403}
    assert {client.post(address.format(**places)).status_code for address in POSTS} == {403}


def test_another_unit_finds_nothing(app: Flask, other: Office, places: dict[str, int], now: datetime) -> None:
    """The liaison of another unit gets 404 for every question, import and bank of this one."""
    client = browser_of(app, other.liaison_id, now)
    named = [address.format(**places) for address in GET_PAGES if "{" in address]
    assert {client.get(address).status_code for address in named} == {404}
    posts = [address.format(**places) for address in POSTS if "{" in address]
    assert {client.post(address, data={"reason": "x"}).status_code for address in posts} == {404}
    assert "国家宪法日" not in client.get("/bank/").text


def test_another_units_bank_takes_no_upload(app: Flask, home: Office, other: Office, now: datetime) -> None:
    """A bank of another unit cannot be chosen, whatever the form sends."""
    client = browser_of(app, other.liaison_id, now)
    assert send(client, "1. 题".encode(), "题.txt", bank=str(home.bank_id)).status_code == 422
    assert queries.recent_batches(reading(), home.unit_id) == []


def test_the_list_costs_the_same_for_one_row_and_for_fifty(liaison: FlaskClient, home: Office, now: datetime) -> None:
    """The number of statements of the bank's page does not grow with its rows."""

    def fill(first: int, last: int) -> int:
        text = "一、判断题\n" + "".join(f"{n}. 题干{n}（ ）\n答案：对\n" for n in range(first, last))
        with transaction() as session:
            service.import_file(session, home.bank_id, text.encode(), "题.txt", actor_id=None, now=now)
        with count_queries(db.engine) as statements:
            assert liaison.get("/bank/?size=50").status_code == 200
        return len(statements)

    liaison.get("/bank/")
    assert fill(1, 2) == fill(2, 60)


def test_the_filters_fold_on_a_phone_and_stand_open_while_one_is_set(liaison: FlaskClient, home: Office) -> None:
    """The six selects stand behind one summary after the search field; a search alone leaves it closed."""
    for query, is_open in (("", False), ("q=宪法", False), ("difficulty=3", True), ("citation=none", True)):
        form = liaison.get(f"/bank/?{query}").text.split('role="search"')[1].split("</form>")[0]
        assert ('<details class="fold" open>' in form) == is_open, query
        assert form.index('type="search"') < form.index("<details") < form.index("<select")
        assert form.count("<select") == 6 and "查找" in form


def test_odd_addresses_are_no_errors(liaison: FlaskClient, home: Office) -> None:
    """Filters typed by hand find nothing instead of failing."""
    for query in ("bank=x", "difficulty=9999999999999", "batch=-1", "page=0", "q=%25_%5C", "state=nonsense"):
        assert liaison.get(f"/bank/?{query}").status_code == 200
