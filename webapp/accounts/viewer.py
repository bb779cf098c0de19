"""Decide who is signed in: plain data about the employee behind a request, found by the cookie's random token.

This is the one module that speaks with Flask-Login. The token's SHA-256 names a LoginSession row, so that every
sign-in can be ended from the server (design/SECURITY, identity).
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g
from flask import session as cookie
from flask_login import LoginManager, login_user, logout_user

from webapp import clock
from webapp.accounts import permissions, signing_queries
from webapp.accounts.queries import token_hash
from webapp.db import reading


@dataclass(frozen=True)
class SignedIn:
    """The employee behind a request (design/ARCHITECTURE, permissions).

    ``roles`` are those held today anywhere in the unit; ``headed_ids`` the departments that the person heads today.
    """

    employee_id: int
    full_name: str
    unit_id: int
    unit_name: str
    department_id: int | None
    roles: frozenset[str]
    headed_ids: frozenset[int]
    must_change_password: bool
    last_seen_at: datetime
    token: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the signed cookie: the session's random token."""
        return self.token

    def can(self, action: str) -> bool:
        """Say whether one of the roles may do ``action``."""
        return permissions.can(self.roles, action)


def load(token: str) -> SignedIn | None:
    """Find who holds a token now; None when the session has ended, idled out or its person is disabled."""
    found = signing_queries.signed_in(reading(), token_hash(token), now=clock.now())
    if found is None:
        return None
    return SignedIn(
        employee_id=found.employee_id,
        full_name=found.full_name,
        unit_id=found.unit_id,
        unit_name=found.unit_name,
        department_id=found.department_id,
        roles=found.roles,
        headed_ids=found.headed_ids,
        must_change_password=found.must_change_password,
        last_seen_at=found.last_seen_at,
        token=token,
    )


def enter(token: str) -> None:
    """Put a new session's token into this browser's cookie, and nothing of what the cookie held before."""
    cookie.clear()
    g.pop("viewer", None)
    found = load(token)
    if found is not None:
        login_user(found)  # type: ignore[arg-type]


def leave() -> None:
    """Take the token out of this browser's cookie."""
    g.pop("viewer", None)
    logout_user()


def register(app: Flask) -> None:
    """Attach Flask-Login to the application."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(load)
