"""Decide nothing: routes of objections and key corrections, for those who sat, the liaison and the second person."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy import orm
from werkzeug.wrappers import Response

from webapp import clock, listing
from webapp.bank import queries as bank
from webapp.db import reading, transaction
from webapp.errors import NotFound
from webapp.exams import (
    access,
    bp,
    correction_forms,
    correction_queries,
    corrections,
    queries,
    service,
)
from webapp.exams.correction_forms import ReasonForm
from webapp.security import guard, require_viewer


def _version_of(session: orm.Session, attempt_id: int, number: int) -> int:
    """Return the version by which the viewer's own attempt is graded at a place, from 1."""
    attempt = access.load_attempt(session, require_viewer(), attempt_id)
    found = queries.item_results(session, attempt).get(number - 1)
    if found is None:
        raise NotFound("没有找到这道题，请从结果页重新进入。")
    return found.question_version_id


@bp.get("/attempts/<int:attempt_id>/items/<int:number>/objection")
@guard("exam.take")
def objection_form(attempt_id: int, number: int) -> str:
    """Show what was raised against a question of one's own attempt, or the form to raise it."""
    session = reading()
    version_id = _version_of(session, attempt_id, number)
    found = correction_queries.objection_of(session, attempt_id, version_id)
    return render_template(
        "exams/objection_form.html", attempt_id=attempt_id, number=number, found=found, form=ReasonForm()
    )


@bp.post("/attempts/<int:attempt_id>/items/<int:number>/objection")
@guard("exam.take")
def raise_objection(attempt_id: int, number: int) -> Response:
    """Raise 题目异议 from one's own attempt."""
    who, text = require_viewer(), ReasonForm().typed()
    with transaction() as session:
        version_id = _version_of(session, attempt_id, number)
        service.object_to(session, attempt_id, version_id, text, actor_id=who.employee_id, now=clock.now())
    flash("异议已提交，法治联络员答复后您会收到消息。", "done")
    return redirect(url_for("exams.result", attempt_id=attempt_id), 303)


@bp.get("/exams/corrections")
@guard("exam.approve")
def correction_list() -> str:
    """List what was objected to and not yet answered, and the unit's corrections."""
    session, who = reading(), require_viewer()
    rows = correction_queries.objections(session, who.unit_id) if who.can("exam.manage") else []
    cases = correction_queries.cases(session, who.unit_id)
    return render_template("exams/correction_list.html", objections=rows, cases=cases)


@bp.get("/exams/objections/<int:objection_id>")
@guard("exam.manage")
def objection(objection_id: int) -> str:
    """Show an objection with the question it is about, and both ways to decide."""
    session = reading()
    found = access.load_objection(session, require_viewer(), objection_id)
    content = bank.versions(session, [found.version_id])[found.version_id]
    key = correction_forms.key_words(content)
    return render_template("exams/objection.html", found=found, content=content, key=key, form=ReasonForm())


@bp.post("/exams/objections/<int:objection_id>/decline")
@guard("exam.manage")
def decline(objection_id: int) -> Response:
    """Answer an objection without a change."""
    who, text = require_viewer(), ReasonForm().typed()
    with transaction() as session:
        access.load_objection(session, who, objection_id)
        service.decline(session, objection_id, text, actor_id=who.employee_id, now=clock.now())
    flash("已答复，本人会收到消息。", "done")
    return redirect(url_for("exams.correction_list"), 303)


@bp.get("/exams/<int:exam_id>/corrections")
@guard("exam.manage")
def asked_questions(exam_id: int) -> str:
    """List the questions that an exam's attempts are graded by, to start a correction from."""
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    shown = listing.parse(request.args, size=50)
    found = [one for one in correction_queries.used_questions(session, exam_id) if shown.search in one.stem]
    shown = shown.counted(len(found))
    page = found[shown.offset : shown.offset + shown.limit]
    return render_template("exams/asked_questions.html", row=row, rows=page, listing=shown)


@bp.get("/exams/<int:exam_id>/corrections/<int:version_id>")
@guard("exam.manage")
def correct_form(exam_id: int, version_id: int) -> str:
    """Show a question with its key in its own control, to be corrected."""
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    content = bank.versions(session, [access.load_used_version(session, exam_id, version_id)])[version_id]
    return render_template(
        "exams/correct_form.html",
        row=row,
        version_id=version_id,
        content=content,
        key=correction_forms.key_words(content),
        item=correction_forms.key_control(content),
        open_case=correction_queries.open_case(session, version_id),
    )


def _proposal(session: orm.Session, exam_id: int, version_id: int) -> tuple[Any, Any]:
    """Return the question and the key that the request's fields enter."""
    access.load_published(session, require_viewer(), exam_id)
    content = bank.versions(session, [access.load_used_version(session, exam_id, version_id)])[version_id]
    return content, correction_forms.key_typed(content, request.values)


@bp.get("/exams/<int:exam_id>/corrections/<int:version_id>/preview")
@guard("exam.manage")
def correct_preview(exam_id: int, version_id: int) -> str:
    """Show what each way would do with the entered key: whose score changes, who crosses the pass mark."""
    session, who = reading(), require_viewer()
    content, key = _proposal(session, exam_id, version_id)
    previews, refusals = corrections.previews(session, version_id, key)
    return render_template(
        "exams/correct_preview.html",
        exam_id=exam_id,
        version_id=version_id,
        previews=previews,
        refusals=refusals,
        fields=correction_forms.kept_fields(request.args),
        approvers=correction_queries.approvers(session, who.unit_id, but=who.employee_id, now=clock.now()),
        **correction_forms.words(content, key),
    )


@bp.post("/exams/<int:exam_id>/corrections/<int:version_id>")
@guard("exam.manage")
def propose(exam_id: int, version_id: int) -> Response:
    """Put a correction before the second person."""
    who, form = require_viewer(), ReasonForm()
    asked: dict[str, Any] = {"method": request.form.get("method", ""), "reason": form.typed()}
    with transaction() as session:
        _, key = _proposal(session, exam_id, version_id)
        actor: dict[str, Any] = {"actor_id": who.employee_id, "now": clock.now()}
        case = service.propose(session, who.unit_id, version_id, key=key, **asked, **actor)
    flash("已提请更正，等另一位法治联络员或领导批准。", "done")
    return redirect(url_for("exams.correction", correction_id=case.id), 303)


@bp.get("/exams/corrections/<int:correction_id>")
@guard("exam.approve")
def correction(correction_id: int) -> str:
    """Show a case: what changes for whom, who has to approve, how far the regrade has come."""
    session, who = reading(), require_viewer()
    found = access.load_case(session, who, correction_id)
    case, key = found.case, corrections.key_of(found.case)
    content = bank.versions(session, [case.version_id])[case.version_id]
    previews = corrections.previews(session, case.version_id, key)[0] if case.state == "proposed" else {}
    return render_template(
        "exams/correction.html",
        found=found,
        case=case,
        preview=previews.get(case.method),
        approvers=correction_queries.approvers(session, who.unit_id, but=case.proposed_by, now=clock.now()),
        is_proposer=case.proposed_by == who.employee_id,
        sees_scores=who.can("exam.manage"),
        task=correction_queries.progress(session, case),
        form=ReasonForm(),
        **correction_forms.words(content, key),
    )


@bp.get("/exams/corrections/<int:correction_id>/state")
@guard("exam.approve")
def correction_state(correction_id: int) -> Response:
    """Tell the page how far the regrade has come."""
    session = reading()
    case = access.load_case(session, require_viewer(), correction_id).case
    task = correction_queries.progress(session, case)
    done = url_for("exams.correction", correction_id=correction_id) if case.state == "done" else None
    return jsonify(
        state=task.state if task else "queued",
        done=task.done_count if task else 0,
        total=task.total_count if task else 0,
        sentence=task.sentence if task else None,
        result_url=done,
    )


@bp.post("/exams/corrections/<int:correction_id>/approve")
@guard("exam.approve")
def approve(correction_id: int) -> Response:
    """Approve as the second person; the regrade starts."""
    who = require_viewer()
    with transaction() as session:
        access.load_case(session, who, correction_id)
        service.approve(session, correction_id, actor_id=who.employee_id, now=clock.now())
    flash("已批准，正在重新评分。", "done")
    return redirect(url_for("exams.correction", correction_id=correction_id), 303)


@bp.post("/exams/corrections/<int:correction_id>/refuse")
@guard("exam.approve")
def refuse(correction_id: int) -> Response:
    """Refuse as the second person; nothing is regraded."""
    who, text = require_viewer(), ReasonForm().typed()
    with transaction() as session:
        access.load_case(session, who, correction_id)
        service.refuse(session, correction_id, text, actor_id=who.employee_id, now=clock.now())
    flash("没有批准，成绩不变，提请人会收到消息。", "done")
    return redirect(url_for("exams.correction", correction_id=correction_id), 303)
