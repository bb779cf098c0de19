"""Decide nothing: routes of the way into an exam, from its rules to the start."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.exams import access, bp, overview, service, sheets
from webapp.exams.entry_forms import EntryForm
from webapp.security import client_address, guard, require_viewer


def _intro_page(exam_id: int, form: EntryForm) -> str:
    session, who, now = reading(), require_viewer(), clock.now()
    row = access.load_published(session, who, exam_id)
    return render_template(
        "exams/intro.html",
        own=overview.own(session, row, who.employee_id, address=client_address(), now=now),
        row=row,
        now=now,
        form=form,
        spec_lines=sheets.spec_lines(row.exam),
        review_lines=sheets.review_lines(row.exam),
    )


@bp.get("/exams/<int:exam_id>/intro")
@guard("exam.take")
def intro(exam_id: int) -> str:
    """Show an exam's rules before the start, what it asks for, and why it can't be started if it can't."""
    return _intro_page(exam_id, EntryForm())


@bp.post("/exams/<int:exam_id>/start")
@guard("exam.take")
def start(exam_id: int) -> Response | tuple[str, int]:
    """Start an attempt, or go on with the one that runs; what is missing for it is named beside its field."""
    who, form = require_viewer(), EntryForm()
    with transaction() as session:
        access.load_published(session, who, exam_id)
        entry = service.enter(session, exam_id, who.employee_id, form.visit(client_address()), now=clock.now())
    if entry.attempt is None:
        form.show(entry.problems)
        return _intro_page(exam_id, form), 422
    return redirect(url_for("exams.attempt", attempt_id=entry.attempt.id), 303)


@bp.post("/exams/<int:exam_id>/rehearse")
@guard("exam.manage")
def rehearse(exam_id: int) -> Response:
    """Start a 试考 of an exam that has not opened yet, a draft too, or go on with the running one."""
    who = require_viewer()
    with transaction() as session:
        access.load_exam(session, who, exam_id)
        attempt = service.rehearse(session, exam_id, who.employee_id, now=clock.now())
    return redirect(url_for("exams.attempt", attempt_id=attempt.id), 303)
