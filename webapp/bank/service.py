"""Decide how banks change: a file read and confirmed, a question published or retired, in the caller's transaction.

Importing is all or nothing and may be repeated: what is there already is never added twice nor overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import get_type, question_to_json
from webapp import files, tasks
from webapp.accounts.models import OrgNode
from webapp.audit.service import record
from webapp.bank import queries
from webapp.bank.correcting import correct_key as correct_key
from webapp.bank.correcting import with_key as with_key
from webapp.bank.mended import applied
from webapp.bank.models import (
    LONGEST_SOURCE_ID,
    LONGEST_TOPIC,
    ImportBatch,
    Question,
    QuestionBank,
    QuestionVersion,
)
from webapp.bank.reading import Report, items_of, read_file
from webapp.bank.rules import Decision, ReadItem, Verdict, classified_mark, counts_by_type, decide, key_shown
from webapp.bank.suggestions import Alike, alike, bank_ids
from webapp.errors import Conflict, InvalidInput

READ_TASK = "bank.read"
EXTENSIONS = (".docx", ".doc", ".xlsx", ".txt", ".csv", ".gift", ".xml", ".zip", ".json", ".jsonl")
Receipt = dict[str, Any]
"""Keys: added (by type code), added_count, draft_count, lacks_citation_count, unchanged_count, duplicates, conflicts,
held_back (each with number, place, stem and what is to be said about it), left_out_count (the last two), unread_count
and declined (what a person has left out, each with number, place, stem and reason)."""

_STEM_SHOWN = 120


def create_bank(session: orm.Session, unit_id: int, name: str, *, actor_id: int | None, now: datetime) -> QuestionBank:
    """Make an empty bank; Conflict when the unit has one of this name, InvalidInput for no or too long a name."""
    name = name.strip()
    if not name or len(name) > 100:
        raise InvalidInput("题库名称要有 1 至 100 个字，请改好后再提交。")
    if queries.bank_named(session, unit_id, name) is not None:
        raise Conflict(f"已有名为“{name}”的题库，请直接选用它或换一个名称。")
    bank = QuestionBank(unit_id=unit_id, name=name, created_at=now)
    session.add(bank)
    session.flush()
    record(session, "bank.create", actor_id=actor_id, now=now, unit_id=unit_id, subject_kind="bank", subject_id=bank.id)
    return bank


def upload(
    session: orm.Session,
    unit_id: int,
    bank_id: int | None,
    new_bank: str,
    data: bytes,
    filename: str,
    *,
    actor_id: int | None,
    now: datetime,
) -> ImportBatch:
    """Start the import of a file into a bank, or where ``bank_id`` is None into a new one of the given name."""
    if bank_id is None:
        bank_id = create_bank(session, unit_id, new_bank, actor_id=actor_id, now=now).id
    return start_import(session, bank_id, data, filename, actor_id=actor_id, now=now)


def start_import(
    session: orm.Session, bank_id: int, data: bytes, filename: str, *, actor_id: int | None, now: datetime
) -> ImportBatch:
    """Keep a file and leave it to the worker; InvalidInput for a wrong, empty, too large or classified file."""
    files.check_bytes(data, filename, EXTENSIONS)
    refusal = classified_mark(filename, ())
    if refusal:
        raise InvalidInput(refusal)
    bank = session.get_one(QuestionBank, bank_id)
    stored = files.keep(session, data, filename, unit_id=bank.unit_id, actor_id=actor_id, now=now)
    batch = ImportBatch(
        unit_id=bank.unit_id,
        bank_id=bank.id,
        file_id=stored.id,
        filename=filename,
        state="reading",
        created_by=actor_id,
        created_at=now,
    )
    session.add(batch)
    session.flush()
    batch.task_id = tasks.enqueue(session, READ_TASK, {"batch_id": batch.id}, actor_id=actor_id, now=now).id
    _record(session, "bank.upload", batch, actor_id=actor_id, now=now, detail={"file_sha256": stored.sha256})
    session.flush()
    return batch


def keep_report(session: orm.Session, batch_id: int, report: Report) -> None:
    """Put what was read into the batch, for the preview; a batch that was cancelled meanwhile stays cancelled."""
    session.execute(
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state == "reading")
        .values(state="preview", report=report)
    )


def keep_refusal(session: orm.Session, batch_id: int, sentence: str) -> None:
    """Say in the batch why its file can't be used."""
    session.execute(
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state == "reading")
        .values(state="failed", sentence=sentence)
    )


def cancel_import(session: orm.Session, batch_id: int, *, actor_id: int | None, now: datetime) -> None:
    """Give an import up before it is confirmed; a second call changes nothing, Conflict once it is confirmed."""
    changed = session.execute(
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state.in_(("reading", "preview")))
        .values(state="cancelled", report=None)
    )
    batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
    if changed.rowcount:  # type: ignore[attr-defined]
        _record(session, "bank.import_cancel", batch, actor_id=actor_id, now=now)
    elif batch.state == "confirmed":
        raise Conflict("这次导入已经入库，不能再取消，请在题库里逐题停用。")


def confirm_import(
    session: orm.Session, batch_id: int, *, publish: bool, actor_id: int | None, now: datetime
) -> Receipt:
    """Write what may be written of a previewed file, all or nothing, and return the receipt.

    With ``publish`` clean questions are published and doubtful ones are drafts; without it all are drafts. A second
    confirmation changes nothing and returns the same receipt. Conflict when the batch is not ready or was cancelled.
    """
    won = session.execute(
        sa.update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.state == "preview")
        .values(state="confirmed", confirmed_at=now)
    )
    batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
    if not won.rowcount:  # type: ignore[attr-defined]
        if batch.state == "confirmed" and batch.receipt is not None:
            return batch.receipt
        raise Conflict("这个文件还没有读完或已经取消，请重新选择文件导入。")
    report = applied(batch.report or {}, queries.mends_of(session, batch_id))
    return _write(session, batch, report, publish=publish, actor_id=actor_id, now=now)


def add_report(
    session: orm.Session,
    bank_id: int,
    report: Report,
    filename: str,
    *,
    actor_id: int | None,
    now: datetime,
    publish: bool = True,
) -> Receipt:
    """Confirm a report of ``read_file`` at once, without a preview; otherwise as ``confirm_import``."""
    bank = session.get_one(QuestionBank, bank_id)
    batch = ImportBatch(
        unit_id=bank.unit_id,
        bank_id=bank.id,
        filename=filename,
        state="confirmed",
        report=report,
        created_by=actor_id,
        created_at=now,
        confirmed_at=now,
    )
    session.add(batch)
    session.flush()
    return _write(session, batch, report, publish=publish, actor_id=actor_id, now=now)


def import_file(
    session: orm.Session, bank_id: int, data: bytes, filename: str, *, actor_id: int | None, now: datetime
) -> Receipt:
    """Read and confirm a file in one go; InvalidInput when it can't be read.

    The file is read inside the caller's transaction: where others write too, call ``read_file`` before it and
    ``add_report`` in it.
    """
    files.check_bytes(data, filename, EXTENSIONS)
    return add_report(session, bank_id, read_file(data, filename), filename, actor_id=actor_id, now=now)


def publish_question(session: orm.Session, question_id: int, *, actor_id: int | None, now: datetime) -> None:
    """Let a draft or retired question be drawn; a published one stays as it is."""
    _set_state(session, question_id, "published", "question.publish", {}, actor_id=actor_id, now=now)


def retire_question(
    session: orm.Session, question_id: int, reason: str, *, actor_id: int | None, now: datetime
) -> None:
    """Take a question out of every later draw; papers already drawn keep it. InvalidInput without a reason."""
    reason = reason.strip()
    if not reason or len(reason) > 200:
        raise InvalidInput("请写明停用原因，200 字以内，例如“条文已修改”。")
    detail = {"reason": reason}
    _set_state(session, question_id, "retired", "question.retire", detail, actor_id=actor_id, now=now)


def _set_state(
    session: orm.Session,
    question_id: int,
    state: str,
    action: str,
    detail: Mapping[str, Any],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    changed = session.execute(
        sa.update(Question).where(Question.id == question_id, Question.state != state).values(state=state)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        return
    question = session.get_one(Question, question_id, populate_existing=True)
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=question.unit_id,
        subject_kind="question",
        subject_id=question_id,
        detail=dict(detail),
    )


def plan_report(session: orm.Session, unit_id: int, report: Report) -> Receipt:
    """Return the receipt that adding a report would give now, writing nothing."""
    return _receipt(report, _decide(session, unit_id, report), publish=True)


def near(session: orm.Session, unit_id: int, report: Report) -> list[tuple[ReadItem, list[Alike]]]:
    """Return the questions that adding a report with suggestions would add, each with what it resembles, if anything.

    Asked before the report is added: afterwards all of it is there.
    """
    added = [one.item for one in _decide(session, unit_id, report) if one.verdict in ("clean", "doubtful")]
    reads = report["questions"]
    ids = [one for item in added for one in bank_ids(reads[item.index].get("near", ()))]
    contents = {key: content for key, (_, content) in queries.current_versions(session, ids).items()}
    found = ((item, alike(report, f"q{item.index}", contents)) for item in added)
    return [(item, others) for item, others in found if others]


def _decide(session: orm.Session, unit_id: int, report: Report) -> tuple[Decision, ...]:
    items = items_of(report)
    return decide(items, queries.present(session, unit_id, (item.identity for item in items)))


def _write(
    session: orm.Session, batch: ImportBatch, report: Report, *, publish: bool, actor_id: int | None, now: datetime
) -> Receipt:
    # One import of a unit at a time, so that two files with the same question do not meet at the unique index.
    session.execute(sa.select(OrgNode.id).where(OrgNode.id == batch.unit_id).with_for_update(key_share=True))
    decisions = _decide(session, batch.unit_id, report)
    added = [decision for decision in decisions if decision.verdict in ("clean", "doubtful")]
    _add_questions(session, batch, added, publish=publish, actor_id=actor_id, now=now)
    batch.receipt = _receipt(report, decisions, publish=publish)
    detail = {key: value for key, value in batch.receipt.items() if isinstance(value, int | dict)}
    _record(session, "bank.import", batch, actor_id=actor_id, now=now, detail=detail)
    session.flush()
    return batch.receipt


def _add_questions(
    session: orm.Session,
    batch: ImportBatch,
    decisions: Iterable[Decision],
    *,
    publish: bool,
    actor_id: int | None,
    now: datetime,
) -> None:
    pairs = []
    for decision in decisions:
        content = get_type(decision.item.question.type).conceal_key(decision.item.question)
        # A longer one was doubted when the file was read.
        content = replace(content, topic=(content.topic or "")[:LONGEST_TOPIC] or None)
        question = Question(
            unit_id=batch.unit_id,
            bank_id=batch.bank_id,
            type=content.type,
            state="published" if publish and decision.verdict == "clean" else "draft",
            identity=decision.item.identity,
            stem=content.stem,
            topic=content.topic,
            difficulty=content.difficulty,
            use=content.use,
            has_citation=content.citation is not None,
            source_id=(content.source_id or "")[:LONGEST_SOURCE_ID] or None,
            import_batch_id=batch.id,
            created_at=now,
        )
        pairs.append((question, content))
    session.add_all(question for question, _ in pairs)
    session.flush()
    versions = [
        QuestionVersion(
            question_id=question.id, number=1, content=question_to_json(content), created_by=actor_id, created_at=now
        )
        for question, content in pairs
    ]
    session.add_all(versions)
    session.flush()
    for (question, _), version in zip(pairs, versions, strict=True):
        question.current_version_id = version.id
    session.flush()


def _receipt(report: Report, decisions: tuple[Decision, ...], *, publish: bool) -> Receipt:
    by_verdict: dict[Verdict, list[Decision]] = {}
    for decision in decisions:
        by_verdict.setdefault(decision.verdict, []).append(decision)
    added = by_verdict.get("clean", []) + by_verdict.get("doubtful", [])
    return {
        "added": counts_by_type(decisions),
        "added_count": len(added),
        "draft_count": len(by_verdict.get("doubtful", [])) if publish else len(added),
        "lacks_citation_count": sum(decision.item.question.citation is None for decision in added),
        "unchanged_count": len(by_verdict.get("present", [])),
        "duplicates": [_named(decision) for decision in by_verdict.get("twice", [])],
        "conflicts": [_named(decision) for decision in by_verdict.get("conflict", [])],
        "held_back": [
            {
                "number": held["number"],
                "place": held["place"],
                "stem": (held["stem"] or held["text"])[:_STEM_SHOWN],
                "reason": held["reason"],
            }
            for held in report["held_back"]
        ],
        "unread_count": len(report["unread"]),
        "left_out_count": len(report["held_back"]) + len(by_verdict.get("conflict", [])),
        "declined": [_declined(read) for read in report.get("left_out", ())],
    }


def _declined(read: Mapping[str, Any]) -> dict[str, Any]:
    stem = read["question"]["stem"] if "question" in read else read.get("stem") or read["text"]
    named = {"number": read.get("number"), "place": read["place"], "stem": stem[:_STEM_SHOWN]}
    return {**named, "reason": "核对时选了不导入"}


def _named(decision: Decision) -> dict[str, Any]:
    """Name a duplicate or a conflict in a receipt: itself and the question beside it, each with its key."""
    item, other, held = decision.item, decision.other, decision.held
    beside = other.question if other else held.question if held else None
    return {
        "index": item.index,
        "number": item.number,
        "place": item.place,
        "stem": item.question.stem[:_STEM_SHOWN],
        "key": key_shown(item.question),
        "other_place": other.place if other else None,
        "other_question_id": held.question_id if held else None,
        "other_key": key_shown(beside) if beside else "",
    }


def _record(
    session: orm.Session,
    action: str,
    batch: ImportBatch,
    *,
    actor_id: int | None,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=batch.unit_id,
        subject_kind="import_batch",
        subject_id=batch.id,
        detail=detail,
    )
