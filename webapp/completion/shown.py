"""Decide how the figures are laid out for a page: the trend by month, filtered lists, rows of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp import labels
from webapp.clock import local
from webapp.completion import rules
from webapp.completion.service import PersonFigures, StatedDuty, YearFigures
from webapp.notify.queries import LastReminder

SMALL = 20
"""No percent is shown below this many people (DOMAIN section 3)."""

FILTERS = {
    "owing": lambda person: person.state in ("outstanding", "overdue"),
    "overdue": lambda person: person.state == "overdue",
    "completed": lambda person: person.state in rules.DONE,
    "on_time": lambda person: person.state == "completed",
    "outstanding": lambda person: person.state == "outstanding",
    "exempt": lambda person: person.state == "exempt",
    "withdrawn": lambda person: person.state == "withdrawn",
    "required": lambda person: person.state in (*rules.DONE, "outstanding", "overdue"),
}


@dataclass(frozen=True)
class DepartmentLine:
    """One line of the office's list: n of m, the percent only from twenty people on, who still owes."""

    department_id: int
    name: str
    completed: int
    required: int
    rate: str | None
    owing: tuple[PersonFigures, ...]


def department_lines(found: YearFigures) -> list[DepartmentLine]:
    """Return the departments in 机构序 with those who still owe there."""
    owing: dict[int, list[PersonFigures]] = {}
    for person in found.owing:
        for department_id in {duty.facts.department_id for duty in person.owed}:
            owing.setdefault(department_id, []).append(person)
    return [
        DepartmentLine(
            one.department_id,
            one.name,
            one.figures.people.completed,
            one.figures.people.required,
            one.figures.people.rate if one.figures.people.required >= SMALL else None,
            tuple(owing.get(one.department_id, ())),
        )
        for one in found.departments
    ]


def narrowed(found: YearFigures, *, state: str, department_id: int | None, search: str) -> list[PersonFigures]:
    """Return the people of a list: by state (a key of ``FILTERS``, else all), department, name or 工号."""
    people = [
        person
        for person in found.persons
        if _is_named(person, search)
        and (department_id is None or any(duty.facts.department_id == department_id for duty in person.duties))
    ]
    return [person for person in people if FILTERS[state](person)] if state in FILTERS else people


def _is_named(person: PersonFigures, search: str) -> bool:
    return not search or search in person.full_name or search == person.staff_number


@dataclass(frozen=True)
class DutyLine:
    """One counted duty of a list and whose it is."""

    person: PersonFigures
    duty: StatedDuty


def duty_lines(found: YearFigures, *, state: str, search: str) -> list[DutyLine]:
    """Return the counted duties already due, in roster order: all, ``done`` or ``open`` ones (到期任务完成率)."""
    due = [
        DutyLine(person, duty)
        for person in found.persons
        for duty in person.duties
        if duty.facts.is_counted
        and duty.facts.due_at <= found.at
        and duty.state not in ("exempt", "withdrawn")
        and _is_named(person, search)
    ]
    if state not in ("done", "open"):
        return due
    is_done = {"completed"} | ({"completed_late"} if found.late_counts else set())
    return [line for line in due if (line.duty.state in is_done) == (state == "done")]


@dataclass(frozen=True)
class TaskLine:
    """One counted requirement of a scope: how many of those required have done it."""

    title: str
    completed: int
    required: int


def task_lines(found: YearFigures) -> list[TaskLine]:
    """Return the counted requirements of a scope with n of m, in the order in which they were given."""
    by_task: dict[int, list[StatedDuty]] = {}
    for person in found.persons:
        for duty in person.duties:
            if duty.facts.is_counted:
                by_task.setdefault(duty.facts.requirement_id, []).append(duty)
    lines = []
    for _, duties in sorted(by_task.items()):
        one = rules.counts([duty.state for duty in duties], late_counts=found.late_counts)
        lines.append(TaskLine(duties[0].facts.title, one.completed, one.required))
    return lines


def missing_text(person: PersonFigures) -> str:
    """Return what a person still owes, as one text."""
    return "、".join(duty.facts.title for duty in person.owed)


def sheet_rows(people: Sequence[PersonFigures]) -> list[list[str | int | None]]:
    """Return the rows of the exported list: 序号, 科室, 姓名, 工号, 状态, 还缺什么, 最近截止."""
    return [
        [
            number,
            person.department_name,
            person.full_name,
            person.staff_number,
            labels.label("completion_state", person.state) if person.state else "不计入",
            missing_text(person),
            f"{local(person.owed[0].facts.due_at):%Y-%m-%d}" if person.owed else "",
        ]
        for number, person in enumerate(people, start=1)
    ]


SHEET_HEADINGS = ("序号", "科室", "姓名", "工号", "状态", "还缺什么", "最近截止")


STATE_WORDS = {
    "owing": "未完成",
    "overdue": "逾期未完成",
    "outstanding": "没完成、还没到期",
    "completed": "已完成",
    "on_time": "按时完成",
    "exempt": "经批准免考",
    "withdrawn": "不再应考",
    "required": "应学应考",
}
"""What a list narrowed by a key of ``FILTERS`` is called."""


def reminder_words(last: LastReminder | None) -> str:
    """Say how the newest reminder of a person ended; nobody can prove more than that it was sent."""
    if last is None:
        return "还没有提醒过"
    if last.failed:
        return "部分没有送达" if last.sent else "没有送达"
    return "已发出" if last.sent else "待发"


def department_reminder(line: DepartmentLine, reminders: Mapping[int, LastReminder]) -> str:
    """Say when the people of a department who owe were last reminded, and how many not at all."""
    known = [reminders[person.employee_id] for person in line.owing if person.employee_id in reminders]
    if not known:
        return "还没有提醒过"
    newest = local(max(one.at for one in known))
    failed = sum(bool(one.failed and not one.sent) for one in known)
    text = f"{newest.month}月{newest.day}日，{len(known)} 人"
    if failed:
        text += f"，{failed} 人没有送达"
    missing = len(line.owing) - len(known)
    return text + (f"，{missing} 人没提醒过" if missing else "")


def year_choices(this_year: int) -> list[tuple[str, str]]:
    """Return the years that a list offers; the present one is what a list shows when none is asked for."""
    others = (this_year - 1, this_year - 2, this_year + 1)
    return [("", f"{this_year}年"), *((str(year), f"{year}年") for year in others)]
