"""Decide nothing: routes of complaints and suggestions only parse, authorise, call one service and answer."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock, listing
from webapp.db import reading, transaction
from webapp.errors import AppError
from webapp.feedback import access, bp, forms, queries, service
from webapp.security import guard, public, require_viewer, viewer

_OWN_ROWS = 20


@bp.route("/new", methods=["GET", "POST"])
@public
def new() -> Response | tuple[str, int]:
    """Show the page to write on, with the sender's former entries, or take what was written."""
    who, form = viewer(), forms.FeedbackForm()
    if not form.validate_on_submit():
        return _new_page(form, 422 if request.method == "POST" else 200)
    try:
        with transaction() as session:
            service.submit(
                session,
                form.text.data or "",
                form.contact.data or "",
                unit_id=who.unit_id if who else None,
                employee_id=who.employee_id if who else None,
                now=clock.now(),
            )
    except AppError as problem:
        form.text.errors = [problem.sentence]
        return _new_page(form, problem.status)
    flash("已收到，法治联络员会处理；登录后在这一页能看到回复。", "done")
    return redirect(url_for("feedback.new"), 303)


def _new_page(form: forms.FeedbackForm, status: int) -> tuple[str, int]:
    who = viewer()
    mine = queries.own(reading(), who.employee_id, limit=_OWN_ROWS) if who else []
    return render_template("feedback/new.html", form=form, mine=mine), status


@bp.get("/")
@guard("feedback.read")
def index() -> str:
    """Show what was sent, with a field to answer."""
    who, shown = require_viewer(), listing.parse(request.args, "state")
    only_open = shown.filters["state"] != "all"
    shown = shown.counted(queries.count(reading(), who.unit_id, only_open=only_open))
    rows = queries.entries(reading(), who.unit_id, only_open=only_open, limit=shown.limit, offset=shown.offset)
    return render_template("feedback/index.html", listing=shown, rows=rows, only_open=only_open)


@bp.post("/<int:feedback_id>/answer")
@guard("feedback.read")
def answer(feedback_id: int) -> Response:
    """Answer one entry."""
    who, form = require_viewer(), forms.AnswerForm()
    if not form.validate():
        flash("回复没有保存：请写下回复，最多 2000 个字。", "late")
        return redirect(url_for("feedback.index"), 303)
    with transaction() as session:
        entry = access.load_feedback(session, who, feedback_id)
        service.answer(session, entry, form.answer.data or "", actor_id=who.employee_id, now=clock.now())
    flash("回复已保存，本人登录后能看到。", "done")
    return redirect(url_for("feedback.index"), 303)
