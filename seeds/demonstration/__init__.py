"""Decide what ``xuefa demo`` fills in: a made-up office, its years from 2024 to today replayed through the services.

Everything happens in one transaction, so that a killed load leaves nothing; no row is written behind a service. Who
plays which part is ``cast``, people and roles ``founding``, meetings ``studying``, exams ``examining`` and ``stories``,
officers' figures ``figures``; ``replay`` keeps the order of time, ``chance`` and ``days`` say when and how well.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from seeds.demonstration import cast, figures, founding, stories, studying
from seeds.demonstration.days import WorkingDays, morning
from seeds.demonstration.replay import Replay
from webapp.clock import local_day
from webapp.db import transaction
from webapp.errors import InvalidInput
from webapp.settings import queries as settings
from webapp.settings import service as installation

STEP_COUNT = 100
FIRST_YEAR = 2024
_EARLIEST_NOW = 2026


def load(*, now: datetime, step: Callable[[], None]) -> None:
    """Fill an empty database with the demonstration office as it stands at ``now``.

    ``step`` is called STEP_COUNT times, for a progress bar.
    Conflict when the database holds an office already; InvalidInput when the machine's clock is before 2026.
    """
    year = local_day(now).year
    if year < _EARLIEST_NOW:
        raise InvalidInput(f"本机日期早于 {_EARLIEST_NOW} 年，请校准系统时间后再执行 xuefa demo。")
    steps = _Steps(step)
    with transaction() as session:
        installation.found(session, "demonstration", now=morning(founding.BEGINS_ON))
        first, last = date(FIRST_YEAR - 1, 12, 1), local_day(now) + timedelta(days=90)
        replay = Replay(
            session, now, WorkingDays(settings.working_days(session, first, max(last, date(year + 1, 2, 28))))
        )
        bank_ids: list[int] = []
        founding.tell(replay, bank_ids)
        for past in range(FIRST_YEAR, year):
            studying.tell_year(replay, past)
            stories.tell_past_year(replay, past, lambda: bank_ids)
            figures.tell_year(replay, past)
        studying.tell_year(replay, year)
        stories.tell_present_year(replay, year, lambda: bank_ids)
        replay.run(steps.reach)
        steps.reach(1.0)


class _Steps:
    """Turns a share of the work done into calls of ``step``, STEP_COUNT in all."""

    def __init__(self, step: Callable[[], None]) -> None:
        self._step = step
        self._taken = 0

    def reach(self, share: float) -> None:
        """Take the steps that are still missing for this share."""
        while self._taken < int(STEP_COUNT * share):
            self._taken += 1
            self._step()


def account_lines() -> list[str]:
    """Return the accounts to try, one a line, as ``xuefa serve`` prints them in demonstration mode."""
    lines = [f"演示账号（口令都是 {cast.PASSWORD}，只在演示数据里有效）："]
    return lines + [f"  {one.staff_number}  {one.full_name}  {one.part}" for one in cast.ACCOUNTS]
