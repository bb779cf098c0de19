"""Every SELECT of publishing: whom an exam is or would be given to, and what its banks lack."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import NoEvenPaper, check_even, check_shortfall, spec_from_json
from webapp.accounts import queries as accounts
from webapp.accounts.queries import PersonOnDay
from webapp.assignments.models import Assignment, Fulfilment, Requirement
from webapp.clock import local_day
from webapp.exams import facilities, plan_rules
from webapp.exams.models import Exam
from webapp.settings import queries as settings


def shortfall(session: orm.Session, exam: Exam) -> tuple[str, ...]:
    """Explain what the exam's banks lack for its paper, one sentence a section; empty when papers can be drawn."""
    spec = spec_from_json(exam.spec)
    pool = facilities.pool(session, exam, spec)
    short = check_shortfall(spec, pool)
    if spec.mean_tolerance is None or short:
        return plan_rules.shortfall_sentences(short, must_be_known=spec.mean_tolerance is not None)
    try:
        check_even(spec, pool)
    except NoEvenPaper as error:
        return (error.sentence,)
    return ()


def roster(session: orm.Session, requirement: Requirement, *, now: datetime) -> list[PersonOnDay]:
    """Return whom publishing at ``now`` gives the duty: 在编 on the roster day, and not gone since.

    Each stands with the department of today, which chases an open duty (DOMAIN section 2).
    """
    today = local_day(now)
    types = settings.value(session, "established_types", unit_id=requirement.unit_id, on=requirement.roster_on)
    people = accounts.established(session, requirement.unit_id, on=requirement.roster_on, types=types)
    if requirement.roster_on >= today:
        return people
    present = {person.employee_id: person for person in accounts.people(session, requirement.unit_id, on=today)}
    return [present[person.employee_id] for person in people if person.employee_id in present]


def counts(session: orm.Session, requirement_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return (people given the duty, people whose duty is fulfilled) by requirement, for lists; one query."""
    found = session.execute(
        sa.select(
            Assignment.requirement_id,
            sa.func.count(sa.distinct(Assignment.id)),
            sa.func.count(sa.distinct(Fulfilment.assignment_id)),
        )
        .outerjoin(Fulfilment, sa.and_(Fulfilment.assignment_id == Assignment.id, Fulfilment.revoked_at.is_(None)))
        .where(Assignment.requirement_id.in_(requirement_ids))
        .group_by(Assignment.requirement_id)
    )
    return {requirement_id: (given, fulfilled) for requirement_id, given, fulfilled in found}
