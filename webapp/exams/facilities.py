"""Decide how easy the questions of an exam's banks are taken to be when its papers are to be equally hard.

Facilities come from earlier sittings (``question_bank.LEAST_ANSWERS`` says from how many answers on), and are kept with
an exam when it is published: all its papers have one target, whatever is sat, marked or regraded meanwhile.
"""

from fractions import Fraction

from sqlalchemy import orm

from question_bank import PaperSpec, PoolQuestion, facilities_from, spec_from_json, with_facilities
from webapp.bank import queries as bank
from webapp.exams import mark_queries
from webapp.exams.models import Exam


def pool(session: orm.Session, exam: Exam, spec: PaperSpec) -> list[PoolQuestion]:
    """Return what a paper of the exam may be drawn from, with facilities where ``spec`` has a tolerance of the mean.

    An exam that has none kept, being a draft, is judged by what is known now. One query; with a tolerance two or three.
    """
    found = bank.pool(session, exam.unit_id, exam.bank_ids)
    return found if spec.mean_tolerance is None else with_facilities(found, _facilities(session, exam))


def keep(session: orm.Session, exam: Exam) -> None:
    """Fix the facilities of an exam that is being published, or none where its papers have no tolerance."""
    has_tolerance = spec_from_json(exam.spec).mean_tolerance is not None
    found = facilities_from(mark_queries.earned_at_others(session, exam)) if has_tolerance else {}
    exam.facilities = {str(question_id): str(facility) for question_id, facility in found.items()} or None


def _facilities(session: orm.Session, exam: Exam) -> dict[int, Fraction]:
    if exam.facilities is None:
        return facilities_from(mark_queries.earned_at_others(session, exam))
    return {int(question_id): Fraction(facility) for question_id, facility in exam.facilities.items()}
