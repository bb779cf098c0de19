"""Decide nothing: routes of the statistic only parse, authorise, ask one service and answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock, labels, sheets
from webapp.completion import access, bp, queries, service, shown
from webapp.completion.service import PersonFigures, YearFigures, figures_at
from webapp.db import reading, transaction
from webapp.exams import service as exams
from webapp.files import as_attachment
from webapp.listing import Listing, parse
from webapp.notify import queries as notices
from webapp.security import guard, require_viewer, signed_in

YEARS = range(2000, 2101)


def _year() -> int:
    asked = request.args.get("year", 0, type=int)
    return asked if asked in YEARS else clock.local_day(clock.now()).year


@bp.get("/")
@guard("completion.office")
def office() -> str:
    """Show the office's figure with its proof, the gap by department, and the trend."""
    who, now, year = require_viewer(), clock.now(), _year()
    found = figures_at(reading(), who.unit_id, year, at=now)
    lines = shown.department_lines(found)
    return render_template(
        "completion/office.html",
        found=found,
        lines=lines,
        reminders=_reminders([person for line in lines for person in line.owing], now),
        department_reminder=shown.department_reminder,
        trend=queries.trend(reading(), who.unit_id, found),
        month=clock.local(now).month if clock.local(now).year == year else None,
        snapshots=queries.snapshots_of(reading(), who.unit_id, year),
        purposes=labels.choices("snapshot_purpose"),
        years=[one for one in range(year - 2, year + 2) if one != year],
        may_remind=who.can("reminder.office"),
        may_freeze=who.can("report.manage"),
    )


def _reminders(people: Sequence[PersonFigures], now: datetime) -> Mapping[int, notices.LastReminder]:
    return notices.last_reminders(reading(), [person.employee_id for person in people], now=now)


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
    return render_template(
        "completion/people.html",
        found=found,
        people=page,
        listing=listing,
        reminders=_reminders(page, now),
        reminder_words=shown.reminder_words,
        state_words=shown.STATE_WORDS,
        may_remind=who.can("reminder.office"),
        years=shown.year_choices(clock.local_day(now).year),
        departments=[("", "全部科室"), *((str(one.department_id), one.name) for one in found.departments)],
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


@bp.get("/duties")
@guard("completion.office")
def duties() -> str:
    """Show the single duties behind 到期任务完成率."""
    who, now = require_viewer(), clock.now()
    listing = parse(request.args, "state", "year")
    found = figures_at(reading(), who.unit_id, _year(), at=now)
    lines = shown.duty_lines(found, state=listing.filters["state"], search=listing.search)
    listing = listing.counted(len(lines))
    page = lines[listing.offset : listing.offset + listing.limit]
    years = shown.year_choices(clock.local_day(now).year)
    return render_template("completion/duties.html", found=found, lines=page, listing=listing, years=years)


@bp.post("/freeze")
@guard("report.manage")
def freeze() -> Response:
    """存档: keep the year's figures as of now."""
    who, now, year = require_viewer(), clock.now(), request.form.get("year", 0, type=int)
    with transaction() as session:
        kept = service.freeze(
            session,
            who.unit_id,
            year,
            purpose=request.form.get("purpose", ""),
            at=now,
            actor_id=who.employee_id,
            now=now,
        )
        rate = kept.content["rate"]
    flash(f"{year}年数据已存档，学习完成率 {rate}，以后不会改变。", "done")
    return redirect(url_for("completion.office", year=year), 303)


@bp.get("/department")
@guard("completion.department")
def department() -> str:
    """Show a head the own department: who lacks what, until when, and the button to remind."""
    who, now = require_viewer(), clock.now()
    node, mine = access.headed(reading(), who, request.args.get("department", type=int))
    found = figures_at(reading(), who.unit_id, _year(), at=now, department_id=node.id)
    listing = parse(request.args, "state", "department")
    state = listing.filters["state"] or "owing"
    rows = shown.narrowed(found, state=state, department_id=None, search=listing.search)
    return render_template(
        "completion/department.html",
        name=node.name,
        choices=[(str(one.id), one.name) for one in mine],
        found=found,
        people=rows,
        tasks=shown.task_lines(found),
        state=state,
        listing=listing.counted(len(rows)),
        reminders=_reminders(rows, now),
        reminder_words=shown.reminder_words,
        now=now,
    )


@bp.get("/person/<int:employee_id>")
@signed_in
def person(employee_id: int) -> str:
    """Show one person's duties with the evidence behind each; no marks."""
    who, now, year = require_viewer(), clock.now(), _year()
    found = access.person(reading(), who, year, employee_id, at=now)
    attempts = [source for duty in found.duties for _, kind, source in duty.facts.fulfilments if kind == "attempt"]
    on_paper = exams.on_paper(reading(), attempts)
    return render_template("completion/person.html", person=found, year=year, now=now, on_paper=on_paper)
