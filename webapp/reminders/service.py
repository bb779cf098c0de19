"""Decide which messages a working day needs, and what a head's click sends; fills the outbox, sends nothing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.assignments import queries as assignments
from webapp.audit.service import record
from webapp.clock import local_day
from webapp.completion.service import classify
from webapp.errors import InvalidInput
from webapp.exams import queries as exams
from webapp.notify.service import Letter, put
from webapp.reminders import queries, rules

OWED = ("outstanding", "in_progress", "overdue")
HORIZON = timedelta(days=400)
Owing = dict[int, list[rules.OpenDuty]]


@dataclass(frozen=True)
class Receipt:
    """What a click did: ids of people newly reminded, reminded before today, unreachable, and told by a person."""

    reminded: tuple[int, ...]
    inbox_only: tuple[int, ...]
    unreachable: tuple[int, ...]
    pass_on: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The receipt as one sentence."""
        parts = [f"已提醒 {len(self.reminded) + len(self.inbox_only)} 人"]
        if self.inbox_only:
            parts.append(f"其中 {len(self.inbox_only)} 人今天已提醒过，只发站内消息")
        if self.unreachable:
            parts.append(f"{len(self.unreachable)} 人没有未完成任务或账号已停用，没有发送")
        if self.pass_on:
            parts.append(f"领导班子 {len(self.pass_on)} 人请转告，系统没有发送")
        return "，".join(parts) + "。"


def owed(
    session: orm.Session, unit_id: int, *, now: datetime, employee_ids: Iterable[int] | None = None
) -> Owing:
    """Return what each person of a unit owes at ``now``, of this local year and the one before, closed ones too.

    Who has handed in and waits for a marker owes nothing that a reminder could ask for.
    """
    year = local_day(now).year
    wanted = None if employee_ids is None else frozenset(employee_ids)
    waiting = exams.waiting_assignment_ids(session, unit_id)
    found: Owing = {}
    for one_year in (year - 1, year):
        for duty in assignments.duties_as_of(session, unit_id, one_year, at=now):
            if now < duty.opens_at or duty.assignment_id in waiting or classify(duty, now) not in OWED:
                continue
            if wanted is None or duty.employee_id in wanted:
                due_on, is_closed = local_day(duty.due_at), now > duty.counts_until
                found.setdefault(duty.employee_id, []).append(
                    rules.OpenDuty(duty.assignment_id, duty.title, due_on, duty.minutes, is_closed)
                )
    return found


def still_open(people: Owing) -> Owing:
    """Leave out what can't be done any more, and whoever owes nothing else."""
    kept = {person: [duty for duty in duties if not duty.is_closed] for person, duties in people.items()}
    return {person: duties for person, duties in kept.items() if duties}


def plan_for(
    session: orm.Session,
    unit_id: int,
    people: Owing,
    *,
    days_before: Sequence[int],
    working_days: Sequence[date],
    now: datetime,
) -> int:
    """Queue today's planned message for each given person one of whose duties has its day; return how many people.

    Repeated, it queues nothing more: the outbox holds one planned message a person, local day and channel.
    """
    today = local_day(now)
    due = {
        employee_id: duties
        for employee_id, duties in people.items()
        if any(
            rules.is_reminder_day(rules.working_offset(today, duty.due_on, working_days), days_before)
            for duty in duties
        )
    }
    count = 0
    for employee_id, (name, recipient) in queries.recipients(session, due).items():
        letter = _letter("reminder", name, due[employee_id], today)
        key = f"planned:{employee_id}:{today.isoformat()}"
        config = current_app.config["XUEFA"]
        if put(session, recipient, letter, key=key, config=config, planned_on=today, actor_id=None, now=now):
            count += 1
    return count


def list_to_heads(
    session: orm.Session,
    unit_id: int,
    people: Owing,
    *,
    working_days: Sequence[date],
    now: datetime,
) -> int:
    """Queue each head's list at T−1 and T+1 of a duty that the department's people owe; return how many lists."""
    today = local_day(now)
    departments: dict[int, tuple[str, list[str]]] = {}
    for person in accounts.people(session, unit_id, on=today):
        owed_days = [duty.due_on for duty in people.get(person.employee_id, ())]
        if any(rules.working_offset(today, day, working_days) in rules.HEAD_OFFSETS for day in owed_days):
            departments.setdefault(person.department_id, (person.department_name, []))[1].append(person.full_name)
    heads = queries.heads(session, departments, now=now)
    recipients = queries.recipients(session, (one for found in heads.values() for one in found))
    count = 0
    for department_id, (department, names) in departments.items():
        for head_id in heads.get(department_id, ()):
            if head_id not in recipients:
                continue
            _, recipient = recipients[head_id]
            body = rules.head_body(department, names)
            letter = Letter("head_list", f"{department}还有 {len(names)} 人没有完成", body, "/completion/department")
            key = f"head-list:{head_id}:{department_id}:{today.isoformat()}"
            count += bool(
                put(session, recipient, letter, key=key, config=current_app.config["XUEFA"], actor_id=None, now=now)
            )
    return count


def list_to_liaison(
    session: orm.Session,
    unit_id: int,
    people: Owing,
    *,
    days_before: Sequence[int],
    working_days: Sequence[date],
    now: datetime,
) -> int:
    """Queue today's list for each law_admin: 领导班子 to be told, and who is long overdue; return how many lists.

    Nothing is queued when the list is empty. Repeated the same local day, it queues nothing more.
    """
    today = local_day(now)
    lines = []
    for person in accounts.people(session, unit_id, on=today):
        for duty in sorted(people.get(person.employee_id, ()), key=lambda one: (one.due_on, one.assignment_id)):
            offset = rules.working_offset(today, duty.due_on, working_days)
            part = rules.liaison_part(
                offset, days_before, is_leadership=person.is_leadership, is_closed=duty.is_closed
            )
            if part is not None:
                lines.append(rules.LiaisonLine(part, person.department_name, person.full_name, duty, offset))
    if not lines:
        return 0
    link = "/completion/people?state=owing"
    letter = Letter("liaison_list", rules.liaison_subject(lines), rules.liaison_body(lines), link)
    admins = [one.id for one in accounts.law_admins(session, unit_id, on=today)]
    count = 0
    for admin_id, (_, recipient) in queries.recipients(session, admins).items():
        key = f"liaison-list:{admin_id}:{today.isoformat()}"
        config = current_app.config["XUEFA"]
        count += bool(put(session, recipient, letter, key=key, config=config, actor_id=None, now=now))
    return count


def remind(
    session: orm.Session, unit_id: int, employee_ids: Sequence[int], *, actor_id: int, now: datetime
) -> Receipt:
    """Remind chosen people of all they owe: in the day's place, or in-app only when that is used (今天已提醒过).

    The caller has checked that the people are the actor's to remind. A repeated click the same day adds nothing.
    领导班子 among them are sent nothing: a person tells them (DOMAIN section 7).
    """
    if not employee_ids:
        raise InvalidInput("还没有选人，请勾选要提醒的人后再点提醒。")
    today = local_day(now)
    leaders = accounts.leadership_ids(session, unit_id, on=today)
    pass_on = tuple(one for one in employee_ids if one in leaders)
    people = still_open(owed(session, unit_id, now=now, employee_ids=set(employee_ids) - leaders))
    reachable = queries.recipients(session, people)
    reminded, inbox_only = [], []
    for employee_id, (name, recipient) in reachable.items():
        letter = _letter("manual_reminder", name, people[employee_id], today)
        config = current_app.config["XUEFA"]
        key = f"manual:{employee_id}:{today.isoformat()}"
        if put(session, recipient, letter, key=key, config=config, planned_on=today, actor_id=actor_id, now=now):
            reminded.append(employee_id)
            continue
        key = f"again:{actor_id}:{employee_id}:{today.isoformat()}"
        put(session, recipient, letter, key=key, config=config, channels=("inbox",), actor_id=actor_id, now=now)
        inbox_only.append(employee_id)
    unreachable = tuple(one for one in employee_ids if one not in reachable and one not in leaders)
    receipt = Receipt(tuple(reminded), tuple(inbox_only), unreachable, pass_on)
    detail = {"reminded": reminded, "inbox_only": inbox_only, "not_sent": list(unreachable), "pass_on": list(pass_on)}
    record(
        session,
        "reminder.send",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        detail=detail,
    )
    return receipt


def _letter(kind: str, name: str, duties: Sequence[rules.OpenDuty], today: date) -> Letter:
    return Letter(
        kind=kind,
        subject=rules.subject(duties, today),
        body=rules.body(name, duties, today),
        link="/",
        assignment_ids=tuple(duty.assignment_id for duty in duties),
    )
