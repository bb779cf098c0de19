"""Decide nothing: routes of the list of attempts, of voiding and of opening again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock, listing
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.exams import access, bp, life_queries, service
from webapp.exams.life_forms import LifeForm
from webapp.security import guard, require_viewer


@bp.get("/exams/<int:exam_id>/attempts")
@guard("exam.manage")
def attempts(exam_id: int) -> str:
    """List every attempt at an exam with all that happened to it."""
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    shown = listing.parse(request.args, size=50)
    pairs = [(sitter, one) for sitter in life_queries.sitters(session, exam_id) for one in sitter.attempts]
    found = [(sitter, one) for sitter, one in pairs if shown.search in (sitter.full_name + (sitter.staff_number or ""))]
    shown = shown.counted(len(found))
    page = found[shown.offset : shown.offset + shown.limit]
    return render_template(
        "exams/attempts.html",
        row=row,
        rows=page,
        listing=shown,
        happenings=life_queries.happenings(session, [one.attempt_id for _, one in page]),
    )


@bp.get("/exams/<int:exam_id>/attempts/change")
@guard("exam.manage")
def change_form(exam_id: int) -> str:
    """Show the form that voids attempts or opens them again, filled in for one person when the list led here."""
    row = access.load_published(reading(), require_viewer(), exam_id)
    data = {"people": request.args.get("person", ""), "number": request.args.get("number", type=int)}
    return render_template("exams/change_form.html", row=row, form=LifeForm(data=data))


@bp.post("/exams/<int:exam_id>/attempts/change")
@guard("exam.manage")
def change(exam_id: int) -> Response | tuple[str, int]:
    """Void the attempts of the people named, or open them again; a refused form keeps what was typed."""
    who, form = require_viewer(), LifeForm()
    row = access.load_published(reading(), who, exam_id)
    if form.is_complete():
        people, actor = form.people.data or "", {"actor_id": who.employee_id, "now": clock.now()}
        asked: dict[str, Any] = {**form.asked(), **actor}
        try:
            with transaction() as session:
                if form.deed.data == "void":
                    count = service.void(session, exam_id, people, **asked)
                else:
                    count = service.reopen(session, exam_id, people, deadline_at=form.deadline(), **asked)
        except InvalidInput as refused:
            form.show(refused.sentence, refused.details)
        else:
            flash(f"已处理 {count} 份答卷，本人会收到消息。", "done")
            return redirect(url_for("exams.attempts", exam_id=exam_id), 303)
    return render_template("exams/change_form.html", row=row, form=form), 422
