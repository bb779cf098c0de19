"""Decide nothing: routes of messages only parse, authorise, call one service and answer."""

from flask import g, make_response, render_template, request
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from webapp.db import reading
from webapp.listing import parse
from webapp.notify import bp, queries
from webapp.security import guard, require_viewer, viewer

SEEN_COOKIE = "inbox_seen"


@bp.get("/")
@guard("inbox.read")
def inbox() -> Response:
    """Show the viewer's own messages; which is the newest shown is kept in this browser only (no read receipts)."""
    who = require_viewer()
    listing = parse(request.args)
    total = queries.inbox_count(reading(), who.employee_id)
    listing = listing.counted(total)
    rows = queries.inbox(reading(), who.employee_id, limit=listing.limit, offset=listing.offset)
    response = make_response(render_template("notify/inbox.html", rows=rows, listing=listing))
    if rows and listing.page == 1:
        response.set_cookie(SEEN_COOKIE, str(rows[0].id), max_age=31_536_000, httponly=True, samesite="Lax")
    return response


def _unread() -> int:
    """Return the number of messages newer than the newest this browser has shown; asked at most once a request."""
    if "unread" not in g:
        who = viewer()
        seen = request.cookies.get(SEEN_COOKIE, "")
        after = int(seen) if seen.isdecimal() and len(seen) < 12 else 0
        g.unread = queries.inbox_count(reading(), who.employee_id, after_id=after) if who else 0
    return int(g.unread)


@bp.app_context_processor
def unread_messages() -> dict[str, object]:
    """Give the frame of every page its count of unread messages; only a page that shows it costs the query."""
    return {"unread": LocalProxy(_unread)}
