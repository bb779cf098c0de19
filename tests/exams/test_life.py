"""Voiding and opening again: on record with the reason, for one person or a list, counting for nothing meanwhile."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND
from tests.exams.test_races import in_transaction, together
from tests.exams.test_service import duty
from webapp.audit.models import AuditEntry
from webapp.completion import verification
from webapp.db import transaction
from webapp.errors import Conflict, InvalidInput
from webapp.exams import jobs, queries, saving, service
from webapp.exams.life_rules import Sitter, matched, named
from webapp.exams.models import Attempt, AttemptEvent
from webapp.notify.models import Notice

LATER = OPENS + 2 * 60 * MINUTE
WHY = {"reason": "考场停电", "actor_id": None, "now": OPENS + 45 * MINUTE}
REVIEW = builders.PLAN["review"]


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Three people in the first of two departments."""
    return offices.found(session)


def differences(session, now=CLOSES + timedelta(days=1)):
    """Return every difference that the verification names."""
    return [text for check in verification.CHECKS for text in check.run(session, now).differences]


def number_of(office, person=0):
    """Return a person's staff number."""
    return office.people[person].staff_number


def test_a_voided_attempt_stays_counts_for_nothing_and_uses_no_try(session, office):
    """Fulfilment revoked, both tries left, the event and the notice say why; the seal is of what it was."""
    exam = builders.published(session, office)
    attempt = builders.sit(session, exam, office.ids[0])
    assert service.void(session, exam.id, number_of(office), **WHY) == 1
    assert (attempt.state, attempt.score) == ("voided", 100)
    assert duty(session, office).fulfilments == ()
    again = service.start(session, exam.id, office.ids[0], now=WHY["now"])
    assert again.number == 2 and not queries.attempt_facts(attempt).uses_a_try
    event = session.scalars(sa.select(AttemptEvent).where(AttemptEvent.kind == "void")).one()
    assert event.detail == {"reason": "考场停电"}
    session.flush()
    assert "考场停电" in session.scalars(sa.select(Notice.body)).first()


def test_past_figures_keep_what_a_voided_attempt_was(session, office):
    """Revoked from now on; at the instant before it still counts."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0])
    service.void(session, exam.id, number_of(office), **WHY)
    assert duty(session, office, at=WHY["now"] - SECOND).fulfilments
    assert not duty(session, office, at=WHY["now"]).fulfilments


def test_a_running_attempt_may_be_voided_and_takes_no_more_answers(session, office):
    """The page is told that it has ended."""
    exam = builders.published(session, office)
    attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
    service.void(session, exam.id, number_of(office), **WHY)
    with pytest.raises(saving.AttemptEnded):
        saving.save(session, attempt.id, office.ids[0], item=0, seq=1, response="B", now=WHY["now"])
    assert queries.begun_assignment_ids(session, office.unit_id, 2026, at=CLOSES) == frozenset()


def test_a_reopened_attempt_goes_on_with_its_answers_until_the_new_deadline(session, office):
    """Fulfilment revoked until it ends again; then graded anew as the second grading, by the sweep if need be."""
    exam = builders.published(session, office)
    attempt = builders.sit(session, exam, office.ids[0], right_count=4)
    assert service.reopen(session, exam.id, number_of(office), deadline_at=LATER, **WHY) == 1
    assert (attempt.state, attempt.ended_by, attempt.score) == ("in_progress", None, None)
    assert duty(session, office).fulfilments == () and attempt.accepts_until == LATER + 30 * SECOND
    assert service.start(session, exam.id, office.ids[0], now=WHY["now"]).id == attempt.id
    builders.answer(session, attempt, 5, now=LATER - SECOND, seq=2)
    service.end_attempt(session, attempt.id, ended_by="deadline", now=LATER + 31 * SECOND)
    assert (attempt.state, attempt.score, attempt.grading_number) == ("graded", 100, 2)
    assert duty(session, office).fulfilments == ((LATER, "attempt", attempt.id),)
    kinds = session.scalars(sa.select(AttemptEvent.kind).order_by(AttemptEvent.id)).all()
    assert kinds == ["start", "end", "reopen", "end"]


def test_a_list_is_done_whole_or_not_at_all(session, office):
    """Names and staff numbers mixed; one unknown name stops everything and is named."""
    exam = builders.published(session, office)
    attempts = [builders.sit(session, exam, person) for person in office.ids[:2]]
    with pytest.raises(InvalidInput) as refused:
        service.void(session, exam.id, f"{number_of(office)}\n没有这个人", **WHY)
    assert "没有这个人" in refused.value.sentence and attempts[0].state == "graded"
    assert service.void(session, exam.id, f"{number_of(office)}、测试01", **WHY) == 2


def test_two_of_one_name_are_told_apart_by_number():
    """The sentence asks for the staff number; the number alone means one."""
    twins = [Sitter(1, "张三", "A1", ()), Sitter(2, "张三", "A2", ())]
    assert matched(named("张三"), twins) == ([], ["“张三”有 2 人同名，请改填工号。"])
    assert matched(named("A2，A2"), twins) == ([twins[1]], [])


@pytest.mark.parametrize(
    ("deadline_at", "now", "review", "sentence"),
    [
        (OPENS + 45 * MINUTE, WHY["now"], REVIEW, "晚于现在"),
        (WHY["now"] + SECOND, WHY["now"], REVIEW, ""),
        (CLOSES, CLOSES - SECOND, REVIEW, ""),
        (CLOSES + SECOND, CLOSES - SECOND, REVIEW, "延期"),
        (LATER, WHY["now"], REVIEW | {"keys": "after_submit"}, "已经向本人公布"),
        (CLOSES + MINUTE, CLOSES + SECOND, REVIEW, "已经向本人公布"),
        (CLOSES + MINUTE, CLOSES + SECOND, REVIEW | {"keys": "never", "explanations": "never"}, "延期"),
    ],
)
def test_reopening_at_its_boundaries(session, office, deadline_at, now, review, sentence):
    """Never into the past, past what counts, or onto a paper whose key may have been seen."""
    exam = builders.published(session, office, review=review)
    builders.sit(session, exam, office.ids[0])
    asked = {"deadline_at": deadline_at, "reason": "停电", "actor_id": None, "now": now}
    if sentence:
        with pytest.raises(InvalidInput, match=sentence):
            service.reopen(session, exam.id, number_of(office), **asked)
    else:
        assert service.reopen(session, exam.id, number_of(office), **asked) == 1


@pytest.mark.parametrize(("entered_at", "allowed"), [(CLOSES, True), (CLOSES + SECOND, False)])
def test_an_extension_entered_after_the_close_does_not_undo_that_keys_were_shown(session, office, entered_at, allowed):
    """Entered in time, the exam never closed and nobody has seen a key."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0])
    until = CLOSES + timedelta(days=2)
    service.extend(session, exam.id, office.ids[0], due_at=until, reason="停电", actor_id=None, now=entered_at)
    asked = {"deadline_at": until, "reason": "停电", "actor_id": None, "now": CLOSES + MINUTE}
    if allowed:
        assert service.reopen(session, exam.id, number_of(office), **asked) == 1
    else:
        with pytest.raises(InvalidInput, match="已经向本人公布"):
            service.reopen(session, exam.id, number_of(office), **asked)


def test_nobody_handles_the_own_attempt_and_a_reason_is_needed(session, office):
    """Another liaison has to."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0])
    with pytest.raises(InvalidInput, match="本人"):
        service.void(session, exam.id, number_of(office), **{**WHY, "actor_id": office.ids[0]})
    with pytest.raises(InvalidInput, match="原因"):
        service.void(session, exam.id, number_of(office), **{**WHY, "reason": " "})


def test_the_verification_stays_clean_and_finds_a_voided_attempt_that_was_touched(app):
    """Voided, reopened and ended again, reopened and voided while it runs: each with its own seal."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session)
            exam = builders.published(session, office)
            attempts = [builders.sit(session, exam, person) for person in office.ids]
            service.void(session, exam.id, number_of(office), **WHY)
            for person in (1, 2):
                service.reopen(session, exam.id, number_of(office, person), deadline_at=LATER, **WHY)
            service.void(session, exam.id, number_of(office, 2), **WHY)
        jobs.expire_attempts(now=CLOSES)
        with transaction() as session:
            assert differences(session) == []
            digests = session.scalars(sa.select(AuditEntry.digest).where(AuditEntry.action == "attempt.void")).all()
            assert len(digests) == 2 and all(digests)
            session.execute(sa.update(Attempt).where(Attempt.id == attempts[0].id).values(state="graded"))
            assert any("校验码不符" in text for text in differences(session))


def test_a_list_is_extended_whole_or_not_at_all(session, office):
    """People on the roster, whether they have started or not; running attempts get the later deadline at once."""
    exam = builders.published(session, office)
    running = service.start(session, exam.id, office.ids[0], now=OPENS)
    more = {"due_at": None, "duration_percent": 150, "reason": "网络故障", "actor_id": None, "now": OPENS + MINUTE}
    with pytest.raises(InvalidInput, match="不在这场考试的名册里"):
        service.extend_list(session, exam.id, f"{number_of(office)} 路人", **more)
    assert duty(session, office).duration_percent == 100
    assert service.extend_list(session, exam.id, f"{number_of(office)}\n测试01", **more) == 2
    session.refresh(running)
    assert running.deadline_at == OPENS + 90 * MINUTE
    assert [duty(session, office, one).duration_percent for one in range(3)] == [150, 150, 100]


@pytest.mark.parametrize("deed", ["void", "reopen"])
def test_the_same_deed_twice_at_once_is_done_once(make_app, database_url, deed):
    """On both databases: the second is refused with a sentence, one event on record."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        office = offices.found(session)
        exam = builders.published(session, office)
        builders.sit(session, exam, office.ids[0])
        number = number_of(office)
    more = {"deadline_at": LATER} if deed == "reopen" else {}

    def tried():
        try:
            return in_transaction(getattr(service, deed), exam.id, number, **more, **WHY)()
        except (InvalidInput, Conflict):
            return 0

    assert sorted(together(app, tried, tried)) == [0, 1]
    with app.app_context(), transaction() as session:
        assert session.scalars(sa.select(AttemptEvent.kind).where(AttemptEvent.kind == deed)).all() == [deed]


def test_the_office_extends_for_a_pasted_list(app, staff, browse):
    """A wrong line keeps what was typed and names it."""
    office, url = browse(staff.law_admin), f"/exams/{staff.exam_id}/extend"
    office.get(url)
    typed = {"employee_id": staff.employees_a[0].id, "duration_percent": 150, "reason": "网络故障"}
    refused = office.post(url, people="T011\n没有这个人", **typed)
    assert refused.status_code == 422 and "“没有这个人”不在这场考试的名册里" in refused.text
    assert office.post(url, people="T012\n丁一", **typed).status_code == 303
    assert "1 小时 30 分" in browse(staff.employees_a[1]).get(f"/exams/{staff.exam_id}/intro").text
    assert "1 小时 30 分" not in browse(staff.employees_a[0]).get(f"/exams/{staff.exam_id}/intro").text


def test_the_office_voids_and_reopens_by_a_pasted_list_and_the_person_is_told(app, staff, browse, set_clock):
    """The list shows who did it and why; the open result page learns of a reopening through /state."""
    me, office = browse(staff.employees_a[0]), browse(staff.law_admin)
    me.get(f"/exams/{staff.exam_id}/intro")
    path = me.post(f"/exams/{staff.exam_id}/start").location
    me.get(path)
    me.post(f"{path}/submit")
    assert f'data-await-state="{path}/state"' in me.get(f"{path}/result").text
    form = f"/exams/{staff.exam_id}/attempts/change"
    assert "T011" in office.get(f"{form}?person=T011&number=1").text
    kept = office.post(form, deed="reopen", people="T011", reason="停电")
    assert kept.status_code == 422 and "请填写新的截止时间" in kept.text and "停电" in kept.text
    done = office.post(form, deed="reopen", people="T011", deadline_at="2026-11-24T12:00", reason="停电")
    assert (done.status_code, done.location) == (303, f"/exams/{staff.exam_id}/attempts")
    assert me.get(f"{path}/state").json["state"] == "in_progress"
    assert me.get(f"{path}/state").json["remaining"] == 140 * 60
    office.post(form, deed="void", people="丙一", reason="代答")
    assert me.get(f"{path}/state").json["state"] == "ended"
    assert "已作废" in me.get(f"{path}/result").text and "作废原因：代答" in me.get(f"{path}/result").text
    page = office.get(f"/exams/{staff.exam_id}/attempts").text
    assert "乙一重新打开：停电" in page and "乙一作废：代答" in page
    assert browse(staff.stranger_admin).get(f"/exams/{staff.exam_id}/attempts").status_code == 404
    assert browse(staff.head).get(f"/exams/{staff.exam_id}/attempts").status_code == 403
