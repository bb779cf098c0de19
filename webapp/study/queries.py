"""Every SELECT of the study programme, and the counts that the annual report asks for.

A session counts as of an instant when the last event of its roll by then is a closing, with the lines sealed at it;
its year is that of the local day it was held.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee, OrgNode
from webapp.clock import end_of_year, start_of_year
from webapp.study.models import Attendance, MonthlyTheme, RollEvent, SessionKind, StudyPlan, StudySession
from webapp.study.rules import ATTENDED, is_led_standing_meeting, sealed_lines


@dataclass(frozen=True)
class Counted:
    """How many sessions, and which."""

    count: int
    ids: tuple[int, ...]


@dataclass(frozen=True)
class ThemesHeld:
    """How many of the planned monthly themes were held, and by which sessions."""

    held: int
    planned: int
    ids: tuple[int, ...]


@dataclass(frozen=True)
class ThemeShown:
    """One month of a plan with its department's name and the session that held it, if any."""

    theme: MonthlyTheme
    department_name: str
    session: StudySession | None


@dataclass(frozen=True)
class SessionShown:
    """One session of a list: its kinds, and how many attended of how many on the roll."""

    session: StudySession
    kinds: tuple[str, ...]
    attended_count: int
    roll_count: int


def _closed(unit_id: int, at: datetime) -> sa.Select[tuple[StudySession, RollEvent]]:
    """Select a unit's sessions whose last roll event at or before ``at`` is a closing, with that event."""
    last = (
        sa.select(sa.func.max(RollEvent.id))
        .where(RollEvent.session_id == StudySession.id, RollEvent.at <= at)
        .correlate(StudySession)
        .scalar_subquery()
    )
    return (
        sa.select(StudySession, RollEvent)
        .join(RollEvent, RollEvent.id == last)
        .where(StudySession.unit_id == unit_id, RollEvent.kind == "closed")
        .order_by(StudySession.starts_at, StudySession.id)
    )


def _held_in(year: int) -> sa.ColumnElement[bool]:
    return sa.and_(StudySession.starts_at >= start_of_year(year), StudySession.starts_at < end_of_year(year))


def _carries(kinds: Collection[str]) -> sa.ColumnElement[bool]:
    return StudySession.id.in_(sa.select(SessionKind.session_id).where(SessionKind.kind.in_(kinds)))


def standing_meetings_led(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> Counted:
    """Count the distinct 政府常务会议 that 主要负责人 and another of 领导班子 attended for study (REPORT section 1, #1)."""
    rows = session.execute(_closed(unit_id, at).where(_held_in(year), _carries(["standing_meeting"])))
    ids = tuple(held.id for held, closing in rows if is_led_standing_meeting(sealed_lines(closing.lines)))
    return Counted(len(ids), ids)


def count_of_kinds(
    session: orm.Session, unit_id: int, year: int, kinds: Collection[str], *, at: datetime
) -> Counted:
    """Count the distinct sessions that carry any of the kinds; one that carries two counts once (合并开展)."""
    rows = session.execute(_closed(unit_id, at).where(_held_in(year), _carries(kinds)))
    ids = tuple(held.id for held, _ in rows)
    return Counted(len(ids), ids)


def monthly_themes_held(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> ThemesHeld:
    """Count the months of the year's plan as made by ``at``, and those whose theme a closed session held."""
    of_plan = sa.and_(StudyPlan.unit_id == unit_id, StudyPlan.year == year, StudyPlan.created_at <= at)
    theme_ids = sa.select(MonthlyTheme.id).join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id).where(of_plan)
    planned = session.scalar(sa.select(sa.func.count()).select_from(theme_ids.subquery()))
    rows = session.execute(
        _closed(unit_id, at).where(StudySession.monthly_theme_id.in_(theme_ids), _carries(["monthly_theme"]))
    ).all()
    months = {held.monthly_theme_id for held, _ in rows}
    return ThemesHeld(len(months), planned or 0, tuple(held.id for held, _ in rows))


def roll_events(session: orm.Session, session_id: int) -> Sequence[RollEvent]:
    """Return when and why a roll was closed and opened again, the oldest first."""
    return session.scalars(
        sa.select(RollEvent).where(RollEvent.session_id == session_id).order_by(RollEvent.id)
    ).all()


def plan(session: orm.Session, unit_id: int, year: int) -> StudyPlan | None:
    """Return the plan of a unit and year, None while there is none."""
    return session.scalar(sa.select(StudyPlan).where(StudyPlan.unit_id == unit_id, StudyPlan.year == year))


def themes(session: orm.Session, unit_id: int, year: int) -> list[ThemeShown]:
    """Return the months of a year's plan in order, in one query; empty while there is no plan."""
    rows = session.execute(
        sa.select(MonthlyTheme, OrgNode.name, StudySession)
        .join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id)
        .join(OrgNode, OrgNode.id == MonthlyTheme.department_id)
        .outerjoin(
            StudySession,
            sa.and_(StudySession.monthly_theme_id == MonthlyTheme.id, StudySession.state != "cancelled"),
        )
        .where(StudyPlan.unit_id == unit_id, StudyPlan.year == year)
        .order_by(MonthlyTheme.month, StudySession.starts_at)
    )
    by_month: dict[int, ThemeShown] = {}
    for theme, department_name, held in rows:
        by_month.setdefault(theme.month, ThemeShown(theme, department_name, held))
    return list(by_month.values())


def theme_row(session: orm.Session, plan_id: int, month: int) -> MonthlyTheme | None:
    """Return one month of a plan."""
    return session.scalar(sa.select(MonthlyTheme).where(MonthlyTheme.plan_id == plan_id, MonthlyTheme.month == month))


def led_before(session: orm.Session, unit_id: int, year: int) -> list[int]:
    """Return who led each month of the plans before ``year``, oldest first, for the fair rota."""
    return list(
        session.scalars(
            sa.select(MonthlyTheme.department_id)
            .join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id)
            .where(StudyPlan.unit_id == unit_id, StudyPlan.year < year)
            .order_by(StudyPlan.year, MonthlyTheme.month)
        )
    )


def study_session(session: orm.Session, session_id: int) -> StudySession | None:
    """Return one session, None when there is none."""
    return session.get(StudySession, session_id)


def kinds_of(session: orm.Session, session_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the kinds of sessions, in one query."""
    rows = session.execute(
        sa.select(SessionKind.session_id, SessionKind.kind)
        .where(SessionKind.session_id.in_(session_ids))
        .order_by(SessionKind.kind)
    )
    found: dict[int, tuple[str, ...]] = {}
    for session_id, kind in rows:
        found[session_id] = (*found.get(session_id, ()), kind)
    return found


def sessions(
    session: orm.Session,
    unit_id: int,
    year: int,
    *,
    kind: str = "",
    state: str = "",
    search: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> tuple[list[SessionShown], int]:
    """Return a page of a year's sessions, newest first, and how many there are; four queries at any size."""
    wanted = sa.select(StudySession).where(
        StudySession.unit_id == unit_id, _held_in(year)
    )
    if kind:
        wanted = wanted.where(_carries([kind]))
    if state:
        wanted = wanted.where(StudySession.state == state)
    if search:
        wanted = wanted.where(StudySession.title.contains(search, autoescape=True))
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(
        wanted.order_by(StudySession.starts_at.desc(), StudySession.id.desc()).limit(limit).offset(offset)
    ).all()
    ids = [row.id for row in rows]
    kinds, attended = kinds_of(session, ids), attendance_counts(session, ids)
    return [SessionShown(row, kinds.get(row.id, ()), *attended.get(row.id, (0, 0))) for row in rows], total


def attendance_counts(session: orm.Session, session_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return (attended, on the roll) of each session, in one query."""
    attended = sa.func.sum(sa.case((Attendance.status.in_(ATTENDED), 1), else_=0))
    on_roll = sa.func.sum(sa.case((Attendance.status != "sit_in", 1), else_=0))
    rows = session.execute(
        sa.select(Attendance.session_id, attended, on_roll)
        .where(Attendance.session_id.in_(session_ids))
        .group_by(Attendance.session_id)
    )
    return {session_id: (int(present), int(due)) for session_id, present, due in rows}


def roll(session: orm.Session, session_id: int) -> Sequence[Attendance]:
    """Return the lines of a roll, by person id."""
    return session.scalars(
        sa.select(Attendance).where(Attendance.session_id == session_id).order_by(Attendance.employee_id)
    ).all()


def roll_rows(attendances: Sequence[Attendance]) -> list[list[Any]]:
    """Return a roll's lines as they are sealed: ids, statuses and standing, no names (``rules.sealed_lines``)."""
    return [
        [row.employee_id, row.department_id, row.status, row.is_principal, row.is_leadership] for row in attendances
    ]


def attended_by(
    session: orm.Session, employee_id: int, year: int
) -> list[tuple[StudySession, Attendance]]:
    """Return the year's sessions on whose roll a person stands, newest first."""
    rows = session.execute(
        sa.select(StudySession, Attendance)
        .join(Attendance, Attendance.session_id == StudySession.id)
        .where(
            Attendance.employee_id == employee_id,
            _held_in(year),
            StudySession.state != "cancelled",
        )
        .order_by(StudySession.starts_at.desc())
    )
    return [(held, line) for held, line in rows]


def upcoming(session: orm.Session, unit_id: int, *, now: datetime, limit: int = 5) -> Sequence[StudySession]:
    """Return the next planned sessions of a unit, the nearest first (近期安排)."""
    return session.scalars(
        sa.select(StudySession)
        .where(StudySession.unit_id == unit_id, StudySession.state == "planned", StudySession.starts_at >= now)
        .order_by(StudySession.starts_at)
        .limit(limit)
    ).all()


def unclosed(session: orm.Session, unit_id: int, *, now: datetime) -> Sequence[StudySession]:
    """Return sessions that have begun and whose roll is not closed, the oldest first."""
    return session.scalars(
        sa.select(StudySession)
        .where(
            StudySession.unit_id == unit_id,
            StudySession.state.in_(("planned", "held")),
            StudySession.starts_at < now,
        )
        .order_by(StudySession.starts_at)
    ).all()


def names(session: orm.Session, employee_ids: Collection[int]) -> dict[int, str]:
    """Return full names by id, in one query."""
    rows = session.execute(sa.select(Employee.id, Employee.full_name).where(Employee.id.in_(employee_ids)))
    return {employee_id: name for employee_id, name in rows}
