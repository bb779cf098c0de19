"""Decide how long work runs: a request leaves a task row, a worker process claims it, the page polls its progress.

A task is claimed by a conditional UPDATE, so that it runs once; a task whose worker died is taken up again after
``STALE``. Feature packages register what runs for a kind with ``@handler(kind)``; a handler opens its own transactions.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column

from webapp import clock
from webapp.db import Base, UtcDateTime, transaction
from webapp.errors import AppError

log = logging.getLogger("xuefa.tasks")
STALE = timedelta(minutes=5)
Handler = Callable[["Progress", dict[str, Any]], dict[str, Any]]
_handlers: dict[str, Handler] = {}


class Task(Base):
    """One piece of long work: queued, running, done or failed, with its progress and its receipt."""

    __tablename__ = "tasks"
    __table_args__ = (sa.CheckConstraint("state in ('queued','running','done','failed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    params: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.String(10), index=True, default="queued")
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    sentence: Mapped[str | None] = mapped_column(sa.Text)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Progress:
    """What a running handler reports to: ``step(done, total)`` writes one short transaction of its own."""

    task_id: int
    created_by: int | None

    def step(self, done_count: int, total_count: int) -> None:
        """Record how far the work has come, and that its worker lives."""
        with transaction() as session:
            session.execute(
                sa.update(Task)
                .where(Task.id == self.task_id)
                .values(done_count=done_count, total_count=total_count, beat_at=clock.now())
            )


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that runs tasks of ``kind``; it returns the receipt as JSON-ready data."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def enqueue(
    session: orm.Session, kind: str, params: dict[str, Any], *, actor_id: int | None, now: datetime
) -> Task:
    """Leave a task for the worker; it is seen once the caller's transaction is committed."""
    task = Task(kind=kind, params=params, created_by=actor_id, created_at=now)
    session.add(task)
    session.flush()
    return task


def run_next() -> bool:
    """Claim one waiting task and run it; return False when nothing waits."""
    task = _claim(clock.now())
    if task is None:
        return False
    sentence = result = None
    try:
        result = _handlers[task.kind](Progress(task.id, task.created_by), task.params)
    except AppError as error:
        sentence = error.sentence
    except Exception:
        log.exception("task %s (%s)", task.id, task.kind)
        sentence = f"处理没有完成，请把编号 T{task.id} 告诉系统管理员后重试。"
    with transaction() as session:
        session.execute(
            sa.update(Task)
            .where(Task.id == task.id)
            .values(
                state="failed" if sentence else "done", result=result, sentence=sentence, finished_at=clock.now()
            )
        )
    return True


def _claim(now: datetime) -> Task | None:
    # A sign of life from the future is one from before the clock was set back.
    is_silent = sa.or_(Task.beat_at < now - STALE, Task.beat_at > now + STALE)
    waiting = sa.or_(Task.state == "queued", sa.and_(Task.state == "running", is_silent))
    with transaction() as session:
        task = session.scalar(sa.select(Task).where(waiting).order_by(Task.id).limit(1))
        if task is None:
            return None
        claimed = session.execute(
            sa.update(Task).where(Task.id == task.id, waiting).values(state="running", beat_at=now)
        )
        return task if claimed.rowcount == 1 else None  # type: ignore[attr-defined]
