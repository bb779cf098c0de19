"""Decide what time it is, and how instants become local days, months and deadlines.

This is the only module that reads the clock. Everything below receives ``now`` as an aware UTC instant.
Days, months, years and deadlines are those of Asia/Shanghai (DOMAIN: a deadline day ends at 23:59:59 local).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """Return the same instant on the clock of Asia/Shanghai."""
    return instant.astimezone(LOCAL)


def local_day(instant: datetime) -> date:
    """Return the local calendar day that holds ``instant``."""
    return local(instant).date()


def local_instant(day: date, at: time = time(0, 0)) -> datetime:
    """Return the UTC instant of a local day and wall-clock time."""
    return datetime.combine(day, at, LOCAL).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the last instant of a deadline day, 23:59:59 local, as UTC; a duty met at it is on time."""
    return local_instant(day, time(23, 59, 59))


def start_of_year(year: int) -> datetime:
    """Return the first instant of a local year, as UTC (closed end)."""
    return local_instant(date(year, 1, 1))


def end_of_year(year: int) -> datetime:
    """Return the first instant after a local year, as UTC (open end)."""
    return local_instant(date(year + 1, 1, 1))


def month_ends(year: int) -> list[date]:
    """Return the last day of each month of a year, January first."""
    firsts = [date(year, month, 1) for month in range(2, 13)] + [date(year + 1, 1, 1)]
    return [first - timedelta(days=1) for first in firsts]


def parse_as_of(text: str) -> datetime:
    """Read ``2026-11-24`` (end of that local day) or an ISO instant (local when without offset) as UTC.

    Raises ValueError when the text is neither.
    """
    if len(text) == len("2026-11-24"):
        return end_of_day(date.fromisoformat(text))
    instant = datetime.fromisoformat(text)
    return (instant if instant.tzinfo else instant.replace(tzinfo=LOCAL)).astimezone(UTC)
