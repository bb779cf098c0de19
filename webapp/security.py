"""Decide what every response and every route must carry: guards, security headers, cookies, CSRF.

Each route has exactly one guard (a test walks the URL map): ``public``, ``signed_in`` or ``guard(action)``. The guard
asks the viewer's ``can(action)``; which role may do what is the one table in ``webapp/accounts/permissions.py``.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, Request, Response, g, redirect, request, url_for
from flask import session as cookie
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from itsdangerous import BadSignature
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.config import Config
from webapp.errors import InvalidInput, NotAllowed


class _HeaderFirst(CSRFProtect):
    """Looks for the token in the header before it parses the body, which the exam page's saves have as JSON."""

    def _get_csrf_token(self) -> str | None:
        return request.headers.get("X-CSRFToken") or super()._get_csrf_token()


class _AgelessCookie(SecureCookieSessionInterface):
    """Reads the signed cookie without asking how old it is: how long a session lives stands in its row.

    Flask's own way takes a cookie from the future for a forged one. When the clock was set back an hour, nobody could
    save an answer for as long.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds, nothing where its signature is not ours."""
        signer = self.get_signing_serializer(app)
        kept = request.cookies.get(self.get_cookie_name(app))
        if signer is None or not kept:
            return self.session_class()
        try:
            return self.session_class(signer.loads(kept))
        except BadSignature:
            return self.session_class()


csrf = _HeaderFirst()
F = TypeVar("F", bound=Callable[..., Any])


class Viewer(Protocol):
    """Who is asking: the signed-in employee as plain data."""

    employee_id: int
    full_name: str
    unit_id: int
    unit_name: str
    department_id: int | None
    roles: frozenset[str]
    headed_ids: frozenset[int]

    def can(self, action: str) -> bool:
        """Say whether one of the viewer's roles may do ``action``."""


def viewer() -> Viewer | None:
    """Return who is signed in on this request, None for a stranger."""
    if "viewer" not in g:
        found = current_user._get_current_object()
        if not found.is_authenticated:
            return None
        g.viewer = found
    return cast(Viewer, g.viewer)


def require_viewer() -> Viewer:
    """Return who is signed in; only for views whose guard has already refused strangers."""
    found = viewer()
    if found is None:
        raise NotAllowed("请先登录再打开这一页。")
    return found


def public(view: F) -> F:
    """Let anyone open the route."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def guard(action: str | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only signed-in people open the route, and with ``action`` only those whose roles may do it."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            who = viewer()
            if who is None:
                return _to_login()
            if action is not None and not who.can(action):
                raise NotAllowed("您没有打开这一页的权限，如工作需要请联系法治联络员。")
            return view(*args, **kwargs)

        guarded.guard = action or "signed_in"  # type: ignore[attr-defined]
        return guarded

    return decorate


signed_in = guard(None)


def guard_in_statement(action: str) -> Callable[[F], F]:
    """Leave the check to the view's own SQL statement, for the one route where a second one costs too much.

    The statement must hold that ``claimed_token()`` names a live session of the person whose row it changes; what it
    refuses goes on to a function under ``guard(action)``, which says why. ``action`` must be one that every signed-in
    person may do.
    """

    def decorate(view: F) -> F:
        view.guard = action  # type: ignore[attr-defined]
        view.is_checked_in_statement = True  # type: ignore[attr-defined]
        return view

    return decorate


def is_checked_in_statement(view: object) -> bool:
    """Say whether a view's guard is its own statement."""
    return getattr(view, "is_checked_in_statement", False)


def claimed_token() -> str:
    """Return the session token of the signed cookie without looking it up; empty for a stranger."""
    return str(cookie.get("_user_id", ""))


def _to_login() -> Any:
    if request.is_json:
        raise NotAllowed("登录已失效，答案已存在本机，请重新登录后继续。")
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.login", next=target), 303)


def client_address() -> str:
    """Return the network address the request came from (a configured proxy's word is taken)."""
    return request.remote_addr or "-"


def init_app(app: Flask, config: Config) -> None:
    """Install cookies, CSRF, proxy trust and response headers."""
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="xuefa",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_secure,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        MAX_CONTENT_LENGTH=21 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    app.session_interface = _AgelessCookie()
    csrf.init_app(app)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(_give_nonce)
    app.after_request(lambda response: _harden(response, config))

    @app.errorhandler(CSRFError)
    def _csrf_failed(_error: CSRFError) -> Any:
        return app.handle_user_exception(InvalidInput("页面停留太久，请返回上一页刷新后重新提交，已填内容不会丢失。"))


def _give_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _harden(response: Response, config: Config) -> Response:
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors 'none'; script-src 'self' 'nonce-{getattr(g, 'csp_nonce', '')}'; style-src 'self'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Frame-Options", "DENY")
    if config.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" and not (request.endpoint or "").endswith(".static"):
        headers.setdefault("Cache-Control", "no-store")
    return response
