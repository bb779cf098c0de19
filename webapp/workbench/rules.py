"""Decide what a person's first page counts: how late a duty is, and how far the year has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

NOT_COUNTED = frozenset({"exempt", "withdrawn"})
DONE = frozenset({"completed", "completed_late"})
ATTENDED = frozenset({"present", "late", "left_early", "made_up"})


def working_days_late(due_on: date, working_days: Sequence[date]) -> int:
    """Return how many of the working days up to today lie after the due day."""
    return sum(day > due_on for day in working_days)


@dataclass(frozen=True)
class YearSoFar:
    """How many of a person's duties of the year are done, in all and by kind: ``{kind: (done, all, has overdue)}``."""

    done: int
    total: int
    kinds: Mapping[str, tuple[int, int, bool]]


def year_so_far(duties: Iterable[tuple[str, str]]) -> YearSoFar:
    """Count (kind, state) pairs of a year; exempt and withdrawn ones are left out."""
    kinds: dict[str, tuple[int, int, bool]] = {}
    for kind, state in duties:
        if state in NOT_COUNTED:
            continue
        done, total, late = kinds.get(kind, (0, 0, False))
        kinds[kind] = (done + (state in DONE), total + 1, late or state == "overdue")
    return YearSoFar(
        done=sum(done for done, _, _ in kinds.values()), total=sum(total for _, total, _ in kinds.values()), kinds=kinds
    )


def month_slip(
    month: int, this_month: int, *, is_planned: bool, is_closed: bool, status: str | None
) -> tuple[str, str]:
    """Return the look and the word of one month's slip for one person (一月一科室一主题).

    ``status`` is the person's own line on the roll, None without one. A meeting missed for duty leaves no debt
    (DOMAIN section 6), so none is marked as owed.
    """
    if status in ATTENDED:
        return "done", "已学"
    if month == this_month:
        return "now", "本月"
    if is_closed:
        return "held", "已开展，本人没有参加"
    return ("plan", "已计划") if is_planned else ("plan", "还没有计划")
