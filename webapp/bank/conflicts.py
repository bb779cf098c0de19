"""Decide how a contradiction of keys is settled: by the file's key, by the bank's, or by one of two within the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Key, Option, Question, get_type, key_fingerprint, question_from_json, question_identity
from question_bank.text import plain
from webapp.audit.service import record
from webapp.bank import queries
from webapp.bank.mended import applied
from webapp.bank.models import ImportBatch, ImportMend
from webapp.bank.reading import Report
from webapp.bank.revising import revise
from webapp.errors import Conflict, NotFound


def _held(session: orm.Session, batch_id: int) -> tuple[ImportBatch, Report]:
    batch = session.scalars(
        sa.select(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if batch.state != "preview" or batch.report is None:
        raise Conflict("这次导入已经入库或取消，不能再改，请到题库里修改题目。")
    return batch, applied(batch.report, queries.mends_of(session, batch_id))


def _item(report: Report, code: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = report["questions"]
    found = next((one for one in items if one["code"] == code and not one.get("left_out")), None)
    if found is None:
        raise NotFound("没有找到这一题，请回到核对页重新选择。")
    return found


def prefer(session: orm.Session, batch_id: int, code: str, *, actor_id: int | None, now: datetime) -> int:
    """Leave out every item of the file that is the same question with another key; return how many there were."""
    batch, report = _held(session, batch_id)
    chosen = _item(report, code)
    rivals = [
        one["code"]
        for one in report["questions"]
        if one["identity"] == chosen["identity"]
        and one["fingerprint"] != chosen["fingerprint"]
        and not one.get("left_out")
    ]
    for rival in rivals:
        mend = session.get(ImportMend, (batch_id, rival)) or ImportMend(batch_id=batch_id, code=rival, revision=0)
        mend.state, mend.content, mend.revision = "left_out", None, mend.revision + 1
        mend.changed_by, mend.changed_at = actor_id, now
        session.add(mend)
    session.flush()
    if rivals:
        record(
            session,
            "bank.prefer",
            actor_id=actor_id,
            now=now,
            unit_id=batch.unit_id,
            subject_kind="import_batch",
            subject_id=batch_id,
            detail={"item": code, "items": rivals},
        )
    return len(rivals)


def correct(session: orm.Session, batch_id: int, code: str, *, actor_id: int | None, now: datetime) -> int:
    """Give the bank's question the key of the file's item, as its next version; return that version's number.

    Explanation and citation come along where the file has them, words and ids stay the bank's. Raises
    ``revising.KeyInUse`` for a question that an exam has asked, Conflict when the bank no longer has it.
    """
    batch, report = _held(session, batch_id)
    item = _item(report, code)
    there = queries.present(session, batch.unit_id, [item["identity"]]).get(item["identity"])
    if there is None:
        raise Conflict("题库里已经没有这道题，请刷新核对页。")
    file_question = question_from_json(item["question"])
    new = with_key_of(there.question, file_question)
    if new is None:
        raise Conflict("两边的选项对不上，请到题库里打开这道题修改答案。")
    number = queries.versions_of(session, there.question_id)[0].number
    by = {"number": number, "action": "question.correct_by_file", "actor_id": actor_id, "now": now}
    return revise(session, there.question_id, new, **by)  # type: ignore[arg-type]


def with_key_of(bank: Question, other: Question) -> Question | None:
    """Return the bank's question with the key of another one of the same identity, in the bank's ids.

    None where texts do not tell which id is which.
    """
    if bank.parts:
        left = list(other.parts)
        parts = []
        for part in bank.parts:
            twin = next((one for one in left if question_identity(one) == question_identity(part)), None)
            renamed = with_key_of(part, twin) if twin else None
            if twin is None or renamed is None:
                return None
            left.remove(twin)
            parts.append(renamed)
        return replace(bank, parts=tuple(parts))
    has_pictures = bank.pictures or other.pictures
    new = replace(
        bank,
        key=_renamed(bank, other),
        any_order=other.any_order,
        key_points=other.key_points or bank.key_points,
        explanation=bank.explanation if has_pictures or not other.explanation else other.explanation,
        citation=other.citation or bank.citation,
    )
    return new if key_fingerprint(new) == key_fingerprint(other) else None


def _renamed(bank: Question, other: Question) -> Key:
    options = _names(other.options, bank.options)
    if bank.matches:
        matches = _names(other.matches, bank.matches)
        return tuple((options.get(left, left), matches.get(right, right)) for left, right in other.key_blanks)
    if bank.options:
        renamed = tuple(options.get(one, one) for one in other.key_texts)
        return renamed if get_type(bank.type).control == "order" else tuple(sorted(renamed))
    return other.key


def _names(theirs: Sequence[Option], ours: Sequence[Option]) -> dict[str, str]:
    """Return our id of each of their options, told by its text."""
    ids = {plain(one.text): one.id for one in ours}
    return {one.id: ids.get(plain(one.text), one.id) for one in theirs}
