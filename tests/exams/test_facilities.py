"""Papers of one difficulty: which answers count, what is kept at publication, what is explained."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from question_bank import balance, paper_from_json, predicted_mean
from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS, WEEK
from tests.support.counting import count_queries
from webapp.db import db, transaction
from webapp.errors import Conflict
from webapp.exams import facilities, publishing_queries, service
from webapp.exams.models import Attempt, Exam

EVEN = replace(builders.SPEC, mean_tolerance=Decimal(20))


@pytest.fixture
def sat(app, staff, monkeypatch):
    """Two people have sat the first exam, and two answers suffice: all right, and the first two of five right."""
    monkeypatch.setattr(balance, "LEAST_ANSWERS", 1)
    with app.app_context(), transaction() as session:
        for person, right_count in ((staff.employees_a[0], 5), (staff.employees_a[1], 2)):
            builders.sit(session, session.get_one(Exam, staff.exam_id), person.id, right_count=right_count)
    return staff


def _another(session, office, spec=EVEN):
    return builders.plan(session, office, bank_ids=[office.bank_id], spec=spec, title="第二场")


def test_facilities_are_those_of_earlier_sittings(app, sat):
    """What people earned at other exams counts, with their first attempts only; the exam's own does not."""
    with app.app_context(), transaction() as session:
        own = session.get_one(Exam, sat.exam_id)
        again = builders.sit(session, own, sat.employees_a[0].id, right_count=1, at=OPENS + 60 * MINUTE)
        exam = _another(session, sat)
        found = {entry.id: entry.facility for entry in facilities.pool(session, exam, EVEN)}
        expected: dict[int, list[bool]] = {}
        for attempt in session.query(Attempt).filter(Attempt.id != again.id):
            right_count = 5 if attempt.employee_id == sat.employees_a[0].id else 2
            for place, item in enumerate(attempt.snapshot["items"]):
                expected.setdefault(item["question_id"], []).append(place < right_count)
        known = {key: value for key, value in found.items() if value is not None}
        assert known == {key: Fraction(sum(each), len(each)) for key, each in expected.items()}
        assert {entry.facility for entry in facilities.pool(session, own, EVEN)} == {None}


def test_without_a_tolerance_nothing_is_looked_up(app, sat):
    """A paper that need not be as hard as others is drawn from a plain pool."""
    with app.app_context(), transaction() as session:
        exam = _another(session, sat, builders.SPEC)
        assert {entry.facility for entry in facilities.pool(session, exam, builders.SPEC)} == {None}
        facilities.keep(session, exam)
        assert exam.facilities is None


def test_publishing_keeps_them(app, sat):
    """What is sat at other exams afterwards moves no target; every paper lies within the tolerance of it."""
    with app.app_context(), transaction() as session:
        exam = _another(session, sat)
        service.publish(session, exam.id, actor_id=None, now=OPENS - WEEK)
        kept = dict(exam.facilities)
        builders.sit(session, session.get_one(Exam, sat.exam_id), sat.employees_a[2].id, right_count=1)
        pool = facilities.pool(session, exam, EVEN)
        known = {entry.id: entry.facility for entry in pool if entry.facility is not None}
        assert {str(key): str(value) for key, value in known.items()} == kept
        means = []
        for person in sat.employees_a[:3]:
            attempt = service.start(session, exam.id, person.id, now=OPENS)
            means.append(predicted_mean(paper_from_json(attempt.snapshot), known))
        assert max(means) - min(means) <= 2 * EVEN.mean_tolerance
        assert None not in means


def test_what_nobody_has_answered_is_explained(app, staff):
    """With a tolerance only questions that enough people have answered can be drawn; publishing says so."""
    with app.app_context(), transaction() as session:
        exam = _another(session, staff)
        found = publishing_queries.shortfall(session, exam)
        assert found[0] == "“单项选择题”需要 3 道，题库里已有 30 人以上答过、可用的 0 道，还差 3 道。"
        with pytest.raises(Conflict):
            service.publish(session, exam.id, actor_id=None, now=OPENS - WEEK)
        assert publishing_queries.shortfall(session, _another(session, staff, builders.SPEC)) == ()


def test_a_tolerance_that_no_paper_meets_is_explained(app, sat, monkeypatch):
    """Of many facilities and a tolerance of next to nothing the sentence names the mean that is aimed at."""
    narrow = replace(builders.SPEC, mean_tolerance=Decimal("0.01"))
    uneven = {1: Fraction(1, 3), 2: Fraction(1, 7), 3: Fraction(2, 3), 4: Fraction(9, 10)}
    with app.app_context(), transaction() as session:
        exam = _another(session, sat, narrow)
        ids = [entry.id for entry in facilities.pool(session, exam, builders.SPEC)]
        exam.facilities = {str(key): str(uneven[at % 4 + 1]) for at, key in enumerate(ids)}
        assert "组不出预测平均分在" in publishing_queries.shortfall(session, exam)[0]


def test_it_takes_the_same_number_of_queries(app, sat):
    """However many people have sat, two queries tell all facilities."""
    with app.app_context(), transaction() as session:
        exam = _another(session, sat)
        assert exam.facilities is None
        with count_queries(db.engine) as few:
            facilities.pool(session, exam, EVEN)
        for person in sat.employees_a[2:]:
            builders.sit(session, session.get_one(Exam, sat.exam_id), person.id, right_count=3)
        with count_queries(db.engine) as many:
            facilities.pool(session, exam, EVEN)
    assert len(few) == len(many) == 3
