"""Decide how the tests of the study programme plan a year and hold a session in one line."""

from datetime import datetime

from sqlalchemy import orm

from tests.support.office import Office
from webapp.study import service
from webapp.study.models import StudySession


def plan(session: orm.Session, office: Office, year: int, *, now: datetime):
    """Make a plan whose months are led in turn by the two departments; January is 习近平法治思想."""
    leaders = (office.department_a_id, office.department_b_id)
    months = [(n, leaders[n % 2], f"主题{n}", "xi_rule_of_law" if n == 1 else "law") for n in range(1, 13)]
    return service.make_plan(session, office.unit_id, year, months, actor_id=None, now=now)


def hold(
    session: orm.Session,
    office: Office,
    starts_at: datetime,
    marks: dict[int, str],
    *,
    kinds: tuple[str, ...] = ("standing_meeting",),
    closed_at: datetime | None = None,
    **more: object,
) -> StudySession:
    """Hold one session with a roll, closed at ``closed_at`` (None: right at its start)."""
    at = closed_at or starts_at
    row = service.create_session(
        session,
        unit_id=office.unit_id,
        kinds=kinds,
        title="会前学法",
        starts_at=starts_at,
        actor_id=None,
        now=at,
        **more,
    )
    service.record_roll(session, row.id, marks, actor_id=None, now=at)
    return service.close_roll(session, row.id, actor_id=None, now=at, late_entry_reason="补录测试")
