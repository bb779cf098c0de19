"""Every SELECT of sign-in: sessions, secrets, failures, and who may be given a login slip."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries
from webapp.accounts.models import Credential, Employee, LoginFailure, LoginSession, OrgNode, RoleGrant
from webapp.accounts.permissions import ROLES
from webapp.accounts.queries import covers
from webapp.clock import local_day
from webapp.db import UtcDateTime


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


# Asked at every request: built once, over plain columns, it takes a third of the time that a new ORM statement takes.
_SIGNED_IN = (
    sa.select(
        Employee.id,
        Employee.full_name,
        Employee.unit_id,
        Employee.department_id,
        OrgNode.name.label("unit_name"),
        Credential.is_initial,
        LoginSession.last_seen_at,
        RoleGrant.role,
        RoleGrant.node_id,
    )
    .join(LoginSession, LoginSession.employee_id == Employee.id)
    .join(OrgNode, OrgNode.id == Employee.unit_id)
    .join(Credential, Credential.employee_id == Employee.id)
    .outerjoin(
        RoleGrant,
        sa.and_(RoleGrant.employee_id == Employee.id, covers(RoleGrant, sa.bindparam("day", type_=sa.Date))),
    )
    .where(
        LoginSession.token_hash == sa.bindparam("token_hash"),
        LoginSession.ended_at.is_(None),
        LoginSession.expires_at > sa.bindparam("at", type_=UtcDateTime),
        Employee.is_enabled,
    )
)


def signed_in(session: orm.Session, token_hash: str, *, now: datetime) -> SessionHolder | None:
    """Return who holds the session of this token hash at ``now``; None when it has ended or the account is closed."""
    rows = session.execute(_SIGNED_IN, {"token_hash": token_hash, "at": now, "day": local_day(now)}).all()
    if not rows:
        return None
    first = rows[0]
    grants = [(row.role, row.node_id) for row in rows if row.role is not None]
    return SessionHolder(
        employee_id=first.id,
        full_name=first.full_name,
        unit_id=first.unit_id,
        unit_name=first.unit_name,
        department_id=first.department_id,
        roles=frozenset({"employee"} | {role for role, _ in grants}),
        headed_ids=frozenset(node_id for role, node_id in grants if role == "department_head"),
        must_change_password=first.is_initial,
        last_seen_at=first.last_seen_at,
    )


# Everybody signs in within minutes of an exam's opening: built once, as the one above.
_BY_LOGIN_NAME = sa.select(Employee).where(Employee.login_name == sa.bindparam("account"))
_FAILURES_SINCE = sa.select(sa.func.sum(LoginFailure.failed_count)).where(
    LoginFailure.address == sa.bindparam("address"), LoginFailure.last_at >= sa.bindparam("since", type_=UtcDateTime)
)
_KEPT_UNTIL = sa.select(sa.func.max(LoginSession.keep_until)).where(
    LoginSession.employee_id == sa.bindparam("employee_id"),
    LoginSession.keep_until > sa.bindparam("at", type_=UtcDateTime),
)


def by_account(session: orm.Session, account: str) -> Employee | None:
    """Return whose account this is: the login name, else a phone number that only one open account has."""
    found = session.scalar(_BY_LOGIN_NAME, {"account": account})
    if found is not None:
        return found
    owners = session.scalars(sa.select(Employee).where(Employee.phone == account, Employee.is_enabled).limit(2)).all()
    return owners[0] if len(owners) == 1 else None


def credential(session: orm.Session, employee_id: int) -> Credential | None:
    """Return how the person proves who they are, None when no secret was ever issued."""
    return session.get(Credential, employee_id)


def failures(session: orm.Session, account: str, address: str) -> LoginFailure | None:
    """Return the failure counter of one account name at one address."""
    return session.get(LoginFailure, (account, address))


def failures_since(session: orm.Session, address: str, since: datetime) -> int:
    """Return how many sign-ins have failed at an address by counters that moved at or after ``since``."""
    return session.scalar(_FAILURES_SINCE, {"address": address, "since": since}) or 0


def login_session(session: orm.Session, token_hash: str) -> LoginSession | None:
    """Return the sign-in behind a token hash, ended ones too."""
    return session.get(LoginSession, token_hash)


def kept_until(session: orm.Session, employee_id: int, *, now: datetime) -> datetime | None:
    """Return until when a running exam keeps this person's sessions open, None without one."""
    return session.scalar(_KEPT_UNTIL, {"employee_id": employee_id, "at": now})


def slip_candidates(session: orm.Session, unit_id: int, department_id: int, *, on: date) -> list[SlipCandidate]:
    """Return the people of a department on a local day with the state of their sign-in, in 机构序."""
    rows = session.execute(
        sa.select(Employee, OrgNode.name, Credential.issued_at, Credential.changed_at)
        .join(OrgNode, OrgNode.id == Employee.department_id)
        .outerjoin(Credential, Credential.employee_id == Employee.id)
        .where(Employee.unit_id == unit_id, Employee.department_id == department_id, Employee.is_enabled)
        .order_by(Employee.sort_order, Employee.id)
    ).all()
    roles = queries.roles_of(session, [person.id for person, *_ in rows], on=on)
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


def demonstration_accounts(session: orm.Session, *, on: date) -> list[tuple[str, str, str]]:
    """Return (role, name, account) of those in the first unit who have a password, one for each role, in 机构序.

    Whoever holds several roles is named by the first of ``ROLES`` but employee, so that nobody stands there twice.
    """
    unit = queries.the_unit(session)
    if unit is None:
        return []
    rows = session.execute(
        sa.select(Employee.id, Employee.full_name, Employee.login_name)
        .join(Credential, Credential.employee_id == Employee.id)
        .where(Employee.unit_id == unit.id, Employee.is_enabled, Credential.is_initial.is_(False))
        .order_by(Employee.sort_order, Employee.id)
    ).all()
    roles = queries.roles_of(session, [employee_id for employee_id, *_ in rows], on=on)
    found: dict[str, tuple[str, str, str]] = {}
    for employee_id, name, account in rows:
        held = roles.get(employee_id, frozenset())
        role = next((role for role in ROLES[1:] if role in held), ROLES[0])
        found.setdefault(role, (role, name, account))
    return [found[role] for role in ROLES if role in found]
