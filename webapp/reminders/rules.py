"""Decide on which day a duty is worth a reminder and whom a list goes to; pure, no database, no clock.

Source: DOMAIN section 7: T−7, T−3, T−1 (working days), the due day, T+1, then each third working day; working days
only, inside the office's hours; a list to the head at T−1 and T+1; after five working days overdue a line on the
liaison's list; 领导班子 are never messaged by the machine.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

EVERY_LATE = 3
LIAISON_AFTER = 5
HEAD_OFFSETS = (1, -1)
PARTS = {
    "pass_on": "请转告（领导班子由人转告，系统不自动发送）：",
    "overdue": f"逾期 {LIAISON_AFTER} 个工作日以上：",
}
"""The two parts of the liaison's list, in their order, and what stands over each."""


@dataclass(frozen=True)
class OpenDuty:
    """A duty that its person owes: what it is and the local day on which it is or was due.

    ``is_closed``: nothing done now would count any more, so the person is not reminded, but heads and liaison are told.
    """

    assignment_id: int
    title: str
    due_on: date
    minutes: int
    is_closed: bool = False


@dataclass(frozen=True)
class LiaisonLine:
    """One line of the liaison's list: its part (a key of ``PARTS``), whose duty, and the working-day offset."""

    part: str
    department: str
    full_name: str
    duty: OpenDuty
    offset: int


def working_offset(today: date, due_on: date, working_days: Sequence[date]) -> int:
    """Return how many working days lie from ``today`` to the due day: positive before it, 0 on it, negative after.

    ``working_days`` are sorted and cover both days; ``today`` is one of them. A due day that is not a working day
    counts as the working day before it, so that nobody is reminded too late.
    """
    last = bisect_right(working_days, due_on) - 1
    return last - bisect_left(working_days, today)


def is_reminder_day(offset: int, days_before: Sequence[int]) -> bool:
    """Say whether a duty at this working-day offset is reminded today (``days_before``: **setting**, e.g. 7, 3, 1)."""
    if offset >= 0:
        return offset == 0 or offset in days_before
    return (-offset - 1) % EVERY_LATE == 0


def liaison_part(
    offset: int, days_before: Sequence[int], *, is_leadership: bool, is_closed: bool = False
) -> str | None:
    """Return in which part of today's liaison's list a duty at this offset stands, None when in none.

    领导班子 stand there to be told by a person whenever others are reminded; everybody from five working days overdue,
    but one that nothing can mend any more only once.
    """
    if is_closed:
        return "overdue" if offset == -LIAISON_AFTER else None
    is_long_overdue = offset <= -LIAISON_AFTER
    if is_leadership:
        return "pass_on" if is_long_overdue or is_reminder_day(offset, days_before) else None
    return "overdue" if is_long_overdue else None


def is_in_hours(at: time, opens: str, closes: str) -> bool:
    """Say whether a local wall-clock time lies in the office's reminder hours, both ends included (**setting**)."""
    return time.fromisoformat(opens) <= at <= time.fromisoformat(closes)


def subject(duties: Sequence[OpenDuty], today: date) -> str:
    """Return the title of a person's reminder: how many duties, and the nearest or the overdue first."""
    late = sum(duty.due_on < today for duty in duties)
    if late:
        return f"还有 {len(duties)} 件学习任务，其中 {late} 件已逾期"
    nearest = min(duty.due_on for duty in duties)
    return f"还有 {len(duties)} 件学习任务，最近 {nearest.month}月{nearest.day}日截止"


def body(full_name: str, duties: Sequence[OpenDuty], today: date) -> str:
    """Return the text of a person's reminder: one line a duty, by due day."""
    lines = [f"{full_name}同志："]
    for duty in sorted(duties, key=lambda one: (one.due_on, one.assignment_id)):
        word = "已逾期，请尽快补完" if duty.due_on < today else "请按时完成"
        minutes = f"，约需 {duty.minutes} 分钟" if duty.minutes else ""
        lines.append(f"《{duty.title}》{duty.due_on.month}月{duty.due_on.day}日截止{minutes}，{word}。")
    return "\n".join(lines)


def head_body(department: str, names: Sequence[str]) -> str:
    """Return the text of a head's list: who of the department still owes, in roster order."""
    return f"{department}还有 {len(names)} 人没有完成：{'、'.join(names)}。\n可在“本科室”页一键提醒。"


def liaison_subject(lines: Sequence[LiaisonLine]) -> str:
    """Return the title of a liaison's list: how many people to pass it on to, how many are long overdue."""
    people = {part: len({(one.department, one.full_name) for one in lines if one.part == part}) for part in PARTS}
    late = f"{people['overdue']} 人逾期 {LIAISON_AFTER} 个工作日以上"
    if not people["pass_on"]:
        return late
    return f"请转告 {people['pass_on']} 人" + (f"，另有 {late}" if people["overdue"] else "")


def liaison_body(lines: Sequence[LiaisonLine]) -> str:
    """Return the text of a liaison's list: each part with its people in the given order, one line a duty."""
    text = []
    for part, heading in PARTS.items():
        found = [one for one in lines if one.part == part]
        text += [heading] * bool(found)
        for one in found:
            day = one.duty.due_on
            late = f"，已逾期 {-one.offset} 个工作日" if one.offset < 0 else ""
            text.append(f"{one.full_name}（{one.department}）：《{one.duty.title}》{day.month}月{day.day}日截止{late}。")
    return "\n".join(text)
