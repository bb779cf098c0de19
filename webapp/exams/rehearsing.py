"""Decide how a liaison rehearses an exam (试考): on a paper like everybody's, before it opens, and without counting.

A rehearsal is an attempt numbered -1, -2, … without a duty; when it ends it is voided at once, so that it is left out
wherever attempts count.
"""

from datetime import datetime

from sqlalchemy import orm

from webapp.accounts import service as accounts
from webapp.db import insert_ignore
from webapp.errors import Conflict
from webapp.exams import life_queries, queries, rules
from webapp.exams.attempts import add_event, draw, end_attempt, exam_row, record_attempt
from webapp.exams.models import Attempt


def rehearse(session: orm.Session, exam_id: int, employee_id: int, *, now: datetime) -> Attempt:
    """Return a liaison's running rehearsal of an exam, a draft too, or a new one; two parallel starts give one.

    Conflict with the reason once the exam has opened, or when its banks can't fill a paper.
    """
    row = exam_row(session, exam_id)
    rehearsals = life_queries.rehearsals(session, exam_id, employee_id)
    decision = rules.rehearsal(row.facts, row.windows, [queries.attempt_facts(one) for one in rehearsals], now=now)
    if decision.running_id is not None:
        return session.get_one(Attempt, decision.running_id)
    if decision.window_id is None or decision.deadline_at is None:
        raise Conflict(decision.sentence)
    for one in rehearsals:
        end_attempt(session, one.id, ended_by="deadline", now=now)
    values = draw(session, row, decision.window_id, rehearsals, employee_id) | {
        "assignment_id": None,
        "number": -1 - len(rehearsals),
        "started_at": now,
        "deadline_at": decision.deadline_at,
        "accepts_until": decision.deadline_at,
    }
    is_mine = insert_ignore(session, Attempt, [values]) == 1
    known = life_queries.rehearsals(session, exam_id, employee_id)
    running = next((one for one in known if one.state == "in_progress"), None)
    if running is None:
        raise Conflict("这次试考已在另一个页面开始并交卷，请刷新后再试。")
    if is_mine:
        add_event(session, running.id, "start", actor_id=employee_id, now=now, is_rehearsal=True)
        accounts.keep_signed_in(session, employee_id, until=running.accepts_until, now=now)
        record_attempt(session, "attempt.start", running, row.exam, actor_id=employee_id, now=now, is_rehearsal=True)
    return running
