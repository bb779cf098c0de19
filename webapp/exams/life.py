"""Decide how an attempt is voided or opened again, for one person or a list: all of it or nothing, each on record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import service as accounts
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.audit.service import digest_of
from webapp.clock import local, local_day
from webapp.errors import Conflict, InvalidInput
from webapp.exams import life_queries, life_rules, queries
from webapp.exams.attempts import add_event, exam_row, record_attempt
from webapp.exams.life_rules import Sitter
from webapp.exams.models import Attempt
from webapp.exams.telling import tell
from webapp.notify.service import Letter
from webapp.settings import queries as settings

MOST_REASON = 200


def void(
    session: orm.Session,
    exam_id: int,
    people: str,
    *,
    number: int | None = None,
    reason: str,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Void the newest (or the ``number``-th) attempt of each person named in ``people``; return how many.

    A voided attempt stays, counts for nothing and uses up no try. InvalidInput names each line that can't be done,
    and then nothing is.
    """
    reason, row = _reason(reason), exam_row(session, exam_id)
    sitters = _meant(session, exam_id, people, actor_id)
    chosen = [(sitter, life_rules.meant(sitter.attempts, number)) for sitter in sitters]
    _refuse((sitter, life_rules.void_refusal(found)) for sitter, found in chosen)
    ids = [found.attempt_id for _, found in chosen if found]
    for attempt_id in ids:
        _claim(session, attempt_id, Attempt.state != "voided", state="voided")
    for attempt in life_queries.attempts(session, ids):
        session.refresh(attempt)
        assignments.revoke(session, "attempt", attempt.id, now=now)
        add_event(session, attempt.id, "void", actor_id=actor_id, now=now, reason=reason)
        seal: dict[str, Any] = {"digest": digest_of(queries.proof(session, attempt.id)), "reason": reason}
        record_attempt(session, "attempt.void", attempt, row.exam, actor_id=actor_id, now=now, **seal)
        body = f"您在《{row.exam.title}》的第 {attempt.number} 份答卷已作废，不占考试次数。原因：{reason}"
        letter = Letter("exam.change", "一份答卷已作废", body, f"/exams/{exam_id}/intro")
        tell(session, [attempt.employee_id], letter, key=f"void:{attempt.id}", actor_id=actor_id, now=now)
    return len(ids)


def reopen(
    session: orm.Session,
    exam_id: int,
    people: str,
    *,
    deadline_at: datetime,
    number: int | None = None,
    reason: str,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Let each person named in ``people`` go on with an ended attempt until ``deadline_at``; return how many.

    What it fulfilled is revoked until it ends again. InvalidInput names each line that can't be done, and then
    nothing is.
    """
    reason, row = _reason(reason), exam_row(session, exam_id)
    sitters = _meant(session, exam_id, people, actor_id)
    chosen = [(sitter, life_rules.meant(sitter.attempts, number)) for sitter in sitters]
    was_closed = life_queries.was_closed(session, row, now=now)
    given = duties.duties_of_requirement(session, row.requirement.id, at=now)
    until = {one.employee_id: one.counts_until for one in given}
    _refuse(
        (
            sitter,
            life_rules.reopen_refusal(
                found,
                sitter.attempts,
                row.exam.review,
                deadline_at=deadline_at,
                counts_until=until.get(sitter.employee_id, row.requirement.counts_until),
                was_closed=was_closed,
                now=now,
            ),
        )
        for sitter, found in chosen
    )
    late = settings.value(session, "late_save_seconds", unit_id=row.exam.unit_id, on=local_day(now))
    ids = [found.attempt_id for _, found in chosen if found]
    for attempt_id in ids:
        _open_again(session, row, attempt_id, deadline_at, timedelta(seconds=late), reason, actor_id=actor_id, now=now)
    return len(ids)


def _open_again(
    session: orm.Session,
    row: queries.ExamRow,
    attempt_id: int,
    deadline_at: datetime,
    late: timedelta,
    reason: str,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    values: dict[str, Any] = {"state": "in_progress", "ended_by": None, "submitted_at": None, "score": None}
    values |= {"deadline_at": deadline_at, "accepts_until": deadline_at + late}
    _claim(session, attempt_id, Attempt.state.in_(("submitted", "graded")), **values)
    attempt = session.get_one(Attempt, attempt_id, populate_existing=True)
    assignments.revoke(session, "attempt", attempt_id, now=now)
    accounts.keep_signed_in(session, attempt.employee_id, until=attempt.accepts_until, now=now)
    ends_at = deadline_at.isoformat()
    add_event(session, attempt_id, "reopen", actor_id=actor_id, now=now, reason=reason, deadline_at=ends_at)
    what: dict[str, Any] = {"due_at": ends_at, "reason": reason}
    record_attempt(session, "attempt.reopen", attempt, row.exam, actor_id=actor_id, now=now, **what)
    until = local(deadline_at).strftime("%Y-%m-%d %H:%M")
    body = f"您在《{row.exam.title}》的答卷已重新打开，可以接着答到 {until}。原因：{reason}"
    letter = Letter("exam.change", "答卷已重新打开，可以接着答", body, f"/attempts/{attempt_id}")
    key = f"reopen:{attempt_id}:{attempt.revision}"
    tell(session, [attempt.employee_id], letter, key=key, actor_id=actor_id, now=now)


def _claim(session: orm.Session, attempt_id: int, still: sa.ColumnElement[bool], **values: Any) -> None:
    """Change an attempt that is still as the decision saw it; of two at once the second is refused."""
    won = session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt_id, still)
        .values(revision=Attempt.revision + 1, **values)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("有一份答卷刚刚被别人处理过，请刷新后再看。")


def _reason(reason: str) -> str:
    if not reason.strip() or len(reason) > MOST_REASON:
        raise InvalidInput(f"请写明原因，{MOST_REASON} 字以内。")
    return reason.strip()


def _meant(session: orm.Session, exam_id: int, people: str, actor_id: int | None) -> list[Sitter]:
    names = life_rules.named(people)
    if not names:
        raise InvalidInput("请填写姓名或工号，每行一个。")
    found, problems = life_rules.matched(names, life_queries.sitters(session, exam_id))
    if any(one.employee_id == actor_id for one in found):
        problems.append("不能处理本人的答卷，请由另一位法治联络员办理。")
    if problems:
        raise InvalidInput(problems[0] if len(problems) == 1 else f"有 {len(problems)} 处要改。", tuple(problems))
    return found


def _refuse(refusals: Iterable[tuple[Sitter, str]]) -> None:
    problems = tuple(f"{sitter.full_name}：{sentence}" for sitter, sentence in refusals if sentence)
    if problems:
        raise InvalidInput(problems[0] if len(problems) == 1 else f"有 {len(problems)} 处不能办。", problems)
