"""Decide nothing: routes of marking, by question, with the names hidden."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.db import reading, transaction
from webapp.errors import InvalidInput, NotFound
from webapp.exams import access, bp, marking_queries, queries, service
from webapp.security import guard, require_viewer


@bp.get("/exams/marking")
@guard("exam.mark")
def marking() -> str:
    """List the exams that have attempts waiting for a marker."""
    session, who = reading(), require_viewer()
    counts = marking_queries.waiting_counts(session, who.unit_id)
    rows = [row for row in queries.exams(session, who.unit_id) if row.exam.id in counts]
    return render_template("exams/marking.html", rows=rows, counts=counts)


@bp.get("/exams/<int:exam_id>/marking")
@guard("exam.mark")
def marking_questions(exam_id: int) -> str:
    """List an exam's questions with responses that wait."""
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    return render_template(
        "exams/marking_questions.html",
        row=row,
        questions=marking_queries.questions(session, row, who.employee_id, now=clock.now()),
        needs_two=marking_queries.needs_two(session, row.exam, now=clock.now()),
    )


def _page(exam_id: int, version_id: int, part: int, refused: InvalidInput | None = None) -> str:
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    found = marking_queries.page(session, row, version_id, part, who.employee_id, now=clock.now())
    if found is None:
        raise NotFound("没有找到这道题，请从阅卷列表重新进入。")
    return render_template(
        "exams/marking_question.html", row=row, page=found, version_id=version_id, part=part, refused=refused
    )


@bp.get("/exams/<int:exam_id>/marking/<int:version_id>/<int:part>")
@guard("exam.mark")
def marking_question(exam_id: int, version_id: int, part: int) -> str:
    """Show some responses to one question, without names, in an order that the question decides."""
    return _page(exam_id, version_id, part)


@bp.post("/exams/<int:exam_id>/marking/<int:version_id>/<int:part>")
@guard("exam.mark")
def mark(exam_id: int, version_id: int, part: int) -> Response | tuple[str, int]:
    """Enter the points that were typed; a refused form keeps them."""
    who = require_viewer()
    named = {name.removeprefix("points-"): text for name, text in request.form.items() if name.startswith("points-")}
    typed = {int(name): text for name, text in named.items() if name.isdecimal() and len(name) < 10 and text.strip()}
    try:
        with transaction() as session:
            access.load_published(session, who, exam_id)
            actor_id = who.employee_id
            count = service.mark(session, exam_id, version_id, part, typed, actor_id=actor_id, now=clock.now())
    except InvalidInput as refused:
        return _page(exam_id, version_id, part, refused), 422
    flash(f"已记 {count} 份。", "done")
    return redirect(url_for("exams.marking_question", exam_id=exam_id, version_id=version_id, part=part), 303)
