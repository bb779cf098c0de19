"""Decide which browser the suite drives, at which sizes, and where pictures of pages go."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.support.packages import ROOT, require

CHROMIUM = "/usr/bin/chromium"
# The resolver rule keeps the browser on this machine, as the audit hook keeps the tests.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1366, height=768)
SCREENSHOTS = ROOT / "tests" / "browser" / "screenshots"


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Debian's Chromium for the block; without it, or without Chinese fonts, the test fails saying so."""
    require("chromium")
    require("fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    """Open a fresh profile (no cookies) with one page of ``size``, as a Chinese user would see it."""
    context = browser.new_context(
        viewport=size,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        has_touch=size == PHONE,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def screenshot(page: Page, name: str) -> Path:
    """Write the whole page as ``<name>-<width>.png`` into the screenshots folder and return its path.

    ``name`` is made of small letters, digits, hyphens and underscores.
    """
    assert re.fullmatch(r"[a-z0-9_-]+", name), f"not a file name: {name}"
    assert page.viewport_size is not None
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}-{page.viewport_size['width']}.png"
    page.screenshot(path=path, full_page=True)
    return path
