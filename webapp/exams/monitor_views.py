"""Decide nothing: the live monitor's route answers with the page, or with its moving part for the page's own script."""

import hashlib

from flask import Response, make_response, render_template, request

from webapp import clock, listing
from webapp.db import reading
from webapp.exams import access, bp, monitor
from webapp.presentation import clock_time
from webapp.security import guard, require_viewer

PART = "monitor"


@bp.get("/exams/<int:exam_id>/monitor", endpoint="monitor")
@guard("exam.watch")
def show(exam_id: int) -> str | Response:
    """Show who has not begun, who is answering, who has handed in, and whom to look after."""
    session, who, now = reading(), require_viewer(), clock.now()
    row, department_ids = access.load_watched(session, who, exam_id)
    found = monitor.watch(session, row, department_ids, now=now)
    shown = listing.parse(request.args, "state", "department", size=50)
    rows = found.narrowed(shown)
    shown = shown.counted(len(rows))
    values = {
        "row": row,
        "monitor": found,
        "rows": rows[shown.offset : shown.offset + shown.limit],
        "listing": shown,
        "words": monitor.STATE_WORDS,
        "may_adjust": who.can("exam.manage"),
        "shown_at": clock_time(now),
    }
    if request.headers.get("X-Part") == PART:
        return _part(render_template("exams/_monitor.html", **values), clock_time(now))
    return render_template("exams/monitor.html", **values)


def _part(html: str, shown_at: str) -> Response:
    """Answer with the part, or with 304 when the page has it already; either says when this was so."""
    answer = make_response(html)
    answer.set_etag(hashlib.sha256(html.encode()).hexdigest()[:32])
    answer.headers["X-Shown-At"] = shown_at
    return answer.make_conditional(request)
