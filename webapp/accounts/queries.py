"""Every SELECT of the organisation, its people and their sign-in."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Credential, Employee, LoginSession, OrgNode, RoleGrant
from webapp.clock import local_day


@dataclass(frozen=True)
class SessionHolder:
    """Who holds a login session, with the roles held on that day."""

    employee_id: int
    full_name: str
    unit_id: int
    unit_name: str
    department_id: int | None
    roles: frozenset[str]
    headed_ids: frozenset[int]
    must_change_password: bool


def signed_in(session: orm.Session, token_hash: str, *, now: datetime) -> SessionHolder | None:
    """Return who holds the session of this token hash at ``now``; None when it has ended or the account is closed."""
    today = local_day(now)
    rows = session.execute(
        sa.select(Employee, OrgNode.name, Credential.is_initial, RoleGrant.role, RoleGrant.node_id)
        .join(LoginSession, LoginSession.employee_id == Employee.id)
        .join(OrgNode, OrgNode.id == Employee.unit_id)
        .join(Credential, Credential.employee_id == Employee.id)
        .outerjoin(
            RoleGrant,
            sa.and_(
                RoleGrant.employee_id == Employee.id,
                RoleGrant.from_on <= today,
                sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
            ),
        )
        .where(
            LoginSession.token_hash == token_hash,
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now,
            Employee.is_enabled,
        )
    ).all()
    if not rows:
        return None
    employee, unit_name, is_initial = rows[0][:3]
    grants = [(role, node_id) for *_, role, node_id in rows if role is not None]
    return SessionHolder(
        employee_id=employee.id,
        full_name=employee.full_name,
        unit_id=employee.unit_id,
        unit_name=unit_name,
        department_id=employee.department_id,
        roles=frozenset({"employee"} | {role for role, _ in grants}),
        headed_ids=frozenset(node_id for role, node_id in grants if role == "department_head"),
        must_change_password=is_initial,
    )
