"""Every SELECT of what publishing an exam needs: whom it would be given to, and what its banks lack."""

from datetime import datetime

from sqlalchemy import orm

from question_bank import NoEvenPaper, check_even, check_shortfall, spec_from_json
from webapp.accounts import queries as accounts
from webapp.accounts.queries import PersonOnDay
from webapp.assignments.models import Requirement
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
