"""Decide the fair rota, what a session counts as, who attended, and when an entry is late; pure.

Sources: DOMAIN section 6 (rota: over any span of years counts differ by at most one, never twice in a row; the roll is
the record), section 0 (an activity entered more than ten working days later reads 补录 with a reason).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ATTENDED = ("present", "late", "left_early")
STATUSES = ("present", "late", "left_early", "on_leave", "absent", "sit_in", "made_up")
NOT_DUE = ""
"""Who need not come to a meeting has no line on its roll."""

LEADERS_ONLY = frozenset({"standing_meeting", "central_group", "rule_of_law_agenda"})
LATE_ENTRY_WORKING_DAYS = 10
XI_RULE_OF_LAW = "xi_rule_of_law"

LAW_CALENDAR: Mapping[int, tuple[str, str]] = {
    1: ("习近平法治思想专题学习", "xi_rule_of_law"),
    2: ("党内法规和廉洁从政规定", "party_regulations"),
    3: ("民法典与机关民事活动", "civil_code"),
    4: ("国家安全法律制度", "national_security"),
    5: ("民法典宣传与合同管理", "civil_code"),
    6: ("安全生产与应急管理法律制度", "law"),
    7: ("行政处罚与行政强制法律制度", "law"),
    8: ("政府信息公开与个人信息保护", "law"),
    9: ("保密法律制度", "confidentiality"),
    10: ("行政复议与行政诉讼法律制度", "law"),
    11: ("重大行政决策和规范性文件管理", "law"),
    12: ("宪法学习宣传", "constitution"),
}
"""A theme and category that suits each month (国家安全教育日 15 April, 民法典宣传月 May, 安全生产月 June, 国家宪法日 4 Dec)."""


@dataclass(frozen=True)
class ThemeDraft:
    """One proposed month of a plan."""

    month: int
    department_id: int
    theme: str
    category: str


@dataclass(frozen=True)
class RollLine:
    """One line of a closed roll, as the "7 次" figure reads it."""

    employee_id: int
    status: str
    is_principal: bool
    is_leadership: bool


def propose_rota(departments: Sequence[int], led: Sequence[int]) -> list[int]:
    """Return twelve department ids, January first, that continue ``led`` (who led each month before, oldest first).

    The department that led least leads next, the one that waited longest first, 机构序 breaking ties: counts differ by
    at most one over any span of years, and none leads twice in a row (with two or more departments). A department that
    is new leads next and is then one of the round: counts begin with the month in which the newest one first led, so
    that it need not catch up with years in which it did not exist. ValueError when there is no department.
    """
    if not departments:
        raise ValueError("no department")
    history = [one for one in led if one in departments]
    begins = max(history.index(one) if one in history else len(history) for one in departments)
    rota: list[int] = []
    for _ in range(12):
        past = history + rota
        last = {one: index for index, one in enumerate(past)}
        counted = past[begins:]
        free = [one for one in departments if len(departments) == 1 or not past or one != past[-1]]
        chosen = min(free, key=lambda one: (counted.count(one), last.get(one, -1), departments.index(one)))
        rota.append(chosen)
    return rota


def propose_plan(departments: Sequence[int], led: Sequence[int]) -> list[ThemeDraft]:
    """Return a proposed plan of twelve months: the fair rota with the law calendar's themes."""
    rota = propose_rota(departments, led)
    return [ThemeDraft(month, rota[month - 1], *LAW_CALENDAR[month]) for month in range(1, 13)]


def plan_warnings(categories: Collection[str]) -> list[str]:
    """Return what a plan lacks: a year without a 习近平法治思想 theme is warned of (DOMAIN section 6)."""
    if XI_RULE_OF_LAW in categories:
        return []
    return ["全年没有安排习近平法治思想主题，请至少安排一个月。"]


def sealed_lines(rows: Sequence[Sequence[Any]]) -> list[RollLine]:
    """Read the lines of a closed roll from the form they are kept and digested in.

    A row is employee id, department id, status, is_principal, is_leadership.
    """
    return [RollLine(person, status, principal, leading) for person, _, status, principal, leading in rows]


def is_led_standing_meeting(lines: Sequence[RollLine]) -> bool:
    """Say whether a meeting counts for "主要负责人带领班子": 主要负责人 and another of 领导班子 attended (REPORT, #1)."""
    attended = [line for line in lines if line.status in ATTENDED]
    principals = {line.employee_id for line in attended if line.is_principal}
    others = {line.employee_id for line in attended if line.is_leadership} - principals
    return bool(principals) and bool(others)


def is_late_entry(held_on: date, entered_on: date, working_days: Sequence[date]) -> bool:
    """Say whether an entry is 补录: more than ten working days after the activity's day."""
    return sum(held_on < day <= entered_on for day in working_days) > LATE_ENTRY_WORKING_DAYS


def default_status(kinds: Collection[str], *, is_leadership: bool) -> str:
    """Return how a person stands on a roll that nobody has entered yet: 到会, or not on it at all (``NOT_DUE``).

    A meeting of leaders alone (常务会议, 中心组, 研究部署) is not due for the others, who are added one by one.
    """
    return "present" if is_leadership or not set(kinds) <= LEADERS_ONLY else NOT_DUE


def closing_gaps(*, lecturer: str, place: str, roll_count: int) -> list[str]:
    """Return what a session still lacks before its roll is closed (photos are never among it)."""
    lacking = (("主讲人", not lecturer), ("地点", not place), ("签到", roll_count == 0))
    return [word for word, is_lacking in lacking if is_lacking]
