"""Periodic work of reminders: plan a working day's messages, at most 200 people a transaction, safe to repeat."""

from datetime import date, datetime
from itertools import islice

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.clock import local, local_day
from webapp.db import transaction
from webapp.reminders import queries, rules, service
from webapp.settings import queries as settings

BATCH = 200


def plan_reminders(*, now: datetime) -> str:
    """Queue today's reminders in every unit whose hours it is; returns how many people and lists were queued."""
    with transaction() as session:
        units = queries.unit_ids(session)
    people = heads = liaisons = 0
    for unit_id in units:
        planned, to_heads, to_liaisons = _plan_unit(unit_id, now)
        people += planned
        heads += to_heads
        liaisons += to_liaisons
    return f"已安排 {people} 人的提醒、{heads} 份负责人名单和 {liaisons} 份联络员名单。"


def _plan_unit(unit_id: int, now: datetime) -> tuple[int, int, int]:
    today = local_day(now)
    with transaction() as session:
        values = settings.values(session, unit_id=unit_id, on=today)
        if not rules.is_in_hours(local(now).time(), values["reminders_from"], values["reminders_until"]):
            return 0, 0, 0
        working_days = _calendar(session, today)
        if today not in working_days:
            return 0, 0, 0
        owing = service.owed(session, unit_id, now=now)
        leaders = accounts.leadership_ids(session, unit_id, on=today)
        common = {"working_days": working_days, "now": now}
        heads = service.list_to_heads(session, unit_id, owing, **common)
        days_before = values["reminder_days_before"]
        liaisons = service.list_to_liaison(session, unit_id, owing, days_before=days_before, **common)
    rest = iter([(person, duties) for person, duties in service.still_open(owing).items() if person not in leaders])
    planned = 0
    while batch := dict(islice(rest, BATCH)):
        with transaction() as session:
            planned += service.plan_for(session, unit_id, batch, days_before=days_before, **common)
    return planned, heads, liaisons


def _calendar(session: orm.Session, today: date) -> list[date]:
    return settings.working_days(session, today - service.HORIZON, today + service.HORIZON)
