"""Decide how attempts end whose person is gone: after the seconds for late saves the server hands in."""

import logging
from datetime import datetime

from webapp.db import transaction
from webapp.exams import queries, service

log = logging.getLogger("xuefa.exams")
BATCH = 200


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
        if not waiting:
            break
    unfinished = f"，{len(failed)} 份没有收成，请查看日志" if failed else ""
    return f"自动交卷 {ended} 份{unfinished}。"
