"""Decide how a wrong key is put right as a case: objection, decision, proposal, a second person, regrade, messages."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Key, Question, get_type
from webapp import tasks
from webapp.audit.service import record
from webapp.bank import queries as bank
from webapp.bank.service import correct_key, with_key
from webapp.errors import Conflict, InvalidInput, NotAllowed, NotFound
from webapp.exams import correction_queries, correction_rules, queries, rules
from webapp.exams.attempts import exam_row
from webapp.exams.models import Attempt, Exam, KeyCorrection, Objection
from webapp.exams.telling import tell
from webapp.notify.service import Letter

REGRADE_TASK = "exams.regrade"
MOST_TEXT = 500


def object_to(
    session: orm.Session, attempt_id: int, version_id: int, text: str, *, actor_id: int, now: datetime
) -> Objection:
    """Raise 题目异议 against a question version from one's own attempt, once keys or explanations may be seen.

    The caller has checked whose attempt it is and that it was graded by the version. Conflict when the person has
    raised it before.
    """
    text, attempt = _text(text, "请写明理由，例如依据哪部法律第几条"), session.get_one(Attempt, attempt_id)
    row = exam_row(session, attempt.exam_id)
    if not may_object(session, row, attempt, now=now):
        raise NotAllowed("答案和解析公布后才能提出异议，请到时再来。")
    if correction_queries.objection_of(session, attempt_id, version_id):
        raise Conflict("您已对这道题提出过异议，请等法治联络员答复。")
    raised: dict[str, Any] = {"text": text, "employee_id": actor_id, "raised_at": now, "state": "open"}
    found = Objection(exam_id=row.exam.id, attempt_id=attempt_id, version_id=version_id, **raised)
    session.add(found)
    session.flush()
    _record(session, "objection.object", row.exam, found, actor_id=actor_id, now=now)
    return found


def may_object(session: orm.Session, row: queries.ExamRow, attempt: Attempt, *, now: datetime) -> bool:
    """Say whether the person of an attempt may see keys or explanations, and so object."""
    is_closed = queries.is_closed(session, row, now=now)
    return any(rules.may_see(row.exam.review, part, attempt.state, is_closed) for part in ("keys", "explanations"))


def decline(
    session: orm.Session, objection_id: int, answer: str, *, actor_id: int, now: datetime
) -> None:
    """Answer an objection without changing anything; the person is told why. Conflict when it has been answered."""
    answer = _text(answer, "请写明不采纳的理由")
    won = session.execute(
        sa.update(Objection)
        .where(Objection.id == objection_id, Objection.state == "open")
        .values(state="declined", answer=answer, answered_by=actor_id, answered_at=now)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("这条异议已经答复过，请刷新后查看。")
    found = session.get_one(Objection, objection_id, populate_existing=True)
    exam = session.get_one(Exam, found.exam_id)
    _record(session, "objection.decline", exam, found, actor_id=actor_id, now=now)
    letter = Letter("exam.objection", "题目异议已答复", f"您对《{exam.title}》一道题的异议没有采纳。理由：{answer}")
    tell(session, [found.employee_id], letter, key=f"objection:{objection_id}", actor_id=actor_id, now=now)


def checked_proposal(
    session: orm.Session, version_id: int, method: str, key: Key | None
) -> Question:
    """Return the corrected content of a version; InvalidInput for a key or a way that can't be used."""
    content = bank.versions(session, [version_id]).get(version_id)
    if content is None:
        raise NotFound("没有找到这道题，请从异议列表重新进入。")
    if method not in correction_rules.METHODS:
        raise InvalidInput("请选择更正后怎样重新评分。")
    found = with_key(content, key)
    if method != "all_credit" and found.key == content.key:
        raise InvalidInput("更正后的答案和原来一样，请改答案，或选择全体给分。")
    if method != "all_credit" and get_type(content.type).waits_for_marking(content):
        raise InvalidInput("人工阅卷的题没有可以更正的标准答案，请选择全体给分。")
    return found


def previews(
    session: orm.Session, version_id: int, key: Key | None
) -> tuple[dict[str, correction_rules.Preview], dict[str, str]]:
    """Return what each way would do to those graded by a version, and why a way can't be taken with this key."""
    possible, refused = [], {}
    for method in correction_rules.METHODS:
        try:
            checked_proposal(session, version_id, method, key)
        except InvalidInput as error:
            refused[method] = error.sentence
        else:
            possible.append(method)
    content = with_key(bank.versions(session, [version_id])[version_id], key)
    changes = correction_queries.changes(session, version_id, content, possible)
    return {method: correction_rules.preview(method, changes[method]) for method in possible}, refused


def propose(
    session: orm.Session,
    unit_id: int,
    version_id: int,
    *,
    method: str,
    key: Key | None,
    reason: str,
    actor_id: int,
    now: datetime,
) -> KeyCorrection:
    """Put a correction before a second person; the open objections to the version become part of the case."""
    reason = _text(reason, "请写明更正的理由")
    checked_proposal(session, version_id, method, key)
    if correction_queries.open_case(session, version_id) is not None:
        raise Conflict("这道题已经在办更正，请到答案更正列表查看。")
    found = KeyCorrection(
        unit_id=unit_id,
        version_id=version_id,
        state="proposed",
        method=method,
        key=None if key is None else [list(one) if isinstance(one, tuple) else one for one in key],
        reason=reason,
        proposed_by=actor_id,
        proposed_at=now,
    )
    session.add(found)
    session.flush()
    session.execute(
        sa.update(Objection)
        .where(Objection.version_id == version_id, Objection.state == "open")
        .values(state="accepted", answer=reason, answered_by=actor_id, answered_at=now, correction_id=found.id)
    )
    letter = Letter("exam.correction", "有一件答案更正等您批准", f"理由：{reason}", f"/exams/corrections/{found.id}")
    others = correction_queries.approvers(session, unit_id, but=actor_id, now=now)
    tell(session, others, letter, key=f"correction-proposed:{found.id}", actor_id=actor_id, now=now)
    word = correction_rules.METHODS[method]
    _record_case(session, "correction.propose", found, actor_id=actor_id, now=now, method=word)
    return found


def key_of(case: KeyCorrection) -> Key | None:
    """Return the corrected key of a case, None where everybody gets the points."""
    if case.key is None:
        return None
    return tuple(tuple(one) if isinstance(one, list) else one for one in case.key)  # type: ignore[return-value]


def approve(session: orm.Session, correction_id: int, *, actor_id: int, now: datetime) -> KeyCorrection:
    """Let a second person approve: the corrected version is written and the regrade is left to the worker.

    NotAllowed for whoever proposed it; Conflict when it has been decided.
    """
    case = _decide(session, correction_id, "approved", "", actor_id=actor_id, now=now)
    key = key_of(case)
    case.new_version_id = correct_key(session, case.version_id, key, actor_id=actor_id, now=now)
    task = tasks.enqueue(session, REGRADE_TASK, {"correction_id": case.id}, actor_id=actor_id, now=now)
    case.task_id = task.id
    session.flush()
    word = correction_rules.METHODS[case.method]
    _record_case(session, "correction.approve", case, actor_id=actor_id, now=now, method=word)
    return case


def refuse(session: orm.Session, correction_id: int, reason: str, *, actor_id: int, now: datetime) -> KeyCorrection:
    """Let a second person refuse: nothing is regraded, and another correction may be proposed."""
    reason = _text(reason, "请写明不批准的理由")
    case = _decide(session, correction_id, "refused", reason, actor_id=actor_id, now=now)
    _record_case(session, "correction.refuse", case, actor_id=actor_id, now=now)
    letter = Letter("exam.correction", "答案更正没有批准", f"理由：{reason}", f"/exams/corrections/{case.id}")
    tell(session, [case.proposed_by], letter, key=f"correction-refused:{case.id}", actor_id=actor_id, now=now)
    return case


def _decide(
    session: orm.Session, correction_id: int, state: str, decision: str, *, actor_id: int, now: datetime
) -> KeyCorrection:
    case = session.get_one(KeyCorrection, correction_id)
    if case.proposed_by == actor_id:
        raise NotAllowed("提请更正的人不能自己批准，请由另一位法治联络员或领导办理。")
    won = session.execute(
        sa.update(KeyCorrection)
        .where(KeyCorrection.id == correction_id, KeyCorrection.state == "proposed")
        .values(state=state, decided_by=actor_id, decided_at=now, decision=decision)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("这次更正已经有人办理，请刷新后查看。")
    return session.get_one(KeyCorrection, correction_id, populate_existing=True)


def finish_correction(session: orm.Session, correction_id: int, *, now: datetime) -> None:
    """Close a case whose attempts are regraded and tell who had objected; a second call changes nothing."""
    won = session.execute(
        sa.update(KeyCorrection)
        .where(KeyCorrection.id == correction_id, KeyCorrection.state == "approved")
        .values(state="done", finished_at=now)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]
        return
    case = session.get_one(KeyCorrection, correction_id, populate_existing=True)
    _record_case(session, "correction.finish", case, actor_id=None, now=now)
    letter = Letter("exam.objection", "题目异议已采纳", f"您提出异议的题已更正，并已重新评分。理由：{case.reason}")
    objectors = correction_queries.objectors(session, correction_id)
    tell(session, objectors, letter, key=f"correction-done:{correction_id}", actor_id=None, now=now)


def _text(text: str, asked: str) -> str:
    if not text.strip() or len(text) > MOST_TEXT:
        raise InvalidInput(f"{asked}，{MOST_TEXT} 字以内。")
    return text.strip()


def _record(
    session: orm.Session, action: str, exam: Exam, found: Objection, *, actor_id: int, now: datetime
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=exam.unit_id,
        subject_kind="objection",
        subject_id=found.id,
        detail={"exam_id": exam.id},
    )


def _record_case(
    session: orm.Session, action: str, case: KeyCorrection, *, actor_id: int | None, now: datetime, **detail: Any
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=case.unit_id,
        subject_kind="key_correction",
        subject_id=case.id,
        detail=detail,
    )
