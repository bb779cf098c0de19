"""Every page of every role, on the demonstration office: it fits, it is quiet, it is light, and it keeps the key."""

import html
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from question_bank import question_from_json
from seeds.demonstration import cast
from tests.browser import site_walk
from tests.support import browsing
from tests.support.processes import LiveServer, running_server

pytestmark = pytest.mark.browser
# The same for everybody: looked at as the employee and as the clerk.
COMMON = frozenset({"/account/me", "/account/password", "/feedback/new", "/messages/", "/study/mine"})
PARTS = ("employee", "head", "clerk", "leader", "auditor", "system")
ACCOUNT = dict(zip(PARTS, (one.staff_number for one in cast.ACCOUNTS), strict=True))
SIZES = {"phone": browsing.PHONE, "desk": browsing.DESKTOP}
# Each role is first looked at as it mostly works: on a phone, or at a desk.
HABITS = dict.fromkeys(PARTS, "desk") | {"employee": "phone", "head": "phone"}
WALKS = [
    pytest.param(part, size, marks=() if size == HABITS[part] else pytest.mark.slow) for part in PARTS for size in SIZES
]
# The markup of each option of each question without what has to differ: ids, letter, text and what was chosen.
LOOKS_OF_OPTIONS = """all => all.map(one => [...one.querySelectorAll(".option")].map(row => {
  const bare = row.cloneNode(true);
  for (const part of bare.querySelectorAll(".key, .option-text")) part.textContent = "";
  return bare.outerHTML.replace(/ (id|for|value)="[^"]*"| checked(="")?/g, "");
}))"""


@pytest.fixture(scope="module")
def served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration office on a real server, for tests that change nothing in it."""
    copy = shutil.copytree(demo_template, tmp_path_factory.mktemp("pages") / "demo")
    with running_server(copy) as server:
        yield server


def visit_all(page: Page, url: str, watch: site_walk.Watch, part: str) -> tuple[set[str], dict[str, list[str]]]:
    """Open one example of every kind of page that links lead to; return the kinds and what is wrong with which."""
    waiting, wrong = [f"{url}/"], {}
    seen = set() if part in ("employee", "clerk") else set(COMMON)
    while waiting:
        address = waiting.pop(0)
        kind = site_walk.kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        watch.restart()
        page.goto(address)
        browsing.screenshot(page, f"{part}-{site_walk.name_of(kind)}")
        if found := site_walk.problems(page, watch):
            wrong[address.removeprefix(url)] = found
        waiting += site_walk.links_of(page, url)
    return seen, wrong


@pytest.mark.parametrize(("part", "size"), WALKS)
def test_every_page_of_a_role_fits_and_is_quiet(browser: Browser, served: LiveServer, part: str, size: str) -> None:
    """From the first page on, every kind of page that links reach: no error, no sideways scroll, no barrier, light."""
    with browsing.open_page(browser, SIZES[size]) as page, site_walk.watched(page) as watch:
        site_walk.sign_in(page, served.url, ACCOUNT[part], cast.PASSWORD)
        navigation = [site_walk.kind_of(one) for one in site_walk.links_of(page, served.url)]
        seen, wrong = visit_all(page, served.url, watch, part)
        assert wrong == {}
        assert set(navigation) <= seen
        assert len(seen) >= 8


@pytest.mark.parametrize("size", SIZES)
def test_the_first_page_is_light(browser: Browser, served: LiveServer, size: str) -> None:
    """An empty cache costs less than 300 kB, sign-in and the first page together."""
    with browsing.open_page(browser, SIZES[size]) as page, site_walk.watched(page) as watch:
        page.goto(f"{served.url}/account/login", wait_until="networkidle")
        browsing.screenshot(page, "login")
        assert site_walk.barriers(page) == []
        site_walk.sign_in(page, served.url, ACCOUNT["employee"], cast.PASSWORD)
        page.wait_for_load_state("networkidle")
        assert watch.complaints == []
        assert watch.transferred < site_walk.FIRST_LOAD


def secrets_of(instance: Path, attempt_id: int) -> list[tuple[str, str]]:
    """Return the explanation and the text of every citation behind an attempt's questions, with what each is."""
    with sqlite3.connect(instance / "xuefa.sqlite3") as books:
        (snapshot,) = books.execute("select snapshot from attempts where id = ?", (attempt_id,)).fetchone()
        ids = [item["version_id"] for item in json.loads(snapshot)["items"]]
        marks = ",".join("?" * len(ids))
        rows = books.execute(f"select content from question_versions where id in ({marks})", ids).fetchall()
    assert len(rows) == len(ids)
    return _secrets(rows)


def secrets_of_bank(instance: Path) -> list[tuple[str, str]]:
    """Return the explanations and citations of every question there is."""
    with sqlite3.connect(instance / "xuefa.sqlite3") as books:
        return _secrets(books.execute("select content from question_versions").fetchall())


def _secrets(rows: list[tuple[str]]) -> list[tuple[str, str]]:
    contents = [question_from_json(json.loads(content)) for (content,) in rows]
    found = [("explanation", one.explanation) for one in contents if one.explanation]
    return found + [("citation", str(one.citation)) for one in contents if one.citation]


def told(text: str, secrets: list[tuple[str, str]]) -> list[str]:
    """Return which kinds of secrets a page or an answer holds."""
    plain = html.unescape(text)
    return sorted({what for what, secret in secrets if secret in plain})


def crawl(page: Page, url: str, *, without: str) -> dict[str, str]:
    """Return the text of every address that links lead to from the first page, but for those matching ``without``."""
    waiting, read = [f"{url}/"], {}
    while waiting:
        address = waiting.pop(0)
        if address in read or re.search(without, address):
            continue
        answer = page.request.get(address)
        assert answer.ok, address
        read[address] = answer.text()
        found = re.findall(r'<a [^>]*href="(/[^"#]*)', read[address])
        waiting += [f"{url}{html.unescape(one)}" for one in found]
    return read


def test_no_page_of_an_employee_tells_the_key_while_the_exam_runs(
    phone: Page, desktop: Page, demo_instance: Path, start_server: Callable[..., LiveServer]
) -> None:
    """No page and no JSON holds an explanation or citation of the paper, and no option differs from its neighbours.

    Results of exams that are over are pages like any other: what the running exam can ask is kept back there too.
    """
    server = start_server(demo_instance)
    site_walk.sign_in(phone, server.url, ACCOUNT["employee"], cast.PASSWORD)
    phone.get_by_role("link", name="进入考试").first.click()
    phone.get_by_role("button", name="开始答题").click()
    phone.wait_for_url("**/attempts/*")
    running = phone.url
    with phone.expect_response("**/responses") as saved:
        phone.locator("#q-1 label[for]").first.click()
    receipt = saved.value.text()
    secrets = secrets_of(demo_instance, int(running.rsplit("/", 1)[1]))
    assert len(secrets) > 10
    texts = crawl(phone, server.url, without="/logout")
    assert any(address.endswith("/result") for address in texts)
    texts |= {
        one: phone.request.get(one).text()
        for one in (running, *(f"{running}/{end}" for end in ("state", "confirm", "result")))
    }
    texts["responses"] = receipt
    assert len(texts) > 8
    assert {address: found for address in texts if (found := told(texts[address], secrets))} == {}
    site_walk.sign_in(desktop, server.url, ACCOUNT["clerk"], cast.PASSWORD)
    assert told(desktop.request.get(f"{server.url}/bank/questions/1").text(), secrets_of_bank(demo_instance)) == [
        "citation",
        "explanation",
    ], "the crawl would not find them where they are"
    phone.goto(running)
    looks = phone.eval_on_selector_all(".question", LOOKS_OF_OPTIONS)
    assert {len(set(looks_of_one)) for looks_of_one in looks} == {1}, "an option stands out from its neighbours"
