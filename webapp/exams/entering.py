"""Decide what happens at the door of an exam: who lacks something is told so, and guessing the password is limited."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import orm

from webapp.accounts import service as accounts
from webapp.audit.service import record
from webapp.exams import rules
from webapp.exams.attempts import NotBrought, exam_row, start
from webapp.exams.models import Attempt

_EMPTY = "请输入考试口令，口令由监考人员当场公布。"
_LOCKED = "口令连续 5 次不对，请等 15 分钟再试，或请法治联络员核对口令。"


@dataclass(frozen=True)
class Entry:
    """How asking to start ended: the attempt, or the sentence about each thing missing, by code of ``rules.ASKS``."""

    attempt: Attempt | None
    problems: Mapping[str, str] = field(default_factory=dict)


def enter(
    session: orm.Session, exam_id: int, employee_id: int, visit: rules.Visit, *, now: datetime
) -> Entry:
    """Start an attempt or go on with the running one; Conflict with the reason when nothing may be started.

    What is only missing comes back as an answer, not an exception: a wrong password has to be counted. Five in a row
    close the door to this person for 15 minutes, to nobody else, and whatever is typed meanwhile is not looked at.
    """
    who, door = str(employee_id), f"exam:{exam_id}"
    is_locked = bool(visit.password) and accounts.is_locked(session, who, door, now=now)
    seen = replace(visit, password="") if is_locked else visit
    try:
        attempt = start(session, exam_id, employee_id, visit=seen, now=now)
    except NotBrought as refused:
        problems = {code: rules.ASKS[code] for code in refused.asks}
        if "password" in problems and is_locked:
            problems["password"] = _LOCKED
        elif "password" in problems and not visit.password:
            problems["password"] = _EMPTY
        elif "password" in problems and _count(session, exam_id, employee_id, who, door, now=now):
            problems["password"] = _LOCKED
        return Entry(None, problems)
    if visit.password and not is_locked:
        accounts.forget_failures(session, who, door)
    return Entry(attempt)


def _count(
    session: orm.Session, exam_id: int, employee_id: int, who: str, door: str, *, now: datetime
) -> bool:
    """Count and record a wrong password; say whether the door is closed now."""
    record(
        session,
        "attempt.start",
        actor_id=employee_id,
        now=now,
        unit_id=exam_row(session, exam_id).exam.unit_id,
        subject_kind="exam",
        subject_id=exam_id,
        detail={"why": "password"},
        outcome="failed",
    )
    return accounts.count_failure(session, who, door, now=now)
