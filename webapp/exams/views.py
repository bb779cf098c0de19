"""Decide nothing: routes of exams and attempts only parse, authorise, call one service and answer."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy import orm
from werkzeug.wrappers import Response

from webapp import clock, listing
from webapp.bank import queries as bank
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.exams import (
    access,
    bp,
    forms,
    life_queries,
    overview,
    paper,
    presets,
    publishing_queries,
    queries,
    saving,
    secrecy_queries,
    service,
    sheets,
)
from webapp.exams.picture_views import with_pictures
from webapp.presentation import clock_time, hour_minute
from webapp.security import Viewer, claimed_token, client_address, guard, guard_in_statement, require_viewer

Answer = Response | str | tuple[str, int]


def _back_to(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(f"exams.{endpoint}", **values), 303)


# ---- For the office ------------------------------------------------------------------------------------------------


@bp.get("/exams/")
@guard("exam.manage")
def index() -> str:
    """Show the unit's exams, the newest first."""
    session, who = reading(), require_viewer()
    rows = queries.exams(session, who.unit_id)
    shown = listing.parse(request.args).counted(len(rows))
    page = rows[shown.offset : shown.offset + shown.limit]
    counts = publishing_queries.counts(session, [row.requirement.id for row in page])
    open_count = sum(1 for row in rows if row.requirement.state == "published" and row.is_open(clock.now()))
    return render_template("exams/index.html", rows=page, counts=counts, listing=shown, open_count=open_count)


def _new_form(who: Viewer, preset: presets.Preset, like_id: int | None) -> forms.ExamForm:
    session = reading()
    banks = [(row.bank_id, f"{row.name}（{row.total} 题）") for row in bank.banks(session, who.unit_id)]
    if like_id is None:
        return forms.new_exam(preset, banks, forms.from_preset(preset, now=clock.now()))
    return forms.new_exam(preset, banks, forms.from_exam(access.load_exam(session, who, like_id)))


def _new_page(form: forms.ExamForm, preset: presets.Preset) -> str:
    return render_template(
        "exams/new.html",
        form=form,
        preset=preset,
        presets=presets.PRESETS,
        labels=forms.section_labels(),
        review_parts=sheets.REVIEW_PARTS,
        more=forms.MORE,
        more_paper=forms.MORE_PAPER,
        is_changing_rows=not {"add_row", "drop_row"}.isdisjoint(request.form),
    )


@bp.get("/exams/new")
@guard("exam.manage")
def new() -> str:
    """Show the form of a new exam, filled in from a preset or from the exam that ``like`` names."""
    preset = presets.preset(request.args.get("preset", ""))
    return _new_page(_new_form(require_viewer(), preset, request.args.get("like", type=int)), preset)


@bp.post("/exams/new")
@guard("exam.manage")
def create() -> Answer:
    """Write an exam down as a draft; a refused form keeps what was typed."""
    who, preset = require_viewer(), presets.preset(request.args.get("preset", ""))
    form = _new_form(who, preset, None)
    if not form.change_rows(request.form) and form.is_complete(preset):
        actor: dict[str, Any] = {"unit_id": who.unit_id, "actor_id": who.employee_id, "now": clock.now()}
        try:
            with transaction() as session:
                exam = service.create_exam(session, preset=preset.code, **form.plan(), **actor)
        except service.InvalidExam as refused:
            form.show(refused.problems)
        else:
            flash("考试已存为草稿，请核对后发布。", "done")
            return _back_to("show", exam_id=exam.id)
    return _new_page(form, preset), 422


@bp.get("/exams/<int:exam_id>")
@guard("exam.manage")
def show(exam_id: int) -> str:
    """Show an exam's rules and, once published, how far each department has come."""
    session, who, now = reading(), require_viewer(), clock.now()
    row = access.load_exam(session, who, exam_id)
    is_published = row.requirement.state == "published"
    return render_template(
        "exams/show.html",
        row=row,
        now=now,
        preset=presets.preset(row.exam.preset),
        spec_lines=sheets.spec_lines(row.exam),
        review_lines=sheets.review_lines(row.exam),
        entry_lines=sheets.entry_lines(row.exam),
        stages=overview.STAGES,
        words=overview.STAGE_WORDS,
        departments=overview.by_department(overview.people(session, row, now=now)) if is_published else (),
        shortfall=() if is_published else publishing_queries.shortfall(session, row.exam),
        roster=() if is_published else publishing_queries.roster(session, row.requirement, now=now),
        has_attempts=queries.has_attempts(session, exam_id),
        rehearsals=overview.rehearsals(session, row, who.employee_id, now=now),
        withdraw_form=forms.WithdrawForm(),
    )


@bp.get("/exams/<int:exam_id>/people")
@guard("exam.manage")
def people(exam_id: int) -> str:
    """List an exam's people with stage, result and best score, as filtered."""
    session, who = reading(), require_viewer()
    row = access.load_exam(session, who, exam_id)
    everyone = overview.people(session, row, now=clock.now())
    shown = listing.parse(request.args, "stage", "department", size=50)
    found = overview.narrowed(everyone, shown)
    shown = shown.counted(len(found))
    return render_template(
        "exams/people.html",
        row=row,
        rows=found[shown.offset : shown.offset + shown.limit],
        listing=shown,
        words=overview.STAGE_WORDS,
        stages=overview.stage_counts(everyone),
        departments=list(dict.fromkeys((person.department_id, person.department_name) for person in everyone)),
    )


@bp.post("/exams/<int:exam_id>/publish")
@guard("exam.manage")
def publish(exam_id: int) -> Response:
    """Give an exam to everybody on its roster."""
    who = require_viewer()
    with transaction() as session:
        access.load_exam(session, who, exam_id)
        count = service.publish(session, exam_id, actor_id=who.employee_id, now=clock.now())
    flash(f"考试已发布，应考 {count} 人。", "done")
    return _back_to("show", exam_id=exam_id)


@bp.post("/exams/<int:exam_id>/withdraw")
@guard("exam.manage")
def withdraw(exam_id: int) -> Response:
    """Take a publication back while nobody has started."""
    who, form = require_viewer(), forms.WithdrawForm()
    if not form.validate_on_submit():
        raise InvalidInput("请填写撤回原因后再撤回。")
    with transaction() as session:
        access.load_exam(session, who, exam_id)
        reason = form.reason.data or ""
        service.withdraw(session, exam_id, reason=reason, actor_id=who.employee_id, now=clock.now())
    flash("已撤回发布，考试回到未发布状态。", "done")
    return _back_to("show", exam_id=exam_id)


def _extend_form(session: orm.Session, row: queries.ExamRow) -> forms.ExtendForm:
    form = forms.ExtendForm(data={"employee_id": request.args.get("person", type=int)})
    form.employee_id.choices = forms.choices(
        (person.employee_id, f"{person.department_name}　{person.full_name}")
        for person in overview.people(session, row, now=clock.now())
        if person.stage in overview.STAGES
    )
    return form


@bp.get("/exams/<int:exam_id>/extend")
@guard("exam.manage")
def extend_form(exam_id: int) -> str:
    """Show the form of a personal adjustment."""
    session, who = reading(), require_viewer()
    row = access.load_published(session, who, exam_id)
    return render_template("exams/extend_form.html", row=row, form=_extend_form(session, row))


@bp.post("/exams/<int:exam_id>/extend")
@guard("exam.manage")
def extend(exam_id: int) -> Answer:
    """Give one person, or everybody of a pasted list, a later close and/or more time."""
    who = require_viewer()
    row = access.load_published(reading(), who, exam_id)
    form = _extend_form(reading(), row)
    if form.validate_on_submit():
        change: dict[str, Any] = {**form.adjustment(), "actor_id": who.employee_id, "now": clock.now()}
        try:
            with transaction() as session:
                if form.people.data:
                    service.extend_list(session, exam_id, form.people.data, **change)
                else:
                    service.extend(session, exam_id, form.employee_id.data, **change)
        except InvalidInput as refused:
            sentences = refused.details or (refused.sentence,)
            form.reason.errors = [*form.reason.errors, *(sentence.rstrip("。") for sentence in sentences)]
        else:
            flash("个别调整已登记，正在答题的页面会自动更新剩余时间。", "done")
            return _back_to("people", exam_id=exam_id)
    return render_template("exams/extend_form.html", row=row, form=form), 422


# ---- For the person who sits it ------------------------------------------------------------------------------------


@bp.get("/exams/mine")
@guard("exam.take")
def mine() -> str:
    """Show what the viewer has to sit and has sat."""
    who, now = require_viewer(), clock.now()
    exams = overview.mine(reading(), who.unit_id, who.employee_id, address=client_address(), now=now)
    return render_template("exams/mine.html", now=now, **overview.sorted_for_person(exams))


@bp.get("/attempts/<int:attempt_id>")
@guard("exam.take")
def attempt(attempt_id: int) -> Answer:
    """Show the exam page; an attempt that takes no more answers leads to its end."""
    session, who, now = reading(), require_viewer(), clock.now()
    found = access.load_attempt(session, who, attempt_id)
    if not sheets.takes_answers(found, now):
        return _back_to("confirm" if found.state == "in_progress" else "result", attempt_id=attempt_id)
    row = access.load_exam(session, who, found.exam_id)
    access.require_network(row, client_address())
    contents = with_pictures(found, bank.versions(session, paper.version_ids(found.snapshot)))
    sheet = sheets.running(row.exam, found, contents, queries.responses(session, attempt_id), now=now)
    sheet |= {
        "ends_text": hour_minute(found.deadline_at),
        "saved_text": clock_time(sheet["saved_at"]) if sheet["saved_at"] else None,
        "save_url": url_for("exams.save", attempt_id=attempt_id),
        "state_url": url_for("exams.state", attempt_id=attempt_id),
        "review_url": url_for("exams.review", attempt_id=attempt_id),
        "submit_url": url_for("exams.submit", attempt_id=attempt_id),
        "attempt_url": url_for("exams.attempt", attempt_id=attempt_id),
    }
    return render_template("exams/attempt.html", paper=sheet)


@bp.post("/attempts/<int:attempt_id>/responses")
@guard_in_statement("exam.take")
def save(attempt_id: int) -> tuple[Response, int]:
    """Keep one answer and acknowledge it with the server's time."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise InvalidInput("保存的内容不完整，请刷新页面后再作答。")
    answer = {name: sent.get(name) for name in ("item", "seq", "response")}
    kept = saving.save_alone(attempt_id, claimed_token(), **answer, now=clock.now())
    return _receipt(kept) if kept else _save_or_say_why(attempt_id, answer)


@guard("exam.take")
def _save_or_say_why(attempt_id: int, answer: dict[str, Any]) -> tuple[Response, int]:
    try:
        with transaction() as session:
            kept = saving.save(session, attempt_id, require_viewer().employee_id, **answer, now=clock.now())
    except saving.AttemptEnded as ended:
        url = url_for("exams.attempt", attempt_id=attempt_id)
        return jsonify(error=ended.sentence, state="ended", url=url), 409
    return _receipt(kept)


def _receipt(kept: saving.Saved) -> tuple[Response, int]:
    return jsonify(saved_at=clock_time(kept.saved_at), seq=kept.seq, remaining=kept.remaining), 200


@bp.get("/attempts/<int:attempt_id>/state")
@guard("exam.take")
def state(attempt_id: int) -> Response:
    """Tell the exam page the seconds left by the server's clock, and whether the attempt has ended."""
    now = clock.now()
    found = access.load_attempt(reading(), require_viewer(), attempt_id)
    return jsonify(
        remaining=saving.seconds_left(found.deadline_at, now),
        state="in_progress" if sheets.takes_answers(found, now) else "ended",
        url=url_for("exams.attempt", attempt_id=attempt_id),
    )


@bp.post("/attempts/<int:attempt_id>/review")
@guard("exam.take")
def review(attempt_id: int) -> Response:
    """Keep the answers of the page posted as a plain form, and ask for confirmation."""
    who = require_viewer()
    seq = request.form.get("seq", "0")
    try:
        with transaction() as session:
            found = access.load_attempt(session, who, attempt_id)
            number = int(seq) if seq.isdecimal() and len(seq) < 10 else 0
            saving.save_form(session, found, request.form, seq=number, now=clock.now())
    except saving.AttemptEnded:
        return _back_to("attempt", attempt_id=attempt_id)
    return _back_to("confirm", attempt_id=attempt_id)


@bp.get("/attempts/<int:attempt_id>/confirm")
@guard("exam.take")
def confirm(attempt_id: int) -> Answer:
    """Ask before handing in, and name the questions without an answer."""
    session, now = reading(), clock.now()
    found = access.load_attempt(session, require_viewer(), attempt_id)
    if found.state != "in_progress":
        return _back_to("result", attempt_id=attempt_id)
    kept = {place: answer.raw for place, answer in queries.responses(session, attempt_id).items()}
    return render_template(
        "exams/confirm.html",
        attempt=found,
        missing=[place + 1 for place in paper.open_places(found.snapshot, kept)],
        is_blank=len(paper.blank_places(found.snapshot, kept)) == len(found.snapshot["items"]),
        total=len(found.snapshot["items"]),
        is_over=not sheets.takes_answers(found, now),
        seconds=saving.seconds_left(found.deadline_at, now),
    )


@bp.post("/attempts/<int:attempt_id>/submit")
@guard("exam.take")
def submit(attempt_id: int) -> Response:
    """Hand in; a second time leads to the same result."""
    who = require_viewer()
    with transaction() as session:
        found = access.load_attempt(session, who, attempt_id)
        service.end_attempt(session, found.id, ended_by="examinee", now=clock.now())
    return _back_to("result", attempt_id=attempt_id)


@bp.get("/attempts/<int:attempt_id>/result")
@guard("exam.take")
def result(attempt_id: int) -> Answer:
    """Show the viewer's own result, and of the paper what review allows."""
    session, who, now = reading(), require_viewer(), clock.now()
    found = access.load_attempt(session, who, attempt_id)
    if found.state == "in_progress":
        return _back_to("attempt", attempt_id=attempt_id)
    row = access.load_exam(session, who, found.exam_id)
    closes_at = queries.last_close(session, row)
    seen_from: dict[str, Any] = {"address": client_address(), "is_closed": now > closes_at}
    own = overview.own(session, row, who.employee_id, **seen_from, now=now)
    sees = sheets.sees(own.decision.sees, found)
    kept, results = queries.responses(session, attempt_id), queries.item_results(session, found)
    versions = bank.versions(session, sheets.versions_of(found, results))
    contents = with_pictures(found, sheets.as_graded(found, versions, results))
    secret = paper.question_ids(found.snapshot) if sees["keys"] or sees["explanations"] else frozenset()
    asked = secrecy_queries.asked_elsewhere(session, row, secret, now=now)
    return render_template(
        "exams/result.html",
        attempt=found,
        row=row,
        own=own,
        sees=sees,
        topics=sheets.topics(found, contents, results, sees["keys"] and not asked) if sees["score"] else (),
        items=sheets.review(found, contents, kept, results, sees, asked) if sheets.has_review(sees) else (),
        hidden=sheets.hidden_lines(row.exam, sees, found.state),
        closes_at=closes_at,
        history=queries.gradings(session, attempt_id),
        void_reason=life_queries.void_reason(session, attempt_id) if found.state == "voided" else "",
    )
