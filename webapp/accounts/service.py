"""Decide how people and their service change: joining, moving, leaving, being away, and the first office.

The tree and its roles are decided in ``organisation``, sign-in and secrets in ``signing``; their functions are offered
here too, since other features may only import a feature's service.
"""

from datetime import date, datetime
from itertools import count

from sqlalchemy import orm

from webapp.accounts import pinyin, queries
from webapp.accounts.models import AwayPeriod, Employee, EmploymentSpell
from webapp.accounts.organisation import (
    create_department,
    create_unit,
    end_grant,
    grant,
    order_department,
    order_people,
    record_person,
    serving,
)
from webapp.accounts.signing import (
    change_own_password,
    count_failure,
    end_sessions,
    forget_failures,
    is_locked,
    issue_initial,
    keep_signed_in,
    open_session,
    set_password,
    sign_in,
    sign_out,
)
from webapp.audit.service import record
from webapp.clock import local_day
from webapp.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "change_own_password",
    "count_failure",
    "create_department",
    "create_employee",
    "create_unit",
    "end_grant",
    "end_sessions",
    "forget_failures",
    "found_office",
    "go_away",
    "grant",
    "is_locked",
    "issue_initial",
    "keep_signed_in",
    "leave",
    "move",
    "open_session",
    "order_department",
    "order_people",
    "set_password",
    "sign_in",
    "sign_out",
    "update_employee",
]
_PHONE_LENGTH = 11


def create_employee(
    session: orm.Session,
    unit_id: int,
    *,
    full_name: str,
    department_id: int | None,
    employment_type: str,
    from_on: date,
    actor_id: int | None,
    now: datetime,
    staff_number: str | None = None,
    job_title: str = "",
    rank_level: str = "",
    phone: str | None = None,
    email: str | None = None,
) -> Employee:
    """Add a person at the end of the unit's order, serving from a local day; without a secret nobody signs in yet.

    ``department_id`` None makes an account that is on no roster (the first administrator).
    The account is the staff number, else the phone, else made from the name.
    """
    person = Employee(
        unit_id=unit_id,
        staff_number=staff_number,
        full_name=full_name,
        pinyin=pinyin.search_text(full_name),
        phone=phone,
        email=email,
        login_name=_free_login_name(session, staff_number, phone, full_name),
        sort_order=queries.last_sort_order(session, unit_id) + 1,
        department_id=department_id,
        employment_type=employment_type,
        job_title=job_title,
        created_at=now,
    )
    session.add(person)
    session.flush()
    if department_id is not None:
        _begin_spell(session, person, rank_level, on=from_on, now=now)
    record(
        session,
        "employee.create",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="employee",
        subject_id=person.id,
    )
    return person


def _free_login_name(session: orm.Session, staff_number: str | None, phone: str | None, full_name: str) -> str:
    wanted = [name for name in (staff_number, phone) if name]
    taken = queries.taken_login_names(session, wanted)
    for name in wanted:
        if name not in taken:
            return name
    stem = "".join(pinyin.syllables(full_name))[:50].lower() or "user"
    for number in count(1):
        name = stem if number == 1 else f"{stem}{number}"
        if not queries.taken_login_names(session, [name]):
            return name
    raise AssertionError("count() never ends")


def _begin_spell(session: orm.Session, person: Employee, rank_level: str, *, on: date, now: datetime) -> None:
    session.add(
        EmploymentSpell(
            employee_id=person.id,
            department_id=person.department_id,
            employment_type=person.employment_type,
            job_title=person.job_title,
            rank_level=rank_level,
            from_on=on,
            recorded_at=now,
        )
    )
    session.flush()


def _renew_spell(
    session: orm.Session, person: Employee, rank_level: str | None, *, on: date, reason: str, now: datetime
) -> None:
    """End the running spell on ``on`` and begin one as the person's columns now say; ``rank_level`` None keeps it.

    A spell is whole days: what began on ``on`` itself is corrected in place.
    """
    if on > local_day(now):
        raise InvalidInput("日期不能晚于今天，请到那一天再登记。")
    spell = queries.current_spell(session, person.id)
    if spell is not None and on < spell.from_on:
        raise InvalidInput(f"日期不能早于现任职开始的 {spell.from_on.isoformat()}，请核对后重新填写。")
    if spell is not None and on == spell.from_on and person.department_id is not None:
        spell.department_id = person.department_id
        spell.employment_type, spell.job_title = person.employment_type, person.job_title
        spell.rank_level = spell.rank_level if rank_level is None else rank_level
        spell.recorded_at = now
        session.flush()
        return
    if rank_level is None:
        rank_level = spell.rank_level if spell is not None else ""
    if spell is not None:
        spell.until_on, spell.end_reason = on, reason
    _begin_spell(session, person, rank_level, on=on, now=now)


def move(
    session: orm.Session, employee_id: int, department_id: int, *, on: date, actor_id: int | None, now: datetime
) -> None:
    """Move a person to another department of the unit from a local day on (today at the latest).

    Duties follow by ``assignments.service.person_moved``, which ``roster.service.move`` calls as well.
    """
    person = serving(session, employee_id)
    node = queries.node(session, department_id)
    if node is None or node.unit_id != person.unit_id or node.kind not in {"department", "leadership"}:
        raise NotFound("没有找到这个科室，请从名册重新选择。")
    if person.department_id == department_id:
        raise Conflict(f"{person.full_name}已在{node.name}，不用再调整。")
    former_id, person.department_id = person.department_id, department_id
    _renew_spell(session, person, None, on=on, reason="mover", now=now)
    record_person(
        session,
        "employee.move",
        person,
        {"from": former_id, "to": department_id, "on": on.isoformat()},
        actor_id=actor_id,
        now=now,
    )


def update_employee(
    session: orm.Session,
    employee_id: int,
    *,
    on: date,
    actor_id: int | None,
    now: datetime,
    full_name: str,
    staff_number: str | None,
    phone: str | None,
    email: str | None,
    employment_type: str,
    job_title: str,
    rank_level: str,
    sort_order: int | None,
) -> None:
    """Bring a person's fields to what the roster says; type, title and rank are dated and begin a new spell.

    ``sort_order`` None keeps the person's place in the unit's order.
    """
    person = serving(session, employee_id)
    before = (person.full_name, person.staff_number, person.phone, person.email)
    person.full_name, person.staff_number, person.phone, person.email = full_name, staff_number, phone, email
    person.pinyin = pinyin.search_text(full_name)
    if sort_order is not None:
        person.sort_order = sort_order
    spell = queries.current_spell(session, employee_id)
    now_serves = (spell.employment_type, spell.job_title, spell.rank_level) if spell else None
    person.employment_type, person.job_title = employment_type, job_title
    is_new_spell = spell is not None and now_serves != (employment_type, job_title, rank_level)
    if is_new_spell:
        _renew_spell(session, person, rank_level, on=on, reason="change", now=now)
    session.flush()
    if is_new_spell or before != (full_name, staff_number, phone, email):
        record_person(session, "employee.update", person, {"on": on.isoformat()}, actor_id=actor_id, now=now)


def leave(
    session: orm.Session, employee_id: int, *, on: date, reason: str, actor_id: int | None, now: datetime
) -> None:
    """End a person's service: ``on`` is the first local day that they no longer serve; the account closes at once.

    ``reason`` is one of transfer, retire, resign, other. Duties end by ``assignments.service.person_left``.
    """
    person = serving(session, employee_id)
    if on > local_day(now):
        raise InvalidInput("离开日期不能晚于今天，请到那一天再登记。")
    spell = queries.current_spell(session, employee_id)
    if spell is not None:
        if on < spell.from_on:
            raise InvalidInput(f"离开日期不能早于现任职开始的 {spell.from_on.isoformat()}，请核对后重新填写。")
        spell.until_on, spell.end_reason = on, reason
    person.left_on, person.is_enabled = on, False
    for held in queries.running_grants(session, employee_id):
        held.until_on = max(on, held.from_on)
    end_sessions(session, employee_id, now=now)
    record_person(
        session, "employee.leave", person, {"on": on.isoformat(), "reason": reason}, actor_id=actor_id, now=now
    )


def go_away(
    session: orm.Session,
    employee_id: int,
    kind: str,
    from_on: date,
    until_on: date | None,
    *,
    note: str = "",
    actor_id: int | None,
    now: datetime,
) -> AwayPeriod:
    """Record 借调, 驻村, 援派, 挂职 or a long leave: local days, ``until_on`` is the day of return (None: not known)."""
    person = serving(session, employee_id)
    if until_on is not None and until_on <= from_on:
        raise InvalidInput("返回日期应晚于开始日期，请核对后重新填写。")
    period = AwayPeriod(
        employee_id=employee_id, kind=kind, from_on=from_on, until_on=until_on, note=note, recorded_at=now
    )
    session.add(period)
    session.flush()
    record_person(session, "employee.away", person, {"kind": kind}, actor_id=actor_id, now=now)
    return period


def found_office(
    session: orm.Session, office: str, administrator: str, account: str, *, now: datetime
) -> tuple[Employee, str]:
    """Found the first unit with one administrator (law_admin and system_admin) and return that person and a secret.

    ``account`` is a phone number or a staff number. Conflict when the database has a unit already.
    """
    if queries.the_unit(session) is not None:
        raise Conflict("这个数据库已有单位，请用 XUEFA_INSTANCE 换一个空文件夹再执行。")
    unit = create_unit(session, office, actor_id=None, now=now)
    is_phone = len(account) == _PHONE_LENGTH and account.isdecimal() and account.startswith("1")
    person = create_employee(
        session,
        unit.id,
        full_name=administrator,
        department_id=None,
        employment_type="civil_servant",
        from_on=local_day(now),
        staff_number=None if is_phone else account,
        phone=account if is_phone else None,
        actor_id=None,
        now=now,
    )
    for role in ("law_admin", "system_admin"):
        grant(session, person.id, role, unit.id, from_on=local_day(now), actor_id=None, now=now)
    return person, issue_initial(session, [person.id], actor_id=None, now=now)[person.id]
