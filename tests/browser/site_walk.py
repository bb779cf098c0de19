"""Decide how a browser walks a running installation: signing in, which links lead on, and what a page may cost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
SERIOUS = frozenset({"serious", "critical"})
FIRST_LOAD = 300_000
LATER_LOAD = 30_000
# What these addresses answer is a file to keep, not a page.
_FILES = re.compile(r"\.(xlsx|docx)$|/download$|/bank/export/\w+$")


@dataclass
class Watch:
    """What a page has complained about, and how many bytes came over the wire since ``restart``."""

    complaints: list[str] = field(default_factory=list)
    transferred: int = 0

    def restart(self) -> None:
        """Forget everything until now."""
        self.complaints.clear()
        self.transferred = 0


@contextmanager
def watched(page: Page) -> Iterator[Watch]:
    """Note console errors (a breach of the CSP is one), script errors, refused answers and transferred bytes."""
    watch = Watch()

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.complaints.append(f"{message.type}: {message.text}")

    def answered(answer: Response) -> None:
        if answer.status >= 400:
            watch.complaints.append(f"{answer.status}: {answer.url}")

    def finished(event: dict[str, float]) -> None:
        watch.transferred += int(event["encodedDataLength"])

    page.on("console", console)
    page.on("pageerror", lambda error: watch.complaints.append(f"script: {error}"))
    page.on("response", answered)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", finished)
    yield watch
    wire.detach()


def sign_in(page: Page, url: str, account: str, secret: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto(f"{url}/account/login")
    page.get_by_label("工号或手机号").fill(account)
    page.get_by_label("密码", exact=True).fill(secret)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


def kind_of(address: str) -> str:
    """Return what an address is an example of: numbers and codes of figures stand for all, the query does not count."""
    return re.sub(r"(?<=/indicators)/\w+|/\d+", "/N", urlsplit(address).path)


def links_of(page: Page, url: str) -> list[str]:
    """Return the addresses of this site that the page leads to, in the order of the page, without its own anchors."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href.split('#')[0])")
    return list(dict.fromkeys(one for one in found if one.startswith(url) and not _FILES.search(urlsplit(one).path)))


def name_of(kind: str) -> str:
    """Return the picture's name of a kind of page."""
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "home"


def barriers(page: Page) -> list[str]:
    """Return what axe finds seriously against WCAG 2.2 AA, one line each, with the first place."""
    return [
        f"{one['id']}: {one['help']} at {one['nodes'][0]['target']}"
        for one in Axe().run(page, options=STANDARD).response["violations"]
        if one["impact"] in SERIOUS
    ]


def problems(page: Page, watch: Watch) -> list[str]:
    """Return what is wrong with the page as it stands; [] for nothing."""
    found = list(watch.complaints)
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > room:
        found.append(f"scrolls sideways: {width} px in {room} px")
    if watch.transferred > LATER_LOAD:
        found.append(f"{watch.transferred} bytes on a later load")
    return found + barriers(page)
