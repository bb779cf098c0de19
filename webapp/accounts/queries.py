"""Every SELECT of the organisation, its people and their sign-in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import (
    AwayPeriod,
    Credential,
    Employee,
    EmploymentSpell,
    LoginFailure,
    LoginSession,
    OrgNode,
    OrgNodeSpell,
    RoleGrant,
)
from webapp.clock import local_day


@dataclass(frozen=True)
class PersonOnDay:
    """A person as the spells show them on one day."""

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
    last_seen_at: datetime


@dataclass(frozen=True)
class SlipCandidate:
    """A person for whom a login slip may be made, and how far their sign-in has come."""

    employee_id: int
    full_name: str
    login_name: str
    department_id: int
    department_name: str
    roles: frozenset[str]
    issued_at: datetime | None
    has_signed_in: bool


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


def _covers(spell: type[EmploymentSpell] | type[RoleGrant] | type[OrgNodeSpell], on: date) -> sa.ColumnElement[bool]:
    return sa.and_(spell.from_on <= on, sa.or_(spell.until_on.is_(None), spell.until_on > on))


def signed_in(session: orm.Session, token_hash: str, *, now: datetime) -> SessionHolder | None:
    """Return who holds the session of this token hash at ``now``; None when it has ended or the account is closed."""
    rows = session.execute(
        sa.select(
            Employee, OrgNode.name, Credential.is_initial, LoginSession.last_seen_at, RoleGrant.role, RoleGrant.node_id
        )
        .join(LoginSession, LoginSession.employee_id == Employee.id)
        .join(OrgNode, OrgNode.id == Employee.unit_id)
        .join(Credential, Credential.employee_id == Employee.id)
        .outerjoin(RoleGrant, sa.and_(RoleGrant.employee_id == Employee.id, _covers(RoleGrant, local_day(now))))
        .where(
            LoginSession.token_hash == token_hash,
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now,
            Employee.is_enabled,
        )
    ).all()
    if not rows:
        return None
    employee, unit_name, is_initial, last_seen_at = rows[0][:4]
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
        last_seen_at=last_seen_at,
    )


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


def people(session: orm.Session, unit_id: int, *, on: date) -> list[PersonOnDay]:
    """Return who serves in the unit on a local day, in 机构序: leavers gone, future joiners absent."""
    principal = (
        sa.exists()
        .where(
            RoleGrant.employee_id == Employee.id, RoleGrant.role == "principal_leader", _covers(RoleGrant, on)
        )
        .correlate(Employee)
    )
    rows = session.execute(
        sa.select(
            Employee.id,
            Employee.full_name,
            Employee.staff_number,
            OrgNode.id,
            sa.func.coalesce(OrgNodeSpell.name, OrgNode.name),
            EmploymentSpell.employment_type,
            EmploymentSpell.job_title,
            Employee.sort_order,
            OrgNode.kind == "leadership",
            principal,
        )
        .join(EmploymentSpell, EmploymentSpell.employee_id == Employee.id)
        .join(OrgNode, OrgNode.id == EmploymentSpell.department_id)
        .outerjoin(OrgNodeSpell, sa.and_(OrgNodeSpell.node_id == OrgNode.id, _covers(OrgNodeSpell, on)))
        .where(Employee.unit_id == unit_id, _covers(EmploymentSpell, on))
        .order_by(OrgNode.kind != "leadership", OrgNode.sort_order, OrgNode.id, Employee.sort_order, Employee.id)
    )
    return [PersonOnDay(*row) for row in rows]


def established(session: orm.Session, unit_id: int, *, on: date, types: Collection[str]) -> list[PersonOnDay]:
    """Return who is 在编 on a local day, in 机构序; ``types`` is the setting ``established_types``."""
    return [person for person in people(session, unit_id, on=on) if person.employment_type in types]


def _holders(session: orm.Session, role: str, on: date, where: sa.ColumnElement[bool]) -> list[Employee]:
    held = sa.exists().where(
        RoleGrant.employee_id == Employee.id, RoleGrant.role == role, _covers(RoleGrant, on), where
    )
    found = sa.select(Employee).where(Employee.is_enabled, held).order_by(Employee.sort_order, Employee.id)
    return list(session.scalars(found))


def heads_of(session: orm.Session, department_id: int, *, on: date) -> list[Employee]:
    """Return who heads the department on a local day, acting heads included."""
    return _holders(session, "department_head", on, RoleGrant.node_id == department_id)


def law_admins(session: orm.Session, unit_id: int, *, on: date) -> list[Employee]:
    """Return the unit's 法治联络员 on a local day."""
    return _holders(session, "law_admin", on, RoleGrant.node_id == unit_id)


def role_holders(session: orm.Session, unit_id: int, *, on: date) -> list[tuple[str, Employee]]:
    """Return (role, person) for every role held in the unit on a local day, in the order of the people."""
    rows = session.execute(
        sa.select(RoleGrant.role, Employee)
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .where(Employee.unit_id == unit_id, Employee.is_enabled, _covers(RoleGrant, on))
        .order_by(Employee.sort_order, Employee.id, RoleGrant.id)
    )
    return [(role, person) for role, person in rows]


def roles_of(session: orm.Session, employee_ids: Collection[int], *, on: date) -> Mapping[int, frozenset[str]]:
    """Return the roles that each person holds on a local day beside employee; people without any are absent."""
    found: dict[int, set[str]] = {}
    rows = session.execute(
        sa.select(RoleGrant.employee_id, RoleGrant.role).where(
            RoleGrant.employee_id.in_(employee_ids), _covers(RoleGrant, on)
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


def grant(session: orm.Session, grant_id: int) -> RoleGrant | None:
    """Return one role grant, None when there is none."""
    return session.get(RoleGrant, grant_id)


def running_grants(session: orm.Session, employee_id: int) -> list[RoleGrant]:
    """Return the grants of a person that have no end yet."""
    return list(
        session.scalars(
            sa.select(RoleGrant).where(RoleGrant.employee_id == employee_id, RoleGrant.until_on.is_(None))
        )
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


def by_account(session: orm.Session, account: str) -> Employee | None:
    """Return whose account this is: the login name, else a phone number that only one open account has."""
    found = session.scalar(sa.select(Employee).where(Employee.login_name == account))
    if found is not None:
        return found
    owners = session.scalars(
        sa.select(Employee).where(Employee.phone == account, Employee.is_enabled).limit(2)
    ).all()
    return owners[0] if len(owners) == 1 else None


def taken_login_names(session: orm.Session, names: Collection[str]) -> set[str]:
    """Return which of the names are accounts already."""
    return set(session.scalars(sa.select(Employee.login_name).where(Employee.login_name.in_(names))))


def last_sort_order(session: orm.Session, unit_id: int) -> int:
    """Return the highest place in the unit's own order, 0 when it has no people."""
    return session.scalar(sa.select(sa.func.max(Employee.sort_order)).where(Employee.unit_id == unit_id)) or 0


def credential(session: orm.Session, employee_id: int) -> Credential | None:
    """Return how the person proves who they are, None when no secret was ever issued."""
    return session.get(Credential, employee_id)


def failures(session: orm.Session, account: str, address: str) -> LoginFailure | None:
    """Return the failure counter of one account name at one address."""
    return session.get(LoginFailure, (account, address))


def failures_since(session: orm.Session, address: str, since: datetime) -> int:
    """Return how many sign-ins have failed at an address by counters that moved at or after ``since``."""
    return (
        session.scalar(
            sa.select(sa.func.sum(LoginFailure.failed_count)).where(
                LoginFailure.address == address, LoginFailure.last_at >= since
            )
        )
        or 0
    )


def login_session(session: orm.Session, token_hash: str) -> LoginSession | None:
    """Return the sign-in behind a token hash, ended ones too."""
    return session.get(LoginSession, token_hash)


def kept_until(session: orm.Session, employee_id: int, *, now: datetime) -> datetime | None:
    """Return until when a running exam keeps this person's sessions open, None without one."""
    return session.scalar(
        sa.select(sa.func.max(LoginSession.keep_until)).where(
            LoginSession.employee_id == employee_id, LoginSession.keep_until > now
        )
    )


def slip_candidates(
    session: orm.Session, unit_id: int, department_id: int, *, on: date
) -> list[SlipCandidate]:
    """Return the people of a department on a local day with the state of their sign-in, in 机构序."""
    rows = session.execute(
        sa.select(Employee, OrgNode.name, Credential.issued_at, Credential.changed_at)
        .join(OrgNode, OrgNode.id == Employee.department_id)
        .outerjoin(Credential, Credential.employee_id == Employee.id)
        .where(Employee.unit_id == unit_id, Employee.department_id == department_id, Employee.is_enabled)
        .order_by(Employee.sort_order, Employee.id)
    ).all()
    roles = roles_of(session, [person.id for person, *_ in rows], on=on)
    return [
        SlipCandidate(
            employee_id=person.id,
            full_name=person.full_name,
            login_name=person.login_name,
            department_id=department_id,
            department_name=name,
            roles=roles.get(person.id, frozenset()) | {"employee"},
            issued_at=issued_at,
            has_signed_in=changed_at is not None,
        )
        for person, name, issued_at, changed_at in rows
    ]
