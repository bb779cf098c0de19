"""Decide nothing: routes of the audit log only parse, authorise and answer; there is none that changes or deletes."""

from datetime import date, datetime, timedelta

from flask import render_template, request

from webapp import clock, listing
from webapp.audit import bp, denials, naming, queries
from webapp.audit.labels import OUTCOMES, action_word
from webapp.db import reading
from webapp.security import guard, require_viewer

bp.record_once(lambda _state: denials.connect())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start(day: date | None) -> datetime | None:
    return clock.local_instant(day) if day else None


def _wanted(shown: listing.Listing) -> queries.Wanted:
    asked = shown.filters
    until = _day(asked["until"])
    return queries.Wanted(
        action=asked["action"],
        outcome=asked["outcome"],
        actor_id=int(asked["actor"]) if asked["actor"].isdecimal() and len(asked["actor"]) < 10 else None,
        from_at=_start(_day(asked["from"])),
        until_at=_start(until + timedelta(days=1) if until else None),
    )


@bp.get("/")
@guard("audit.read")
def index() -> str:
    """Show the log, newest first, as filtered."""
    session, who = reading(), require_viewer()
    shown = listing.parse(request.args, "action", "outcome", "actor", "from", "until", size=50)
    wanted = _wanted(shown)
    shown = shown.counted(queries.count(session, who.unit_id, wanted))
    rows = queries.entries(session, who.unit_id, wanted, limit=shown.limit, offset=shown.offset)
    actions = [("", "全部事项"), *((code, action_word(code)) for code in queries.actions(session, who.unit_id))]
    outcomes = [("", "全部结果"), *OUTCOMES.items()]
    return render_template(
        "audit/index.html",
        listing=shown,
        rows=rows,
        selects=(("action", "事项", actions), ("outcome", "结果", outcomes)),
        action_word=action_word,
        outcomes=OUTCOMES,
        names=naming.names_for(session, rows),
    )
