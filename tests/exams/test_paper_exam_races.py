"""Two things at once with scores from paper, on both databases: none counts twice, no try is used beyond the last."""

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
from tests.exams.test_paper_exams import SCAN
from tests.exams.test_races import in_transaction, together
from webapp.db import db, transaction
from webapp.errors import AppError
from webapp.exams import paper_exams, printing, service
from webapp.exams.models import Attempt, PaperScore, PrintedPaper

NOW = OPENS + 90 * MINUTE


@pytest.fixture
def app(make_app, database_url):
    """The application on each kind of database."""
    return make_app(database_url)


@pytest.fixture
def office(app):
    """An exam with a single try, and five people."""
    with app.app_context(), transaction() as session:
        office = offices.found(session, 5)
        office.exam_id = builders.published(session, office, max_attempts=1).id
        return office


def keying(office, by, sat_at=OPENS + 60 * MINUTE):
    """Return a deed that keys the first person's score."""
    asked = {"sat_at": sat_at, "scan": SCAN, "actor_id": office.ids[by], "now": NOW}
    return in_transaction(paper_exams.key, office.exam_id, "测试00 85", **asked)


def checking(office, sitting, by):
    """Return a deed that checks a list."""
    asked = {"text": "", "is_compared": True, "seen": sitting.keyed_at, "actor_id": office.ids[by], "now": NOW}
    return in_transaction(paper_exams.check, sitting.id, **asked)


def or_refused(deed):
    """Return a deed that gives None where it is refused."""

    def tried():
        try:
            return deed()
        except AppError:
            return None

    return tried


def count(app, table):
    """Return how many rows a table holds."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_two_people_who_check_at_once_enter_the_score_once(app, office):
    """One wins, the other is told; there is one attempt."""
    with app.app_context():
        sitting = keying(office, 3)()
    found = together(app, *(or_refused(checking(office, sitting, by)) for by in (2, 4)))
    assert sorted(one or 0 for one in found) == [0, 1] and count(app, Attempt) == 1


def test_two_keyings_of_one_person_at_once_leave_one_list(app, office):
    """The second sees the first and is refused."""
    found = together(app, *(or_refused(keying(office, by)) for by in (3, 4)))
    assert sum(one is not None for one in found) == 1 and count(app, PaperScore) == 1


def test_a_check_and_a_start_at_once_use_one_try(app, office):
    """Whichever comes first takes the only try; the other is refused."""
    with app.app_context():
        sitting = keying(office, 3)()
    start = in_transaction(service.start, office.exam_id, office.ids[0], now=NOW)
    found = together(app, or_refused(checking(office, sitting, 4)), or_refused(start))
    assert sum(one is not None for one in found) == 1 and count(app, Attempt) == 1


def test_two_draws_at_once_give_papers_of_different_numbers(app, office):
    """Each waits for the other's papers and differs from them."""
    deed = in_transaction(printing.draw, office.exam_id, 1, actor_id=office.ids[3], now=NOW)
    found = together(app, deed, deed)
    assert {one.number for papers in found for one in papers} == {1, 2} and count(app, PrintedPaper) == 2
