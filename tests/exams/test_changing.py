"""A published exam: what may still be changed, by whom and until when, and what stays as people have sat it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, WEEK
from tests.exams.test_life import differences
from webapp.assignments import queries as assignments
from webapp.audit.models import AuditEntry
from webapp.bank.models import Question
from webapp.completion.service import classify
from webapp.db import transaction
from webapp.errors import Conflict
from webapp.exams import paper, queries, service
from webapp.exams.change_rules import FIXED, Change, change_problems
from webapp.exams.models import Attempt, Exam
from webapp.exams.plan_rules import WindowPlan
from webapp.exams.rules import WindowFacts
from webapp.notify.models import Notice

MAIN = WindowFacts(1, "main", OPENS, CLOSES)
MAKEUP = WindowFacts(2, "makeup", CLOSES + WEEK, CLOSES + WEEK + timedelta(hours=8))
DAY = timedelta(days=1)
NEW_MAKEUP = WindowPlan("makeup", CLOSES + 2 * WEEK, CLOSES + 2 * WEEK + DAY)


def change(**more):
    """Return a change of nothing but what is named."""
    return Change(**({"late_entry_minutes": None, "access_password": None, "networks": ()} | AS_IT_IS | more))


AS_IT_IS = {"closes": {}, "makeup": None}


@pytest.mark.parametrize(
    ("changed", "now", "field"),
    [
        ({}, OPENS, None),
        ({"closes": {1: CLOSES + DAY}}, OPENS, None),
        ({"closes": {1: CLOSES + DAY}}, CLOSES - builders.SECOND, None),
        ({"closes": {1: CLOSES + DAY}}, CLOSES, "closes-1"),
        ({"closes": {1: CLOSES - builders.SECOND}}, OPENS, "closes-1"),
        ({"closes": {1: MAKEUP.opens_at}}, OPENS, None),
        ({"closes": {1: MAKEUP.opens_at + builders.SECOND}}, OPENS, "closes-2"),
        ({"closes": {2: MAKEUP.closes_at + DAY}}, CLOSES + DAY, None),
        ({"makeup": NEW_MAKEUP}, CLOSES + DAY, None),
        ({"makeup": NEW_MAKEUP}, NEW_MAKEUP.opens_at + builders.SECOND, "makeup_opens_at"),
        ({"makeup": WindowPlan("makeup", OPENS + DAY, OPENS + DAY)}, OPENS, "makeup_closes_at"),
        ({"makeup": WindowPlan("makeup", CLOSES - MINUTE, CLOSES + DAY)}, OPENS, "makeup_opens_at"),
        ({"makeup": WindowPlan("makeup", MAKEUP.opens_at + MINUTE, MAKEUP.closes_at)}, OPENS, "makeup_opens_at"),
        ({"networks": ("0.0.0.0/0",)}, OPENS, "networks"),
        ({"access_password": "1"}, OPENS, "access_password"),
        ({"late_entry_minutes": 0}, OPENS, "late_entry_minutes"),
    ],
)
def test_a_change_only_ever_gives_more_time_and_never_reaches_back(changed, now, field):
    """A close moves later while it has not passed, and not into the make-up; a make-up lies ahead and overlaps none."""
    found = change_problems(change(**changed), (MAIN, MAKEUP), 60, now=now)
    assert {problem.field for problem in found} == ({field} if field else set())


def test_each_thing_that_stays_as_published_says_why():
    """One sentence each, for the liaison who looks for it."""
    assert all(why.endswith("。") and "！" not in why for why in FIXED.values()) and len(FIXED) >= 6


def changed(session, exam_id, *, now=OPENS, **more):
    """Change the exam and return what is different."""
    return service.change_exam(session, exam_id, change(**more), reason="机房断电", actor_id=None, now=now)


def window_id(session, exam_id):
    """Return the exam's main window."""
    return queries.exam(session, exam_id).windows[0].window_id


def test_prolonging_a_window_moves_the_due_instant_and_the_running_attempts(app, staff):
    """Who started late gets the whole duration after all; who handed in after the old close is on time."""
    me, other = staff.employees_a[0].id, staff.employees_a[1].id
    with app.app_context(), transaction() as session:
        late = service.start(session, staff.exam_id, me, now=CLOSES - 10 * MINUTE)
        assert late.deadline_at == CLOSES
        closes = {window_id(session, staff.exam_id): CLOSES + DAY}
        assert "延后到" in changed(session, staff.exam_id, closes=closes, now=CLOSES - MINUTE)[0]
        session.refresh(late)
        assert late.deadline_at == CLOSES + 50 * MINUTE
        exam = session.get_one(Exam, staff.exam_id)
        builders.sit(session, exam, other, at=CLOSES + 60 * MINUTE)
        duty = assignments.duty_of(session, exam.requirement_id, other, at=CLOSES + DAY)
        assert duty.due_at == CLOSES + DAY and classify(duty, CLOSES + DAY) == "completed"
    with app.app_context(), transaction() as session:
        assert differences(session, CLOSES + DAY) == []


def test_a_makeup_added_later_moves_the_due_instant_of_nobody_and_counts_late(app, staff):
    """DOMAIN: a pass after the due day is completed_late; 缺考 waits for the new last window."""
    me = staff.employees_a[0].id
    with app.app_context(), transaction() as session:
        exam = session.get_one(Exam, staff.exam_id)
        assert "加一次补考" in changed(session, exam.id, makeup=NEW_MAKEUP, now=CLOSES + DAY)[0]
        builders.sit(session, exam, me, at=NEW_MAKEUP.opens_at)
        duty = assignments.duty_of(session, exam.requirement_id, me, at=NEW_MAKEUP.closes_at)
        assert duty.due_at == CLOSES and classify(duty, NEW_MAKEUP.closes_at) == "completed_late"
        assert duty.counts_until == NEW_MAKEUP.closes_at


def test_with_one_paper_for_all_an_added_makeup_has_its_own(app, staff):
    """As far as the bank suffices, no question that the first sitting has seen."""
    with app.app_context(), transaction() as session:
        exam = builders.published(session, staff, bank_ids=[staff.bank_id], is_same_paper=True)
        first = service.start(session, exam.id, staff.employees_a[0].id, now=OPENS)
        changed(session, exam.id, makeup=NEW_MAKEUP, now=CLOSES + DAY)
        other = service.start(session, exam.id, staff.employees_a[1].id, now=NEW_MAKEUP.opens_at)
        assert not paper.question_ids(first.snapshot) & paper.question_ids(other.snapshot)


def test_a_makeup_that_the_bank_cannot_fill_any_more_is_refused_with_a_sentence(app, staff):
    """All questions were retired since the publication; nothing of the change is kept."""
    with app.app_context():
        with transaction() as session:
            exam = builders.published(session, staff, bank_ids=[staff.bank_id], is_same_paper=True)
            session.execute(sa.update(Question).values(state="retired"))
        with pytest.raises(Conflict, match="题库题目不足"), transaction() as session:
            changed(session, exam.id, makeup=NEW_MAKEUP, now=CLOSES + DAY)
        with transaction() as session:
            assert len(queries.exam(session, exam.id).windows) == 1


def test_a_change_is_on_record_with_its_reason_and_without_the_password(app, staff):
    """What was changed in words; the password itself is in no log."""
    with app.app_context(), transaction() as session:
        assert changed(session, staff.exam_id, access_password="天知地知") == ("考试口令",)
    with app.app_context(), transaction() as session:
        entry = session.scalar(sa.select(AuditEntry).where(AuditEntry.action == "exam.change"))
        assert entry.detail == {"changed": ["考试口令"], "reason": "机房断电"}
        assert "天知地知" not in str(session.scalars(sa.select(AuditEntry.detail)).all())


def test_who_still_owes_the_exam_hears_of_a_new_time_at_once(app, staff):
    """Not who has passed, not the leadership, and nobody of a new password."""
    passed = staff.employees_a[0].id
    with app.app_context(), transaction() as session:
        builders.sit(session, session.get_one(Exam, staff.exam_id), passed)
        changed(session, staff.exam_id, access_password="天知地知", now=OPENS + 40 * MINUTE)
        assert session.scalar(sa.select(sa.func.count()).select_from(Notice)) == 0
        closes = {window_id(session, staff.exam_id): CLOSES + DAY}
        changed(session, staff.exam_id, access_password="天知地知", closes=closes, now=OPENS + 50 * MINUTE)
        told = session.scalars(sa.select(Notice.employee_id)).all()
        text = session.scalars(sa.select(Notice.body)).first()
    assert staff.employees_a[1].id in told and not {passed, staff.principal.id, staff.leader.id} & set(told)
    assert "延后到 2026-11-25 17:00" in text and "机房断电" in text and "天知地知" not in text


def test_changing_nothing_leaves_no_record(app, staff):
    """A form sent twice changes nothing more."""
    with app.app_context(), transaction() as session:
        assert changed(session, staff.exam_id, networks=("10.0.0.0/8",)) == ("网络范围",)
        assert changed(session, staff.exam_id, networks=("10.0.0.0/8",)) == ()
    with app.app_context(), transaction() as session:
        logged = sa.select(sa.func.count()).select_from(AuditEntry).where(AuditEntry.action == "exam.change")
        assert session.scalar(logged) == 1


def test_a_draft_is_not_changed_this_way(app, staff):
    """It is made anew from itself."""
    with app.app_context(), transaction() as session, pytest.raises(Conflict, match="还没有发布"):
        changed(session, builders.plan(session, staff, bank_ids=[staff.bank_id]).id)


def form_of(app, staff, **more):
    """Return what the form of the exam as it is would send, changed."""
    with app.app_context(), transaction() as session:
        row = f"closes-{window_id(session, staff.exam_id)}"
    return {row: "2026-11-24T17:00", "reason": "机房断电"} | {more_key(row, key): text for key, text in more.items()}


def more_key(row, key):
    """Return the field that a test means by ``close``."""
    return row if key == "close" else key


def test_the_liaison_changes_a_published_exam_by_the_form(app, staff, browse):
    """Shown as it is, with what may not be changed and why; the change takes effect at once."""
    liaison, url = browse(staff.law_admin), f"/exams/{staff.exam_id}/settings"
    assert "改设置" in liaison.get(f"/exams/{staff.exam_id}").text
    page = liaison.get(url).text
    assert 'value="2026-11-24T17:00"' in page and all(why in page for why in FIXED.values())
    typed = form_of(app, staff, close="2026-11-25T23:59", access_password="学法2026")
    answer = liaison.post(url, **typed)
    assert answer.status_code == 303
    assert "已改：考试口令、正式考试延后到 2026-11-25 23:59" in liaison.get(answer.location).text
    with app.app_context(), transaction() as session:
        row = queries.exam(session, staff.exam_id)
        assert row.exam.access_password == "学法2026"
        assert row.requirement.due_at.isoformat() == "2026-11-25T15:59:59+00:00"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"close": "2026-11-24T16:59"}, "close"),
        ({"makeup_opens_at": "2026-12-01T09:00"}, "makeup_closes_at"),
        ({"makeup_opens_at": "2026-12-02T09:00", "makeup_closes_at": "2026-12-01T09:00"}, "makeup_closes_at"),
        ({"networks": "0.0.0.0/0"}, "networks"),
        ({"late_entry_minutes": "-5"}, "late_entry_minutes"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_refused_change_keeps_what_was_typed_and_changes_nothing(app, staff, browse, typed, field):
    """The sentence stands at its field."""
    liaison, url = browse(staff.law_admin), f"/exams/{staff.exam_id}/settings"
    liaison.get(url)
    answer = liaison.post(url, **form_of(app, staff, pass_mark="1", **typed))
    assert answer.status_code == 422
    row = next(name for name in form_of(app, staff) if name.startswith("closes-"))
    assert f'id="{more_key(row, field)}-error"' in answer.text
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0
        assert queries.exam(session, staff.exam_id).windows[0].closes_at == CLOSES


@pytest.mark.parametrize("who", ["head", "leader", "employee", "auditor", "system_admin", "stranger_admin"])
def test_nobody_but_the_units_liaison_changes_an_exam(staff, browse, who):
    """403 for other roles, 404 for another unit's liaison."""
    browser = browse(staff.employees_a[0] if who == "employee" else getattr(staff, who))
    expected = 404 if who == "stranger_admin" else 403
    assert browser.get(f"/exams/{staff.exam_id}/settings").status_code == expected
    assert browser.post(f"/exams/{staff.exam_id}/settings", reason="x").status_code == expected
