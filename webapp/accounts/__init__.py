"""组织与账号: the organisation tree, employees with dated spells and roles, and how they sign in.

Nouns: OrgNode, OrgNodeSpell, Employee, EmploymentSpell, AwayPeriod, RoleGrant, Credential, LoginSession.
Which role may do what is the one table in ``permissions.py``; who is signed in is ``viewer.py``.
"""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/account", template_folder="templates")
