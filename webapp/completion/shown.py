"""Decide how the figures are laid out for a page: the trend by month, filtered lists, rows of a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from webapp import labels
from webapp.assignments import queries as assignments
from webapp.clock import end_of_day, local, month_ends
from webapp.completion import rules
from webapp.completion.service import PersonFigures, YearFigures
from webapp.notify.queries import LastReminder

SMALL = 20
"""No percent is shown below this many people (DOMAIN section 3)."""

Trend = list[tuple[int, str, int, int, int, int]]
FILTERS = {
    "owing": lambda person: person.state in ("outstanding", "overdue"),
    "overdue": lambda person: person.state == "overdue",
    "completed": lambda person: person.state in rules.DONE,
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
    owing = found.owing
    return [
        DepartmentLine(
            one.department_id,
            one.name,
            one.figures.people.completed,
            one.figures.people.required,
            one.figures.people.rate if one.figures.people.required >= SMALL else None,
            tuple(person for person in owing if person.department_id == one.department_id),
        )
        for one in found.departments
    ]


def trend(session: orm.Session, unit_id: int, year: int, *, at: datetime, late_counts: bool) -> Trend:
    """Return twelve month-end points (month, rate, done, required, last year's done, required), by when things happened.

    Months that have not ended yet are empty but for the present one, which shows ``at``.
    """
    this = assignments.duties_as_of(session, unit_id, year, at=at)
    last = assignments.duties_as_of(session, unit_id, year - 1, at=at)
    before = month_ends(year - 1)
    points: Trend = []
    for index, ends_on in enumerate(month_ends(year)):
        end = end_of_day(ends_on)
        moment = min(end, at) if local(at).year > year or local(at).month >= index + 1 else None
        if local(at).year < year:
            moment = None
        now = _at(this, moment, late_counts=late_counts) if moment else rules.Counts()
        then = _at(last, end_of_day(before[index]), late_counts=late_counts)
        points.append((index + 1, now.rate, now.completed, now.required, then.completed, then.required))
    return points


def _at(duties: Sequence[assignments.DutyFacts], moment: datetime, *, late_counts: bool) -> rules.Counts:
    begun = [duty for duty in duties if duty.opens_at <= moment]
    return rules.figures(begun, moment, late_counts=late_counts).people


def narrowed(
    found: YearFigures, *, state: str, department_id: int | None, search: str, requirement_id: int | None = None
) -> list[PersonFigures]:
    """Return the people of a list: by state (a key of ``FILTERS``, empty for all), department, name or 工号, duty."""
    people = [
        person
        for person in found.persons
        if (not search or search in person.full_name or search == person.staff_number)
        and (department_id is None or person.department_id == department_id)
        and (requirement_id is None or any(duty.facts.requirement_id == requirement_id for duty in person.duties))
    ]
    return [person for person in people if FILTERS[state](person)] if state in FILTERS else people


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


def reminder_words(last: LastReminder | None) -> str:
    """Return how the newest reminder ended, in words."""
    if last is None:
        return "还没有提醒过"
    if last.failed and not last.sent:
        return "没有送达"
    return "部分没有送达" if last.failed else ("已发出" if last.sent else "待发")
