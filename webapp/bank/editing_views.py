"""Decide nothing: routes of a question's page, its versions and pictures, and of several questions at once."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock, pictures
from webapp.bank import access, bp, editing, publishing, queries, revising, uses, versions
from webapp.bank.models import Question
from webapp.db import reading, transaction
from webapp.errors import AppError
from webapp.security import guard, require_viewer

Answer = AnyResponse | str | tuple[str, int]


@bp.get("/questions/<int:question_id>/edit")
@guard("bank.manage")
def edit(question_id: int) -> Answer:
    """Ask what the next version of a question says."""
    found = access.load_question(reading(), require_viewer(), question_id)
    newest = queries.versions_of(reading(), question_id)[0]
    return _form(found, newest, editing.of_question(newest.content), ())


def _form(
    found: Question,
    newest: queries.VersionRow,
    sheet: editing.Sheet,
    problems: Sequence[editing.Problem],
    refused: AppError | None = None,
) -> str:
    asked = request.form.get("again", "")
    shown = [
        (f"图{number}", url_for("bank.version_picture", version_id=newest.version_id, number=number - 1))
        for number, picture in enumerate(newest.content.pictures, start=1)
        if pictures.is_drawable(picture)
    ]
    page: dict[str, Any] = {"question": found, "newest": newest, "problems": problems, "refused": refused}
    page |= {"sheet": editing.with_part(sheet) if asked == "part" else sheet, "is_more": asked == "more"}
    page |= {"kinds": editing.kinds(), "hints": editing.HINTS, "fields": editing.FIELDS, "pictures": shown}
    page["other_id"] = refused.question_id if isinstance(refused, revising.Taken) else None
    page["exams"] = uses.exams_with(reading(), found.id)
    return render_template("bank/edit.html", **page)


@bp.post("/questions/<int:question_id>/edit")
@guard("bank.manage")
def revise(question_id: int) -> Answer:
    """Write the next version of a question, or show the form again with what was typed."""
    who = require_viewer()
    found = access.load_question(reading(), who, question_id)
    newest = queries.versions_of(reading(), question_id)[0]
    sheet = editing.typed(request.form)
    content, problems = editing.read(sheet, newest.content, may_skip_letters=True)
    content, about = editing.read_about(sheet, content)
    problems = [*problems, *about]
    if problems or "again" in request.form:
        return _form(found, newest, sheet, problems), 200 if "again" in request.form else 422
    number = request.form.get("number", "")
    based_on = int(number) if number.isdecimal() and len(number) < 8 else 0
    try:
        with transaction() as session:
            access.load_question(session, who, question_id)
            written = revising.revise(
                session, question_id, content, number=based_on, actor_id=who.employee_id, now=clock.now()
            )
    except AppError as refused:
        return _form(found, queries.versions_of(reading(), question_id)[0], sheet, (), refused), refused.status
    flash(f"已保存为第 {written} 版。" if written != based_on else "没有改动，还是原来的版本。", "done")
    return redirect(url_for("bank.question", question_id=question_id), 303)


@bp.get("/versions/<int:version_id>/pictures/<int:number>")
@guard("bank.manage")
def version_picture(version_id: int, number: int) -> Response:
    """Hand out a picture of a version of a question of the own unit."""
    content = access.load_version(reading(), require_viewer(), version_id)
    return pictures.respond(content, number, with_explanation=True)


@bp.post("/questions/publish")
@guard("bank.manage")
def publish_many() -> AnyResponse:
    """Let the chosen drafts be drawn."""
    who = require_viewer()
    numbers = [int(one) for one in request.form.getlist("question") if one.isdecimal() and len(one) < 10]
    with transaction() as session:
        count = publishing.publish_drafts(session, who.unit_id, numbers, actor_id=who.employee_id, now=clock.now())
    if count:
        flash(f"已发布 {count} 道题，可以出卷。", "done")
    else:
        flash("没有选中草稿，请先在草稿前打钩再发布。", "look")
    kept: dict[str, Any] = {**versions.kept_filters(request.form)}
    return redirect(url_for("bank.index", **kept), 303)
