"""Decide how an item of a previewed import is mended, left out or put back, one tab at a time, before confirming.

What was read is never changed: a decision is a row beside it (``ImportMend``), and the newest one counts.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Question, get_type, question_to_json
from webapp.audit.service import record
from webapp.bank.mended import source_of
from webapp.bank.models import ImportBatch, ImportMend
from webapp.errors import Conflict, InvalidInput, NotFound

_ACTIONS = {"mended": "bank.mend", "left_out": "bank.leave_out", "original": "bank.put_back"}


class Stale(Conflict):
    """Somebody, or the same person in another tab, has decided about the item since the page was opened."""


def mend(
    session: orm.Session,
    batch_id: int,
    code: str,
    question: Question,
    *,
    revision: int,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Put a complete question in the place of an item; it has no doubts then and enters as any other.

    ``revision`` is the one that the page showed, 0 for an untouched item. Raises NotFound for an unknown item, Stale
    when the revision has moved on, Conflict once the import is confirmed, InvalidInput for an incomplete question.
    """
    problems = get_type(question.type).validate(question) if question.type else ("没有题型",)
    if problems:
        raise InvalidInput(f"这一题还不完整（{'；'.join(problems)}），请补齐后再保存。")
    _decide(session, batch_id, code, "mended", question, revision=revision, actor_id=actor_id, now=now)


def leave_out(
    session: orm.Session, batch_id: int, code: str, *, revision: int, actor_id: int | None, now: datetime
) -> None:
    """Keep an item out of the bank; it is named in the receipt. Otherwise as ``mend``."""
    _decide(session, batch_id, code, "left_out", None, revision=revision, actor_id=actor_id, now=now)


def put_back(
    session: orm.Session, batch_id: int, code: str, *, revision: int, actor_id: int | None, now: datetime
) -> None:
    """Take a mending or leaving out back, so that the item is again what was read. Otherwise as ``mend``."""
    _decide(session, batch_id, code, "original", None, revision=revision, actor_id=actor_id, now=now)


def _decide(
    session: orm.Session,
    batch_id: int,
    code: str,
    state: str,
    question: Question | None,
    *,
    revision: int,
    actor_id: int | None,
    now: datetime,
) -> None:
    # The batch's row is held, so that confirming it and another tab's decision wait for this one.
    batch = session.scalars(
        sa.select(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if batch.state != "preview" or batch.report is None:
        raise Conflict("这次导入已经入库或取消，不能再改，请到题库里修改题目。")
    if source_of(batch.report, code) is None:
        raise NotFound("没有找到这一题，请回到核对页重新选择。")
    present = session.get(ImportMend, (batch_id, code), populate_existing=True)
    if (present.revision if present else 0) != revision:
        raise Stale("这一题刚在另一个窗口处理过，您填的内容还在下面，确认要用它就再保存一次。")
    if present is None:
        present = ImportMend(batch_id=batch_id, code=code)
        session.add(present)
    present.state, present.revision = state, revision + 1
    present.content = question_to_json(question) if question else None
    present.changed_by, present.changed_at = actor_id, now
    session.flush()
    record(
        session,
        _ACTIONS[state],
        actor_id=actor_id,
        now=now,
        unit_id=batch.unit_id,
        subject_kind="import_batch",
        subject_id=batch_id,
        detail={"item": code, "revision": revision + 1},
    )
