"""Decide nothing: routes of the statistic only parse, authorise, ask one service and answer."""

from io import BytesIO

from flask import render_template, request
from werkzeug.wrappers import Response

from webapp import clock, sheets
from webapp.completion import access, bp, queries, shown
from webapp.completion.service import PersonFigures, YearFigures, figures_at
from webapp.db import reading
from webapp.files import as_attachment
from webapp.listing import Listing, parse
from webapp.notify import queries as notices
from webapp.security import guard, require_viewer, signed_in


def _year() -> int:
    return request.args.get("year", type=int) or clock.local_day(clock.now()).year


@bp.get("/")
@guard("completion.office")
def office() -> str:
    """Show the office's figure with its proof, the gap by department, and the trend."""
    who, now, year = require_viewer(), clock.now(), _year()
    found = figures_at(reading(), who.unit_id, year, at=now)
    return render_template(
        "completion/office.html",
        found=found,
        lines=shown.department_lines(found),
        trend=shown.trend(reading(), who.unit_id, year, at=now, late_counts=found.late_counts),
        month=clock.local(now).month if clock.local(now).year == year else None,
        snapshots=[one for one in queries.snapshots(reading(), who.unit_id) if one.year == year],
        may_remind=who.can("reminder.office"),
    )


@bp.get("/people")
@guard("completion.office")
def people() -> str:
    """Show the list behind a number."""
    who, now = require_viewer(), clock.now()
    listing = parse(request.args, "state", "department", "year")
    found = figures_at(reading(), who.unit_id, _year(), at=now)
    rows = _narrowed(found, listing)
    listing = listing.counted(len(rows))
    page = rows[listing.offset : listing.offset + listing.limit]
    reminders = notices.last_reminders(reading(), [person.employee_id for person in page], now=now)
    return render_template(
        "completion/people.html",
        found=found,
        people=page,
        listing=listing,
        reminders=reminders,
        words=shown.reminder_words,
        may_remind=who.can("reminder.office"),
    )


@bp.get("/people.xlsx")
@guard("completion.office")
def people_sheet() -> Response:
    """Give the same list as an Excel file."""
    who, now = require_viewer(), clock.now()
    listing = parse(request.args, "state", "department", "year")
    found = figures_at(reading(), who.unit_id, _year(), at=now)
    rows = shown.sheet_rows(_narrowed(found, listing))
    note = f"截至 {clock.local(now):%Y-%m-%d %H:%M}，{found.people.completed}/{found.people.required}，{found.rate}"
    data = sheets.list_xlsx("学习完成情况", shown.SHEET_HEADINGS, rows, note=note)
    return as_attachment(BytesIO(data), sheets.file_name(who.unit_name, "学习完成情况", found.year, now))


def _narrowed(found: YearFigures, listing: Listing) -> list[PersonFigures]:
    department = listing.filters["department"]
    return shown.narrowed(
        found,
        state=listing.filters["state"],
        department_id=int(department) if department.isdecimal() else None,
        search=listing.search,
    )


@bp.get("/department")
@guard("completion.department")
def department() -> str:
    """Show a head the own department: who lacks what, until when, and the button to remind."""
    who, now = require_viewer(), clock.now()
    listing = parse(request.args, "state", "department", "year")
    asked = request.args.get("department", type=int)
    found = access.department(reading(), who, _year(), asked, at=now)
    state = listing.filters["state"] or "owing"
    rows = shown.narrowed(found, state=state, department_id=None, search=listing.search)
    reminders = notices.last_reminders(reading(), [person.employee_id for person in rows], now=now)
    return render_template(
        "completion/department.html",
        found=found,
        people=rows,
        state=state,
        listing=listing.counted(len(rows)),
        reminders=reminders,
        words=shown.reminder_words,
        now=now,
    )


@bp.get("/person/<int:employee_id>")
@signed_in
def person(employee_id: int) -> str:
    """Show one person's duties with the evidence behind each; no marks."""
    who, now, year = require_viewer(), clock.now(), _year()
    found = access.person(reading(), who, year, employee_id, at=now)
    return render_template("completion/person.html", person=found, year=year, now=now)
