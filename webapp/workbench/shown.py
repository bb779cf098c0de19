"""Decide how a role's part of the first page is put together, and in which words the liaison's list speaks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.clock import local_day
from webapp.completion import queries as completion
from webapp.navigation import may_open
from webapp.notify import queries as notices
from webapp.security import Viewer
from webapp.workbench import queries
from webapp.workbench.queries import NotReady

_NOT_READY: Mapping[str, tuple[str, str, str, Callable[[NotReady], dict[str, Any]]]] = {
    "roll": (
        "“{text}”的签到还没关闭，关闭后才计入",
        "去登记",
        "study.session",
        lambda one: {"session_id": one.subject_id},
    ),
    "marking": ("{count} 份答卷等待阅卷", "去阅卷", "exams.marking", lambda one: {}),
    "objections": ("{count} 条题目异议等待答复", "去答复", "exams.correction_list", lambda one: {}),
    "corrections": ("{count} 件答案更正等待批准", "去看看", "exams.correction_list", lambda one: {}),
    "paper_scores": ("{count} 份纸笔成绩等待第二人核对", "去核对", "exams.sitting_list", lambda one: {}),
    "draft_exam": ("考试“{text}”还是草稿，没有发布", "去发布", "exams.show", lambda one: {"exam_id": one.subject_id}),
    "no_exam": ("{text}年还没有发布学法考试", "新建考试", "exams.new", lambda one: {}),
    "no_plan": ("{text}年学法计划还没有做", "去做计划", "study.plan", lambda one: {"year": one.subject_id}),
    "no_questions": ("题库里没有可以出卷的题", "导入题库", "bank.import_start", lambda one: {}),
    "held_bank": ("{count} 份题库文件等待核对入库", "去核对", "bank.import_start", lambda one: {}),
    "held_roster": ("{count} 份名册等待核对确认", "去核对", "roster.index", lambda one: {}),
    "conflicts": ("近 30 天导入的题里有 {count} 道与题库答案不一致", "看回执", "bank.import_start", lambda one: {}),
    "failed_notices": (
        "近 7 天有 {count} 条通知没有送达",
        "看原因",
        "reminders.index",
        lambda one: {"state": "failed"},
    ),
    "no_secret": ("{count} 人还没有发过登录密码", "发密码条", "accounts.slips", lambda one: {}),
    "no_email": ("{count} 人没有电子邮箱，提醒只能发站内消息", "看名册", "roster.index", lambda one: {}),
}


@dataclass(frozen=True)
class ReadyLine:
    """One line of the liaison's list: what is not ready, and the way to mend it."""

    text: str
    action: str
    url: str | None


@dataclass(frozen=True)
class DepartmentPart:
    """A head's part for one department: its figures, who owes, and how the newest reminders ended."""

    department_id: int
    name: str
    found: completion.YearFigures
    reminders: Mapping[int, notices.LastReminder]


def ready_lines(session: orm.Session, who: Viewer, *, now: datetime) -> list[ReadyLine]:
    """Return the liaison's list in words; the way to a page that the viewer may not open is left out."""
    sends_mail = current_app.config["XUEFA"].smtp_url is not None
    return _in_words(queries.not_ready(session, who.unit_id, sends_mail=sends_mail, now=now), who)


def _in_words(found: Iterable[NotReady], who: Viewer) -> list[ReadyLine]:
    lines = []
    for one in found:
        text, action, endpoint, values = _NOT_READY[one.code]
        url = url_for(endpoint, **values(one)) if may_open(endpoint, who.can) else None
        lines.append(ReadyLine(text.format(text=one.text, count=one.count), action, url))
    return lines


def role_part(session: orm.Session, who: Viewer, role: str, *, now: datetime) -> dict[str, Any]:
    """Return what the page needs for a role beyond one's own duties; the keys name the template's parts."""
    year = local_day(now).year
    if role == "department_head":
        return {"departments": _departments(session, who, year, now)}
    if role not in ("law_admin", "leader", "auditor"):
        return {}
    found = completion.figures_at(session, who.unit_id, year, at=now)
    part: dict[str, Any] = {
        "found": found,
        "trend": completion.trend(session, who.unit_id, found),
        "month": local_day(now).month,
    }
    if role == "law_admin":
        part["ready"] = ready_lines(session, who, now=now)
    if role == "leader":
        part["to_approve"] = _in_words(queries.to_approve(session, who.unit_id), who)
    return part


def _departments(session: orm.Session, who: Viewer, year: int, now: datetime) -> list[DepartmentPart]:
    parts = []
    for node in accounts.departments(session, who.unit_id):
        if node.id in who.headed_ids:
            found = completion.figures_at(session, who.unit_id, year, at=now, department_id=node.id)
            reminders = notices.last_reminders(session, [person.employee_id for person in found.owing], now=now)
            parts.append(DepartmentPart(node.id, node.name, found, reminders))
    return parts
