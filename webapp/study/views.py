"""Decide nothing: routes of the study programme only parse, authorise, call one service and answer."""

from collections.abc import Mapping
from io import BytesIO

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock, labels, sheets
from webapp.accounts import queries as accounts
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.files import as_attachment
from webapp.listing import parse
from webapp.security import guard, require_viewer
from webapp.study import access, bp, forms, queries, service, shown


def _year() -> int:
    year = request.args.get("year", type=int)
    return year if year and 2000 <= year <= 2100 else clock.local_day(clock.now()).year


@bp.get("/plan")
@guard("study.read")
def plan() -> str:
    """Show the year plan: what each month's theme is, who leads it, and whether it was held."""
    who, now, year = require_viewer(), clock.now(), _year()
    today = clock.local_day(now)
    return render_template(
        "study/plan.html",
        year=year,
        page=queries.plan_page(reading(), who.unit_id, year, today=today),
        month=today.month if today.year == year else None,
        now=now,
        may_manage=who.can("study.manage"),
    )


def _departments() -> list[tuple[int, str]]:
    return [(node.id, node.name) for node in accounts.departments(reading(), require_viewer().unit_id)]


@bp.get("/plan/edit")
@guard("study.manage")
def plan_edit() -> str:
    """Show the plan's form: as it stands, or with ``propose`` as the rule would make it; nothing is saved yet."""
    who, year = require_viewer(), _year()
    is_proposal = "propose" in request.args
    kept = queries.plan(reading(), who.unit_id, year)
    months = queries.plan_draft(reading(), who.unit_id, year, is_proposal=is_proposal)
    data = {"document_number": kept.document_number if kept else "", "months": months}
    form = forms.PlanForm(data=data)
    form.offer(_departments())
    return render_template("study/plan_edit.html", year=year, form=form, is_proposal=is_proposal, error=None)


@bp.post("/plan/edit")
@guard("study.manage")
def plan_save() -> Response | tuple[str, int]:
    """Keep the plan; a refused form is shown again as typed."""
    who, year = require_viewer(), _year()
    form = forms.PlanForm()
    form.offer(_departments())
    if not form.validate_on_submit():
        page = render_template("study/plan_edit.html", year=year, form=form, is_proposal=False, error=None)
        return page, 422
    with transaction() as session:
        number = form.document_number.data or ""
        actor_id, now = who.employee_id, clock.now()
        service.make_plan(session, who.unit_id, year, form.rows, document_number=number, actor_id=actor_id, now=now)
    flash(f"{year}年学法计划已保存。", "done")
    return redirect(url_for("study.plan", year=year), 303)


@bp.get("/sessions")
@guard("study.read")
def sessions() -> str:
    """Show the year's sessions."""
    who, now, year = require_viewer(), clock.now(), _year()
    listing = parse(request.args, "kind", "state", "year")
    rows, total = queries.sessions(
        reading(),
        who.unit_id,
        year,
        kind=listing.filters["kind"],
        state=listing.filters["state"],
        search=listing.search,
        limit=listing.limit,
        offset=listing.offset,
    )
    waiting = queries.unclosed(reading(), who.unit_id, now=now)
    return render_template(
        "study/sessions.html",
        rows=rows,
        listing=listing.counted(total),
        year=year,
        now=now,
        waiting=waiting,
        session_kinds=labels.choices("session_kind"),
        may_manage=who.can("study.manage"),
    )


@bp.get("/sessions.xlsx")
@guard("study.read")
def sessions_sheet() -> Response:
    """Give the same list as an Excel file."""
    who, now, year = require_viewer(), clock.now(), _year()
    listing = parse(request.args, "kind", "state", "year")
    narrowed = {"kind": listing.filters["kind"], "state": listing.filters["state"], "search": listing.search}
    rows, total = queries.sessions(reading(), who.unit_id, year, **narrowed)
    note = f"{year}年，共 {total} 场，截至 {clock.local(now):%Y-%m-%d %H:%M}"
    data = sheets.list_xlsx("集中学习", shown.SHEET_HEADINGS, shown.sheet_rows(rows), note=note)
    return as_attachment(BytesIO(data), sheets.file_name(who.unit_name, "集中学习", year, now))


def _offered(form: forms.SessionForm) -> forms.SessionForm:
    year = clock.local_day(clock.now()).year
    themes = queries.theme_choices(reading(), require_viewer().unit_id, (year - 1, year, year + 1))
    form.offer(_departments(), themes)
    return form


@bp.get("/sessions/new")
@guard("study.manage")
def new_session() -> str:
    """Show the form of a new session; ``theme`` fills it in from a month of the plan."""
    theme_id = request.args.get("theme", 0, type=int)
    theme = queries.theme_of_unit(reading(), require_viewer().unit_id, theme_id)
    form = _offered(forms.SessionForm(data=queries.first_values(theme)))
    return render_template("study/session_form.html", form=form, row=None, theme=theme, error=None)


@bp.post("/sessions/new")
@guard("study.manage")
def create_session() -> Response | tuple[str, int]:
    """Plan a session; a refused form is shown again as typed."""
    who, form, error = require_viewer(), _offered(forms.SessionForm()), None
    if form.validate_on_submit():
        starts_at = clock.local_instant(form.held_on.data, form.starts.data)
        try:
            with transaction() as session:
                entry, actor_id = form.entry(starts_at), who.employee_id
                made = service.create_session(session, unit_id=who.unit_id, **entry, actor_id=actor_id, now=clock.now())
        except InvalidInput as refusal:
            error = refusal.sentence
        else:
            flash(f"“{made.title}”已安排。", "done")
            return redirect(url_for("study.session", session_id=made.id), 303)
    return render_template("study/session_form.html", form=form, row=None, theme=None, error=error), 422


@bp.get("/sessions/<int:session_id>/edit")
@guard("study.manage")
def edit_session(session_id: int) -> str:
    """Show the form of a session that is not closed."""
    row = access.load_session(reading(), require_viewer(), session_id)
    starts = clock.local(row.starts_at)
    kinds = queries.kinds_of(reading(), [row.id]).get(row.id, ())
    data = {"held_on": starts.date(), "starts": starts.time(), "kinds": kinds}
    form = _offered(forms.SessionForm(obj=row, data=data))
    return render_template("study/session_form.html", form=form, row=row, theme=None, error=None)


@bp.post("/sessions/<int:session_id>/edit")
@guard("study.manage")
def change_session(session_id: int) -> Response | tuple[str, int]:
    """Change a session that is not closed; a refused form is shown again as typed."""
    who, form, error = require_viewer(), _offered(forms.SessionForm()), None
    row = access.load_session(reading(), who, session_id)
    if form.validate_on_submit():
        starts_at = clock.local_instant(form.held_on.data, form.starts.data)
        try:
            with transaction() as session:
                access.load_session(session, who, session_id)
                entry, actor_id = form.entry(starts_at), who.employee_id
                service.change_session(session, session_id, **entry, actor_id=actor_id, now=clock.now())
        except InvalidInput as refusal:
            error = refusal.sentence
        else:
            flash("活动安排已修改。", "done")
            return redirect(url_for("study.session", session_id=session_id), 303)
    return render_template("study/session_form.html", form=form, row=row, theme=None, error=error), 422


def _page(session_id: int, *, typed: Mapping[int, str] | None = None, error: str | None = None) -> str:
    row, now = access.load_session(reading(), require_viewer(), session_id), clock.now()
    return render_template(
        "study/session.html",
        page=shown.page(reading(), row, typed=typed, now=now),
        statuses=forms.STATUS_CHOICES,
        may_manage=require_viewer().can("study.manage"),
        reason=request.form.get("reason", ""),
        error=error,
        now=now,
    )


@bp.get("/sessions/<int:session_id>")
@guard("study.read")
def session(session_id: int) -> str:
    """Show one session: its details, what is missing, its roll."""
    return _page(session_id)


@bp.post("/sessions/<int:session_id>/roll")
@guard("study.manage")
def record_roll(session_id: int) -> Response:
    """Keep the roll as far as it is entered."""
    who = require_viewer()
    with transaction() as db:
        access.load_session(db, who, session_id)
        marks = forms.marks(request.form)
        count = service.record_roll(db, session_id, marks, actor_id=who.employee_id, now=clock.now())
    flash(f"签到已保存，名单上 {count} 人；核对后关闭签到才计入统计。", "done")
    return redirect(url_for("study.session", session_id=session_id), 303)


@bp.post("/sessions/<int:session_id>/close")
@guard("study.manage")
def close_roll(session_id: int) -> Response | tuple[str, int]:
    """Close the roll as it stands on the screen; without the reason that 补录 needs, the marks stay on the page."""
    who, marks = require_viewer(), forms.marks(request.form)
    try:
        with transaction() as db:
            access.load_session(db, who, session_id)
            reason = request.form.get("reason", "")
            actor_id, now = who.employee_id, clock.now()
            service.enter_and_close(db, session_id, marks, late_entry_reason=reason, actor_id=actor_id, now=now)
    except InvalidInput as refusal:
        return _page(session_id, typed=marks, error=refusal.sentence), 422
    flash("签到已关闭，这次活动已计入统计。", "done")
    return redirect(url_for("study.session", session_id=session_id), 303)


@bp.post("/sessions/<int:session_id>/reopen")
@guard("study.manage")
def reopen_roll(session_id: int) -> Response:
    """Open a closed roll again, with the reason."""
    who, reason = require_viewer(), request.form.get("reason", "")
    with transaction() as db:
        access.load_session(db, who, session_id)
        service.reopen_roll(db, session_id, reason=reason, actor_id=who.employee_id, now=clock.now())
    flash("签到已重新打开，改好后请再次关闭；在此之前不计入统计。", "look")
    return redirect(url_for("study.session", session_id=session_id), 303)


@bp.post("/sessions/<int:session_id>/cancel")
@guard("study.manage")
def cancel(session_id: int) -> Response:
    """Cancel a session that is not closed, with the reason."""
    who, reason = require_viewer(), request.form.get("reason", "")
    with transaction() as db:
        access.load_session(db, who, session_id)
        service.cancel(db, session_id, reason=reason, actor_id=who.employee_id, now=clock.now())
    flash("活动已取消，记录保留。", "done")
    return redirect(url_for("study.session", session_id=session_id), 303)


@bp.get("/mine")
@guard("study.own")
def mine() -> str:
    """Show a person what comes next and how the own year went."""
    who, now, year = require_viewer(), clock.now(), _year()
    return render_template(
        "study/mine.html",
        coming=queries.upcoming(reading(), who.unit_id, now=now),
        year_page=queries.own_year(reading(), who.employee_id, year),
        year=year,
    )
