"""Decide who may do what: ONE table, role × action. To which objects: each ``access.py``."""

ROLES = (
    "employee",
    "department_head",
    "principal_leader",
    "leader",
    "law_admin",
    "system_admin",
    "security_admin",
    "auditor",
)
"""``principal_leader`` is a title, 第一责任人: it may what a leader may, and reports name its holder."""

_EVERYONE = {"exam.take", "study.own", "inbox.read"}
_LEADERS = frozenset({"exam.approve", "exam.watch", "completion.office", "report.read", "study.read"})

TABLE: dict[str, frozenset[str]] = {
    "employee": frozenset(_EVERYONE),
    "department_head": frozenset({"exam.watch", "completion.department", "reminder.department", "slip.issue"}),
    "principal_leader": _LEADERS,
    "leader": _LEADERS,
    "law_admin": frozenset(
        {
            "bank.manage",
            "exam.manage",
            "exam.watch",
            "exam.approve",
            "exam.mark",
            "study.manage",
            "study.read",
            "roster.read",
            "roster.manage",
            "role.grant",
            "assignment.manage",
            "completion.office",
            "reminder.department",
            "reminder.office",
            "report.manage",
            "report.read",
            "slip.issue",
            "feedback.read",
        }
    ),
    "system_admin": frozenset(
        {"account.manage", "setting.manage", "slip.issue", "feedback.read", "roster.read", "role.grant"}
    ),
    "security_admin": frozenset({"audit.read"}),
    "auditor": frozenset({"audit.read", "completion.office", "study.read", "report.read"}),
}
"""Actions by role. system_admin, security_admin and auditor change no business data (design/SECURITY)."""

GRANTABLE: dict[str, frozenset[str]] = {
    "law_admin": frozenset({"department_head", "leader", "principal_leader"}),
    "system_admin": frozenset({"law_admin", "system_admin", "security_admin", "auditor"}),
}
"""Which roles a role may give: business titles by the liaison, keys of the house by the system administrator."""


def can(roles: frozenset[str], action: str) -> bool:
    """Say whether any of the roles may do the action."""
    return any(action in TABLE[role] for role in roles)
