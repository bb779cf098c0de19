"""Decide nothing: routes of indicators and reports only parse, authorise, call one service and answer."""

from io import BytesIO

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.files import as_attachment
from webapp.reports import access, bp, document, forms, queries, service
from webapp.reports.wording import FORMS
from webapp.security import guard, require_viewer


@bp.get("/")
@guard("report.read")
def index() -> Response:
    """Open the report of the last local year, which is the one being written."""
    year = request.args.get("year", type=int) or clock.local_day(clock.now()).year - 1
    return redirect(url_for("reports.show", year=year), 303)


@bp.get("/<int:year>")
@guard("report.read")
def show(year: int) -> str:
    """Show the draft or final report: text, figures with their sources, what is missing, what changed since."""
    who = require_viewer()
    draft = service.draft(reading(), who.unit_id, who.unit_name, year, at=clock.now())
    written = queries.reports(reading(), who.unit_id)
    return render_template("reports/show.html", draft=draft, written=written, may_edit=who.can("report.manage"))


@bp.get("/<int:year>/download")
@guard("report.read")
def download(year: int) -> Response:
    """Give the report as .docx."""
    who = require_viewer()
    now = clock.now()
    draft = service.draft(reading(), who.unit_id, who.unit_name, year, at=now)
    name = document.file_name(who.unit_name, year, now)
    return as_attachment(BytesIO(document.report_docx(draft)), name)


@bp.get("/<int:year>/edit")
@guard("report.manage")
def edit(year: int) -> str:
    """Show the sections' wording to be edited, with the figures that it may use beside it."""
    who = require_viewer()
    draft = service.draft(reading(), who.unit_id, who.unit_name, year, at=clock.now())
    texts = service.texts_of(reading(), who.unit_id, year, form=request.args.get("form"))
    return render_template("reports/edit.html", draft=draft, texts=texts, forms=FORMS, error=None)


@bp.post("/<int:year>/edit")
@guard("report.manage")
def save(year: int) -> Response | tuple[str, int]:
    """Keep the wording; a refused text is shown again as typed."""
    who = require_viewer()
    texts = {key.removeprefix("text-"): value for key, value in request.form.items() if key.startswith("text-")}
    form = request.form.get("form", "own")
    try:
        with transaction() as session:
            service.save_texts(
                session, who.unit_id, year, texts, form=form, actor_id=who.employee_id, now=clock.now()
            )
    except InvalidInput as error:
        draft = service.draft(reading(), who.unit_id, who.unit_name, year, at=clock.now())
        typed = service.typed_texts(texts, form)
        return render_template("reports/edit.html", draft=draft, texts=typed, forms=FORMS, error=error.sentence), 422
    flash("报告文字已保存。")
    return redirect(url_for("reports.show", year=year), 303)


@bp.post("/<int:year>/finalize")
@guard("report.manage")
def finalize(year: int) -> Response:
    """定稿: freeze the figures."""
    who = require_viewer()
    with transaction() as session:
        service.finalize(
            session, who.unit_id, who.unit_name, year, actor_id=who.employee_id, now=clock.now()
        )
    flash(f"{year}年报告已定稿，数据已存档。")
    return redirect(url_for("reports.show", year=year), 303)


@bp.get("/<int:year>/indicators")
@guard("report.manage")
def indicators(year: int) -> str:
    """Show the office's indicators of a year with last year's values beside them."""
    who = require_viewer()
    rows = queries.year_values(reading(), who.unit_id, year)
    last = {one.indicator.id: one.value for one in queries.year_values(reading(), who.unit_id, year - 1)}
    computed = service.computed(reading(), who.unit_id, year)
    return render_template("reports/indicators.html", year=year, rows=rows, last=last, computed=computed)


@bp.get("/<int:year>/indicators/<code>")
@guard("report.manage")
def indicator(year: int, code: str) -> str:
    """Show one indicator's form."""
    found = access.indicator(reading(), require_viewer().unit_id, code, year)
    return render_template(
        "reports/indicator.html", year=year, found=found, form=forms.IndicatorForm(obj=found.value)
    )


@bp.post("/<int:year>/indicators/<code>")
@guard("report.manage")
def enter(year: int, code: str) -> Response | tuple[str, int]:
    """Enter a value, or mark the indicator as 本年度不报."""
    who = require_viewer()
    found = access.indicator(reading(), who.unit_id, code, year)
    form = forms.IndicatorForm()
    if not form.validate_on_submit():
        return render_template("reports/indicator.html", year=year, found=found, form=form), 422
    with transaction() as session:
        service.enter(session, who.unit_id, code, year, **form.entry, actor_id=who.employee_id, now=clock.now())
    flash(f"{found.indicator.label}已保存。")
    return redirect(url_for("reports.indicators", year=year), 303)
