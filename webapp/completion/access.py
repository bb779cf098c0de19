"""Load and authorise: the whole unit's figures for those who may, else only the departments that the viewer heads."""

from datetime import datetime

from sqlalchemy import orm

from webapp.accounts.viewer import SignedIn
from webapp.completion.service import PersonFigures, YearFigures, figures_at
from webapp.errors import NotFound


def department(
    session: orm.Session, who: SignedIn, year: int, department_id: int | None, *, at: datetime
) -> YearFigures:
    """Return the figures of a department that the viewer heads (None: the first of them); NotFound for another."""
    chosen = department_id if department_id is not None else min(who.headed_ids, default=None)
    if chosen is None or chosen not in who.headed_ids:
        raise NotFound("没有这个科室，请从导航进入“本科室”。")
    return figures_at(session, who.unit_id, year, at=at, department_id=chosen)


def person(session: orm.Session, who: SignedIn, year: int, employee_id: int, *, at: datetime) -> PersonFigures:
    """Return one person's duties: oneself, anybody of the unit for those who may see the office, else the head's own.

    A head sees only the duties that the own department chases; others' people are not found.
    """
    sees_all = who.can("completion.office") or employee_id == who.employee_id
    scopes = [None] if sees_all else sorted(who.headed_ids)
    for scope in scopes:
        found = figures_at(session, who.unit_id, year, at=at, department_id=scope)
        for one in found.persons:
            if one.employee_id == employee_id:
                return one
    raise NotFound("没有找到这个人在这一年的学习任务，请从名单重新进入。")
