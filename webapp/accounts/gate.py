"""Decide what happens before any page: a session in use stays open, and an initial secret leads to a new password.

Noting the last use is one of the two writes that a GET may do, at most once a minute, in a short transaction of its
own (design/ARCHITECTURE, transactions).
"""

import logging
from datetime import datetime
from typing import Any, cast

from flask import current_app, redirect, request, url_for

from webapp import clock, trouble
from webapp.accounts import rules, signing
from webapp.accounts.viewer import SignedIn
from webapp.db import transaction
from webapp.errors import NotAllowed
from webapp.security import is_checked_in_statement, viewer

log = logging.getLogger("xuefa.accounts")
_OPEN_BEFORE_CHANGE = {
    "accounts.password",
    "accounts.logout",
    "feedback.new",
    "presentation.text_size_change",
}


def check() -> Any:
    """Note that the viewer's session is in use; send who still has an initial secret to the password page."""
    endpoint = request.endpoint or "static"
    if endpoint == "static" or endpoint.endswith(".static"):
        return None
    if is_checked_in_statement(current_app.view_functions.get(endpoint)):
        return None
    who = cast(SignedIn | None, viewer())
    if who is None:
        return None
    now = clock.now()
    if rules.is_seen_due(who.last_seen_at, now):
        _note_use(who.token, now)
    if who.must_change_password and endpoint not in _OPEN_BEFORE_CHANGE:
        if request.is_json:
            raise NotAllowed("请先把一次性密码改成自己的密码，再继续。")
        return redirect(url_for("accounts.password"), 303)
    return None


def _note_use(token: str, now: datetime) -> None:
    """Keep the session from idling out; a full disk keeps nobody from reading."""
    try:
        with transaction() as session:
            signing.touch(session, token, now=now)
    except Exception as error:
        if trouble.kind_of(error) != "full":
            raise
        log.error("the last use of a session could not be noted: %s", error)
