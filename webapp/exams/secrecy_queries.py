"""Every SELECT of which questions must keep their keys to themselves for another exam's sake."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import orm

from webapp.bank import queries as bank
from webapp.exams import queries


def asked_elsewhere(
    session: orm.Session, row: queries.ExamRow, question_ids: Collection[int], *, now: datetime
) -> frozenset[int]:
    """Return which questions another exam of the unit can draw while it runs, so that their keys must wait.

    It runs from its first opening until nobody can sit it any more, the days before a make-up included; all
    questions of its banks are meant, since one who starts later may draw any of them.
    """
    if not question_ids:
        return frozenset()
    others = [one for one in queries.published(session, row.exam.unit_id) if one.exam.id != row.exam.id]
    closes = queries.last_closes(session, others)
    running = [one for one in others if one.windows[0].opens_at <= now <= closes[one.exam.id]]
    return bank.in_banks(session, question_ids, {bank_id for one in running for bank_id in one.exam.bank_ids})
