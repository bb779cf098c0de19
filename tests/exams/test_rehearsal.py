"""A 试考: the liaison sits the exam before it opens, and nobody's figures know of it."""

import pytest
import sqlalchemy as sa

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from tests.exams.test_life import differences
from webapp.bank.models import Question
from webapp.db import transaction
from webapp.errors import Conflict
from webapp.exams import jobs, mark_queries, monitor_queries, overview, queries, service, uses
from webapp.exams.models import Attempt

BEFORE = OPENS - 3 * 60 * MINUTE


def rehearsed(session, staff, *, right_count=5, at=BEFORE):
    """Rehearse the exam and hand it in."""
    attempt = service.rehearse(session, staff.exam_id, staff.law_admin.id, now=at)
    builders.answer(session, attempt, right_count, now=at + MINUTE)
    return service.end_attempt(session, attempt.id, ended_by="examinee", now=at + 2 * MINUTE)


def test_a_liaison_rehearses_an_exam_before_it_opens(app, staff, browse, set_clock):
    """From the exam's page through the paper to a result that says what it is."""
    set_clock(BEFORE)
    liaison = browse(staff.law_admin)
    show = f"/exams/{staff.exam_id}"
    assert "试考一次" in liaison.get(show).text
    path = liaison.post(f"{show}/rehearse").location
    page = liaison.get(path).text
    assert "试考，不计成绩" in page and "第 -1 份" not in page
    assert liaison.post(f"{show}/rehearse").location == path
    assert "接着试考" in liaison.get(show).text
    assert "试考，不计成绩" in liaison.get(f"{path}/confirm").text
    assert liaison.post(f"{path}/submit").status_code == 303
    result = liaison.get(f"{path}/result").text
    assert "试考得 0 分，不计成绩" in result and "作废" not in result and "第 -1 份" not in result
    assert "的试考</a>" in liaison.get(show).text
    assert "试考" not in liaison.get("/exams/mine").text


def test_a_rehearsal_shows_what_the_examinees_will_see_and_no_more(app, staff, browse, set_clock):
    """Score and own responses at once, keys only after the close: the exam's own policy."""
    set_clock(BEFORE)
    with app.app_context(), transaction() as session:
        attempt = rehearsed(session, staff)
    page = browse(staff.law_admin).get(f"/attempts/{attempt.id}/result").text
    assert "试考得 100 分" in page and builders.EXPLANATION not in page and "提出异议" not in page


def test_a_rehearsal_is_left_out_of_everything_that_counts(app, staff):
    """Tries, result, lists, statistics, marking, monitor, corrections, uses of the bank and what was begun."""
    with app.app_context(), transaction() as session:
        attempt = rehearsed(session, staff)
        running = service.rehearse(session, staff.exam_id, staff.law_admin.id, now=BEFORE + 5 * MINUTE)
        row = queries.exam(session, staff.exam_id)
        me = staff.law_admin.id
        assert (attempt.number, attempt.state, attempt.score, running.number) == (-1, "voided", 100, -2)
        assert not queries.has_attempts(session, staff.exam_id)
        assert queries.facts_of(session, staff.exam_id, me) == [] and queries.facts_by_exam(session, me) == {}
        assert queries.facts_by_person(session, staff.exam_id) == {}
        people = overview.people(session, row, now=CLOSES + MINUTE)
        assert {person.result for person in people} == {"absent"}
        assert mark_queries.first_marks(session, staff.exam_id) == []
        assert monitor_queries.sittings(session, staff.exam_id, 5) == {}
        assert queries.begun_assignment_ids(session, staff.unit_id, 2026, at=OPENS) == frozenset()
        assert not any(uses.exams_with(session, one) for one in session.scalars(sa.select(Question.id)))
        own = overview.own(session, row, me, address="", now=OPENS)
        assert (own.decision.allowed, own.decision.tries_left, own.attempts) == (True, 2, [])


def test_a_rehearsed_exam_can_still_be_withdrawn_and_verified(app, staff):
    """Nobody has started; the rehearsal's rows are sealed like any other attempt's."""
    with app.app_context():
        with transaction() as session:
            rehearsed(session, staff)
            service.withdraw(session, staff.exam_id, reason="文号有误", actor_id=None, now=BEFORE + 9 * MINUTE)
        with transaction() as session:
            assert differences(session, OPENS) == []


def test_the_real_start_follows_a_rehearsal_that_was_left_open(app, staff):
    """The rehearsal ends as the exam opens, by the sweep or by the start itself."""
    with app.app_context(), transaction() as session:
        left = service.rehearse(session, staff.exam_id, staff.law_admin.id, now=OPENS - 10 * MINUTE)
        assert left.deadline_at == left.accepts_until == OPENS
        real = service.start(session, staff.exam_id, staff.law_admin.id, now=OPENS + builders.SECOND)
        session.refresh(left)
        assert (real.number, left.state, left.ended_by) == (1, "voided", "deadline")


def test_the_sweep_ends_a_rehearsal_that_was_left_open(app, staff):
    """With the browser gone, like any other attempt."""
    with app.app_context():
        with transaction() as session:
            left = service.rehearse(session, staff.exam_id, staff.law_admin.id, now=BEFORE)
        assert "1 份" in jobs.expire_attempts(now=OPENS)
        with transaction() as session:
            assert session.get_one(Attempt, left.id).state == "voided"


def test_nobody_rehearses_once_the_exam_is_open(app, staff, browse, set_clock):
    """The page offers it no more, and a forged post is refused with the reason."""
    set_clock(OPENS)
    liaison = browse(staff.law_admin)
    assert "试考一次" not in liaison.get(f"/exams/{staff.exam_id}").text
    refused = liaison.post(f"/exams/{staff.exam_id}/rehearse")
    assert refused.status_code == 409 and "不能再试考" in refused.text
    with app.app_context(), transaction() as session, pytest.raises(Conflict, match="不能再试考"):
        service.rehearse(session, staff.exam_id, staff.law_admin.id, now=OPENS)


def test_a_draft_can_be_rehearsed(app, staff):
    """Before anybody is given it."""
    with app.app_context(), transaction() as session:
        exam = builders.plan(session, staff, bank_ids=[staff.bank_id])
        assert service.rehearse(session, exam.id, staff.law_admin.id, now=BEFORE).is_rehearsal


@pytest.mark.parametrize("who", ["head", "leader", "employee", "auditor", "system_admin"])
def test_only_the_liaison_rehearses(staff, browse, set_clock, who):
    """An employee who forges the post gets no look at the paper before the others."""
    set_clock(BEFORE)
    browser = browse(staff.employees_a[0] if who == "employee" else getattr(staff, who))
    assert browser.post(f"/exams/{staff.exam_id}/rehearse").status_code == 403


def test_a_liaison_of_another_unit_rehearses_nothing(staff, browse, set_clock):
    """Not theirs is not found."""
    set_clock(BEFORE)
    assert browse(staff.stranger_admin).post(f"/exams/{staff.exam_id}/rehearse").status_code == 404
