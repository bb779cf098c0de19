"""Scores from paper: keyed by one, checked by another, counted from the sitting on, marked 纸笔 wherever they stand."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND
from tests.exams.test_life import differences
from tests.exams.test_service import duty
from tests.support.counting import count_queries
from webapp import clock
from webapp.accounts import permissions
from webapp.accounts import service as accounts
from webapp.assignments import service as assignments
from webapp.audit.labels import action_word
from webapp.audit.models import AuditEntry
from webapp.audit.service import seal
from webapp.completion.service import classify
from webapp.db import db, transaction
from webapp.errors import Conflict, InvalidInput, NotAllowed
from webapp.exams import correction_rules, overview, paper_exam_rules, paper_exams, queries, service
from webapp.exams.life_rules import Sitter
from webapp.exams.models import Attempt, AttemptEvent, Exam, Grading, PaperScore, PaperSitting
from webapp.files import StoredFile
from webapp.notify.models import Notice

SAT = OPENS + 60 * MINUTE
LATER = CLOSES + timedelta(days=3)
PDF = b"%PDF-1.4 scanned"
SCAN = (PDF, "试卷.pdf")


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Five people; the last two are the liaisons of the tests."""
    return offices.found(session, 5)


def key(session, office, exam, text="测试00 85", *, by=3, sat_at=SAT, now=LATER):
    """Key scores as the fourth person."""
    return paper_exams.key(session, exam.id, text, sat_at=sat_at, scan=SCAN, actor_id=office.ids[by], now=now)


def check(session, office, sitting, text="", *, by=4, is_compared=True, now=LATER + MINUTE):
    """Check as the fifth person, by comparing with the scan."""
    asked = {"text": text, "is_compared": is_compared, "seen": sitting.keyed_at}
    return paper_exams.check(session, sitting.id, **asked, actor_id=office.ids[by], now=now)


def attempts(session, exam, person):
    """Return what decides about a person's attempts."""
    return queries.facts_of(session, exam.id, person)


# ---- Two people ----------------------------------------------------------------------------------------------------


def test_a_keyed_score_counts_for_nothing_until_a_second_person_has_checked_it(session, office):
    """No attempt, no fulfilment; then both, as of the sitting, sealed, and `verify` finds nothing."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    assert attempts(session, exam, office.ids[0]) == [] and duty(session, office, at=LATER).fulfilments == ()
    assert check(session, office, sitting) == 1
    (attempt,) = session.scalars(sa.select(Attempt))
    assert (attempt.state, attempt.ended_by, attempt.score) == ("graded", "invigilator", 85)
    assert attempt.is_on_paper and attempt.started_at == attempt.submitted_at == SAT
    assert duty(session, office, at=LATER + MINUTE).fulfilments == ((SAT, "attempt", attempt.id),)
    assert (sitting.state, sitting.keyed_by, sitting.decided_by) == ("checked", office.ids[3], office.ids[4])
    assert session.scalars(sa.select(Grading.reason)).all() == ["paper"]
    assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["end"]
    seal(session)
    session.expire_all()
    assert differences(session, LATER + MINUTE) == []
