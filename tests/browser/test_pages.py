"""Every page of every role, on the demonstration office: it fits, it is quiet, it is light, and it keeps the key."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from seeds.demonstration import cast
from tests.browser import site_walk
from tests.support import browsing
from tests.support.processes import LiveServer, running_server

pytestmark = pytest.mark.browser
PARTS = ("employee", "head", "clerk", "leader", "auditor", "system")
ACCOUNT = dict(zip(PARTS, (one.staff_number for one in cast.ACCOUNTS), strict=True))
SIZES = {"phone": browsing.PHONE, "desk": browsing.DESKTOP}


@pytest.fixture(scope="module")
def served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration office on a real server, for tests that change nothing in it."""
    copy = shutil.copytree(demo_template, tmp_path_factory.mktemp("pages") / "demo")
    with running_server(copy) as server:
        yield server


def visit_all(page: Page, url: str, watch: site_walk.Watch, part: str) -> tuple[set[str], dict[str, list[str]]]:
    """Open one example of every kind of page that links lead to; return the kinds and what is wrong with which."""
    waiting, seen, wrong = [f"{url}/"], set(), {}
    while waiting:
        address = waiting.pop(0)
        kind = site_walk.kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        watch.restart()
        page.goto(address)
        for name, size in SIZES.items():
            page.set_viewport_size(size)
            browsing.screenshot(page, f"{part}-{site_walk.name_of(kind)}")
            if found := site_walk.problems(page, watch):
                wrong[f"{name} {address.removeprefix(url)}"] = found
        waiting += site_walk.links_of(page, url)
    return seen, wrong


@pytest.mark.parametrize("part", PARTS)
def test_every_page_of_a_role_fits_and_is_quiet(browser: Browser, served: LiveServer, part: str) -> None:
    """From the first page on, every kind of page that links reach: no error, no sideways scroll, no barrier, light."""
    with browsing.open_page(browser, browsing.PHONE) as page, site_walk.watched(page) as watch:
        site_walk.sign_in(page, served.url, ACCOUNT[part], cast.PASSWORD)
        navigation = [site_walk.kind_of(one) for one in site_walk.links_of(page, served.url)]
        seen, wrong = visit_all(page, served.url, watch, part)
        assert wrong == {}
        assert set(navigation) <= seen
        assert len(seen) >= 5


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
