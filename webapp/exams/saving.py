"""Decide whether one answer is kept: owner, state, deadline and order are checked inside one guarded statement.

This is the hot path of an exam day (design/STACK, measured limits): no ORM, no unit of work, no audit row, no event.
``save_alone`` is the page's way, ``save`` the way inside a unit of work, which also finds out why a save was refused.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from werkzeug.datastructures import MultiDict

from question_bank import MalformedResponse, Question, get_type
from webapp.accounts.queries import SIGNED_IN, token_hash
from webapp.db import HOT, UtcDateTime, alone, db, instant_of
from webapp.errors import Conflict, InvalidInput, NotFound
from webapp.exams import paper, queries
from webapp.exams.models import Attempt

MOST_CHARACTERS = 20_000
MOST_SEQ = 2**31 - 1
_NO_ATTEMPT = "没有找到这份答卷，请从“我的考试”重新进入。"

# FOR SHARE makes a save and the end of its attempt wait for each other on PostgreSQL, so that nothing is acknowledged
# that grading has not seen; SQLite writers are one at a time anyway.
_SAVE = """
INSERT INTO responses (attempt_id, item, seq, response, saved_at)
SELECT a.id, {values} FROM attempts a
WHERE a.id = :attempt_id AND {owner} AND a.state = 'in_progress' AND a.accepts_until >= :now {lock}
ON CONFLICT (attempt_id, item) DO UPDATE
SET seq = excluded.seq, response = excluded.response, saved_at = excluded.saved_at
WHERE responses.seq <= excluded.seq
RETURNING (SELECT a.deadline_at FROM attempts a WHERE a.id = responses.attempt_id) AS deadline_at
"""
# PostgreSQL can't tell the types of values that stand in a SELECT's list.
_LOCKS = {"sqlite": "", "postgresql": "FOR SHARE OF a"}
_VALUES = {
    "sqlite": ":item, :seq, :response, :now",
    "postgresql": "CAST(:item AS integer), CAST(:seq AS integer), CAST(:response AS text), CAST(:now AS timestamptz)",
}


def _statement(dialect: str, owner: str) -> str:
    return _SAVE.format(values=_VALUES[dialect], owner=owner, lock=_LOCKS[dialect])


_OF_PERSON = {
    dialect: sa.text(_statement(dialect, "a.employee_id = :employee_id"))
    .bindparams(sa.bindparam("now", type_=UtcDateTime))
    .columns(sa.column("deadline_at", UtcDateTime))
    for dialect in _LOCKS
}
_OF_TOKEN = {dialect: _statement(dialect, SIGNED_IN.format(owner="a.employee_id")) for dialect in _LOCKS}


class AttemptEnded(Conflict):
    """The attempt takes no more answers (409); the exam page goes to the result."""

    def __init__(self) -> None:
        super().__init__("这份答卷已经交卷，不能再作答，请查看结果。")


@dataclass(frozen=True)
class Saved:
    """What the page is told: when the newest answer was saved, its number, and the whole seconds left."""

    saved_at: datetime
    seq: int
    remaining: int


def save_alone(
    attempt_id: int, token: str, *, item: object, seq: object, response: object, now: datetime
) -> Saved | None:
    """Keep one raw response of whoever is signed in with ``token`` and return the receipt, in one statement.

    The statement holds that the session is live and the attempt its person's. None when anything speaks against it:
    then ``save`` says what. What an item of the paper may take is known by the process after the attempt's first save.
    """
    engine = db.engines[HOT]
    try:
        values = _checked(_shapes(engine, attempt_id), attempt_id, item, seq, response) | {"now": now}
    except (InvalidInput, NotFound):
        return None
    row = alone(_OF_TOKEN[engine.dialect.name], values | {"token_hash": token_hash(token)})
    return None if row is None else Saved(now, values["seq"], seconds_left(instant_of(row[0]), now))


def save(
    session: orm.Session,
    attempt_id: int,
    employee_id: int,
    *,
    item: object,
    seq: object,
    response: object,
    now: datetime,
) -> Saved:
    """Keep one raw response and return the receipt; an older ``seq`` never overwrites a newer, and is told so.

    Raises InvalidInput for what the item can't take, NotFound for another person's attempt, AttemptEnded after the
    end. Whoever calls rolls back on any of them.
    """
    attempt = session.get(Attempt, attempt_id)
    if attempt is None or attempt.employee_id != employee_id:
        raise NotFound(_NO_ATTEMPT)
    shapes = [paper.shape_of(one) for one in attempt.snapshot["items"]]
    values = _checked(shapes, attempt_id, item, seq, response) | {"employee_id": employee_id, "now": now}
    row = session.execute(_OF_PERSON[session.get_bind().dialect.name], values).one_or_none()
    if row is None:
        return _why_not(session, attempt_id, employee_id, values["item"], now)
    return Saved(now, values["seq"], seconds_left(row.deadline_at, now))


@lru_cache(maxsize=2048)
def _shapes(engine: sa.Engine, attempt_id: int) -> tuple[Question, ...]:
    """Return what a response to each item must look like, which never changes; NotFound without such an attempt."""
    row = alone("SELECT snapshot FROM attempts WHERE id = :attempt_id", {"attempt_id": attempt_id})
    if row is None:
        raise NotFound(_NO_ATTEMPT)
    snapshot = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    return tuple(paper.shape_of(item) for item in snapshot["items"])


def _checked(
    shapes: Sequence[Question], attempt_id: int, item: object, seq: object, response: object
) -> dict[str, Any]:
    """Return the values of the statement; InvalidInput for what the item of the paper can't take."""
    place, number = _whole(item), _whole(seq)
    text = json.dumps(response, ensure_ascii=False, separators=(",", ":"))
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput("作答内容太长，请精简后再保存。")
    if place >= len(shapes):
        raise InvalidInput("试卷里没有这一题，请刷新页面后再作答。")
    try:
        get_type(shapes[place].type).parse_response(shapes[place], response)
    except MalformedResponse as error:
        raise InvalidInput(error.sentence) from None
    return {"attempt_id": attempt_id, "item": place, "seq": number, "response": text}


def seconds_left(deadline_at: datetime, now: datetime) -> int:
    """Return the whole seconds until the deadline, never below 0."""
    return max(0, int((deadline_at - now).total_seconds()))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_SEQ:
        raise InvalidInput("保存的内容不完整，请刷新页面后再作答。")
    return value


def _why_not(session: orm.Session, attempt_id: int, employee_id: int, item: int, now: datetime) -> Saved:
    """Find out why the statement changed nothing: not this person's, ended, or a newer answer is kept already."""
    row: Any = session.execute(
        sa.text(
            "SELECT a.state, a.deadline_at, a.accepts_until, r.seq, r.saved_at FROM attempts a "
            "LEFT JOIN responses r ON r.attempt_id = a.id AND r.item = :item "
            "WHERE a.id = :attempt_id AND a.employee_id = :employee_id"
        ).columns(
            sa.column("state", sa.String),
            sa.column("deadline_at", UtcDateTime),
            sa.column("accepts_until", UtcDateTime),
            sa.column("seq", sa.Integer),
            sa.column("saved_at", UtcDateTime),
        ),
        {"attempt_id": attempt_id, "employee_id": employee_id, "item": item},
    ).one_or_none()
    if row is None:
        raise NotFound(_NO_ATTEMPT)
    if row.state != "in_progress" or row.accepts_until < now or row.seq is None:
        raise AttemptEnded
    return Saved(row.saved_at, row.seq, seconds_left(row.deadline_at, now))


def save_form(session: orm.Session, attempt: Attempt, fields: MultiDict[str, str], *, seq: int, now: datetime) -> None:
    """Keep the answers of the exam page posted as a plain form (no scripts): fields q0, q1, … by place, q3-0 for parts.

    ``seq`` is the number that the page was shown with; only what differs from the kept answers is saved.
    """
    kept = queries.responses(session, attempt.id)
    for place, item in enumerate(attempt.snapshot["items"]):
        present = kept[place].raw if place in kept else None
        try:
            raw = paper.read_fields(item, f"q{place}", fields.getlist)
        except MalformedResponse as error:
            raise InvalidInput(f"第 {place + 1} 题：{error.sentence}") from None
        if raw != present and not (paper.is_blank(item, raw) and paper.is_blank(item, present)):
            save(session, attempt.id, attempt.employee_id, item=place, seq=seq + 1, response=raw, now=now)
