"""Decide which jobs run periodically and how often.

APScheduler (memory job store) ticks in each scheduler process; a tick does nothing unless this process holds the
lease. `xuefa jobs run NAME` calls the same functions.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from webapp import clock
from webapp.accounts.jobs import close_idle_sessions
from webapp.db import transaction
from webapp.exams.jobs import expire_attempts
from webapp.lease import hold_lease, holder_name
from webapp.notify.jobs import deliver
from webapp.reminders.jobs import plan_reminders

log = logging.getLogger("xuefa.scheduler")
LEASE = "scheduler"
SLACK = 5


class JobFunction(Protocol):
    """A job: opens its own transactions, may be repeated after a kill, returns one Chinese sentence."""

    def __call__(self, *, now: datetime) -> str:
        """Run once."""


@dataclass(frozen=True)
class Job:
    """A periodic job: its name, its Chinese label, how often it ticks, in seconds, and its function."""

    name: str
    label: str
    seconds: int
    function: JobFunction


JOBS = {
    job.name: job
    for job in (
        Job("expire-attempts", "到时自动交卷", 5, expire_attempts),
        Job("deliver-notices", "发送通知", 5, deliver),
        Job("plan-reminders", "安排当日提醒", 120, plan_reminders),
        Job("close-sessions", "清理登录会话", 600, close_idle_sessions),
    )
}


def start(app: Flask) -> BackgroundScheduler:
    """Start ticking in this process; the caller shuts the returned scheduler down."""
    holder = holder_name()
    # Without a limit on its delay: on a busy machine, or after the clock was set forward, late is better than never.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = BackgroundScheduler(timezone=clock.LOCAL, job_defaults=defaults)
    for job in JOBS.values():
        scheduler.add_job(_tick(app, holder, job), "interval", seconds=job.seconds, id=job.name)
    scheduler.start()
    return scheduler


def keep_pace(scheduler: BackgroundScheduler) -> None:
    """Run what is planned farther ahead than it can be: the clock was set back, and would be waited for."""
    for job in scheduler.get_jobs():
        if job.next_run_time and job.next_run_time > clock.now() + timedelta(seconds=JOBS[job.id].seconds + SLACK):
            job.modify(next_run_time=clock.now())


def _tick(app: Flask, holder: str, job: Job) -> Callable[[], None]:
    def tick() -> None:
        with app.app_context():
            try:
                with transaction() as session:
                    may_act = hold_lease(session, LEASE, holder, now=clock.now())
                if may_act:
                    log.debug("%s: %s", job.name, job.function(now=clock.now()))
            except Exception:
                log.exception("job %s", job.name)

    return tick
