"""Every SELECT of the study programme, and the counts that the annual report asks for.

A session counts as of an instant when the last event of its roll by then is a closing, with the lines sealed at it;
its year is that of the local day it was held.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.accounts.models import OrgNode
from webapp.clock import end_of_year, local_day, start_of_year
from webapp.db import UtcDateTime
from webapp.settings import queries as settings
from webapp.study import rules
from webapp.study.models import Attendance, MonthlyTheme, RollEvent, SessionKind, StudyPlan, StudySession
from webapp.study.rules import (
    ATTENDED,
    ThemeDraft,
    is_led_standing_meeting,
    plan_warnings,
    propose_plan,
    sealed_lines,
)


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

    def state(self, year: int, today: date) -> str:
        """Return done (a closed session held it), owe (its month is over without), now (this month) or plan."""
        if self.session is not None and self.session.state == "closed":
            return "done"
        month = (year, self.theme.month)
        present = (today.year, today.month)
        return "owe" if month < present else "now" if month == present else "plan"


@dataclass(frozen=True)
class PlanPage:
    """A year's plan as its page shows it; ``warnings`` say what the plan lacks, ``states`` stand beside ``themes``."""

    plan: StudyPlan | None
    themes: tuple[ThemeShown, ...]
    states: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def held_count(self) -> int:
        """How many months' themes were held."""
        return self.states.count("done")


@dataclass(frozen=True)
class OwnYear:
    """One person's sessions of a year, newest first: the session, the line on its roll, its kinds."""

    lines: tuple[tuple[StudySession, Attendance, tuple[str, ...]], ...]
    attended_count: int
    due_count: int


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


def count_of_kinds(session: orm.Session, unit_id: int, year: int, kinds: Collection[str], *, at: datetime) -> Counted:
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
    return session.scalars(sa.select(RollEvent).where(RollEvent.session_id == session_id).order_by(RollEvent.id)).all()


def plan(session: orm.Session, unit_id: int, year: int) -> StudyPlan | None:
    """Return the plan of a unit and year, None while there is none."""
    return session.scalar(sa.select(StudyPlan).where(StudyPlan.unit_id == unit_id, StudyPlan.year == year))


# Built once, as the other below: everybody's first page asks these.
_THEMES = (
    sa.select(MonthlyTheme, OrgNode.name, StudySession)
    .join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id)
    .join(OrgNode, OrgNode.id == MonthlyTheme.department_id)
    .outerjoin(
        StudySession, sa.and_(StudySession.monthly_theme_id == MonthlyTheme.id, StudySession.state != "cancelled")
    )
    .where(StudyPlan.unit_id == sa.bindparam("unit_id"), StudyPlan.year == sa.bindparam("year"))
    .order_by(MonthlyTheme.month, StudySession.starts_at)
)


def themes(session: orm.Session, unit_id: int, year: int) -> list[ThemeShown]:
    """Return the months of a year's plan in order, in one query; empty while there is no plan."""
    rows = session.execute(_THEMES, {"unit_id": unit_id, "year": year})
    by_month: dict[int, ThemeShown] = {}
    for theme, department_name, held in rows:
        by_month.setdefault(theme.month, ThemeShown(theme, department_name, held))
    return list(by_month.values())


def plan_page(session: orm.Session, unit_id: int, year: int, *, today: date) -> PlanPage:
    """Return the plan of a year with what became of each month, in two queries."""
    found = themes(session, unit_id, year)
    return PlanPage(
        plan=plan(session, unit_id, year),
        themes=tuple(found),
        states=tuple(one.state(year, today) for one in found),
        warnings=tuple(plan_warnings([one.theme.category for one in found])) if found else (),
    )


def plan_draft(session: orm.Session, unit_id: int, year: int, *, is_proposal: bool) -> list[dict[str, Any]]:
    """Return twelve months for the plan's form: the rule's proposal, else the plan as it stands, else empty ones."""
    if is_proposal:
        drafts = proposed_plan(session, unit_id, year)
        rows = [(one.department_id, one.theme, one.category) for one in drafts]
    else:
        shown = themes(session, unit_id, year)
        rows = [(one.theme.department_id, one.theme.theme, one.theme.category) for one in shown]
    return [{"department_id": one[0], "theme": one[1], "category": one[2]} for one in rows or [(None, "", "law")] * 12]


def theme_choices(session: orm.Session, unit_id: int, years: Collection[int]) -> list[tuple[int, str]]:
    """Return the months of the plans of several years as (id, words), the newest year first."""
    rows = session.execute(
        sa.select(MonthlyTheme.id, StudyPlan.year, MonthlyTheme.month, MonthlyTheme.theme, OrgNode.name)
        .join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id)
        .join(OrgNode, OrgNode.id == MonthlyTheme.department_id)
        .where(StudyPlan.unit_id == unit_id, StudyPlan.year.in_(years))
        .order_by(StudyPlan.year.desc(), MonthlyTheme.month)
    )
    return [(number, f"{year}年{month}月 {theme}（{name}）") for number, year, month, theme, name in rows]


def theme_row(session: orm.Session, plan_id: int, month: int) -> MonthlyTheme | None:
    """Return one month of a plan."""
    return session.scalar(sa.select(MonthlyTheme).where(MonthlyTheme.plan_id == plan_id, MonthlyTheme.month == month))


def theme_of_unit(session: orm.Session, unit_id: int, theme_id: int) -> MonthlyTheme | None:
    """Return a month of one of the unit's plans, None when it is not theirs."""
    return session.scalar(
        sa.select(MonthlyTheme)
        .join(StudyPlan, StudyPlan.id == MonthlyTheme.plan_id)
        .where(MonthlyTheme.id == theme_id, StudyPlan.unit_id == unit_id)
    )


def first_values(theme: MonthlyTheme | None) -> dict[str, Any]:
    """Return what a new session's form holds at first: what the month of the plan says, nothing without one."""
    if theme is None:
        return {}
    return {
        "monthly_theme_id": theme.id,
        "department_id": theme.department_id,
        "title": theme.theme,
        "category": theme.category,
        "kinds": ["monthly_theme"],
    }


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


def proposed_plan(session: orm.Session, unit_id: int, year: int) -> list[ThemeDraft]:
    """Return the rule's proposal for a year (``rules.propose_plan``); empty while the unit has no department."""
    ids = [node.id for node in accounts.departments(session, unit_id) if node.kind == "department"]
    return propose_plan(ids, led_before(session, unit_id, year)) if ids else []


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
    wanted = sa.select(StudySession).where(StudySession.unit_id == unit_id, _held_in(year))
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


def is_late_entry(session: orm.Session, row: StudySession, *, now: datetime) -> bool:
    """Say whether closing the roll at ``now`` is 补录, which needs a reason."""
    held_on, today = local_day(row.starts_at), local_day(now)
    return rules.is_late_entry(held_on, today, settings.working_days(session, held_on, today))


def roll_rows(attendances: Sequence[Attendance]) -> list[list[Any]]:
    """Return a roll's lines as they are sealed: ids, statuses and standing, no names (``rules.sealed_lines``)."""
    return [
        [row.employee_id, row.department_id, row.status, row.is_principal, row.is_leadership] for row in attendances
    ]


def attended_by(session: orm.Session, employee_id: int, year: int) -> list[tuple[StudySession, Attendance]]:
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


def own_year(session: orm.Session, employee_id: int, year: int) -> OwnYear:
    """Return how one person attended in a year."""
    found = attended_by(session, employee_id, year)
    kinds = kinds_of(session, [held.id for held, _ in found])
    return OwnYear(
        lines=tuple((held, line, kinds.get(held.id, ())) for held, line in found),
        attended_count=sum(line.status in ATTENDED for _, line in found),
        due_count=sum(line.status != "sit_in" for _, line in found),
    )


_UPCOMING = (
    sa.select(StudySession)
    .where(
        StudySession.unit_id == sa.bindparam("unit_id"),
        StudySession.state == "planned",
        StudySession.starts_at >= sa.bindparam("at", type_=UtcDateTime),
    )
    .order_by(StudySession.starts_at)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


def upcoming(session: orm.Session, unit_id: int, *, now: datetime, limit: int = 5) -> Sequence[StudySession]:
    """Return the next planned sessions of a unit, the nearest first (近期安排)."""
    return session.scalars(_UPCOMING, {"unit_id": unit_id, "at": now, "most": limit}).all()


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
