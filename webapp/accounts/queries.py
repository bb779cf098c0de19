"""Every SELECT of the organisation and its people; those of sign-in are in ``signing_queries``."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import (
    AwayPeriod,
    Employee,
    EmploymentSpell,
    OrgNode,
    OrgNodeSpell,
    RoleGrant,
)
from webapp.accounts.permissions import GRANTABLE

SIGNED_IN = """EXISTS (
    SELECT 1 FROM login_sessions s JOIN employees e ON e.id = s.employee_id
    WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > :now AND e.is_enabled AND e.id = {owner}
)"""
"""SQL condition that a live session of the person ``owner`` has this token's hash, for a statement of the hot path."""


def token_hash(token: str) -> str:
    """Return what the database knows a session's token by."""
    return hashlib.sha256(token.encode()).hexdigest()


class PersonOnDay(NamedTuple):
    """A person as the spells show them on one day; a page of an office makes thousands of them, hence a tuple."""

    employee_id: int
    full_name: str
    staff_number: str | None
    department_id: int
    department_name: str
    employment_type: str
    job_title: str
    sort_order: int
    is_leadership: bool
    is_principal: bool


@dataclass(frozen=True)
class GrantShown:
    """A role grant with the name of its node."""

    grant_id: int
    role: str
    node_name: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class SpellShown:
    """An employment spell with the department's present name."""

    department_name: str
    employment_type: str
    job_title: str
    rank_level: str
    from_on: date
    until_on: date | None
    end_reason: str


def covers(
    spell: type[EmploymentSpell] | type[RoleGrant] | type[OrgNodeSpell], on: date | sa.BindParameter[date]
) -> sa.ColumnElement[bool]:
    """Return the condition that a dated row holds on a local day, given now or when the statement runs."""
    return sa.and_(spell.from_on <= on, sa.or_(spell.until_on.is_(None), spell.until_on > on))


def employee(session: orm.Session, employee_id: int) -> Employee | None:
    """Return the person, None when there is none."""
    return session.get(Employee, employee_id)


def node(session: orm.Session, node_id: int) -> OrgNode | None:
    """Return the node of the tree, None when there is none."""
    return session.get(OrgNode, node_id)


def the_unit(session: orm.Session) -> OrgNode | None:
    """Return the unit that commands work on: the first one founded; None in an empty database."""
    return session.scalar(sa.select(OrgNode).where(OrgNode.kind == "unit").order_by(OrgNode.id).limit(1))


def departments(session: orm.Session, unit_id: int) -> list[OrgNode]:
    """Return the unit's nodes in 机构序, 领导班子 first."""
    return list(
        session.scalars(
            sa.select(OrgNode)
            .where(OrgNode.unit_id == unit_id, OrgNode.kind.in_(("leadership", "department")))
            .order_by(OrgNode.kind != "leadership", OrgNode.sort_order, OrgNode.id)
        )
    )


def _people() -> sa.Select[Any]:
    day = sa.bindparam("day", type_=sa.Date)
    principal = (
        sa.exists()
        .where(RoleGrant.employee_id == Employee.id, RoleGrant.role == "principal_leader", covers(RoleGrant, day))
        .correlate(Employee)
    )
    return (
        sa.select(
            *(Employee.id, Employee.full_name, Employee.staff_number, OrgNode.id),
            sa.func.coalesce(OrgNodeSpell.name, OrgNode.name),
            *(EmploymentSpell.employment_type, EmploymentSpell.job_title, Employee.sort_order),
            *(OrgNode.kind == "leadership", principal),
        )
        .join(EmploymentSpell, EmploymentSpell.employee_id == Employee.id)
        .join(OrgNode, OrgNode.id == EmploymentSpell.department_id)
        .outerjoin(OrgNodeSpell, sa.and_(OrgNodeSpell.node_id == OrgNode.id, covers(OrgNodeSpell, day)))
        .where(Employee.unit_id == sa.bindparam("unit_id"), covers(EmploymentSpell, day))
        .order_by(OrgNode.kind != "leadership", OrgNode.sort_order, OrgNode.id, Employee.sort_order, Employee.id)
    )


_PEOPLE = _people()


def people(session: orm.Session, unit_id: int, *, on: date) -> list[PersonOnDay]:
    """Return who serves in the unit on a local day, in 机构序: leavers gone, future joiners absent."""
    rows = session.connection().execute(_PEOPLE, {"unit_id": unit_id, "day": on}).all()
    return [PersonOnDay._make(row) for row in rows]


def established(session: orm.Session, unit_id: int, *, on: date, types: Collection[str]) -> list[PersonOnDay]:
    """Return who is 在编 on a local day, in 机构序; ``types`` is the setting ``established_types``."""
    return [person for person in people(session, unit_id, on=on) if person.employment_type in types]


def leadership_ids(session: orm.Session, unit_id: int, *, on: date) -> frozenset[int]:
    """Return who belongs to the unit's 领导班子 on a local day."""
    rows = session.scalars(
        sa.select(EmploymentSpell.employee_id)
        .join(OrgNode, OrgNode.id == EmploymentSpell.department_id)
        .where(OrgNode.unit_id == unit_id, OrgNode.kind == "leadership", covers(EmploymentSpell, on))
    )
    return frozenset(rows)


def _holders(session: orm.Session, role: str, on: date, where: sa.ColumnElement[bool]) -> list[Employee]:
    held = sa.exists().where(RoleGrant.employee_id == Employee.id, RoleGrant.role == role, covers(RoleGrant, on), where)
    found = sa.select(Employee).where(Employee.is_enabled, held).order_by(Employee.sort_order, Employee.id)
    return list(session.scalars(found))


def heads_of(session: orm.Session, department_id: int, *, on: date) -> list[Employee]:
    """Return who heads the department on a local day, acting heads included."""
    return _holders(session, "department_head", on, RoleGrant.node_id == department_id)


def law_admins(session: orm.Session, unit_id: int, *, on: date) -> list[Employee]:
    """Return the unit's 法治联络员 on a local day."""
    return _holders(session, "law_admin", on, RoleGrant.node_id == unit_id)


def roles_of(session: orm.Session, employee_ids: Collection[int], *, on: date) -> Mapping[int, frozenset[str]]:
    """Return the roles that each person holds on a local day beside employee; people without any are absent."""
    found: dict[int, set[str]] = {}
    rows = session.execute(
        sa.select(RoleGrant.employee_id, RoleGrant.role).where(
            RoleGrant.employee_id.in_(employee_ids), covers(RoleGrant, on)
        )
    )
    for employee_id, role in rows:
        found.setdefault(employee_id, set()).add(role)
    return {employee_id: frozenset(roles) for employee_id, roles in found.items()}


def names_of(session: orm.Session, employee_ids: Collection[int]) -> dict[int, str]:
    """Return the names of people by id, in one query."""
    rows = session.execute(sa.select(Employee.id, Employee.full_name).where(Employee.id.in_(employee_ids)))
    return {employee_id: name for employee_id, name in rows}


def grants_of(session: orm.Session, employee_id: int) -> list[GrantShown]:
    """Return all role grants of a person, past ones too, newest first."""
    rows = session.execute(
        sa.select(RoleGrant.id, RoleGrant.role, OrgNode.name, RoleGrant.from_on, RoleGrant.until_on)
        .join(OrgNode, OrgNode.id == RoleGrant.node_id)
        .where(RoleGrant.employee_id == employee_id)
        .order_by(RoleGrant.from_on.desc(), RoleGrant.id.desc())
    )
    return [GrantShown(*row) for row in rows]


def grantable(roles: Collection[str]) -> frozenset[str]:
    """Return the roles that a holder of these roles may give to others."""
    return frozenset().union(*(GRANTABLE.get(role, frozenset()) for role in roles))


def grant(session: orm.Session, grant_id: int) -> RoleGrant | None:
    """Return one role grant, None when there is none."""
    return session.get(RoleGrant, grant_id)


def running_grants(session: orm.Session, employee_id: int) -> list[RoleGrant]:
    """Return the grants of a person that have no end yet."""
    return list(
        session.scalars(sa.select(RoleGrant).where(RoleGrant.employee_id == employee_id, RoleGrant.until_on.is_(None)))
    )


def spells_of(session: orm.Session, employee_id: int) -> list[SpellShown]:
    """Return a person's spells, newest first."""
    rows = session.execute(
        sa.select(
            OrgNode.name,
            EmploymentSpell.employment_type,
            EmploymentSpell.job_title,
            EmploymentSpell.rank_level,
            EmploymentSpell.from_on,
            EmploymentSpell.until_on,
            EmploymentSpell.end_reason,
        )
        .join(OrgNode, OrgNode.id == EmploymentSpell.department_id)
        .where(EmploymentSpell.employee_id == employee_id)
        .order_by(EmploymentSpell.from_on.desc(), EmploymentSpell.id.desc())
    )
    return [SpellShown(*row) for row in rows]


def current_spell(session: orm.Session, employee_id: int) -> EmploymentSpell | None:
    """Return the person's last spell when it still runs, else None."""
    return session.scalar(
        sa.select(EmploymentSpell)
        .where(EmploymentSpell.employee_id == employee_id, EmploymentSpell.until_on.is_(None))
        .order_by(EmploymentSpell.from_on.desc())
        .limit(1)
    )


def current_spells(session: orm.Session, unit_id: int) -> dict[int, EmploymentSpell]:
    """Return the running spell of each person of the unit by employee id, in one query."""
    rows = session.scalars(
        sa.select(EmploymentSpell)
        .join(Employee, Employee.id == EmploymentSpell.employee_id)
        .where(Employee.unit_id == unit_id, EmploymentSpell.until_on.is_(None))
    )
    return {spell.employee_id: spell for spell in rows}


def away_of(session: orm.Session, employee_id: int) -> list[AwayPeriod]:
    """Return a person's periods away, newest first."""
    return list(
        session.scalars(
            sa.select(AwayPeriod)
            .where(AwayPeriod.employee_id == employee_id)
            .order_by(AwayPeriod.from_on.desc(), AwayPeriod.id.desc())
        )
    )


def taken_login_names(session: orm.Session, names: Collection[str]) -> set[str]:
    """Return which of the names are accounts already."""
    return set(session.scalars(sa.select(Employee.login_name).where(Employee.login_name.in_(names))))


def last_sort_order(session: orm.Session, unit_id: int) -> int:
    """Return the highest place in the unit's own order, 0 when it has no people."""
    return session.scalar(sa.select(sa.func.max(Employee.sort_order)).where(Employee.unit_id == unit_id)) or 0
