"""Every SELECT of settings, the installation row and the working-day calendar."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.settings.defaults import DEFAULTS
from webapp.settings.models import CalendarDay, Installation, Setting

# Built once: every page asks for the names that its frame shows.
_MODE = sa.select(Installation.mode)
_IN_FORCE = (
    sa.select(Setting.key, Setting.value)
    .where(
        sa.or_(Setting.unit_id == sa.bindparam("unit_id"), Setting.unit_id.is_(None)),
        Setting.effective_on <= sa.bindparam("day", type_=sa.Date),
    )
    .order_by(Setting.unit_id.is_not(None), Setting.effective_on, Setting.id)
)


_CALENDAR = sa.select(CalendarDay.day, CalendarDay.is_working).where(
    CalendarDay.day.between(sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date))
)


def installation_mode(session: orm.Session) -> str | None:
    """Return "demonstration" or "production"; None while the database holds no office."""
    return session.scalar(_MODE)


def value(session: orm.Session, key: str, *, unit_id: int | None, on: date) -> Any:
    """Return the rule in force for a unit on a local day: its own, else the installation's, else the default."""
    return values(session, unit_id=unit_id, on=on)[key]


def values(session: orm.Session, *, unit_id: int | None, on: date) -> dict[str, Any]:
    """Return all rules in force for a unit on a local day, in one query."""
    return DEFAULTS | {key: found for key, found in session.execute(_IN_FORCE, {"unit_id": unit_id, "day": on})}


def set_on(session: orm.Session, key: str, *, unit_id: int | None, on: date) -> Setting | None:
    """Return the row that sets a rule from exactly this local day on, None when there is none."""
    return session.scalar(
        sa.select(Setting).where(
            Setting.key == key,
            Setting.effective_on == on,
            Setting.unit_id == unit_id if unit_id is not None else Setting.unit_id.is_(None),
        )
    )


def history(session: orm.Session, unit_id: int, keys: Collection[str], *, limit: int) -> list[Setting]:
    """Return what was set for a unit or the installation, the latest first."""
    return list(
        session.scalars(
            sa.select(Setting)
            .where(sa.or_(Setting.unit_id == unit_id, Setting.unit_id.is_(None)), Setting.key.in_(keys))
            .order_by(Setting.set_at.desc(), Setting.id.desc())
            .limit(limit)
        )
    )


def working_days(session: orm.Session, start: date, end: date) -> list[date]:
    """Return the working days from ``start`` to ``end``, both included, by the stored calendar or the weekday."""
    rows = session.execute(_CALENDAR, {"first": start, "last": end})
    known = {day: is_working for day, is_working in rows}
    days = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
    return [day for day in days if known.get(day, day.weekday() < 5)]
