"""Decide which people, departments and roster imports a viewer may touch: those of the own unit."""

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee, RoleGrant
from webapp.errors import NotAllowed, NotFound
from webapp.roster import queries
from webapp.roster.models import RosterImport
from webapp.security import Viewer


def load_person(session: orm.Session, who: Viewer, employee_id: int) -> Employee:
    """Return a person of the viewer's unit, leavers too; NotFound for any other."""
    person = accounts.employee(session, employee_id)
    if person is None or person.unit_id != who.unit_id:
        raise NotFound("没有找到这个人，请从名册重新进入。")
    return person


def load_import(session: orm.Session, who: Viewer, import_id: int) -> RosterImport:
    """Return a roster import of the viewer's unit; NotFound for any other."""
    found = queries.roster_import(session, import_id)
    if found is None or found.unit_id != who.unit_id:
        raise NotFound("没有找到这次导入，请重新选择名册文件。")
    return found


def load_grant(session: orm.Session, who: Viewer, employee_id: int, grant_id: int) -> RoleGrant:
    """Return a role of a person of the viewer's unit that the viewer may give and end."""
    load_person(session, who, employee_id)
    found = accounts.grant(session, grant_id)
    if found is None or found.employee_id != employee_id:
        raise NotFound("没有找到这个角色，请刷新后重试。")
    check_grantable(who, found.role)
    return found


def check_grantable(who: Viewer, role: str) -> None:
    """Raise NotAllowed unless one of the viewer's roles may give this role."""
    if role not in accounts.grantable(who.roles):
        raise NotAllowed("这个角色不由您设置，业务角色请法治联络员设置，管理角色请系统管理员设置。")
