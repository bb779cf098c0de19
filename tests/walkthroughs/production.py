"""Decide the made-up production office of the walkthroughs: its people, its files, and how each of them reaches it."""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import APIRequestContext, APIResponse, Browser, Page

from question_bank import question_from_json
from tests.support.processes import LiveServer, run_xuefa

ADMIN = "LL900"
OFFICE = "云屏区人民政府办公室"
HEADINGS = ("姓名", "工号", "科室", "职务", "编制", "手机号", "邮箱")
PEOPLE = (
    ("白景行", "YP001", "综合科", "科长", "公务员"),
    ("裴知远", "YP002", "综合科", "一级科员", "公务员"),
    ("廖清妍", "YP003", "综合科", "二级科员", "公务员"),
    ("邬若谷", "YP004", "综合科", "二级科员", "公务员"),
    ("席怀瑾", "YP005", "综合科", "文员", "编外"),
    ("尚以宁", "YP006", "法规科", "科长", "公务员"),
    ("乔书意", "YP007", "法规科", "一级科员", "公务员"),
    ("滕望舒", "YP008", "法规科", "二级科员", "参公"),
    ("焦若水", "YP009", "督查科", "科长", "公务员"),
    ("谷雨时", "YP010", "督查科", "一级科员", "公务员"),
    ("阮星河", "YP011", "督查科", "二级科员", "事业编制"),
    ("柏舟行", "YP012", "督查科", "二级科员", "公务员"),
)
REQUIRED = tuple(number for _, number, _, _, employment in PEOPLE if employment != "编外")
SECRET_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def password_of(number: str) -> str:
    """Return the password that a person chooses at the first sign-in."""
    return f"Chang-{number[::-1]}-jiu"


def email_of(number: str) -> str:
    """Return a person's address."""
    return f"{number.lower()}@example.com"


def workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    """Return an Excel file of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def roster_rows() -> list[tuple[str, ...]]:
    """Return the rows of the roster file, its heading first."""
    return [HEADINGS, *((*one, "", email_of(one[1])) for one in PEOPLE)]


def own_questions() -> bytes:
    """Return a question file in plain text: 12 single, 6 multiple, 6 true/false, where the real files are absent."""
    lines = ["一、单项选择题"]
    for number in range(1, 13):
        lines += [f"{number}. 走查单选第{number}题（  ）。", "A. 甲说", "B. 乙说", "C. 丙说", "D. 丁说", "答案：B"]
    lines.append("二、多项选择题")
    for number in range(1, 7):
        lines += [f"{number}. 走查多选第{number}题（  ）。", "A. 甲说", "B. 乙说", "C. 丙说", "D. 丁说", "答案：AC"]
    lines.append("三、判断题")
    for number in range(1, 7):
        lines += [f"{number}. 走查判断第{number}题。", "答案：对"]
    return "\n".join(lines).encode()


def found(folder: Path) -> str:
    """Found the office by `xuefa init` and return the administrator's one-time secret."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("--office", OFFICE, "--administrator", "乐言蹊", "--account", ADMIN)
    done = run_xuefa("init", *names, instance=folder)
    assert done.returncode == 0, done.stderr
    secret = re.search(r"一次性口令 (\S+?)，", done.stdout)
    assert secret is not None, done.stdout
    return secret[1]


class Books:
    """The database behind a server, read beside it and never written."""

    def __init__(self, instance: Path) -> None:
        self._address = f"file:{instance / 'xuefa.sqlite3'}?mode=ro"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._address, uri=True, timeout=10)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, statement: str, *values: object) -> list[Any]:
        """Return what a SELECT finds."""
        with self._open() as connection:
            return connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:
        """Return the first column of the first row."""
        return self.rows(statement, *values)[0][0]

    def counts(self) -> dict[str, int]:
        """Return how many rows each table of business data holds; what merely notes a refusal is left out."""
        passing = {"audit_entries", "login_sessions", "login_failures", "leases", "alembic_version"}
        names = [name for (name,) in self.rows("select name from sqlite_master where type = 'table'")]
        return {name: self.one(f'select count(*) from "{name}"') for name in names if name not in passing}

    def right_responses(self, attempt_id: int) -> list[Any]:
        """Return the right response to each item of an attempt, as the exam page sends it, in its order."""
        snapshot = json.loads(self.one("select snapshot from attempts where id = ?", attempt_id))
        return [self._right(item) for item in snapshot["items"]]

    def _right(self, item: Mapping[str, Any]) -> Any:
        content = json.loads(self.one("select content from question_versions where id = ?", item["version_id"]))
        key = list(question_from_json(content).key_texts)
        return key if item["type"] == "multiple_choice" else key[0]


@dataclass
class Visitor:
    """A person at a browser without a window: the same forms and addresses, sent quickly."""

    web: APIRequestContext
    url: str

    def get(self, path: str) -> str:
        """Return a page, which must be there."""
        answer = self.web.get(f"{self.url}{path}")
        assert answer.ok, f"{answer.status} {path}"
        return answer.text()

    def post(self, path: str, form_at: str, **fields: str) -> APIResponse:
        """Send a form with the token of the page it stands on; redirects are followed."""
        token = SECRET_TOKEN.search(self.get(form_at))
        assert token is not None, form_at
        return self.web.post(f"{self.url}{path}", form={"csrf_token": token[1], **fields})

    def enter(self, number: str, secret: str) -> None:
        """Sign in with a slip's secret and choose the own password."""
        self.sign_in(number, secret)
        own = password_of(number)
        assert self.post("/account/password", "/account/password", password=own, again=own).ok

    def sign_in(self, number: str, secret: str) -> None:
        """Sign in by the form."""
        answer = self.post("/account/login", "/account/login", account=number, password=secret)
        assert answer.ok and "/account/login" not in answer.url, answer.text()

    def start(self, exam_id: int) -> int:
        """Start an exam and return the attempt's id."""
        answer = self.post(f"/exams/{exam_id}/start", f"/exams/{exam_id}/intro")
        assert answer.ok, answer.text()
        return int(answer.url.rsplit("/", 1)[1])

    def save(self, attempt_id: int, responses: list[Any]) -> None:
        """Save the first answers of an attempt, as the exam page does."""
        token = SECRET_TOKEN.search(self.get(f"/attempts/{attempt_id}"))
        assert token is not None
        for place, response in enumerate(responses):
            sent = {"item": place, "seq": place + 1, "response": response}
            answer = self.web.post(
                f"{self.url}/attempts/{attempt_id}/responses", data=sent, headers={"X-CSRFToken": token[1]}
            )
            assert answer.ok, answer.text()

    def pass_exam(self, exam_id: int, books: Books) -> str:
        """Sit an exam without a mistake and return the result page."""
        attempt_id = self.start(exam_id)
        self.save(attempt_id, books.right_responses(attempt_id))
        answer = self.post(f"/attempts/{attempt_id}/submit", f"/attempts/{attempt_id}/confirm")
        assert answer.url.endswith("/result")
        return answer.text()


@contextmanager
def visitor(browser: Browser, server: LiveServer) -> Iterator[Visitor]:
    """Open a fresh profile for somebody whose screens are not watched."""
    context = browser.new_context()
    yield Visitor(context.request, server.url)
    context.close()


def choose_file(page: Page, label: str, name: str, data: bytes) -> None:
    """Choose a file in a form, as if it lay on the person's disk."""
    page.get_by_label(label).set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
