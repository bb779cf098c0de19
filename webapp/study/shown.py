"""Decide how sessions are laid out for a page or sheet: one with its roll, a row for each person of that day; lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import orm

from webapp import labels
from webapp.accounts import queries as accounts
from webapp.clock import local, local_day
from webapp.study import queries, rules
from webapp.study.models import MonthlyTheme, RollEvent, StudySession


@dataclass(frozen=True)
class RollRow:
    """One person of a roll: ``status`` is a code of attendance, "" for one who need not come."""

    employee_id: int
    full_name: str
    job_title: str
    department_id: int
    department_name: str
    status: str


@dataclass(frozen=True)
class DepartmentRoll:
    """One department's part of a roll, in 机构序."""

    name: str
    rows: tuple[RollRow, ...]


@dataclass(frozen=True)
class SessionPage:
    """One session with its roll. ``attended_count`` of ``due_count`` came, people sitting in aside.

    ``has_roll`` says whether anything was entered; before that the rows hold what the kinds suggest.
    """

    session: StudySession
    kinds: tuple[str, ...]
    department_name: str
    theme: MonthlyTheme | None
    departments: tuple[DepartmentRoll, ...]
    attended_count: int
    due_count: int
    has_roll: bool
    has_begun: bool
    gaps: tuple[str, ...]
    needs_reason: bool
    events: tuple[tuple[RollEvent, str], ...]

    @property
    def is_open(self) -> bool:
        """Say whether the roll may be entered."""
        return self.session.state in {"planned", "held"} and self.has_begun


def sheet(session: orm.Session, row: StudySession, kinds: Collection[str]) -> list[RollRow]:
    """Return one row for each person of the meeting's day in 机构序; two queries at any size.

    ``status`` is what was entered; before anything is, what the kinds suggest (``rules.default_status``).
    """
    entered = {line.employee_id: line.status for line in queries.roll(session, row.id)}
    return [
        RollRow(
            person.employee_id,
            person.full_name,
            person.job_title,
            person.department_id,
            person.department_name,
            entered.get(person.employee_id, rules.NOT_DUE)
            if entered
            else rules.default_status(kinds, is_leadership=person.is_leadership),
        )
        for person in accounts.people(session, row.unit_id, on=local_day(row.starts_at))
    ]


def page(
    session: orm.Session, row: StudySession, *, typed: Mapping[int, str] | None = None, now: datetime
) -> SessionPage:
    """Return a session as its page shows it; ``typed`` are marks of a refused form, which stay on the page."""
    kinds = queries.kinds_of(session, [row.id]).get(row.id, ())
    rows = sheet(session, row, kinds)
    attended, due = queries.attendance_counts(session, [row.id]).get(row.id, (0, 0))
    has_begun = row.starts_at <= now
    events = queries.roll_events(session, row.id)
    names = accounts.names_of(session, [event.actor_id for event in events if event.actor_id])
    nodes = {node.id: node.name for node in accounts.departments(session, row.unit_id)}
    found = rules.closing_gaps(lecturer=row.lecturer, place=row.place, roll_count=due)
    return SessionPage(
        session=row,
        kinds=kinds,
        department_name=nodes.get(row.department_id or 0, ""),
        theme=queries.theme_of_unit(session, row.unit_id, row.monthly_theme_id) if row.monthly_theme_id else None,
        departments=_by_department(rows, typed or {}),
        attended_count=attended,
        due_count=due,
        has_roll=due > 0,
        has_begun=has_begun,
        gaps=tuple(found),
        needs_reason=has_begun and row.state != "closed" and queries.is_late_entry(session, row, now=now),
        events=tuple((event, names.get(event.actor_id or 0, "系统")) for event in events),
    )


def _by_department(rows: Sequence[RollRow], typed: Mapping[int, str]) -> tuple[DepartmentRoll, ...]:
    shown = [replace(row, status=typed.get(row.employee_id, row.status)) for row in rows]
    grouped = groupby(shown, key=lambda row: (row.department_id, row.department_name))
    return tuple(DepartmentRoll(name, tuple(own)) for (_, name), own in grouped)


SHEET_HEADINGS = ("序号", "日期", "活动", "类型", "主讲人", "地点", "到会", "应到", "状态")


def sheet_rows(rows: Sequence[queries.SessionShown]) -> list[list[str | int | None]]:
    """Return the rows of the exported list of sessions, under ``SHEET_HEADINGS``."""
    return [
        [
            number,
            f"{local(row.session.starts_at):%Y-%m-%d %H:%M}",
            row.session.title,
            "、".join(labels.label("session_kind", kind) for kind in row.kinds),
            row.session.lecturer,
            row.session.place,
            row.attended_count,
            row.roll_count,
            labels.label("session_state", row.session.state),
        ]
        for number, row in enumerate(rows, start=1)
    ]
