"""Decide nothing: routes of changing a published exam."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.exams import access, bp, service
from webapp.exams.change_forms import form_for
from webapp.exams.change_rules import FIXED, row_of
from webapp.security import guard, require_viewer


@bp.get("/exams/<int:exam_id>/settings")
@guard("exam.manage")
def settings_form(exam_id: int) -> str:
    """Show what of a published exam may still be changed, and why the rest may not."""
    row = access.load_published(reading(), require_viewer(), exam_id)
    return render_template("exams/settings_form.html", row=row, form=form_for(row), fixed=FIXED, row_of=row_of)


@bp.post("/exams/<int:exam_id>/settings")
@guard("exam.manage")
def change_settings(exam_id: int) -> Response | tuple[str, int]:
    """Change a published exam; a refused form keeps what was typed."""
    who = require_viewer()
    row = access.load_published(reading(), who, exam_id)
    form = form_for(row)
    if form.is_complete():
        by: dict[str, Any] = {"reason": form.reason.data, "actor_id": who.employee_id, "now": clock.now()}
        try:
            with transaction() as session:
                changed = service.change_exam(session, exam_id, form.change(row.windows), **by)
        except service.InvalidExam as refused:
            form.show(refused.problems)
        else:
            flash(f"已改：{'、'.join(changed)}。" if changed else "没有改动。", "done")
            return redirect(url_for("exams.show", exam_id=exam_id), 303)
    page = render_template("exams/settings_form.html", row=row, form=form, fixed=FIXED, row_of=row_of)
    return page, 422
