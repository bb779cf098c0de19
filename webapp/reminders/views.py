"""Decide nothing: routes of reminders only parse, authorise, call one service and answer."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.listing import parse
from webapp.reminders import access, bp, queries, service
from webapp.security import guard, require_viewer


@bp.get("/")
@guard("reminder.office")
def index() -> str:
    """Show what was sent to whom, what failed and why (提醒记录)."""
    who = require_viewer()
    listing = parse(request.args, "channel", "state")
    rows, total = queries.proof_log(
        reading(),
        who.unit_id,
        search=listing.search,
        channel_code=listing.filters["channel"],
        state=listing.filters["state"],
        limit=listing.limit,
        offset=listing.offset,
    )
    return render_template("reminders/index.html", rows=rows, listing=listing.counted(total))


@bp.post("/remind")
@guard("reminder.department")
def remind() -> Response:
    """Remind the ticked people in one click."""
    who = require_viewer()
    chosen = request.form.getlist("employee_id", type=int)
    with transaction() as session:
        people = access.remindable(session, who, chosen)
        receipt = service.remind(session, who.unit_id, people, actor_id=who.employee_id, now=clock.now())
    flash(receipt.sentence)
    return redirect(url_for("completion.department" if who.headed_ids else "reminders.index"), 303)
