"""Decide how a refusal reaches a person: four kinds of error, each with one Chinese sentence that says what to do next.

Services raise them; the handlers here turn them into pages (or JSON for the exam page's requests). Trouble of the
database (``trouble.py``) is answered with 503. An unknown error is logged with a reference number that the person sees
and can pass on.
"""

import logging
import secrets

from blinker import Namespace
from flask import Flask, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from webapp import trouble

log = logging.getLogger("xuefa")
_signals = Namespace()
request_denied = _signals.signal("request-denied")
"""Sent with ``reason`` (a sentence) whenever a request is refused with 403; the audit log listens."""


class AppError(Exception):
    """A refusal that a person can act on: ``sentence`` says what to do next, ``details`` lists single places."""

    status = 500

    def __init__(self, sentence: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class InvalidInput(AppError):
    """What was sent cannot be used as it is (422)."""

    status = 422


class NotAllowed(AppError):
    """The person may not do this (403)."""

    status = 403


class NotFound(AppError):
    """There is no such thing, or it is not this person's (404)."""

    status = 404


class Conflict(AppError):
    """The state has moved on since the page was opened (409)."""

    status = 409


_HTTP_SENTENCES = {
    400: "这次请求不完整，请返回上一页刷新后重试。",
    403: "您没有打开这一页的权限，如工作需要请联系法治联络员。",
    404: "没有找到这一页，请从工作台重新进入。",
    405: "这个地址不能这样打开，请从工作台重新进入。",
    413: "文件太大，请控制在 20 MB 以内后重新上传。",
    429: "操作太频繁，请稍等一会儿再试。",
}


def _respond(status: int, sentence: str, details: tuple[str, ...] = (), reference: str | None = None):
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return jsonify(error=sentence, details=list(details), reference=reference), status
    page = render_template(
        "error.html", status=status, sentence=sentence, details=details, reference=reference, back=request.referrer
    )
    return page, status


def _tell_denied(sentence: str) -> None:
    """Let the audit log note a refusal; where the database can't, it is refused all the same, and logged."""
    try:
        request_denied.send(current_app._get_current_object(), reason=sentence)
    except Exception as error:
        if trouble.kind_of(error) is None:
            raise
        log.error("denied and not noted: %s %s: %s", request.method, request.path, error)


def register(app: Flask) -> None:
    """Install the handlers on the application."""

    @app.errorhandler(AppError)
    def _app_error(error: AppError):
        if error.status == NotAllowed.status:
            _tell_denied(error.sentence)
        return _respond(error.status, error.sentence, error.details)

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException):
        if error.response is not None or error.code is None or error.code < 400:
            return error
        return _respond(error.code, _HTTP_SENTENCES.get(error.code, "这次请求没有完成，请返回上一页重试。"))

    @app.errorhandler(Exception)
    def _unknown(error: Exception):
        passing = trouble.kind_of(error)
        if passing:
            log.error("database %s: %s %s: %s", passing, request.method, request.path, error)
            sentences = trouble.ANSWER_SENTENCES if request.is_json else trouble.SENTENCES
            return _respond(trouble.STATUS, sentences[passing])
        if app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        reference = secrets.token_hex(4)
        log.exception("reference %s: %s %s", reference, request.method, request.path)
        return _respond(500, f"系统出了问题，请把编号 {reference} 告诉系统管理员。", reference=reference)
