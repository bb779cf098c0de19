"""Decide how the tree and the roles at its nodes change: units, departments, grants."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries
from webapp.accounts.models import Employee, OrgNode, OrgNodeSpell, RoleGrant
from webapp.accounts.permissions import ROLES
from webapp.audit.service import record
from webapp.clock import local_day
from webapp.errors import Conflict, InvalidInput, NotFound

LEADERSHIP = "领导班子"


def create_unit(session: orm.Session, name: str, *, actor_id: int | None, now: datetime) -> OrgNode:
    """Found a unit with its 领导班子 node, from today on."""
    unit = _add_node(session, "unit", None, None, name, 0, local_day(now))
    unit.unit_id = unit.id
    _add_node(session, "leadership", unit.id, unit.id, LEADERSHIP, 0, local_day(now))
    record(session, "unit.create", actor_id=actor_id, now=now, unit_id=unit.id, subject_kind="node", subject_id=unit.id)
    return unit


def create_department(
    session: orm.Session,
    unit_id: int,
    name: str,
    sort_order: int,
    *,
    from_on: date,
    actor_id: int | None,
    now: datetime,
) -> OrgNode:
    """Add a department to a unit, in force from a local day; Conflict when the unit has one of this name."""
    if any(node.name == name for node in queries.departments(session, unit_id)):
        raise Conflict(f"已有名为“{name}”的科室，请直接使用它或换一个名称。")
    node = _add_node(session, "department", unit_id, unit_id, name, sort_order, from_on)
    record(
        session,
        "department.create",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="node",
        subject_id=node.id,
    )
    return node


def order_department(session: orm.Session, node_id: int, sort_order: int) -> None:
    """Put a department at its place in 机构序, as part of a roster import that records the change."""
    node = queries.node(session, node_id)
    if node is not None:
        node.sort_order = sort_order


def order_people(session: orm.Session, employee_ids: Sequence[int]) -> None:
    """Put people in this order, as part of a roster import that records the change; others keep their place."""
    places = {employee_id: place for place, employee_id in enumerate(employee_ids, start=1)}
    for person in session.scalars(sa.select(Employee).where(Employee.id.in_(places))):
        person.sort_order = places[person.id]


def _add_node(
    session: orm.Session,
    kind: str,
    unit_id: int | None,
    parent_id: int | None,
    name: str,
    sort_order: int,
    from_on: date,
) -> OrgNode:
    node = OrgNode(kind=kind, unit_id=unit_id, name=name, sort_order=sort_order)
    session.add(node)
    session.flush()
    session.add(OrgNodeSpell(node_id=node.id, parent_id=parent_id, name=name, from_on=from_on))
    session.flush()
    return node


def grant(
    session: orm.Session,
    employee_id: int,
    role: str,
    node_id: int,
    *,
    from_on: date,
    until_on: date | None = None,
    actor_id: int | None,
    now: datetime,
) -> RoleGrant:
    """Give a person a role at a node of the own unit for some local days (``until_on`` not included)."""
    person = serving(session, employee_id)
    node = queries.node(session, node_id)
    if role not in ROLES or role == "employee":
        raise InvalidInput("没有这个角色，请从列表中选择。")
    if node is None or person.unit_id not in {node.id, node.unit_id}:
        raise NotFound("没有找到这个科室，请从名册重新选择。")
    if until_on is not None and until_on <= from_on:
        raise InvalidInput("结束日期应晚于开始日期，请核对后重新填写。")
    given = RoleGrant(
        employee_id=employee_id,
        role=role,
        node_id=node_id,
        from_on=from_on,
        until_on=until_on,
        granted_by=actor_id,
        granted_at=now,
    )
    session.add(given)
    session.flush()
    record_person(session, "role.grant", person, {"role": role, "node": node_id}, actor_id=actor_id, now=now)
    return given


def end_grant(session: orm.Session, grant_id: int, *, on: date, actor_id: int | None, now: datetime) -> None:
    """End a role on a local day, the first without it; a role that has ended stays as it is."""
    given = queries.grant(session, grant_id)
    if given is None:
        raise NotFound("没有找到这个角色，请刷新后重试。")
    if given.until_on is not None and given.until_on <= on:
        return
    given.until_on = max(on, given.from_on)
    session.flush()
    person = serving(session, given.employee_id)
    record_person(session, "role.end", person, {"role": given.role}, actor_id=actor_id, now=now)


def serving(session: orm.Session, employee_id: int) -> Employee:
    """Return a person who has not left; NotFound otherwise."""
    person = queries.employee(session, employee_id)
    if person is None or person.left_on is not None:
        raise NotFound("没有找到这个人或已离开本单位，请从名册重新进入。")
    return person


def record_person(
    session: orm.Session,
    action: str,
    person: Employee,
    detail: dict[str, object],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Flush a change to a person and record it."""
    session.flush()
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=person.unit_id,
        subject_kind="employee",
        subject_id=person.id,
        detail=detail,
    )
