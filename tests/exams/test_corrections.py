"""A wrong key as a case: objection, proposal, a second person, regrade of everybody, messages, all of it on record."""

import re
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Event

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND
from tests.exams.test_life import differences
from tests.exams.test_races import in_transaction, together
from tests.exams.test_service import duty
from webapp import tasks
from webapp.accounts import permissions
from webapp.accounts.models import RoleGrant
from webapp.bank.models import Question, QuestionVersion
from webapp.db import transaction
from webapp.errors import Conflict, InvalidInput, NotAllowed
from webapp.exams import correction_queries, correction_rules, corrections, jobs, queries, regrading, saving, service
from webapp.exams.correction_rules import followed, key_of, shown_in_control
from webapp.exams.models import Attempt, AttemptEvent, Grading, ItemResult, KeyCorrection, Objection
from webapp.notify.models import Notice

AFTER = CLOSES + timedelta(days=1)
PASS = {"pass_mark": Decimal(80), "excellent_mark": Decimal(90)}


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Five people; the last two are the liaisons of the tests."""
    return offices.found(session, 5)


def one_question_exam(session, office):
    """Give out an exam whose papers all hold the same three single choices, one statement and one multiple choice."""
    contents = [one for one in builders.questions() if one.stem in ("单选题干0", "单选题干1", "单选题干2")]
    contents += [one for one in builders.questions() if one.stem in ("多选题干0", "判断题干0")]
    contents = [replace(one, stem=f"更正{one.stem}") for one in contents]
    bank_id = builders.fill_bank(session, office.unit_id, contents, name="更正")
    return builders.published(session, office, bank_ids=[bank_id], **PASS)


def wrong_version(session):
    """Return the version of the question whose key B should have been A."""
    return session.scalar(
        sa.select(Question.current_version_id).where(Question.stem == "更正单选题干0").order_by(Question.id)
    )


def sit(session, exam, person, letter, right=5):
    """Sit the exam: everything right as the keys stand, but ``letter`` to the question in dispute."""
    attempt = service.start(session, exam.id, person, now=OPENS)
    wrong = wrong_version(session)
    places = [place for place, item in enumerate(attempt.snapshot["items"]) if item["version_id"] != wrong]
    for place, item in enumerate(attempt.snapshot["items"]):
        raw = letter if item["version_id"] == wrong else builders.right(item["type"])
        if place in places[: right - 1] or item["version_id"] == wrong:
            saving.save(session, attempt.id, person, item=place, seq=1, response=raw, now=OPENS + MINUTE)
    return service.end_attempt(session, attempt.id, ended_by="examinee", now=OPENS + 30 * MINUTE)


def propose(session, office, method="regrade", key=("A",)):
    """Propose that the key is A."""
    reason = {"reason": "第八条规定如此", "actor_id": office.ids[3], "now": AFTER}
    return service.propose(session, office.unit_id, wrong_version(session), method=method, key=key, **reason)


def approve_and_run(app, office, correction_id):
    """Approve as the second person and let the worker run."""
    in_transaction(service.approve, correction_id, actor_id=office.ids[4], now=AFTER)()
    return tasks.run_next()


@pytest.mark.parametrize(
    ("method", "scores"),
    [("up_only", (100, 100, 80)), ("all_credit", (100, 100, 100)), ("regrade", (80, 100, 80))],
)
def test_each_way_regrades_everybody_as_its_preview_said(app, method, scores):
    """B was right and is wrong, A was wrong and is right, C stays wrong: the key goes from B to A."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = one_question_exam(session, office)
            attempts = [sit(session, exam, person, letter) for person, letter in zip(office.ids, "BAC", strict=False)]
            assert [attempt.score for attempt in attempts] == [100, 80, 80]
            key = None if method == "all_credit" else ("A",)
            case = propose(session, office, method, key)
            content = corrections.checked_proposal(session, case.version_id, method, key)
            found = correction_queries.changes(session, case.version_id, content, [method])[method]
            assert tuple(one.after for one in found) == scores
        assert approve_and_run(app, office, case.id)
        with transaction() as session:
            kept = session.scalars(sa.select(Attempt).order_by(Attempt.id)).all()
            assert tuple(int(attempt.score) for attempt in kept) == scores
            assert tuple(attempt.grading_number for attempt in kept) == (2, 2, 2)
            case = session.get_one(KeyCorrection, case.id)
            assert case.state == "done" and correction_queries.affected(session, case.version_id) == []
            new = session.get_one(QuestionVersion, case.new_version_id)
            assert new.number == 2 and new.content["options"] == _old(session, case).content["options"]
            assert session.scalar(sa.select(Question.current_version_id).where(Question.stem == "更正单选题干0")) == new.id
            assert differences(session, AFTER) == []


def _old(session, case):
    return session.get_one(QuestionVersion, case.version_id)


def test_fulfilments_follow_the_pass_mark_in_both_directions(app, set_clock):
    """Who falls below is owed again from now on; who rises has fulfilled it when the paper was handed in."""
    set_clock(AFTER)
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = one_question_exam(session, office)
            loses = sit(session, exam, office.ids[0], "B", right=4)
            gains = sit(session, exam, office.ids[1], "A", right=4)
            assert [bool(duty(session, office, one).fulfilments) for one in (0, 1)] == [True, False]
            case = propose(session, office)
            both = correction_queries.changes(session, case.version_id, _key_a(session, case), ["regrade"])["regrade"]
            assert [one.crosses for one in both] == ["down", "up"]
        approve_and_run(app, office, case.id)
        with transaction() as session:
            assert duty(session, office, 0, at=AFTER + SECOND).fulfilments == ()
            assert duty(session, office, 0, at=CLOSES).fulfilments
            assert duty(session, office, 1, at=AFTER + SECOND).fulfilments == (
                (OPENS + 30 * MINUTE, "attempt", gains.id),
            )
            told = session.scalars(sa.select(Notice.employee_id).where(Notice.kind == "exam.correction")).all()
            assert set(told) == {loses.employee_id, gains.employee_id}
            assert differences(session, AFTER + timedelta(days=1)) == []
            session.execute(sa.update(ItemResult).where(ItemResult.grading_number == 1).values(credit_numerator=0))
            assert any("校验码不符" in text for text in differences(session, AFTER + timedelta(days=1)))


def _key_a(session, case):
    return corrections.checked_proposal(session, case.version_id, "regrade", ("A",))


def test_nobody_approves_the_own_proposal_and_a_case_is_decided_once(session, office):
    """The same login is refused; the second approval finds it decided; a refused case may be proposed again."""
    sit(session, one_question_exam(session, office), office.ids[0], "B")
    case = propose(session, office)
    with pytest.raises(NotAllowed, match="另一位"):
        service.approve(session, case.id, actor_id=office.ids[3], now=AFTER)
    with pytest.raises(Conflict, match="已经在办"):
        propose(session, office)
    service.refuse(session, case.id, "依据不足", actor_id=office.ids[4], now=AFTER)
    with pytest.raises(Conflict, match="有人办理"):
        service.approve(session, case.id, actor_id=office.ids[4], now=AFTER)
    again = propose(session, office)
    service.approve(session, again.id, actor_id=office.ids[4], now=AFTER)
    assert (case.state, again.state) == ("refused", "approved")


@pytest.mark.parametrize(
    ("method", "key", "sentence"),
    [
        ("regrade", ("B",), "和原来一样"),
        ("regrade", ("Z",), "不能用"),
        ("regrade", None, "和原来一样"),
        ("sideways", ("A",), "怎样重新评分"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_in_a_sentence(session, office, method, key, sentence):
    """No other key, no such option, no such way."""
    sit(session, one_question_exam(session, office), office.ids[0], "B")
    with pytest.raises(InvalidInput, match=sentence):
        propose(session, office, method, key)


def test_an_attempt_that_ends_or_is_opened_again_after_the_approval_is_graded_by_the_corrected_key(app):
    """The snapshot still names the old version; what it earns follows the case, once more after a second end."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = one_question_exam(session, office)
            sit(session, exam, office.ids[0], "B")
            running = service.start(session, exam.id, office.ids[1], now=OPENS)
            builders.answer(session, running, 5, now=OPENS + MINUTE)
            case = service.propose(
                session,
                office.unit_id,
                wrong_version(session),
                method="regrade",
                key=("A",),
                reason="改",
                actor_id=office.ids[3],
                now=OPENS + 2 * MINUTE,
            )
            service.approve(session, case.id, actor_id=office.ids[4], now=OPENS + 3 * MINUTE)
            service.end_attempt(session, running.id, ended_by="examinee", now=OPENS + 4 * MINUTE)
            assert running.score == 80 and correction_queries.affected_count(session, case.version_id) == 1
        tasks.run_next()
        why = {"reason": "停电", "actor_id": None, "now": OPENS + 40 * MINUTE}
        with transaction() as session:
            number = office.people[0].staff_number
            service.reopen(session, exam.id, number, deadline_at=OPENS + 60 * MINUTE, **why)
            ended = service.end_attempt(session, 1, ended_by="examinee", now=OPENS + 50 * MINUTE)
            assert (ended.score, ended.grading_number) == (80, 3)
        with transaction() as session:
            assert differences(session, AFTER) == []


def test_the_regrade_goes_on_after_a_kill_and_twice_changes_nothing_more(app, monkeypatch):
    """Batches of one; killed after the first, run again, run a third time."""
    monkeypatch.setattr(regrading, "BATCH", 1)
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = one_question_exam(session, office)
            for person in office.ids[:3]:
                sit(session, exam, person, "A")
            case = propose(session, office)
            service.approve(session, case.id, actor_id=office.ids[4], now=AFTER)
        in_transaction(service.regrade_some, case.id, now=AFTER)()
        for _ in range(2):
            jobs.regrade(tasks.Progress(case.task_id, None), {"correction_id": case.id})
        with transaction() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(Grading)) == 6
            kinds = session.scalars(sa.select(AttemptEvent.kind).where(AttemptEvent.kind == "regrade")).all()
            assert len(kinds) == 3
            assert session.get_one(tasks.Task, case.task_id).total_count >= 0


def test_a_voided_attempt_is_not_regraded(app):
    """It counts for nothing, and its seal holds."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam = one_question_exam(session, office)
            attempt = sit(session, exam, office.ids[0], "A")
            number = office.people[0].staff_number
            service.void(session, exam.id, number, reason="代答", actor_id=None, now=OPENS + 40 * MINUTE)
            case = propose(session, office)
        approve_and_run(app, office, case.id)
        with transaction() as session:
            assert session.get_one(Attempt, attempt.id).grading_number == 1
            assert differences(session, AFTER) == []


@pytest.mark.parametrize("deed", ["approve", "regrade"])
def test_two_at_once_do_it_once(make_app, database_url, deed):
    """On both databases: two approvals give one version and one task, two workers one grading."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        office = offices.found(session, 5)
        exam = one_question_exam(session, office)
        sit(session, exam, office.ids[0], "A")
        case = propose(session, office)

    def approved():
        try:
            return bool(in_transaction(service.approve, case.id, actor_id=office.ids[4], now=AFTER)())
        except Conflict:
            return False

    if deed == "approve":
        assert sorted(together(app, approved, approved)) == [False, True]
    else:
        with app.app_context():
            approved()
        again = in_transaction(service.regrade_some, case.id, now=AFTER)
        together(app, again, again)
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(tasks.Task)) == 1
        assert session.scalar(sa.select(sa.func.max(QuestionVersion.number))) == 2
        assert session.get_one(Attempt, 1).grading_number == (1 if deed == "approve" else 2)


def test_an_attempt_that_was_being_ended_while_the_case_was_approved_is_regraded_too(make_app, postgres_url):
    """Its end had not seen the approval; the regrade waits for it. On SQLite one writer waits for the other anyway."""
    app, ending, approved = make_app(postgres_url), Event(), Event()
    with app.app_context(), transaction() as session:
        office = offices.found(session, 5)
        exam = one_question_exam(session, office)
        sit(session, exam, office.ids[0], "A")
        running = service.start(session, exam.id, office.ids[1], now=OPENS)
        case = propose(session, office)

    def end():
        with transaction() as session:
            service.end_attempt(session, running.id, ended_by="examinee", now=OPENS + MINUTE)
            ending.set()
            approved.wait(10)
            time.sleep(0.5)

    def approve():
        ending.wait(10)
        in_transaction(service.approve, case.id, actor_id=office.ids[4], now=AFTER)()
        approved.set()
        tasks.run_next()

    together(app, end, approve)
    with app.app_context(), transaction() as session:
        assert correction_queries.affected_count(session, case.version_id) == 0
        assert [row.grading_number for row in session.scalars(sa.select(Attempt))] == [2, 2]
        assert differences(session, AFTER + timedelta(days=1)) == []


def test_an_objection_is_raised_once_keys_may_be_seen_and_answered_once(session, office):
    """Not before the close; not twice; declined with a reason that the person is told; or part of a case."""
    exam = one_question_exam(session, office)
    first, second = (sit(session, exam, person, "A") for person in office.ids[:2])
    version = wrong_version(session)
    raised = {"actor_id": office.ids[0]}
    with pytest.raises(NotAllowed, match="公布后"):
        service.object_to(session, first.id, version, "应选A", **raised, now=CLOSES)
    one = service.object_to(session, first.id, version, "应选A", **raised, now=AFTER)
    with pytest.raises(Conflict, match="已对这道题"):
        service.object_to(session, first.id, version, "应选A", **raised, now=AFTER)
    service.decline(session, one.id, "见第八条", actor_id=office.ids[3], now=AFTER)
    with pytest.raises(Conflict, match="答复过"):
        service.decline(session, one.id, "见第八条", actor_id=office.ids[4], now=AFTER)
    assert "见第八条" in session.scalars(sa.select(Notice.body)).one()
    two = service.object_to(session, second.id, version, "应选A", actor_id=office.ids[1], now=AFTER)
    case = propose(session, office)
    session.refresh(two)
    assert (two.state, two.correction_id) == ("accepted", case.id)
    assert session.scalars(sa.select(Objection.state).order_by(Objection.id)).all() == ["declined", "accepted"]


def test_corrections_follow_one_another():
    """Version 1 to 2 for everybody, then 2 to 3 by the key."""
    full = correction_rules.ItemResult("right", correction_rules.FULL_CREDIT, Decimal(20))
    none = correction_rules.ItemResult("wrong", correction_rules.FULL_CREDIT * 0, Decimal(0))
    chain = {1: correction_rules.InForce("all_credit", 2), 2: correction_rules.InForce("up_only", 3)}
    assert followed(1, none, chain, lambda version: none, Decimal(20)) == (3, full)
    assert followed(2, none, chain, lambda version: none, Decimal(20)) == (3, none)
    assert followed(7, none, chain, lambda version: full, Decimal(20)) == (7, none)


@pytest.mark.parametrize(
    ("control", "response", "key"),
    [
        ("one", "A", ("A",)),
        ("judge", "true", ("true",)),
        ("many", ("A", "C"), ("A", "C")),
        ("order", ("B", "A"), ("B", "A")),
        ("blanks", ("六十 | 60", "日"), (("六十", "60"), ("日",))),
        ("pairs", (("A", "2"), ("B", "1")), (("A", "2"), ("B", "1"))),
        ("text", "随便", None),
        ("parts", ("A",), None),
        ("one", None, None),
    ],
)
def test_a_key_is_entered_like_a_response(control, response, key):
    """In the question's own control; what a person marks has no key to correct."""
    assert key_of(control, response) == key
    if control == "blanks":
        assert shown_in_control(key) == ["六十|60", "日"]


def test_the_roles_that_may_be_the_second_person_are_those_of_the_permission_table():
    """The sentence that nobody is available and the guard agree."""
    allowed = {role for role in permissions.ROLES if permissions.can(frozenset({role}), "exam.approve")}
    assert allowed == correction_rules.APPROVING_ROLES


def test_the_history_of_gradings_is_kept(app):
    """第1次评分, then after the correction."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            attempt = sit(session, one_question_exam(session, office), office.ids[0], "A")
            case = propose(session, office)
        approve_and_run(app, office, case.id)
        with transaction() as session:
            history = [(number, reason, score) for number, _, reason, score in queries.gradings(session, attempt.id)]
            assert history == [(1, "submit", 80), (2, "correction", 100)]


def test_from_the_review_page_to_the_corrected_result(app, staff, browse, set_clock):
    """An employee objects, the liaison proposes, the leader approves, the worker regrades, the result tells both."""
    with app.app_context(), transaction() as session:
        exam = one_question_exam(session, staff)
        attempt = sit(session, exam, staff.employees_a[0].id, "A")
        version = wrong_version(session)
        number = [item["version_id"] for item in attempt.snapshot["items"]].index(version) + 1
    path = f"/attempts/{attempt.id}"
    me, office = browse(staff.employees_a[0]), browse(staff.law_admin)
    assert "题目有异议" not in me.get(f"{path}/result").text
    assert me.post(f"{path}/items/{number}/objection", text="应选A").status_code == 403
    set_clock(AFTER)
    me, office, boss = browse(staff.employees_a[0]), browse(staff.law_admin), browse(staff.leader)
    assert f"{path}/items/{number}/objection" in me.get(f"{path}/result").text
    me.get(f"{path}/items/{number}/objection")
    assert me.post(f"{path}/items/{number}/objection", text=" ").status_code == 422
    assert me.post(f"{path}/items/{number}/objection", text="应选A").status_code == 303
    assert "还没有答复" in me.get(f"{path}/items/{number}/objection").text
    assert "1 条题目异议等待答复" in office.get("/").text
    assert "应选A" in office.get("/exams/corrections").text and "应选A" in office.get("/exams/objections/1").text
    form = f"/exams/{exam.id}/corrections/{version}"
    assert "更正单选题干0" in office.get(f"/exams/{exam.id}/corrections").text
    assert 'value="B" checked' in office.get(form).text
    preview = office.get(f"{form}/preview?q0=A").text
    assert "只升不降" in preview and "1 份升分，0 份降分" in preview and "甲二" in preview
    made = office.post(form, q0="A", method="regrade", text="第八条")
    assert made.status_code == 303
    case = made.location
    assert "要由另一人批准" in office.get(case).text
    assert office.post(f"{case}/approve").status_code == 403
    seen = boss.get(case).text
    assert "批准并重新评分" in seen and "80" not in re.sub(r"<[^>]+>", "", seen.split("影响")[1])
    assert boss.post(f"{case}/approve").status_code == 303
    assert boss.post(f"{case}/approve").status_code == 409
    assert "正在重新评分" in office.get(case).text
    with app.app_context():
        assert tasks.run_next()
    state = office.get(f"{case}/state").json
    assert (state["state"], state["done"], state["result_url"]) == ("done", 1, case)
    assert "已更正" in office.get(case).text and "重新评分 1 份" in office.get(case).text
    result = me.get(f"{path}/result").text
    assert "100 分，已达到合格线" in result and "第 2 次评分，答案更正后" in result and "第 1 次评分" in result
    disputed = result.split(f'id="review-{number}"')[1].split("</article>")[0]
    assert "办过更正" in disputed and _shown(disputed, "标准答案") == _shown(disputed, "您的作答")
    with app.app_context(), transaction() as session:
        told = session.scalars(sa.select(Notice.employee_id).where(Notice.subject == "有一件答案更正等您批准")).all()
        assert set(told) == {staff.leader.id, staff.principal.id}
    for who, status in ((staff.employees_a[1], 403), (staff.stranger_admin, 404), (staff.head, 403)):
        assert browse(who).get(case).status_code == status
    assert browse(staff.employees_a[1]).get(f"{path}/items/{number}/objection").status_code == 404


def _shown(review, word):
    return re.search(f"<dt>{word}</dt><dd>(.)", review).group(1)


def test_without_a_second_person_the_case_waits_and_says_so(app, staff, browse, set_clock):
    """Everybody else's role has ended: the page says whom to ask."""
    with app.app_context(), transaction() as session:
        exam = one_question_exam(session, staff)
        sit(session, exam, staff.employees_a[0].id, "A")
        version = wrong_version(session)
        session.execute(sa.delete(RoleGrant).where(RoleGrant.role.in_(("leader", "principal_leader"))))
    set_clock(AFTER)
    office = browse(staff.law_admin)
    form = f"/exams/{exam.id}/corrections/{version}"
    assert "现在没有别的法治联络员或领导可以批准" in office.get(f"{form}/preview?q0=A").text
    case = office.post(form, q0="A", method="up_only", text="第八条").location
    assert "更正一直等待" in office.get(case).text
