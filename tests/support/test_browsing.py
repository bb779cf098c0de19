"""The suite drives Debian's Chromium, which can show Chinese and stays on this machine."""

import pytest
from playwright.sync_api import Error, Page

from tests.support.browsing import SCREENSHOTS, screenshot

pytestmark = pytest.mark.browser


def test_a_screenshot_is_named_after_page_and_width(phone: Page, monkeypatch: pytest.MonkeyPatch, tmp_path):
    """The whole page is written, at the width it was seen."""
    monkeypatch.setattr("tests.support.browsing.SCREENSHOTS", tmp_path)
    phone.set_content("<p>学法用法</p>")
    path = screenshot(phone, "sample")
    assert path.name == "sample-390.png"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert SCREENSHOTS.parts[-2:] == ("browser", "screenshots")


def test_the_browser_reaches_no_other_machine(desktop: Page):
    """Names resolve to nothing."""
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        desktop.goto("http://example.invalid/")
