"""Decide every change of the study programme: plan, sessions, rolls. A closed roll is the record and is sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.audit.service import digest_of, record
from webapp.clock import local_day
from webapp.errors import Conflict, InvalidInput
from webapp.labels import SESSION_KINDS
from webapp.study import queries, rules
from webapp.study.models import Attendance, MonthlyTheme, RollEvent, SessionKind, StudyPlan, StudySession


def make_plan(
    session: orm.Session,
    unit_id: int,
    year: int,
    months: Sequence[tuple[int, int, str, str]],
    *,
    document_number: str = "",
    actor_id: int | None,
    now: datetime,
) -> StudyPlan:
    """Make or change the plan of a year from rows (month, department id, theme, category); a change leaves its trace.

    InvalidInput unless there are twelve months once each, with a theme and a department of the unit.
    """
    _check_months(session, unit_id, months)
    plan = queries.plan(session, unit_id, year)
    if plan is None:
        plan = StudyPlan(unit_id=unit_id, year=year, created_by=actor_id, created_at=now)
        session.add(plan)
    plan.document_number = document_number.strip()
    session.flush()
    changes = []
    for month, department_id, theme, category in sorted(months):
        row = queries.theme_row(session, plan.id, month)
        if row is None:
            session.add(
                MonthlyTheme(
                    plan_id=plan.id, month=month, department_id=department_id, theme=theme.strip(), category=category
                )
            )
            continue
        if (row.department_id, row.theme, row.category) != (department_id, theme.strip(), category):
            changes.append({"month": month, "from": [row.department_id, row.theme], "to": [department_id, theme]})
            row.department_id, row.theme, row.category = department_id, theme.strip(), category
    session.flush()
    record(
        session,
        "plan.save",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="study_plan",
        subject_id=plan.id,
        detail={"year": year, "changes": changes},
    )
    return plan


def _check_months(session: orm.Session, unit_id: int, months: Sequence[tuple[int, int, str, str]]) -> None:
    if sorted(month for month, *_ in months) != list(range(1, 13)):
        raise InvalidInput("年度计划要有十二个月，每月一行，请补齐后再保存。")
    known = {node.id for node in accounts.departments(session, unit_id)}
    for month, department_id, theme, _ in sorted(months):
        if department_id not in known:
            raise InvalidInput(f"{month} 月的科室不在本单位，请重新选择。")
        if not theme.strip():
            raise InvalidInput(f"{month} 月还没有主题，请填写后再保存。")


def create_session(
    session: orm.Session,
    *,
    unit_id: int,
    kinds: Sequence[str],
    title: str,
    category: str = "law",
    starts_at: datetime,
    minutes: int = 90,
    place: str = "",
    host: str = "",
    lecturer: str = "",
    department_id: int | None = None,
    monthly_theme_id: int | None = None,
    document_number: str = "",
    actor_id: int | None,
    now: datetime,
) -> StudySession:
    """Plan one meeting; it may carry several kinds (合并开展). InvalidInput without a title or kind."""
    _check_session(session, unit_id, kinds, title, department_id, monthly_theme_id)
    row = StudySession(
        unit_id=unit_id,
        monthly_theme_id=monthly_theme_id,
        title=title.strip(),
        category=category,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
        host=host.strip(),
        lecturer=lecturer.strip(),
        department_id=department_id,
        document_number=document_number.strip(),
        created_by=actor_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(SessionKind(session_id=row.id, kind=kind) for kind in dict.fromkeys(kinds))
    session.flush()
    _note(session, "session.create", row, actor_id, now, {"kinds": list(kinds)})
    return row


def change_session(
    session: orm.Session,
    session_id: int,
    *,
    kinds: Sequence[str],
    title: str,
    category: str,
    starts_at: datetime,
    minutes: int,
    place: str,
    host: str,
    lecturer: str,
    department_id: int | None,
    monthly_theme_id: int | None,
    document_number: str,
    actor_id: int | None,
    now: datetime,
) -> StudySession:
    """Change a meeting whose roll is not closed; another day (改期) leaves its trace.

    Conflict when people stand on its roll already and the day changes: a roll is of its day.
    """
    row = _open_session(session, session_id)
    _check_session(session, row.unit_id, kinds, title, department_id, monthly_theme_id)
    if local_day(starts_at) != local_day(row.starts_at) and queries.roll(session, session_id):
        raise Conflict("已登记签到，不能再改日期；如日期有误，请取消这次活动后重新新建。")
    before = {"starts_at": row.starts_at.isoformat(), "kinds": list(queries.kinds_of(session, [row.id])[row.id])}
    row.title, row.category, row.starts_at, row.minutes = title.strip(), category, starts_at, minutes
    row.place, row.host, row.lecturer = place.strip(), host.strip(), lecturer.strip()
    row.department_id, row.monthly_theme_id = department_id, monthly_theme_id
    row.document_number = document_number.strip()
    session.execute(sa.delete(SessionKind).where(SessionKind.session_id == row.id))
    session.add_all(SessionKind(session_id=row.id, kind=kind) for kind in dict.fromkeys(kinds))
    session.flush()
    after = {"starts_at": row.starts_at.isoformat(), "kinds": sorted(set(kinds))}
    _note(session, "session.change", row, actor_id, now, {"from": before, "to": after})
    return row


def _check_session(
    session: orm.Session,
    unit_id: int,
    kinds: Sequence[str],
    title: str,
    department_id: int | None,
    monthly_theme_id: int | None,
) -> None:
    if not title.strip():
        raise InvalidInput("请填写活动名称再保存。")
    if not kinds or any(kind not in SESSION_KINDS for kind in kinds):
        raise InvalidInput("请至少选择一种活动类型再保存。")
    if department_id is not None and department_id not in {one.id for one in accounts.departments(session, unit_id)}:
        raise InvalidInput("主讲科室不在本单位，请重新选择。")
    if monthly_theme_id is None:
        return
    if queries.theme_of_unit(session, unit_id, monthly_theme_id) is None:
        raise InvalidInput("没有找到年度计划中的这个月，请重新选择。")
    if "monthly_theme" not in kinds:
        raise InvalidInput("选了年度计划的月份，请同时勾选“月度主题”，这次活动才算完成该月主题。")


def record_roll(
    session: orm.Session, session_id: int, marks: Mapping[int, str], *, actor_id: int | None, now: datetime
) -> int:
    """Enter or change lines of an open roll by employee id; return how many lines the roll has now.

    Each line keeps the department and the leadership standing of the person on the day of the meeting. The status
    ``rules.NOT_DUE`` takes a person's line away.
    """
    row = _open_session(session, session_id)
    held_on = local_day(row.starts_at)
    if row.starts_at > now:
        raise Conflict("活动还没有开始，请在活动当天登记签到。")
    bad = [status for status in marks.values() if status not in (*rules.STATUSES, rules.NOT_DUE)]
    if bad:
        raise InvalidInput("到会情况只能从列表中选择，请刷新页面后重新登记。")
    people = {person.employee_id: person for person in accounts.people(session, row.unit_id, on=held_on)}
    if not people.keys() >= marks.keys():
        raise InvalidInput("名单里有活动当天不在册的人，请刷新页面后重新登记。")
    lines = {line.employee_id: line for line in queries.roll(session, session_id)}
    for employee_id, status in marks.items():
        person = people[employee_id]
        if status == rules.NOT_DUE:
            if employee_id in lines:
                session.delete(lines.pop(employee_id))
            continue
        line = lines.get(employee_id)
        if line is None:
            line = lines[employee_id] = Attendance(session_id=session_id, employee_id=employee_id)
            session.add(line)
        line.status = status
        line.department_id = person.department_id
        line.is_principal = person.is_principal
        line.is_leadership = person.is_leadership
        line.recorded_by, line.recorded_at = actor_id, now
    row.state = "held"
    session.flush()
    _note(session, "roll.record", row, actor_id, now, {"lines": len(lines)})
    return len(lines)


def close_roll(
    session: orm.Session, session_id: int, *, actor_id: int | None, now: datetime, late_entry_reason: str = ""
) -> StudySession:
    """Close the roll: from now on the session counts. Its digest goes into the audit row.

    Conflict for an empty roll; InvalidInput when it is 补录 (more than ten working days later) without a reason.
    """
    row = _open_session(session, session_id)
    lines = queries.roll(session, session_id)
    if not lines:
        raise Conflict("还没有登记签到，请先登记到会情况再关闭。")
    is_late = queries.is_late_entry(session, row, now=now)
    if is_late and not late_entry_reason.strip():
        raise InvalidInput("活动结束已超过十个工作日，请写明补录原因再关闭签到。")
    row.late_entry_reason = late_entry_reason.strip() if is_late else ""
    row.state, row.roll_closed_at = "closed", now
    sealed = queries.roll_rows(lines)
    session.add(RollEvent(session_id=row.id, kind="closed", at=now, actor_id=actor_id, lines=sealed))
    session.flush()
    _note(
        session,
        "roll.close",
        row,
        actor_id,
        now,
        {"lines": len(lines), "is_late_entry": is_late},
        digest=digest_of(sealed),
    )
    return row


def enter_and_close(
    session: orm.Session,
    session_id: int,
    marks: Mapping[int, str],
    *,
    actor_id: int | None,
    now: datetime,
    late_entry_reason: str = "",
) -> StudySession:
    """Close the roll with what stands on the screen, so that nothing entered there is lost (``close_roll``)."""
    record_roll(session, session_id, marks, actor_id=actor_id, now=now)
    return close_roll(session, session_id, actor_id=actor_id, now=now, late_entry_reason=late_entry_reason)


def reopen_roll(
    session: orm.Session, session_id: int, *, reason: str, actor_id: int | None, now: datetime
) -> StudySession:
    """Open a closed roll again to mend it; the session does not count until it is closed anew."""
    row = session.get_one(StudySession, session_id)
    if row.state != "closed":
        raise Conflict("签到没有关闭，可以直接修改。")
    if not reason.strip():
        raise InvalidInput("请写明为什么要修改已关闭的签到，再重新打开。")
    row.state, row.roll_closed_at = "held", None
    session.add(RollEvent(session_id=row.id, kind="reopened", at=now, actor_id=actor_id, reason=reason.strip()))
    session.flush()
    _note(session, "roll.reopen", row, actor_id, now, {"reason": reason.strip()})
    return row


def cancel(session: orm.Session, session_id: int, *, reason: str, actor_id: int | None, now: datetime) -> StudySession:
    """Cancel or postpone a meeting that has not been closed; it stays on record with the reason."""
    row = _open_session(session, session_id)
    if not reason.strip():
        raise InvalidInput("请写明取消或改期的原因再保存。")
    row.state = "cancelled"
    session.flush()
    _note(session, "session.cancel", row, actor_id, now, {"reason": reason.strip()})
    return row


def _open_session(session: orm.Session, session_id: int) -> StudySession:
    row = session.get_one(StudySession, session_id)
    if row.state == "closed":
        raise Conflict("签到已经关闭，如需修改请先写明原因重新打开。")
    if row.state == "cancelled":
        raise Conflict("这次活动已取消，不能再登记。")
    return row


def _note(
    session: orm.Session,
    action: str,
    row: StudySession,
    actor_id: int | None,
    now: datetime,
    detail: dict[str, object],
    digest: str | None = None,
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=row.unit_id,
        subject_kind="study_session",
        subject_id=row.id,
        detail=detail,
        digest=digest,
    )
