"""Decide what each role's navigation holds and in which order; whether a page may be opened is its guard's matter.

An entry is shown when its endpoint exists and the viewer passes that endpoint's guard, so no permission is named here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from webapp import labels
from webapp.security import Viewer

ROLE_ORDER = ("law_admin", "leader", "department_head", "system_admin", "security_admin", "auditor", "employee")
_BAR_SIZE = 7
_TAB_SIZE = 5
_OWN = frozenset({"employee", "department_head", "leader"})
_OFFICE = frozenset({"law_admin"})
_EVERY = frozenset(ROLE_ORDER)


@dataclass(frozen=True)
class Entry:
    """One page in the navigation: who sees it, and its short name below a phone's tab (None: not a tab)."""

    endpoint: str
    label: str
    icon: str
    roles: frozenset[str]
    tab: str | None = None


ENTRIES = (
    Entry("workbench.home", "工作台", "home", _EVERY, "工作台"),
    Entry("completion.department", "本科室", "people", frozenset({"department_head"}), "本科室"),
    Entry("study.mine", "我的学习", "book", _OWN, "学习"),
    Entry("exams.mine", "我的考试", "pen", _OWN, "考试"),
    Entry("bank.index", "题库", "book", _OFFICE, "题库"),
    Entry("exams.index", "考试", "pen", _OFFICE, "考试"),
    Entry("study.sessions", "集中学习", "calendar", _OFFICE | {"leader", "auditor"}),
    Entry("roster.index", "名册", "people", _OFFICE | {"system_admin"}),
    Entry("completion.office", "统计", "chart", _OFFICE | {"leader", "auditor"}, "统计"),
    Entry("reports.index", "年度报告", "file", _OFFICE | {"leader", "auditor"}),
    Entry("study.plan", "学法计划", "calendar", _OFFICE),
    Entry("bank.import_start", "导入题库", "import", _OFFICE),
    Entry("reminders.index", "提醒", "send", _OFFICE),
    Entry("accounts.slips", "密码条", "lock", frozenset({"law_admin", "system_admin"})),
    Entry("settings.index", "设置", "gear", frozenset({"law_admin", "system_admin"})),
    Entry("audit.index", "审计日志", "search", frozenset({"auditor", "security_admin"}), "审计"),
)


@dataclass(frozen=True)
class Link:
    """One entry as this page shows it."""

    url: str
    label: str
    icon: str
    tab: str | None
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """The navigation of one page: the bar, what stands under 更多, a phone's tabs, and the roles to choose from."""

    bar: tuple[Link, ...]
    more: tuple[Link, ...]
    tabs: tuple[Link, ...]
    roles: tuple[tuple[str, str], ...]
    role: str

    @property
    def role_label(self) -> str:
        """The word for the role whose navigation is shown."""
        return labels.label("role", self.role)


def may_open(endpoint: str, can: Callable[[str], bool]) -> bool:
    """Say whether the endpoint exists and its guard lets a signed-in viewer in."""
    view = current_app.view_functions.get(endpoint)
    if view is None:
        return False
    action: Any = getattr(view, "guard", None)
    return action in {"public", "signed_in"} or (isinstance(action, str) and can(action))


def _is_current(endpoint: str, shown: tuple[str, ...], current: str) -> bool:
    """Say whether an entry stands for this page: itself, or the first of its feature when the page is not listed."""
    if current in shown:
        return endpoint == current
    feature = current.partition(".")[0] + "."
    return endpoint == next((name for name in shown if name.startswith(feature)), None)


def held_roles(viewer: Viewer) -> list[str]:
    """Return the viewer's roles in the order of ROLE_ORDER; 主要负责人 is a title and stands as a leader."""
    roles = viewer.roles | ({"leader"} if "principal_leader" in viewer.roles else set())
    return [role for role in ROLE_ORDER if role in roles] or ["employee"]


def shown_role(viewer: Viewer, asked: str | None) -> str:
    """Return the role whose pages are shown: the one asked for where it is held, else the first held."""
    held = held_roles(viewer)
    return asked if asked in held else held[0]


def menu(viewer: Viewer, asked_role: str | None = None, current: str | None = None) -> Menu:
    """Return the navigation for the viewer in one of the own roles (the first of ROLE_ORDER unless one was asked).

    ``current`` names the endpoint that the page belongs to; None means the request's own.
    """
    held = held_roles(viewer)
    role = shown_role(viewer, asked_role)
    entries = [entry for entry in ENTRIES if role in entry.roles and may_open(entry.endpoint, viewer.can)]
    shown = tuple(entry.endpoint for entry in entries)
    here = current or request.endpoint or ""
    links = [
        Link(url_for(e.endpoint), e.label, e.icon, e.tab, _is_current(e.endpoint, shown, here)) for e in entries
    ]
    return Menu(
        bar=tuple(links[:_BAR_SIZE]),
        more=tuple(links[_BAR_SIZE:]),
        tabs=tuple([link for link in links if link.tab][: _TAB_SIZE - 1]),
        roles=tuple((code, labels.label("role", code)) for code in held),
        role=role,
    )
