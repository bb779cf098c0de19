"""Load and authorise: the whole unit's figures for those who may, else only the departments that the viewer heads."""

from datetime import datetime

from sqlalchemy import orm

from webapp.accounts.models import OrgNode
from webapp.accounts.queries import departments
from webapp.completion.queries import PersonFigures, figures_at
from webapp.errors import NotFound
from webapp.security import Viewer


def headed(session: orm.Session, who: Viewer, department_id: int | None) -> tuple[OrgNode, list[OrgNode]]:
    """Return the department asked for (None: the first that the viewer heads) and all that the viewer heads.

    They stand in 机构序; a department that is not the viewer's own is NotFound.
    """
    mine = [node for node in departments(session, who.unit_id) if node.id in who.headed_ids]
    for node in mine:
        if department_id in (None, node.id):
            return node, mine
    raise NotFound("没有这个科室，请从导航进入“本科室”。")


def person(session: orm.Session, who: Viewer, year: int, employee_id: int, *, at: datetime) -> PersonFigures:
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
