"""Decide how people hear of what was done to their attempts: at once, once per effect, on every channel they have."""

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from sqlalchemy import orm

from webapp.exams import life_queries
from webapp.notify.service import Letter, put


def tell(
    session: orm.Session,
    employee_ids: Collection[int],
    letter: Letter,
    *,
    key: str,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Queue one message to each person; ``key`` names the effect, the person is added to it."""
    for recipient in life_queries.recipients(session, employee_ids):
        put(
            session,
            recipient,
            letter,
            key=f"{key}:{recipient.employee_id}",
            config=current_app.config["XUEFA"],
            actor_id=actor_id,
            now=now,
        )
