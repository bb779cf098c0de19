"""An exam from draft to result in the database: publishing, starting, ending, expiring, extending."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from question_bank import PaperSpec, SpecSection, question_from_json
from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND, WEEK
from webapp.assignments import queries as assignments
from webapp.audit.models import AuditEntry
from webapp.audit.service import digest_of
from webapp.bank.models import Question, QuestionVersion
from webapp.db import transaction
from webapp.errors import Conflict, NotFound
from webapp.exams import jobs, paper, queries, service
from webapp.exams.models import Attempt, AttemptEvent, Exam, Grading, ItemResult

DEADLINE = OPENS + 60 * MINUTE


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Three people in the first of two departments."""
    return offices.found(session)


def duty(session, office, person=0, at=CLOSES):
    """Return one person's only duty."""
    return next(iter(assignments.duties_of(session, office.ids[person], at=at)), None)


def test_an_exam_makes_its_duty_due_at_the_close_and_counting_until_the_makeup_closes(session, office):
    """A make-up doesn't move the due instant."""
    windows = [
        service.WindowPlan("main", OPENS, CLOSES),
        service.WindowPlan("makeup", CLOSES + WEEK, CLOSES + 2 * WEEK),
    ]
    exam = builders.plan(session, office, windows=windows)
    requirement = assignments.requirement(session, exam.requirement_id)
    assert (requirement.kind, requirement.year, requirement.state) == ("exam", 2026, "draft")
    assert (requirement.opens_at, requirement.due_at, requirement.counts_until) == (OPENS, CLOSES, CLOSES + 2 * WEEK)
    assert requirement.is_counted and requirement.minutes == 60
    assert exam.total_points == 100


def test_a_plan_with_faults_writes_nothing_and_names_them(session, office):
    """An exam that closes before it opens and whose pass mark is above the total."""
    with pytest.raises(service.InvalidExam) as refused:
        builders.plan(
            session, office, windows=[service.WindowPlan("main", CLOSES, OPENS)], pass_mark=Decimal(101)
        )
    assert {problem.field for problem in refused.value.problems} == {"closes_at", "pass_mark", "excellent_mark"}
    assert session.scalar(sa.select(sa.func.count()).select_from(Exam)) == 0


def test_publishing_gives_the_exam_to_all_established_people_of_the_roster_day(session, office):
    """Contract staff and those who joined after the roster day get none."""
    offices.hire(session, office, 3, employment_type="contract")
    offices.hire(session, office, 4, from_on=date(2026, 11, 2))
    exam = builders.plan(session, office)
    assert service.publish(session, exam.id, actor_id=None, now=OPENS - WEEK) == 3
    duties = assignments.duties_of_requirement(session, exam.requirement_id, at=OPENS)
    assert [duty.employee_id for duty in duties] == office.ids[:3]


def test_publishing_an_exam_that_the_bank_cannot_fill_explains_each_section(session, office):
    """10 multiple choices wanted, 3 there."""
    sections = (*builders.SPEC.sections[:1], SpecSection("多选题", "multiple_choice", 10, Decimal(4)))
    exam = builders.plan(session, office, spec=PaperSpec(sections))
    with pytest.raises(Conflict) as refused:
        service.publish(session, exam.id, actor_id=None, now=OPENS - WEEK)
    assert refused.value.details == ("“多选题”需要 10 道，题库里可用 3 道，还差 7 道。",)
    assert duty(session, office) is None


def test_publishing_after_the_close_is_refused(session, office):
    """Nobody could sit it in time."""
    exam = builders.plan(session, office)
    with pytest.raises(Conflict, match="截止"):
        service.publish(session, exam.id, actor_id=None, now=CLOSES + SECOND)


def test_a_publication_is_taken_back_only_while_nobody_has_started(session, office):
    """After the first start it stays."""
    exam = builders.published(session, office)
    service.withdraw(session, exam.id, reason="文号有误", actor_id=None, now=OPENS - MINUTE)
    assert duty(session, office) is None
    with pytest.raises(Conflict, match="还没有发布"):
        service.start(session, exam.id, office.ids[0], now=OPENS)
    service.publish(session, exam.id, actor_id=None, now=OPENS)
    service.start(session, exam.id, office.ids[0], now=OPENS)
    with pytest.raises(Conflict, match="已有人开始"):
        service.withdraw(session, exam.id, reason="", actor_id=None, now=OPENS)


def test_starting_stores_what_rebuilds_the_paper_and_nothing_of_the_key(session, office):
    """Versions, option order, points and seed; a second start in a second tab resumes."""
    exam = builders.published(session, office)
    attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
    items = attempt.snapshot["items"]
    assert len(items) == 5 and len(attempt.seed) == 64
    assert attempt.deadline_at == DEADLINE and attempt.accepts_until == DEADLINE + 30 * SECOND
    assert attempt.assignment_id == duty(session, office).assignment_id
    versions = {version.id: version for version in session.scalars(sa.select(QuestionVersion))}
    for item in items:
        content = question_from_json(versions[item["version_id"]].content)
        assert versions[item["version_id"]].question_id == item["question_id"]
        assert sorted(item["option_order"]) == [option.id for option in content.options]
        assert set(item) == {"question_id", "section", "option_order", "points", "version_id", "type", "blanks"}
    again = service.start(session, exam.id, office.ids[0], now=OPENS + MINUTE)
    assert (again.id, again.seed) == (attempt.id, attempt.seed)
    assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["start"]


def test_two_people_get_different_papers(session, office):
    """Each draws by an own seed."""
    exam = builders.published(session, office)
    first, second = (service.start(session, exam.id, person, now=OPENS) for person in office.ids[:2])
    assert first.seed != second.seed
    assert first.snapshot["items"] != second.snapshot["items"]


def test_a_second_try_draws_questions_not_seen_before(session, office):
    """While the bank suffices."""
    exam = builders.published(session, office)
    first = builders.sit(session, exam, office.ids[0], right_count=1)
    second = service.start(session, exam.id, office.ids[0], now=OPENS + 40 * MINUTE)
    assert second.number == 2
    assert not paper.question_ids(first.snapshot) & paper.question_ids(second.snapshot)


@pytest.mark.parametrize(
    ("now", "sentence"), [(OPENS - SECOND, "还没有开放"), (CLOSES, "已经截止")]
)
def test_a_start_outside_of_the_window_is_refused_with_the_reason(session, office, now, sentence):
    """And leaves no attempt."""
    exam = builders.published(session, office)
    with pytest.raises(Conflict, match=sentence):
        service.start(session, exam.id, office.ids[0], now=now)
    assert not queries.has_attempts(session, exam.id)


def test_the_third_attempt_of_two_is_refused(session, office):
    """A blank one in between uses none up."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0], right_count=1, minutes=2)
    blank = builders.sit(session, exam, office.ids[0], right_count=0, at=OPENS + 3 * MINUTE, minutes=2)
    assert (blank.state, blank.response_count, blank.score) == ("graded", 0, 0)
    builders.sit(session, exam, office.ids[0], right_count=1, at=OPENS + 6 * MINUTE, minutes=2)
    with pytest.raises(Conflict, match="机会已经用完"):
        service.start(session, exam.id, office.ids[0], now=OPENS + 9 * MINUTE)


def test_a_bank_that_has_run_dry_since_publication_refuses_the_start(session, office):
    """With a sentence, not half an attempt."""
    exam = builders.published(session, office)
    session.execute(sa.update(Question).values(state="retired"))
    with pytest.raises(Conflict, match="题库题目不足"):
        service.start(session, exam.id, office.ids[0], now=OPENS)


def test_handing_in_grades_on_the_shown_versions_and_fulfils_the_duty(session, office):
    """3 of 5 right is 60 of 100: just passed, at the instant of handing in."""
    exam = builders.published(session, office)
    attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
    builders.answer(session, attempt, 3, now=OPENS + MINUTE)
    # A correction of the key after the start makes a newer version, which this attempt didn't show.
    for item in attempt.snapshot["items"]:
        question = session.get_one(Question, item["question_id"])
        shown = session.get_one(QuestionVersion, item["version_id"])
        newer = QuestionVersion(
            question_id=question.id, number=2, content=shown.content | {"key": ["D"]}, created_at=OPENS
        )
        session.add(newer)
        session.flush()
        question.current_version_id = newer.id
    ended = service.end_attempt(session, attempt.id, ended_by="examinee", now=OPENS + 20 * MINUTE)
    assert (ended.state, ended.score, ended.response_count, ended.ended_by) == ("graded", 60, 3, "examinee")
    assert duty(session, office).fulfilments == ((OPENS + 20 * MINUTE, "attempt", attempt.id),)
    rows = session.scalars(sa.select(ItemResult).order_by(ItemResult.item)).all()
    earned = [(row.state, row.awarded, row.credit_numerator) for row in rows]
    assert earned == [("right", 20, 1)] * 3 + [("blank", 0, 0)] * 2
    assert [row.question_version_id for row in rows] == paper.version_ids(attempt.snapshot)
    assert session.scalars(sa.select(Grading.score)).all() == [60]
    assert session.scalars(sa.select(AttemptEvent.kind).order_by(AttemptEvent.id)).all() == ["start", "end"]


def test_handing_in_twice_is_one_result(session, office):
    """The second time changes nothing, whoever asks."""
    exam = builders.published(session, office)
    first = builders.sit(session, exam, office.ids[0])
    again = service.end_attempt(session, first.id, ended_by="invigilator", now=OPENS + 50 * MINUTE)
    assert (again.submitted_at, again.ended_by) == (OPENS + 30 * MINUTE, "examinee")
    assert session.scalar(sa.select(sa.func.count()).select_from(Grading)) == 1
    assert len(duty(session, office).fulfilments) == 1


@pytest.mark.parametrize(("right_count", "fulfils"), [(0, False), (2, False), (3, True)])
def test_only_an_attempt_at_or_above_the_pass_mark_fulfils(session, office, right_count, fulfils):
    """Blank, below, at the mark."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0], right_count=right_count)
    assert bool(duty(session, office).fulfilments) is fulfils


def test_the_first_pass_fulfils_even_when_a_later_try_is_worse(session, office):
    """Completion takes the first passing attempt whatever the score policy."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0], right_count=3, minutes=10)
    builders.sit(session, exam, office.ids[0], right_count=5, at=OPENS + 20 * MINUTE, minutes=10)
    assert duty(session, office).fulfilments[0][0] == OPENS + 10 * MINUTE


def test_a_newcomer_without_a_duty_takes_part_and_fulfils_none(session, office):
    """新调入 are listed, not counted."""
    exam = builders.published(session, office)
    newcomer = offices.hire(session, office, 8, from_on=date(2026, 11, 20))
    attempt = builders.sit(session, exam, newcomer.employee_id)
    assert attempt.assignment_id is None and attempt.score == 100
    assert assignments.duties_of(session, newcomer.employee_id, at=CLOSES) == []


def test_the_audit_row_of_the_end_carries_the_digest_of_its_rows(app):
    """A changed answer, score or item result changes the digest."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session)
            attempt = builders.sit(session, builders.published(session, office), office.ids[0])
        with transaction() as session:
            stored = session.scalar(sa.select(AuditEntry.digest).where(AuditEntry.action == "attempt.end"))
            assert stored == digest_of(queries.proof(session, attempt.id))
            session.execute(sa.update(ItemResult).where(ItemResult.item == 0).values(awarded=Decimal(19)))
            assert stored != digest_of(queries.proof(session, attempt.id))


def test_the_server_hands_in_what_was_saved_when_the_browser_is_gone(app):
    """30 s after the deadline, dated at the deadline, one second before not yet; repeating does nothing."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session)
            exam = builders.published(session, office)
            attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
            builders.answer(session, attempt, 4, now=OPENS + MINUTE)
        for seconds, sentence in ((29, "0 份"), (30, "0 份"), (31, "1 份"), (90, "0 份")):
            assert sentence in jobs.expire_attempts(now=DEADLINE + seconds * SECOND)
        with transaction() as session:
            ended = session.get_one(Attempt, attempt.id)
            assert (ended.state, ended.ended_by, ended.submitted_at) == ("graded", "deadline", DEADLINE)
            assert ended.score == 80
            found = duty(session, office)
            assert found.fulfilments == ((DEADLINE, "attempt", attempt.id),)


def test_the_sweep_ends_more_than_a_batch_and_is_not_held_up_by_a_broken_attempt(app, monkeypatch):
    """Five attempts in batches of two, one of them with a question that is gone."""
    monkeypatch.setattr(jobs, "BATCH", 2)
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = builders.published(session, office)
            attempts = [service.start(session, exam.id, person, now=OPENS) for person in office.ids]
            broken = attempts[1].snapshot | {"items": [attempts[1].snapshot["items"][0] | {"version_id": 10**6}]}
            session.execute(sa.update(Attempt).where(Attempt.id == attempts[1].id).values(snapshot=broken))
        assert jobs.expire_attempts(now=CLOSES) == "自动交卷 4 份，1 份没有收成，请查看日志。"
        with transaction() as session:
            states = dict(session.execute(sa.select(Attempt.id, Attempt.state)).all())
            expected = ["graded", "in_progress", "graded", "graded", "graded"]
            assert [states[attempt.id] for attempt in attempts] == expected


def test_an_expired_attempt_is_ended_before_its_person_starts_again(session, office):
    """Even when the sweep hasn't come by."""
    exam = builders.published(session, office)
    first = service.start(session, exam.id, office.ids[0], now=OPENS)
    builders.answer(session, first, 1, now=OPENS)
    second = service.start(session, exam.id, office.ids[0], now=DEADLINE + 31 * SECOND)
    assert second.number == 2
    assert (first.state, first.ended_by, first.submitted_at) == ("graded", "deadline", DEADLINE)


def test_handing_in_after_the_deadline_counts_at_the_deadline(session, office):
    """Within the 30 s the button still works, and it reads 到时自动交卷."""
    exam = builders.published(session, office)
    attempt = builders.sit(session, exam, office.ids[0], minutes=60)
    late = builders.sit(session, exam, office.ids[1], minutes=61)
    assert (attempt.ended_by, attempt.submitted_at) == ("examinee", DEADLINE)
    assert (late.ended_by, late.submitted_at) == ("deadline", DEADLINE)


def test_an_extension_during_the_attempt_moves_its_deadline_at_once(session, office):
    """150% of an hour; the event says why the deadline changed."""
    exam = builders.published(session, office)
    attempt = service.start(session, exam.id, office.ids[0], now=OPENS)
    service.extend(
        session, exam.id, office.ids[0], due_at=None, duration_percent=150, reason="视力不便", actor_id=None, now=OPENS
    )
    session.refresh(attempt)
    assert attempt.deadline_at == OPENS + 90 * MINUTE
    assert attempt.accepts_until == OPENS + 90 * MINUTE + 30 * SECOND
    assert session.scalars(sa.select(AttemptEvent.kind).order_by(AttemptEvent.id)).all() == ["start", "extension"]


def test_an_extended_person_sits_after_the_others_close_and_is_on_time(session, office):
    """The due instant moves with the extension."""
    exam = builders.published(session, office)
    service.extend(
        session, exam.id, office.ids[0], due_at=CLOSES + WEEK, reason="病假返岗", actor_id=None, now=OPENS
    )
    attempt = builders.sit(session, exam, office.ids[0], at=CLOSES + MINUTE)
    found = duty(session, office, at=CLOSES + WEEK)
    assert found.due_at == CLOSES + WEEK and found.fulfilments[0][0] == attempt.submitted_at
    with pytest.raises(Conflict):
        service.start(session, exam.id, office.ids[1], now=CLOSES + MINUTE)
    assert not queries.is_closed(session, queries.exam(session, exam.id), now=CLOSES + WEEK)
    assert queries.is_closed(session, queries.exam(session, exam.id), now=CLOSES + WEEK + SECOND)


def test_extending_for_someone_who_is_not_on_the_roster_is_not_found(session, office):
    """A 新调入 has no duty to extend."""
    exam = builders.published(session, office)
    newcomer = offices.hire(session, office, 8, from_on=date(2026, 11, 20))
    with pytest.raises(NotFound):
        service.extend(
            session, exam.id, newcomer.employee_id, due_at=CLOSES + WEEK, reason="x", actor_id=None, now=OPENS
        )
