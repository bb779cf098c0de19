"""Decide nothing: routes of the roster only parse, authorise, call one service and answer."""

import io

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock, files, labels, listing
from webapp.accounts import queries as accounts
from webapp.accounts import service as accounts_service
from webapp.db import reading, transaction
from webapp.errors import AppError
from webapp.roster import access, bp, forms, queries, service, sheets
from webapp.roster.reading import KINDS, read_roster
from webapp.security import guard, require_viewer

Answer = AnyResponse | str | tuple[str, int]
_RECENT = 5


def _wanted(shown: listing.Listing) -> queries.Wanted:
    asked = shown.filters
    department = asked["department"]
    return queries.Wanted(
        text=shown.search,
        department_id=int(department) if department.isdecimal() and len(department) < 10 else None,
        employment_type=asked["type"],
        has_left=asked["state"] == "left",
    )


@bp.get("/")
@guard("roster.read")
def index() -> str:
    """Show the people as searched and filtered, in 机构序."""
    session, who = reading(), require_viewer()
    shown = listing.parse(request.args, "department", "type", "state", size=50)
    wanted = _wanted(shown)
    shown = shown.counted(queries.count(session, who.unit_id, wanted))
    today = clock.local_day(clock.now())
    rows = queries.people(session, who.unit_id, wanted, on=today, limit=shown.limit, offset=shown.offset)
    nodes = [(node.id, node.name) for node in accounts.departments(session, who.unit_id)]
    selects = (
        ("department", "科室", [("", "全部科室"), *nodes]),
        ("type", "编制", [("", "全部编制"), *labels.choices("employment_type")]),
        ("state", "在不在", [("", "在本单位"), ("left", "已离开")]),
    )
    waiting = [one for one in queries.recent_imports(session, who.unit_id, limit=_RECENT) if one.state == "preview"]
    return render_template("roster/index.html", listing=shown, rows=rows, selects=selects, waiting=waiting)


@bp.get("/export.xlsx")
@guard("roster.manage")
def export() -> Response:
    """Hand out the people as searched and filtered, all of them, as an Excel file that can be imported again."""
    wanted = _wanted(listing.parse(request.args, "department", "type", "state"))
    today = clock.local_day(clock.now())
    rows = queries.people(reading(), require_viewer().unit_id, wanted, on=today)
    return files.as_attachment(io.BytesIO(sheets.people_sheet(rows)), "名册.xlsx")


@bp.get("/import")
@guard("roster.manage")
def upload() -> str:
    """Ask for a roster file."""
    return _upload_page(forms.UploadForm(formdata=None))


def _upload_page(form: forms.UploadForm) -> str:
    recent = queries.recent_imports(reading(), require_viewer().unit_id, limit=_RECENT)
    return render_template("roster/upload.html", form=form, recent=recent)


@bp.post("/import")
@guard("roster.manage")
def upload_file() -> Answer:
    """Read a roster file and keep what was read, for the preview."""
    who, form = require_viewer(), forms.UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    try:
        data, name = files.check_upload(form.file.data, KINDS)
        roster = read_roster(data, name)
    except AppError as problem:
        form.file.errors = [problem.sentence]
        return _upload_page(form), 422
    is_whole, now = bool(form.is_whole.data), clock.now()
    with transaction() as session:
        kept = service.upload(
            session, who.unit_id, roster, data, name, is_whole=is_whole, actor_id=who.employee_id, now=now
        )
    return redirect(url_for("roster.preview", import_id=kept.id), 303)


@bp.get("/import/<int:import_id>")
@guard("roster.manage")
def preview(import_id: int) -> Answer:
    """Show what a file would change, before anything is written."""
    imported = access.load_import(reading(), require_viewer(), import_id)
    if imported.state == "confirmed":
        return redirect(url_for("roster.receipt", import_id=import_id), 303)
    return _preview_page(import_id, None)


def _preview_page(import_id: int, problem: AppError | None) -> str:
    session = reading()
    imported = access.load_import(session, require_viewer(), import_id)
    found = queries.comparison(session, imported.unit_id, imported.content, is_whole=imported.is_whole)
    return render_template(
        "roster/preview.html",
        imported=imported,
        found=found,
        content=imported.content,
        doubtful=[row for row in queries.rows_of(imported.content) if row.doubts],
        untyped=[row for row in found.joiners if not row.employment_type],
        duties=queries.touched_duties(session, found, on=clock.local_day(clock.now()), at=clock.now()),
        seen=service.seen_of(found),
        problem=problem,
        leaving=labels.LEAVING_REASONS,
        today=clock.local_day(clock.now()),
    )


@bp.post("/import/<int:import_id>")
@guard("roster.manage")
def confirm(import_id: int) -> Answer:
    """Write what the preview showed, all or nothing; pressed twice, it shows the same receipt."""
    who, now = require_viewer(), clock.now()
    try:
        chosen = forms.leaving(request.form)
        leavers = {employee_id: service.Leaving(on, reason) for employee_id, (on, reason) in chosen.items()}
        with transaction() as session:
            imported = access.load_import(session, who, import_id)
            seen = request.form.get("seen", "")
            service.confirm(session, imported, leavers, seen, actor_id=who.employee_id, now=now)
    except AppError as problem:
        if problem.status not in {409, 422}:
            raise
        return _preview_page(import_id, problem), problem.status
    return redirect(url_for("roster.receipt", import_id=import_id), 303)


@bp.post("/import/<int:import_id>/cancel")
@guard("roster.manage")
def cancel(import_id: int) -> AnyResponse:
    """Put a file aside that was not confirmed."""
    who = require_viewer()
    with transaction() as session:
        imported = access.load_import(session, who, import_id)
        service.cancel(session, imported, actor_id=who.employee_id, now=clock.now())
    flash("这份名册已放弃，没有写入任何内容。", "done")
    return redirect(url_for("roster.upload"), 303)


@bp.get("/import/<int:import_id>/receipt")
@guard("roster.manage")
def receipt(import_id: int) -> str:
    """Show what a confirmed file did."""
    imported = access.load_import(reading(), require_viewer(), import_id)
    return render_template("roster/receipt.html", imported=imported, receipt=service.receipt_of(imported))


@bp.get("/people/<int:employee_id>")
@guard("roster.read")
def person(employee_id: int) -> str:
    """Show one person: spells, absences, roles, and what may be done about them."""
    return _person_page(employee_id)


def _person_page(employee_id: int, form: forms.Form | None = None) -> str:
    """Show the person with one refused form, or none."""
    session, who = reading(), require_viewer()
    found = access.load_person(session, who, employee_id)
    nodes = [(node.id, node.name) for node in accounts.departments(session, who.unit_id)]
    shown = forms.person_forms(
        form,
        nodes,
        roles=sorted(accounts.grantable(who.roles)),
        unit=(who.unit_id, "全单位"),
        department_id=found.department_id,
        today=clock.local_day(clock.now()),
    )
    return render_template(
        "roster/person.html",
        person=found,
        forms=shown,
        spells=accounts.spells_of(session, found.id),
        away=accounts.away_of(session, found.id),
        grants=accounts.grants_of(session, found.id),
        grantable=accounts.grantable(who.roles),
        today=clock.local_day(clock.now()),
    )


@bp.post("/people/<int:employee_id>/move")
@guard("roster.manage")
def person_move(employee_id: int) -> Answer:
    """Move a person to another department, with the open duties."""
    who, form = require_viewer(), forms.MoveForm()
    form.offer((node.id, node.name) for node in accounts.departments(reading(), who.unit_id))
    if not form.validate():
        return _person_page(employee_id, form), 422
    try:
        with transaction() as session:
            access.load_person(session, who, employee_id)
            to_id, on = form.department.data, form.on.data
            count = service.move(session, employee_id, to_id, on=on, actor_id=who.employee_id, now=clock.now())
    except AppError as problem:
        return _refused(employee_id, form, problem)
    flash(f"已调整科室，{count} 件未完成的任务跟着转到新科室。", "done")
    return redirect(url_for("roster.person", employee_id=employee_id), 303)


def _refused(employee_id: int, form: forms.Form, problem: AppError) -> tuple[str, int]:
    if problem.status not in {409, 422}:
        raise problem
    form.refuse(problem.sentence)
    return _person_page(employee_id, form), problem.status


@bp.post("/people/<int:employee_id>/leave")
@guard("roster.manage")
def person_leave(employee_id: int) -> Answer:
    """End a person's service and close the account."""
    who, form = require_viewer(), forms.LeaveForm()
    if not form.validate():
        return _person_page(employee_id, form), 422
    try:
        with transaction() as session:
            access.load_person(session, who, employee_id)
            on, reason = form.on.data, form.reason.data
            count = service.leave(session, employee_id, on=on, reason=reason, actor_id=who.employee_id, now=clock.now())
    except AppError as problem:
        return _refused(employee_id, form, problem)
    flash(f"已登记离开，账号已停用，{count} 件没到期的任务已撤回。", "done")
    return redirect(url_for("roster.person", employee_id=employee_id), 303)


@bp.post("/people/<int:employee_id>/away")
@guard("roster.manage")
def person_away(employee_id: int) -> Answer:
    """Record a time away."""
    who, form = require_viewer(), forms.AwayForm()
    if not form.validate():
        return _person_page(employee_id, form), 422
    try:
        with transaction() as session:
            access.load_person(session, who, employee_id)
            days = (form.from_on.data, form.until_on.data)
            note, now = form.note.data or "", clock.now()
            service.go_away(session, employee_id, form.kind.data, *days, note=note, actor_id=who.employee_id, now=now)
    except AppError as problem:
        return _refused(employee_id, form, problem)
    flash("已登记，借调、驻村、援派、挂职的人仍要完成任务。", "done")
    return redirect(url_for("roster.person", employee_id=employee_id), 303)


@bp.post("/people/<int:employee_id>/roles")
@guard("role.grant")
def role_grant(employee_id: int) -> Answer:
    """Give a person a role."""
    who, form = require_viewer(), forms.GrantForm()
    nodes = [(node.id, node.name) for node in accounts.departments(reading(), who.unit_id)]
    form.offer(sorted(accounts.grantable(who.roles)), (who.unit_id, "全单位"), nodes)
    if not form.validate():
        return _person_page(employee_id, form), 422
    try:
        with transaction() as session:
            access.load_person(session, who, employee_id)
            accounts_service.grant(session, employee_id, **form.wanted, actor_id=who.employee_id, now=clock.now())
    except AppError as problem:
        return _refused(employee_id, form, problem)
    flash("角色已设置，本人刷新页面后生效。", "done")
    return redirect(url_for("roster.person", employee_id=employee_id), 303)


@bp.post("/people/<int:employee_id>/roles/<int:grant_id>/end")
@guard("role.grant")
def role_end(employee_id: int, grant_id: int) -> AnyResponse:
    """End a person's role as of today."""
    who, now = require_viewer(), clock.now()
    with transaction() as session:
        access.load_grant(session, who, employee_id, grant_id)
        accounts_service.end_grant(session, grant_id, on=clock.local_day(now), actor_id=who.employee_id, now=now)
    flash("角色已结束。", "done")
    return redirect(url_for("roster.person", employee_id=employee_id), 303)
