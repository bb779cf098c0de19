"""Decide how the installation is founded and how a rule is set."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import chinese_calendar
from sqlalchemy import orm

from webapp.audit.service import record
from webapp.errors import Conflict, InvalidInput
from webapp.settings import queries
from webapp.settings.defaults import DEFAULTS, INSTALLATION_KEYS
from webapp.settings.models import CalendarDay, Installation, Setting


def found(session: orm.Session, mode: str, *, now: datetime) -> None:
    """Make this database a "demonstration" or a "production" one, for ever; Conflict when it already is one."""
    present = queries.installation_mode(session)
    if present is not None:
        kind = "演示" if present == "demonstration" else "正式"
        raise Conflict(f"这个数据库已有{kind}单位，请用 XUEFA_INSTANCE 换一个空文件夹再执行。")
    session.add(Installation(id=1, mode=mode, created_at=now))
    load_calendar(session)
    record(session, "installation.found", actor_id=None, now=now, detail={"mode": mode})


def load_calendar(session: orm.Session) -> None:
    """Store the published holidays and make-up working days (chinesecalendar; its last year is the last published)."""
    workdays = chinese_calendar.constants.workdays
    for day, name in {**chinese_calendar.constants.holidays, **workdays}.items():
        session.merge(CalendarDay(day=day, is_working=day in workdays, note=name))


def put(
    session: orm.Session,
    key: str,
    value: Any,
    *,
    unit_id: int | None,
    effective_on: date,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Set a rule from a local day on; earlier days keep what they had. InvalidInput for an unknown key.

    Set again for the same day, the later value holds; the audit log keeps both.
    """
    if key not in DEFAULTS:
        raise InvalidInput(f"没有名为 {key} 的设置，请从设置页选择。")
    row = queries.set_on(session, key, unit_id=unit_id, on=effective_on)
    if row is None:
        row = Setting(unit_id=unit_id, key=key, effective_on=effective_on)
        session.add(row)
    row.value, row.set_by, row.set_at = value, actor_id, now
    session.flush()
    record(
        session,
        "setting.put",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        detail={"key": key, "value": value, "effective_on": effective_on.isoformat()},
    )


def save(
    session: orm.Session,
    values: Mapping[str, Any],
    *,
    unit_id: int,
    effective_on: date,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Set those of the rules that differ from what is in force on the day; return how many.

    What names the installation itself (INSTALLATION_KEYS) is set for all units, since strangers see it too.
    """
    present = queries.values(session, unit_id=unit_id, on=effective_on)
    changed = {key: value for key, value in values.items() if present[key] != value}
    for key, value in changed.items():
        owner = None if key in INSTALLATION_KEYS else unit_id
        put(session, key, value, unit_id=owner, effective_on=effective_on, actor_id=actor_id, now=now)
    return len(changed)
