"""Decide what of a published exam may still be changed, and say why the rest may not; no database.

Source: DOMAIN section 4 (a make-up doesn't move the due date). People have planned by what was published, so a change
only ever gives more time; what attempts were sat, graded and passed by stays as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.exams.plan_rules import EntryRules, Problem, WindowPlan, entry_problems, window_problems
from webapp.exams.rules import WindowFacts

FIXED: Mapping[str, str] = {
    "开放时间，提前截止": "通知已经发出，有人会因此来不及；要多给时间可以延后截止。",
    "时长、考试机会、取哪次成绩": "先考的人是按它考的；个别人要加时请办个别调整。",
    "试卷、题库、计分规则、显示方式": "换了就和先考的人不是一样的卷子。",
    "合格线、优秀线": "已经交卷的人是按它出的结果。",
    "承诺书": "已经有人按原文作了承诺。",
    "查看规定": "已经公布的答案收不回来，没有公布的不能提前公布。",
    "名册截止日": "每个人的任务在发布时已经定下，增减人员请到名册办理。",
}
"""What stays as it was published, and why; while nobody has started, the publication can be withdrawn instead."""


@dataclass(frozen=True)
class Change:
    """What a published exam shall be like: rules of entry, later closes by window id, and one make-up more or None."""

    late_entry_minutes: int | None
    access_password: str | None
    networks: tuple[str, ...]
    closes: Mapping[int, datetime]
    makeup: WindowPlan | None


def change_problems(
    change: Change, windows: Sequence[WindowFacts], duration_minutes: int, *, now: datetime
) -> list[Problem]:
    """Return what is wrong with a change, each at its field; a window's close is at ``closes-<window id>``."""
    found = []
    for window in windows:
        closes_at = change.closes.get(window.window_id, window.closes_at)
        if closes_at < window.closes_at:
            found.append(Problem(row_of(window), "截止时间只能延后，不能提前，请改正。"))
        elif closes_at > window.closes_at and now >= window.closes_at:
            found.append(Problem(row_of(window), "这一场已经截止，不能再延后，请加一次补考或办个别调整。"))
    if change.makeup and change.makeup.opens_at < now:
        found.append(Problem(change.makeup.at("opens_at"), "补考的开放时间已经过去，请改成以后的时间。"))
    planned = planned_windows(change, windows)
    limits = EntryRules(change.late_entry_minutes, change.access_password, change.networks)
    return found or window_problems(planned, duration_minutes) + entry_problems(limits, planned)


def planned_windows(change: Change, windows: Sequence[WindowFacts]) -> list[WindowPlan]:
    """Return the windows as they will be, those that are there first, in their order."""
    found = [
        WindowPlan(
            window.kind, window.opens_at, change.closes.get(window.window_id, window.closes_at), row_of(window)
        )
        for window in windows
    ]
    return found + ([change.makeup] if change.makeup else [])


def row_of(window: WindowFacts) -> str:
    """Return the field of a window's close."""
    return f"closes-{window.window_id}"


def is_prolonged(change: Change, window: WindowFacts) -> bool:
    """Say whether a window closes later than it did."""
    return change.closes.get(window.window_id, window.closes_at) > window.closes_at
