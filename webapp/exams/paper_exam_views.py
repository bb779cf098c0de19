"""Decide nothing: routes by which scores from paper are keyed by one and checked by another."""

from io import BytesIO
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from sqlalchemy import orm
from werkzeug.wrappers import Response as Redirection

from webapp import clock, files
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.exams import access, bp, paper_exam_queries, paper_exams, queries
from webapp.exams.paper_exam_forms import CheckForm, KeyForm, NewForm, ReturnForm, filled, seen_at
from webapp.exams.paper_exams import SCANS
from webapp.security import guard, require_viewer

Answer = Redirection | tuple[str, int]


def _to_sitting(sitting_id: int) -> Redirection:
    return redirect(url_for("exams.sitting", sitting_id=sitting_id), 303)


def _key_page(form: KeyForm, row: queries.ExamRow, sitting_id: int | None = None) -> str:
    return render_template(
        "exams/paper_scores.html",
        form=form,
        row=row,
        sitting_id=sitting_id,
        sections=paper_exams.sections_of(row.exam),
        accept=",".join(SCANS),
    )


@bp.get("/exams/<int:exam_id>/paper/scores")
@guard("exam.manage")
def key_form(exam_id: int) -> str:
    """Show the form that keys scores from paper."""
    return _key_page(NewForm(), access.load_published(reading(), require_viewer(), exam_id))


@bp.post("/exams/<int:exam_id>/paper/scores")
@guard("exam.manage")
def key_scores(exam_id: int) -> Answer:
    """Key scores from paper; a refused form keeps what was typed."""
    who, form = require_viewer(), NewForm()
    row = access.load_published(reading(), who, exam_id)
    if form.validate_on_submit():
        actor: dict[str, Any] = {"actor_id": who.employee_id, "now": clock.now()}
        try:
            scan = form.scanned()
            with transaction() as session:
                kept = paper_exams.key(session, exam_id, **form.typed(), scan=scan, **actor)
        except InvalidInput as refused:
            form.show(refused)
        else:
            flash("已录入，等另一位法治联络员或领导核对后才计入。", "done")
            return _to_sitting(kept.id)
    return _key_page(form, row), 422


@bp.get("/exams/sittings/<int:sitting_id>/edit")
@guard("exam.manage")
def key_again_form(sitting_id: int) -> str:
    """Show the form of a list that may be keyed anew, as it was keyed."""
    session, who = reading(), require_viewer()
    found = access.load_sitting(session, who, sitting_id)
    data = filled(found.sitting, paper_exam_queries.scores(session, sitting_id))
    return _key_page(KeyForm(data=data), access.load_published(session, who, found.exam_id), sitting_id)


@bp.post("/exams/sittings/<int:sitting_id>/edit")
@guard("exam.manage")
def key_again(sitting_id: int) -> Answer:
    """Key a list anew; without a new scan the one that there is stays."""
    who, form = require_viewer(), KeyForm()
    row = access.load_published(reading(), who, access.load_sitting(reading(), who, sitting_id).exam_id)
    if form.validate_on_submit():
        actor: dict[str, Any] = {"actor_id": who.employee_id, "now": clock.now()}
        try:
            scan = form.scanned() if form.has_scan() else None
            with transaction() as session:
                paper_exams.key_again(session, sitting_id, **form.typed(), scan=scan, **actor)
        except InvalidInput as refused:
            form.show(refused)
        else:
            flash("已重新录入，等另一位法治联络员或领导核对后才计入。", "done")
            return _to_sitting(sitting_id)
    return _key_page(form, row, sitting_id), 422


@bp.get("/exams/sittings")
@guard("exam.approve")
def sitting_list() -> str:
    """List the unit's scores from paper that are not done with."""
    rows = paper_exam_queries.open_sittings(reading(), require_viewer().unit_id)
    return render_template("exams/sitting_list.html", rows=rows)


def _sitting_page(session: orm.Session, sitting_id: int, form: CheckForm) -> str:
    who = require_viewer()
    found = access.load_sitting(session, who, sitting_id)
    sitting = found.sitting
    scores = paper_exam_queries.scores(session, sitting_id)
    return render_template(
        "exams/sitting.html",
        found=found,
        sitting=sitting,
        scores=scores,
        form=form,
        reason_form=ReturnForm(formdata=None),
        seen=sitting.keyed_at.isoformat(),
        checkers=paper_exam_queries.checkers(session, found, now=clock.now()),
        is_keyer=sitting.keyed_by == who.employee_id,
        is_inside=any(score.employee_id == who.employee_id for score, _, _ in scores),
        # A leader sees marks only while there is something to check (DOMAIN section 4).
        sees_scores=who.can("exam.manage") or sitting.state == "keyed",
    )


@bp.get("/exams/sittings/<int:sitting_id>")
@guard("exam.approve")
def sitting(sitting_id: int) -> str:
    """Show a list of scores from paper, with what the viewer may do about it."""
    return _sitting_page(reading(), sitting_id, CheckForm())


@bp.get("/exams/sittings/<int:sitting_id>/scan/download")
@guard("exam.approve")
def scan(sitting_id: int) -> Response:
    """Hand out the scanned papers of a list."""
    session = reading()
    found = access.load_sitting(session, require_viewer(), sitting_id)
    kept = paper_exam_queries.scan(session, found.sitting)
    return files.as_attachment(BytesIO(files.content(kept)), kept.name)


@bp.post("/exams/sittings/<int:sitting_id>/check")
@guard("exam.approve")
def check_sitting(sitting_id: int) -> Answer:
    """Check a list as the second person; what differs is shown, with what was typed."""
    who, form = require_viewer(), CheckForm()
    actor: dict[str, Any] = {"actor_id": who.employee_id, "now": clock.now()}
    try:
        seen = form.seen_at()
        with transaction() as session:
            access.load_sitting(session, who, sitting_id)
            typed: dict[str, Any] = {"text": form.lines.data or "", "is_compared": bool(form.is_compared.data)}
            count = paper_exams.check(session, sitting_id, **typed, seen=seen, **actor)
    except InvalidInput as refused:
        form.show(refused)
        return _sitting_page(reading(), sitting_id, form), 422
    flash(f"已核对，{count} 人的纸笔成绩已计入。", "done")
    return _to_sitting(sitting_id)


@bp.post("/exams/sittings/<int:sitting_id>/return")
@guard("exam.approve")
def return_sitting(sitting_id: int) -> Redirection:
    """Return a list to whoever keyed it, as the second person."""
    who, form = require_viewer(), ReturnForm()
    seen = seen_at(form.seen.data or "")
    with transaction() as session:
        access.load_sitting(session, who, sitting_id)
        actor: dict[str, Any] = {"actor_id": who.employee_id, "now": clock.now()}
        paper_exams.send_back(session, sitting_id, form.text.data or "", seen=seen, **actor)
    flash("已退回，录入人会收到消息。", "done")
    return _to_sitting(sitting_id)


@bp.post("/exams/sittings/<int:sitting_id>/drop")
@guard("exam.manage")
def drop_sitting(sitting_id: int) -> Redirection:
    """Give up a list that is not checked."""
    who, form = require_viewer(), ReturnForm()
    with transaction() as session:
        access.load_sitting(session, who, sitting_id)
        reason = form.text.data or ""
        paper_exams.drop(session, sitting_id, reason, actor_id=who.employee_id, now=clock.now())
    flash("这份成绩不再登记，记录保留。", "done")
    return _to_sitting(sitting_id)
