"""Decide nothing: routes of the import preview and of its single items only parse, authorise and call one service."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from question_bank import Picture, Question, question_from_json
from webapp import clock, files, listing, pictures
from webapp.bank import access, bp, conflicts, editing, mending, preview, queries, sheets, suggestions
from webapp.bank.held_word import held_back_word
from webapp.bank.mended import applied, source_of
from webapp.bank.models import ImportBatch
from webapp.bank.reading import Report, items_of
from webapp.db import reading, transaction
from webapp.errors import Conflict, NotFound
from webapp.security import Viewer, guard, require_viewer

Answer = AnyResponse | str | tuple[str, int]
PLATFORM = "学法考试平台"
_NONE: tuple[editing.Problem, ...] = ()
_BARE = Question("", "", (), ())


@dataclass(frozen=True)
class Desk:
    """A previewed import as it stands: the report with its mends, and the revision and state of each changed item."""

    batch: ImportBatch
    raw: Report
    report: Report
    revisions: dict[str, int]
    states: dict[str, str]

    def content(self, code: str) -> Question:
        """Return an item as it stands, complete or not; NotFound for an unknown code."""
        for read in self.report["questions"]:
            if read["code"] == code:
                return question_from_json(read["question"])
        source = source_of(self.raw, code)
        if source is None:
            raise NotFound("没有找到这一题，请回到核对页重新选择。")
        return source.question

    def sheet(self, code: str) -> editing.Sheet:
        """Return the form of an item as it stands."""
        return editing.of_question(self.content(code))


def _desk(session: Session, who: Viewer, batch_id: int) -> Desk | None:
    """Return the import while it is looked at, None before and after."""
    batch = access.load_batch(session, who, batch_id)
    if batch.state != "preview" or batch.report is None:
        return None
    mends = queries.mends_of(session, batch_id)
    revisions = {code: mend.revision for code, mend in mends.items()}
    states = {code: mend.state for code, mend in mends.items()}
    return Desk(batch, batch.report, applied(batch.report, mends), revisions, states)


def _found(session: Session, desk: Desk) -> preview.Preview:
    identities = (item.identity for item in items_of(desk.report))
    return preview.build(desk.report, queries.present(session, desk.batch.unit_id, identities))


@bp.get("/imports/<int:batch_id>/preview")
@guard("bank.manage")
def import_preview(batch_id: int) -> Answer:
    """Show what was recognised before anything is written, doubts first, with the source beside it."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    if desk is None:
        return redirect(url_for("bank.import_progress", batch_id=batch_id), 303)
    found = _found(session, desk)
    shown = listing.parse(request.args, "group", size=50)
    entries = found.of_group(shown.filters["group"])
    shown = shown.counted(len(entries))
    codes = [entry.code for entry in entries]
    asked = request.args.get("item", "")
    if asked in codes and "page" not in request.args:
        shown = replace(shown, page=codes.index(asked) // shown.size + 1)
    entries = entries[shown.offset :][: shown.limit]
    opened = next((entry for entry in entries if entry.code == asked), next(iter(entries), None))
    return _page(session, desk, found, opened, entries, shown, is_editing="mend" in request.args)


def _page(
    session: Session,
    desk: Desk,
    found: preview.Preview,
    opened: preview.Entry | None,
    entries: Sequence[preview.Entry],
    shown: listing.Listing,
    *,
    is_editing: bool,
) -> str:
    editor = None
    if opened and (is_editing or opened.group in ("held", "unread")):
        sheet = desk.sheet(opened.code)
        _, problems = editing.read(sheet, desk.content(opened.code), may_skip_letters=False)
        editor = {"sheet": sheet, "problems": problems, "is_more": False, "note": None, "is_refused": False}
    if opened:
        drawn = _drawn(desk, opened)
        entries = [drawn if entry == opened else entry for entry in entries]
        opened = drawn
    page = {"batch": desk.batch, "found": found, "listing": shown, "entries": entries, "opened": opened}
    page["alike"] = _alike(session, desk.report, opened)
    return _render(session, desk, page, editor)


def _render(session: Session, desk: Desk, page: dict[str, Any], editor: dict[str, Any] | None) -> str:
    opened = page["opened"]
    words = {"group_words": preview.GROUPS, "clip": preview.clip, "kinds": editing.kinds(), "hints": editing.HINTS}
    code = opened.code if opened else ""
    item = {"revision": desk.revisions.get(code, 0), "state": desk.states.get(code, "original")}
    if editor and opened:
        editor["pictures"] = [
            (f"图{number}", _picture_url(desk, code, picture))
            for number, picture in enumerate(desk.content(code).pictures, start=1)
            if pictures.is_drawable(picture)
        ]
    source = source_of(desk.raw, code) if item["state"] == "mended" else None
    item["was"] = source and (preview.clip(source.question.stem) if source.is_complete else source.text)
    bank_name = queries.bank_name(session, desk.batch.bank_id)
    return render_template(
        "bank/import_preview.html",
        **page,
        **words,
        editor=editor,
        item=item,
        bank_name=bank_name,
        fields=editing.FIELDS,
    )


def _alike(session: Session, report: Report, opened: preview.Entry | None) -> list[suggestions.Alike]:
    """Compare the open entry with what it resembles."""
    if opened is None or opened.group == "left_out":
        return []
    found = queries.current_versions(session, suggestions.bank_ids(opened.near))
    return suggestions.alike(report, opened.code, {one: content for one, (_, content) in found.items()})


def _drawn(desk: Desk, entry: preview.Entry) -> preview.Entry:
    """Return an entry whose texts draw its pictures, with the parts of a case also where it was held back."""
    content = desk.content(entry.code)
    known = [picture for picture, _ in pictures.all_of(content)]
    if not known and not content.parts:
        return entry
    return preview.of_content(entry, pictures.shown(content, lambda at: _picture_url(desk, entry.code, known[at])))


def _picture_url(desk: Desk, code: str, picture: Picture) -> str:
    return url_for("bank.import_picture", batch_id=desk.batch.id, code=code, digest=_digest(picture))


def _digest(picture: Picture) -> str:
    return hashlib.sha256(picture.data).hexdigest()[:20]


@bp.get("/imports/<int:batch_id>/pictures/<code>/<digest>")
@guard("bank.manage")
def import_picture(batch_id: int, code: str, digest: str) -> Response:
    """Hand out a picture of an item of a previewed import."""
    batch = access.load_batch(reading(), require_viewer(), batch_id)
    source = source_of(batch.report or {}, code)
    question = source.question if source else _BARE
    digests = [_digest(picture) for picture, _ in pictures.all_of(question)]
    number = digests.index(digest) if digest in digests else -1
    return pictures.respond(question, number, with_explanation=True)


@bp.post("/imports/<int:batch_id>/items/<code>/mend")
@guard("bank.manage")
def import_mend(batch_id: int, code: str) -> Answer:
    """Keep a mended item and open the next one to settle, or show the form again with what was typed."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    if desk is None:
        return redirect(url_for("bank.import_progress", batch_id=batch_id), 303)
    sheet = editing.typed(request.form)
    question, problems = editing.read(sheet, desk.content(code), may_skip_letters=False)
    if "again" in request.form:
        return _form_again(session, desk, code, sheet, problems)
    if problems:
        return _form_again(session, desk, code, sheet, problems), 422
    following = _following(_found(session, desk), code, request.form.get("group", ""))
    try:
        with transaction() as writing:
            access.load_batch(writing, who, batch_id)
            mending.mend(writing, batch_id, code, question, **_by(who))
    except mending.Stale as stale:
        desk = _desk(reading(), who, batch_id) or desk
        return _form_again(reading(), desk, code, sheet, _NONE, note=stale.sentence), 409
    return _to(batch_id, following, "已保存")


def _by(who: Viewer) -> dict[str, Any]:
    revision = request.form.get("revision", "")
    number = int(revision) if revision.isdecimal() and len(revision) < 8 else -1
    return {"revision": number, "actor_id": who.employee_id, "now": clock.now()}


def _form_again(
    session: Session,
    desk: Desk,
    code: str,
    sheet: editing.Sheet,
    problems: Sequence[editing.Problem],
    note: str | None = None,
) -> str:
    """Show only the open item, with its form as typed; the list would lose what was typed."""
    asked = request.form.get("again", "")
    found = _found(session, desk)
    opened = next((entry for entry in found.entries if entry.code == code), None)
    if opened is None:
        raise NotFound("没有找到这一题，请回到核对页重新选择。")
    opened = _drawn(desk, opened)
    sheet = editing.with_part(sheet) if asked == "part" else sheet
    editor = {"sheet": sheet, "problems": problems, "is_more": asked == "more", "note": note, "is_refused": True}
    shown = listing.parse({"group": request.form.get("group", "")}, "group", size=50).counted(1)
    page = {"batch": desk.batch, "found": found, "listing": shown, "entries": [opened], "opened": opened, "alike": []}
    return _render(session, desk, page, editor)


def _following(found: preview.Preview, code: str, group: str) -> tuple[str, str]:
    """Return the item to settle after this one, the first one behind the last, "" for none; and the filter."""
    entries = found.of_group(group)
    codes = [entry.code for entry in entries if entry.code == code or entry.group in (*preview.TO_SETTLE, group)]
    at = codes.index(code) if code in codes else -1
    rest = [*codes[at + 1 :], *codes[: max(at, 0)]]
    return (rest[0], group) if rest else ("", "")


def _to(batch_id: int, following: tuple[str, str], done: str) -> AnyResponse:
    code, group = following
    flash(f"{done}，请看下一题。" if code else f"{done}，要看的题都处理完了。", "done")
    target = url_for("bank.import_preview", batch_id=batch_id, group=group or None, item=code or None)
    return redirect(f"{target}#open" if code else target, 303)


@bp.post("/imports/<int:batch_id>/items/<code>/settle")
@guard("bank.manage")
def import_settle(batch_id: int, code: str) -> AnyResponse:
    """Keep a doubtful item as it was read, without its doubts, and open the next one to settle."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    if desk is None:
        return redirect(url_for("bank.import_progress", batch_id=batch_id), 303)
    following = _following(_found(session, desk), code, request.form.get("group", ""))
    with transaction() as writing:
        access.load_batch(writing, who, batch_id)
        mending.mend(writing, batch_id, code, desk.content(code), **_by(who))
    return _to(batch_id, following, "已按识别到的入库")


@bp.post("/imports/<int:batch_id>/items/<code>/leave-out")
@guard("bank.manage")
def import_leave_out(batch_id: int, code: str) -> AnyResponse:
    """Keep an item out of the bank, and open the next one to settle."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    following = _following(_found(session, desk), code, request.form.get("group", "")) if desk else ("", "")
    with transaction() as writing:
        access.load_batch(writing, who, batch_id)
        mending.leave_out(writing, batch_id, code, **_by(who))
    return _to(batch_id, following, "这一题不导入")


@bp.post("/imports/<int:batch_id>/items/<code>/put-back")
@guard("bank.manage")
def import_put_back(batch_id: int, code: str) -> AnyResponse:
    """Take the mending or the leaving out of an item back."""
    who = require_viewer()
    with transaction() as writing:
        access.load_batch(writing, who, batch_id)
        mending.put_back(writing, batch_id, code, **_by(who))
    flash("已恢复成文件里识别到的样子。", "done")
    return redirect(f"{url_for('bank.import_preview', batch_id=batch_id, item=code)}#open", 303)


@bp.post("/imports/<int:batch_id>/items/<code>/prefer")
@guard("bank.manage")
def import_prefer(batch_id: int, code: str) -> AnyResponse:
    """Take this item's key where the file contradicts itself; the others are left out."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    following = _following(_found(session, desk), code, request.form.get("group", "")) if desk else ("", "")
    with transaction() as writing:
        access.load_batch(writing, who, batch_id)
        conflicts.prefer(writing, batch_id, code, actor_id=who.employee_id, now=clock.now())
    return _to(batch_id, following, "已按您选的答案")


@bp.post("/imports/<int:batch_id>/items/<code>/correct")
@guard("bank.manage")
def import_correct(batch_id: int, code: str) -> AnyResponse:
    """Correct the bank's key by the file's: the next version of the bank's question."""
    session, who = reading(), require_viewer()
    desk = _desk(session, who, batch_id)
    following = _following(_found(session, desk), code, request.form.get("group", "")) if desk else ("", "")
    try:
        with transaction() as writing:
            access.load_batch(writing, who, batch_id)
            number = conflicts.correct(writing, batch_id, code, actor_id=who.employee_id, now=clock.now())
    except Conflict as refused:
        flash(refused.sentence, "look")
        return redirect(f"{url_for('bank.import_preview', batch_id=batch_id, item=code)}#open", 303)
    return _to(batch_id, following, f"题库里的这道题已更正为第 {number} 版")


@bp.post("/check")
@guard("bank.manage")
def check() -> Response:
    """Tell a form that is being filled in what it still lacks; nothing is written."""
    sheet = editing.typed(request.form)
    count = request.form.get("picture_count", "")
    known = (Picture("", b""),) * min(int(count) if count.isdecimal() and len(count) < 4 else 0, 200)
    base = replace(_BARE, pictures=known)
    _, problems = editing.read(sheet, base, may_skip_letters="may_skip_letters" in request.form)
    return jsonify(problems=[{"field": one.field, "clause": one.clause} for one in problems])


@bp.get("/imports/<int:batch_id>/held.xlsx")
@guard("bank.manage")
def import_held(batch_id: int) -> Response:
    """Hand out what did not enter, as an Excel file to mend and upload again."""
    batch, report = _not_entered(batch_id)
    sheet = sheets.held_back_sheet(report, batch.receipt)
    return files.as_attachment(io.BytesIO(sheet), f"待补题目_{batch.id}.xlsx")


@bp.get("/imports/<int:batch_id>/held.docx")
@guard("bank.manage")
def import_held_word(batch_id: int) -> Response:
    """Hand out the same as a Word file."""
    batch, report = _not_entered(batch_id)
    rows = sheets.held_back_rows(report, batch.receipt)
    return files.as_attachment(io.BytesIO(held_back_word(rows, PLATFORM)), f"待补题目_{batch.id}.docx")


def _not_entered(batch_id: int) -> tuple[ImportBatch, Report]:
    batch = access.load_batch(reading(), require_viewer(), batch_id)
    read = batch.report or {"questions": [], "held_back": [], "unread": []}
    return batch, applied(read, queries.mends_of(reading(), batch_id))
