"""Decide nothing: routes of the question bank only parse, authorise, call one service and answer."""

import io
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from question_bank import all_types, excel_template, writable_formats, write_questions
from webapp import clock, files, labels, listing
from webapp.bank import access, bp, forms, preview, queries, service, versions
from webapp.bank.reading import plain_name
from webapp.db import reading, transaction
from webapp.errors import AppError, NotFound
from webapp.security import guard, require_viewer

FILTERS = ("bank", "type", "state", "difficulty", "topic", "batch", "citation")
TEMPLATE_NAME = "题库模板.xlsx"
RECEIPT_ROWS = 100
PASTED_NAME = "粘贴的文字.txt"
Answer = AnyResponse | str | tuple[str, int]


def _number(text: str) -> int | None:
    """Read a number of an address; None for nothing, 0 (which finds nothing) for what is none."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _wanted(shown: listing.Listing) -> queries.Wanted:
    asked = shown.filters
    return queries.Wanted(
        text=shown.search,
        bank_id=_number(asked["bank"]),
        type=asked["type"] or None,
        state=asked["state"] or None,
        topic=asked["topic"] or None,
        difficulty=_number(asked["difficulty"]),
        batch_id=_number(asked["batch"]),
        lacks_citation=asked["citation"] == "none",
    )


def _selects(banks: list[queries.BankRow], topics: list[str]) -> tuple[tuple[str, str, list[tuple[object, str]]], ...]:
    """Return name, label and choices of each filter of the list."""
    return (
        ("bank", "题库", [("", "全部题库"), *((bank.bank_id, bank.name) for bank in banks)]),
        ("type", "题型", [("", "全部题型"), *((one.code, one.label) for one in all_types())]),
        ("state", "状态", [("", "在用的题"), *labels.choices("question_state")]),
        ("topic", "知识点", [("", "全部知识点"), *((topic, topic) for topic in topics)]),
        ("difficulty", "难度", [("", "全部难度"), *((str(level), f"难度 {level}") for level in range(1, 6))]),
        ("citation", "依据", [("", "有无依据"), ("none", "缺依据")]),
    )


@bp.get("/")
@guard("bank.manage")
def index() -> str:
    """Show the banks with their counts, and the questions as searched and filtered."""
    session, who = reading(), require_viewer()
    shown = listing.parse(request.args, *FILTERS)
    wanted = _wanted(shown)
    shown = shown.counted(queries.count(session, who.unit_id, wanted))
    banks = queries.banks(session, who.unit_id)
    selects = _selects(banks, queries.topics(session, who.unit_id))
    rows = queries.search(session, who.unit_id, wanted, limit=shown.limit, offset=shown.offset)
    health = queries.health(session, who.unit_id)
    page = {"listing": shown, "banks": banks, "selects": selects, "rows": rows, "health": health, "clip": preview.clip}
    return render_template("bank/index.html", **page, formats=writable_formats())


@bp.get("/export/<code>")
@guard("bank.manage")
def export_as(code: str) -> Response:
    """Hand out the questions as searched and filtered, all of them, in one of the formats that exchange questions."""
    found = next((one for one in writable_formats() if one.code == code), None)
    if found is None:
        raise NotFound("没有这种导出格式，请在题库页面选择。")
    wanted = _wanted(listing.parse(request.args, *FILTERS))
    questions = [row.content for row in queries.search(reading(), require_viewer().unit_id, wanted)]
    data = write_questions(questions, code)
    return files.as_attachment(io.BytesIO(data), f"题库导出.{found.extension}")


@bp.get("/template.xlsx")
@guard("bank.manage")
def template() -> Response:
    """Hand out the Excel file to fill in, with lists to choose from and an example of every type."""
    return files.as_attachment(io.BytesIO(excel_template()), TEMPLATE_NAME)


@bp.get("/questions/<int:question_id>")
@guard("bank.manage")
def question(question_id: int) -> str:
    """Show one question with its key and all its versions."""
    return _question_page(question_id, forms.RetireForm(formdata=None))


def _question_page(question_id: int, form: forms.RetireForm) -> str:
    found = access.load_question(reading(), require_viewer(), question_id)
    rows = versions.shown(queries.versions_of(reading(), found.id), _picture_url)
    bank_name = queries.bank_name(reading(), found.bank_id)
    return render_template("bank/question.html", question=found, versions=rows, bank_name=bank_name, form=form)


def _picture_url(version_id: int, number: int) -> str:
    return url_for("bank.version_picture", version_id=version_id, number=number)


@bp.post("/questions/<int:question_id>/publish")
@guard("bank.manage")
def publish(question_id: int) -> AnyResponse:
    """Let a draft or retired question be drawn."""
    who = require_viewer()
    with transaction() as session:
        access.load_question(session, who, question_id)
        service.publish_question(session, question_id, actor_id=who.employee_id, now=clock.now())
    flash("题目已发布，可以出卷。", "done")
    return redirect(url_for("bank.question", question_id=question_id), 303)


@bp.post("/questions/<int:question_id>/retire")
@guard("bank.manage")
def retire(question_id: int) -> Answer:
    """Take a question out of the draw, with a reason."""
    who, form = require_viewer(), forms.RetireForm()
    if not form.validate_on_submit():
        return _question_page(question_id, form), 422
    with transaction() as session:
        access.load_question(session, who, question_id)
        reason = form.reason.data or ""
        service.retire_question(session, question_id, reason, actor_id=who.employee_id, now=clock.now())
    flash("题目已停用，不再出卷，已经用过它的考试不受影响。", "done")
    return redirect(url_for("bank.question", question_id=question_id), 303)


@bp.get("/import")
@guard("bank.manage")
def import_start() -> str:
    """Ask for a file or a pasted text."""
    return _import_page(forms.ImportForm(formdata=None))


def _import_page(form: forms.ImportForm) -> str:
    session, unit_id = reading(), require_viewer().unit_id
    form.offer((bank.bank_id, bank.name) for bank in queries.banks(session, unit_id))
    batches = queries.recent_batches(session, unit_id)
    accepted = ",".join(service.EXTENSIONS)
    return render_template("bank/import_start.html", form=form, batches=batches, accepted=accepted)


@bp.post("/import")
@guard("bank.manage")
def import_upload() -> Answer:
    """Take a file or a pasted text and leave it to the worker."""
    who, form = require_viewer(), forms.ImportForm()
    form.offer((bank.bank_id, bank.name) for bank in queries.banks(reading(), who.unit_id))
    if not form.validate_on_submit():
        return _import_page(form), 422
    try:
        data, name = _source(form)
        with transaction() as session:
            target = access.load_bank(session, who, form.bank_id).id if form.bank_id is not None else None
            actor_id, new_bank = who.employee_id, form.new_bank.data or ""
            batch = service.upload(
                session, who.unit_id, target, new_bank, data, name, actor_id=actor_id, now=clock.now()
            )
    except AppError as error:
        form.refuse("file" if form.has_file else "text", error.sentence)
        return _import_page(form), 422
    return redirect(url_for("bank.import_progress", batch_id=batch.id), 303)


def _source(form: forms.ImportForm) -> tuple[bytes, str]:
    if not form.has_file:
        return (form.text.data or "").encode(), PASTED_NAME
    data, name = files.check_upload(form.file.data, service.EXTENSIONS)
    return data, plain_name(name)


@bp.get("/imports/<int:batch_id>")
@guard("bank.manage")
def import_progress(batch_id: int) -> AnyResponse | str:
    """Show how far the reading is, or why it failed; go on when it is done."""
    batch = access.load_batch(reading(), require_viewer(), batch_id)
    target = _next_step(batch.id, batch.state)
    if target is not None:
        return redirect(target, 303)
    progress = queries.progress(reading(), batch)
    return render_template("bank/import_progress.html", batch=batch, progress=progress)


def _next_step(batch_id: int, state: str) -> str | None:
    """Return the address that an import of this state stands at, None while it is read or when that failed."""
    if state == "cancelled":
        return url_for("bank.import_start")
    endpoint = {"preview": "bank.import_preview", "confirmed": "bank.import_receipt"}.get(state)
    return url_for(endpoint, batch_id=batch_id) if endpoint else None


@bp.get("/imports/<int:batch_id>/state")
@guard("bank.manage")
def import_state(batch_id: int) -> Response:
    """Answer a waiting page."""
    batch = access.load_batch(reading(), require_viewer(), batch_id)
    now = queries.progress(reading(), batch)
    url = _next_step(batch.id, batch.state) or url_for("bank.import_progress", batch_id=batch.id)
    answer: dict[str, Any] = {"state": now.state, "done": now.done_count, "total": now.total_count}
    return jsonify(**answer, sentence=now.sentence, result_url=url)


@bp.post("/imports/<int:batch_id>/confirm")
@guard("bank.manage")
def import_confirm(batch_id: int) -> AnyResponse:
    """Write what may be written, all or nothing; pressed twice, it shows the same receipt."""
    who = require_viewer()
    with transaction() as session:
        access.load_batch(session, who, batch_id)
        service.confirm_import(session, batch_id, publish=True, actor_id=who.employee_id, now=clock.now())
    return redirect(url_for("bank.import_receipt", batch_id=batch_id), 303)


@bp.post("/imports/<int:batch_id>/cancel")
@guard("bank.manage")
def import_cancel(batch_id: int) -> AnyResponse:
    """Give an import up."""
    who = require_viewer()
    with transaction() as session:
        access.load_batch(session, who, batch_id)
        service.cancel_import(session, batch_id, actor_id=who.employee_id, now=clock.now())
    flash("这次导入已取消，没有写入任何题目。")
    return redirect(url_for("bank.import_start"), 303)


@bp.get("/imports/<int:batch_id>/receipt")
@guard("bank.manage")
def import_receipt(batch_id: int) -> AnyResponse | str:
    """Show what an import has added and what it has left out, where and why."""
    batch = access.load_batch(reading(), require_viewer(), batch_id)
    if batch.receipt is None:
        return redirect(url_for("bank.import_progress", batch_id=batch_id), 303)
    added = [(one.code, one.label, batch.receipt["added"].get(one.code)) for one in all_types()]
    bank_name = queries.bank_name(reading(), batch.bank_id)
    page = {"batch": batch, "receipt": batch.receipt, "added": added, "shown_rows": RECEIPT_ROWS}
    return render_template("bank/import_receipt.html", **page, bank_name=bank_name)
