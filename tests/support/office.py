"""Decide the fixed people that tests act as, and how a test's browser is signed in as one of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import orm

from webapp import clock
from webapp.accounts import service
from webapp.accounts.models import Credential, Employee
from webapp.accounts.queries import departments
from webapp.db import transaction

FOUNDED_ON = date(2023, 1, 1)


@dataclass(frozen=True)
class Office:
    """A small unit, and a stranger of another one. Department a has the head and three employees, b has two.

    在编 are all but ``contract``: principal, leader, law_admin, head, employees_a, employees_b, auditor, security_admin
    and system_admin; their order is the order of the roster.
    """

    unit_id: int
    leadership_id: int
    department_a_id: int
    department_b_id: int
    principal: Employee
    leader: Employee
    law_admin: Employee
    head: Employee
    employees_a: tuple[Employee, ...]
    employees_b: tuple[Employee, ...]
    contract: Employee
    auditor: Employee
    security_admin: Employee
    system_admin: Employee
    other_unit_id: int
    stranger: Employee
    stranger_admin: Employee


def make_office(session: orm.Session, *, now: datetime) -> Office:
    """Fill an empty database with the office, founded in 2023; nobody has a usable password, use ``sign_in``."""
    before = clock.local_instant(FOUNDED_ON)
    unit = service.create_unit(session, "测试区人民政府办公室", actor_id=None, now=before)
    leadership = departments(session, unit.id)[0]
    a, b = (_department(session, unit.id, name, order, now) for order, name in enumerate(("综合科", "文秘科"), 1))

    def person(name: str, number: str, department_id: int, title: str = "科员", **fields: str) -> Employee:
        return _person(session, unit.id, name, number, department_id, title, now=now, **fields)

    principal = person("甲一", "T001", leadership.id, "主任")
    leader = person("甲二", "T002", leadership.id, "副主任")
    law_admin = person("乙一", "T003", a, "四级主任科员", phone="13900000003")
    head = person("乙二", "T004", a, "科长")
    employees_a = tuple(person(f"丙{n}", f"T01{i}", a) for i, n in enumerate("一二三", 1))
    employees_b = tuple(person(f"丁{n}", f"T02{i}", b) for i, n in enumerate("一二", 1))
    contract = person("戊一", "T031", a, "文员", employment_type="contract")
    auditor = person("己一", "T041", b)
    security_admin = person("己二", "T042", b)
    system_admin = person("己三", "T043", b)
    for who, role, node_id in (
        (principal, "principal_leader", leadership.id),
        (leader, "leader", leadership.id),
        (law_admin, "law_admin", unit.id),
        (head, "department_head", a),
        (auditor, "auditor", unit.id),
        (security_admin, "security_admin", unit.id),
        (system_admin, "system_admin", unit.id),
    ):
        service.grant(session, who.id, role, node_id, from_on=FOUNDED_ON, actor_id=None, now=before)
    other, stranger, stranger_admin = _other_unit(session, before, now)
    return Office(
        unit.id, leadership.id, a, b, principal, leader, law_admin, head, employees_a, employees_b, contract,
        auditor, security_admin, system_admin, other, stranger, stranger_admin,
    )  # fmt: skip


def _other_unit(session: orm.Session, before: datetime, now: datetime) -> tuple[int, Employee, Employee]:
    unit = service.create_unit(session, "测试区另一单位", actor_id=None, now=before)
    node_id = _department(session, unit.id, "外单位科", 1, now)
    stranger = _person(session, unit.id, "外一", "S001", node_id, "科员", now=now)
    admin = _person(session, unit.id, "外二", "S002", node_id, "科员", now=now)
    service.grant(session, admin.id, "law_admin", unit.id, from_on=FOUNDED_ON, actor_id=None, now=before)
    return unit.id, stranger, admin


def _department(session: orm.Session, unit_id: int, name: str, order: int, now: datetime) -> int:
    node = service.create_department(session, unit_id, name, order, from_on=FOUNDED_ON, actor_id=None, now=now)
    return node.id


def _person(
    session: orm.Session,
    unit_id: int,
    name: str,
    number: str,
    department_id: int,
    title: str,
    *,
    now: datetime,
    employment_type: str = "civil_servant",
    phone: str | None = None,
) -> Employee:
    found = service.create_employee(
        session,
        unit_id,
        full_name=name,
        staff_number=number,
        department_id=department_id,
        employment_type=employment_type,
        job_title=title,
        phone=phone,
        from_on=FOUNDED_ON,
        actor_id=None,
        now=now,
    )
    session.add(
        Credential(
            employee_id=found.id,
            password_hash="no password fits",
            is_initial=False,
            issued_at=now - timedelta(days=30),
            changed_at=now - timedelta(days=30),
        )
    )
    session.flush()
    return found


def sign_in(client: FlaskClient, employee: Employee, *, now: datetime | None = None) -> str:
    """Sign the browser in as a person, without a password, and return the session's token.

    ``now`` is the instant of the sign-in; None means the suite's clock.
    """
    with client.application.app_context(), transaction() as session:
        token = service.open_session(session, employee.id, address="127.0.0.1", now=now or clock.now())
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return token
