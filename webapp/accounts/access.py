"""Decide whose account a viewer may touch: departments and people of the own unit, a head only of the own ones."""

from datetime import date

from sqlalchemy import orm

from webapp.accounts import queries, rules, signing_queries
from webapp.accounts.models import OrgNode
from webapp.accounts.viewer import SignedIn
from webapp.errors import NotFound

_OFFICE_ROLES = frozenset({"law_admin", "system_admin"})


def slip_departments(session: orm.Session, who: SignedIn) -> list[OrgNode]:
    """Return the departments that the viewer may print slips for, in 机构序."""
    nodes = queries.departments(session, who.unit_id)
    if who.roles & _OFFICE_ROLES:
        return nodes
    return [node for node in nodes if node.id in who.headed_ids]


def load_slip_department(session: orm.Session, who: SignedIn, department_id: int) -> OrgNode:
    """Return a department whose slips the viewer may print; NotFound for any other."""
    for node in slip_departments(session, who):
        if node.id == department_id:
            return node
    raise NotFound("没有找到这个科室，请从密码条页重新选择。")


def slip_candidates(
    session: orm.Session, who: SignedIn, department_id: int, *, on: date
) -> list[signing_queries.SlipCandidate]:
    """Return the people of a department whom the viewer may issue a secret, in 机构序."""
    found = signing_queries.slip_candidates(session, who.unit_id, department_id, on=on)
    return [
        person for person in found if rules.may_issue(who.roles, who.headed_ids, person.roles, person.department_id)
    ]
