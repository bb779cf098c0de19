"""Browser tests and tests inside this process stand beside each other in any order."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from webapp.db import reading


@pytest.mark.browser
def test_the_application_works_in_a_process_that_drives_a_browser(
    phone: Page, make_app: Callable[[str], Flask], sqlite_url: str
):
    """The driver leaves an event loop running in this thread; closing sessions must not need one."""
    phone.set_content("<p>学法</p>")
    app = make_app(sqlite_url)
    with app.app_context():
        assert reading().connection().exec_driver_sql("SELECT 1").scalar() == 1
