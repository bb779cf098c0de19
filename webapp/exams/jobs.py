"""Decide what runs without anybody waiting: the server hands in for those who are gone, and regrades after a case."""

import logging
from datetime import datetime
from typing import Any

from webapp import clock, tasks
from webapp.db import give_way, transaction
from webapp.exams import correction_queries, queries, service
from webapp.exams.models import KeyCorrection

log = logging.getLogger("xuefa.exams")
BATCH = 10
"""Small, since on SQLite everybody who saves an answer waits while a batch is written."""


def expire_attempts(*, now: datetime) -> str:
    """End every attempt that takes no more answers, in transactions of at most BATCH; may be repeated after a kill.

    An attempt that can't be ended is logged and left, so that it doesn't hold up the others. Returns a sentence.
    """
    ended, failed = 0, set[int]()
    while True:
        with transaction() as session:
            waiting = queries.expired(session, now=now, limit=BATCH, but=failed)
            for attempt_id in waiting:
                try:
                    with session.begin_nested():
                        service.end_attempt(session, attempt_id, ended_by="deadline", now=now)
                    ended += 1
                except Exception:
                    log.exception("attempt %s could not be ended", attempt_id)
                    failed.add(attempt_id)
        if len(waiting) < BATCH:
            break
        give_way()
    unfinished = f"，{len(failed)} 份没有收成，请查看日志" if failed else ""
    return f"自动交卷 {ended} 份{unfinished}。"


@tasks.handler(service.REGRADE_TASK)
def regrade(progress: tasks.Progress, params: dict[str, Any]) -> dict[str, Any]:
    """Regrade all attempts of an approved correction, in small transactions; may be repeated after a kill."""
    correction_id = params["correction_id"]
    with transaction() as session:
        correction_queries.wait_for_ends(session, session.get_one(KeyCorrection, correction_id).unit_id)
    with transaction() as session:
        version_id = session.get_one(KeyCorrection, correction_id).version_id
        done, total = 0, correction_queries.affected_count(session, version_id)
    progress.step(0, total)
    while True:
        with transaction() as session:
            count = service.regrade_some(session, correction_id, now=clock.now())
        if not count:
            break
        done += count
        progress.step(done, max(total, done))
        give_way()
    with transaction() as session:
        service.finish_correction(session, correction_id, now=clock.now())
    return {"regraded": done}
