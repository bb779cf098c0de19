"""Decide the small offices on which the tests of the question bank stand: a unit with one liaison and one employee."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import orm

from webapp.accounts.models import Credential, Employee, LoginSession, OrgNode, RoleGrant
from webapp.bank import service

FROM = date(2025, 1, 1)


@dataclass(frozen=True)
class Office:
    """Ids of a unit, of its liaison (law_admin), of an ordinary employee, and of one empty bank."""

    unit_id: int
    liaison_id: int
    employee_id: int
    bank_id: int


def found(session: orm.Session, name: str, *, now: datetime) -> Office:
    """Make a unit with a liaison, an employee and an empty bank 学法题库."""
    unit = OrgNode(kind="unit", name=name)
    session.add(unit)
    session.flush()
    unit.unit_id = unit.id
    people = [_hire(session, unit, role, now=now) for role in ("law_admin", None)]
    bank = service.create_bank(session, unit.id, "学法题库", actor_id=people[0], now=now)
    return Office(unit.id, people[0], people[1], bank.id)


def _hire(session: orm.Session, unit: OrgNode, role: str | None, *, now: datetime) -> int:
    person = Employee(
        unit_id=unit.id,
        full_name="联络员" if role else "干部",
        staff_number=role or "plain",
        login_name=f"{unit.id}-{role}",
        employment_type="civil_servant",
        created_at=now,
    )
    session.add(person)
    session.flush()
    session.add(Credential(employee_id=person.id, password_hash="-", is_initial=False, issued_at=now))
    if role:
        session.add(RoleGrant(employee_id=person.id, role=role, node_id=unit.id, from_on=FROM, granted_at=now))
    return person.id


def enter(client: FlaskClient, session: orm.Session, employee_id: int, *, now: datetime) -> None:
    """Give a browser the cookie of somebody who has signed in."""
    token = f"token-{employee_id}-{id(client)}"
    session.add(
        LoginSession(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            employee_id=employee_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=1),
        )
    )
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
