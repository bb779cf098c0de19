"""Decide on which working days the demonstration's events fall, and how its data files are read."""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from webapp.clock import local_instant

FOLDER = Path(__file__).resolve().parent.parent / "demo_data"
MORNING = time(9, 0)


class WorkingDays:
    """The working days around the demonstration's years, in order."""

    def __init__(self, days: Sequence[date]) -> None:
        self._days = list(days)

    def on_or_after(self, day: date) -> date:
        """Return the day itself when people work on it, else the next on which they do."""
        return self._days[bisect_left(self._days, day)]

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``."""
        return self._days[bisect_right(self._days, day) + count - 1]

    def before(self, day: date, count: int) -> date:
        """Return the ``count``-th working day before ``day``."""
        return self._days[bisect_left(self._days, day) - count]

    def span(self, first: date, last: date) -> list[date]:
        """Return the working days from ``first`` to ``last``, both included."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]


def morning(day: date) -> datetime:
    """Return 09:00 of a local day."""
    return local_instant(day, MORNING)


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file by heading."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
