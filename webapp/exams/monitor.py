"""Decide whom the live monitor of an exam shows, in which order, and how it counts them.

Reads only; the number of queries is the same for ten people and for ten thousand.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.assignments import queries as assignments
from webapp.exams import monitor_queries, monitor_rules
from webapp.exams.monitor_rules import Standing
from webapp.exams.queries import ExamRow
from webapp.listing import Listing

STATE_WORDS = {"not_started": "未开始", "running": "考试中", "submitted": "已交卷", "trouble": "需要关注"}
TROUBLE_WORDS = {
    "quiet": "较久没有保存",
    "not_ended": "到时间还没有收卷",
    "reopened": "重新打开过",
    "marking": "等待阅卷",
    "blank": "交了空白卷",
    "voided": "答卷已作废",
}


@dataclass(frozen=True)
class Watched:
    """One person of a running exam."""

    employee_id: int
    full_name: str
    staff_number: str
    department_id: int | None
    standing: Standing

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be looked after, in words."""
        quiet = f"{self.standing.quiet_minutes} 分钟没有保存"
        return tuple(quiet if code == "quiet" else TROUBLE_WORDS[code] for code in self.standing.troubles)

    def is_counted_as(self, state: str) -> bool:
        """Say whether the person stands in a state of STATE_WORDS."""
        return bool(self.standing.troubles) if state == "trouble" else self.standing.state == state


@dataclass(frozen=True)
class Group:
    """The people of a department by state; ``department_id`` None is everybody together."""

    department_id: int | None
    name: str
    people: int
    counts: Counter[str]


@dataclass(frozen=True)
class Monitor:
    """An exam as it runs: its people in 机构序 and the departments that they belong to, with their names."""

    people: Sequence[Watched]
    department_names: dict[int | None, str]

    @property
    def total(self) -> Group:
        """Everybody together."""
        return _group(None, "合计", self.people)

    @property
    def departments(self) -> list[Group]:
        """Each department that has people, in 机构序."""
        by_department: dict[int | None, list[Watched]] = {}
        for one in self.people:
            by_department.setdefault(one.department_id, []).append(one)
        return [_group(key, self.department_names.get(key, "—"), rows) for key, rows in by_department.items()]

    def narrowed(self, shown: Listing) -> list[Watched]:
        """Return the people that a list's search and filters leave."""
        state, department = shown.filters["state"], shown.filters["department"]
        return [
            one
            for one in self.people
            if (not state or one.is_counted_as(state))
            and (not department or str(one.department_id) == department)
            and shown.search in one.full_name + one.staff_number
        ]


def _group(department_id: int | None, name: str, rows: Sequence[Watched]) -> Group:
    counts = Counter(one.standing.state for one in rows)
    counts["trouble"] = sum(1 for one in rows if one.standing.troubles)
    return Group(department_id, name, len(rows), counts)


def watch(session: orm.Session, row: ExamRow, department_ids: Collection[int] | None, *, now: datetime) -> Monitor:
    """Return everybody who has to sit an exam or has begun it, of these departments only; None means all of them."""
    duties = {one.employee_id: one for one in assignments.duties_of_requirement(session, row.requirement.id, at=now)}
    sittings = monitor_queries.sittings(session, row.exam.id, row.question_count)
    released = {key for key, duty in duties.items() if duty.exempt or duty.withdrawn}
    meant = (duties.keys() - released) | sittings.keys()
    names = monitor_queries.names(session, row.exam.unit_id, meant - duties.keys())
    nodes = accounts.departments(session, row.exam.unit_id)
    places = {node.id: place for place, node in enumerate(nodes)}

    def watched(employee_id: int) -> Watched:
        found = names[employee_id]
        department_id = duties[employee_id].department_id if employee_id in duties else found.department_id
        state = monitor_rules.standing(sittings.get(employee_id, ()), now=now)
        return Watched(employee_id, found.full_name, found.staff_number, department_id, state)

    people = [watched(key) for key in meant if key in names]
    people.sort(
        key=lambda one: (
            places.get(one.department_id or 0, len(places)),
            names[one.employee_id].sort_order,
            one.employee_id,
        )
    )
    kept = [one for one in people if department_ids is None or one.department_id in department_ids]
    return Monitor(kept, {node.id: node.name for node in nodes})
