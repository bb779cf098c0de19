"""The sentences of the rule book on exams that no other test is named after, each as it stands there."""

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders, test_marking
from tests.exams.builders import CLOSES, MINUTE, OPENS, WEEK
from tests.exams.test_service import duty
from webapp import labels
from webapp.bank.models import Question
from webapp.completion.service import classify
from webapp.db import transaction
from webapp.exams import overview, paper, queries, rules, service, uses
from webapp.reminders import service as reminders
from webapp.workbench import queries as workbench

MAKEUP_OPENS, MAKEUP_CLOSES = CLOSES + WEEK, CLOSES + 2 * WEEK


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Five people."""
    return offices.found(session, 5)


def with_makeup(session, office):
    """Give out an exam with a make-up a week after its close."""
    windows = [
        service.WindowPlan("main", OPENS, CLOSES),
        service.WindowPlan("makeup", MAKEUP_OPENS, MAKEUP_CLOSES),
    ]
    return builders.published(session, office, windows=windows)


def extended(session, exam, person, *, due_at):
    """Extend the exam for one person."""
    service.extend(session, exam.id, person, due_at=due_at, reason="住院", actor_id=None, now=OPENS)


@pytest.mark.parametrize(
    ("extended_to", "state"),
    [(None, "completed_late"), (MAKEUP_OPENS, "completed_late"), (MAKEUP_CLOSES, "completed")],
)
def test_a_pass_on_the_makeup_is_completed_late_unless_an_override_extends_it(session, office, extended_to, state):
    """Without one, with one that ends before the pass, and with one that holds beyond it."""
    exam, me = with_makeup(session, office), office.ids[0]
    if extended_to:
        extended(session, exam, me, due_at=extended_to)
    builders.sit(session, exam, me, at=MAKEUP_OPENS)
    assert classify(duty(session, office, at=MAKEUP_CLOSES), MAKEUP_CLOSES) == state


def test_absence_appears_when_the_persons_last_window_has_closed(session, office):
    """Not with the main window while the make-up is still to come, and later for one who is extended beyond it."""
    exam, late = with_makeup(session, office), office.ids[1]
    extended(session, exam, late, due_at=MAKEUP_CLOSES + WEEK)
    row = queries.exam(session, exam.id)

    def results(now):
        return [person.result for person in overview.people(session, row, now=now)[:2]]

    assert results(CLOSES + MINUTE) == [None, None]
    assert results(MAKEUP_CLOSES) == [None, None]
    assert results(MAKEUP_CLOSES + builders.SECOND) == ["absent", None]
    assert results(MAKEUP_CLOSES + WEEK + builders.SECOND) == ["absent", "absent"]


def test_a_blank_paper_is_no_participation_and_uses_no_try(session, office):
    """空白卷: neither 参考 nor a try, and its person is 缺考 in the end."""
    exam, me = builders.published(session, office), office.ids[0]
    blank = builders.sit(session, exam, me, right_count=0)
    row = queries.exam(session, exam.id)
    own = overview.own(session, row, me, address="", now=OPENS + 40 * MINUTE)
    assert blank.response_count == 0 and own.decision.tries_left == 2 and own.kept is None
    assert overview.people(session, row, now=CLOSES + MINUTE)[0].result == "absent"


def test_completion_takes_the_first_pass_whatever_the_score_policy(session, office):
    """The last score counts for the result's mark, 60 then 20 of 100; the duty was fulfilled by the first."""
    exam, me = builders.published(session, office, score_policy="last"), office.ids[0]
    first = builders.sit(session, exam, me, right_count=3, minutes=10)
    builders.sit(session, exam, me, right_count=1, at=OPENS + 20 * MINUTE, minutes=10)
    own = overview.own(session, queries.exam(session, exam.id), me, address="", now=OPENS + 40 * MINUTE)
    assert (own.kept_score, own.result) == (20, "passed")
    assert duty(session, office).fulfilments[0][2] == first.id


def test_the_six_results_are_different_states_with_a_word_each(session, office):
    """优秀、合格、补考合格、不合格、缺考、免考: no two look or read alike."""
    assert list(labels.EXAM_RESULTS) == ["excellent", "passed", "passed_on_makeup", "failed", "absent", "exempt"]
    assert len({labels.chip_of(state)[2] for state in labels.EXAM_RESULTS}) == 6


def test_the_multiple_choice_rule_is_shown_before_the_start(app, staff, browse):
    """In words, on the page that leads to the start."""
    assert "全部选对才得分" in browse(staff.employees_a[0]).get(f"/exams/{staff.exam_id}/intro").text


def test_who_waits_for_a_marker_is_reminded_of_nothing_and_sees_so(session, office):
    """What the person could do is done; with the mark below the pass the duty is asked for again."""
    exam, me = test_marking.written_exam(session, office), office.ids[0]
    attempt = test_marking.sit(session, exam, me)
    after = OPENS + 40 * MINUTE
    assert attempt.state == "submitted" and me not in reminders.owed(session, office.unit_id, now=after)
    assert set(reminders.owed(session, office.unit_id, now=after)) == set(office.ids[1:])
    todo = workbench.own(session, office.unit_id, me, address="", now=after).todos[0]
    assert todo.waits_for_marking and todo.state == "outstanding"
    for version_id, part in test_marking.places(session, exam, office.ids[4]):
        test_marking.give(session, exam, office.ids[4], version_id, part, **{f"a{attempt.id}": "0"})
    assert me in reminders.owed(session, office.unit_id, now=after)


def test_the_first_page_says_why_an_exam_cannot_be_entered_now(session, office):
    """The same decision as at the start: outside of the networks, then after the tries are used up."""
    exam, me = builders.published(session, office, max_attempts=1), office.ids[0]
    exam.networks = ["10.0.0.0/8"]
    session.flush()

    def refusal(address, now):
        return workbench.own(session, office.unit_id, me, address=address, now=now).todos[0].refusal

    assert refusal("192.0.2.1", OPENS) == rules.REASONS["network"] and refusal("10.1.2.3", OPENS) == ""
    exam.networks = None
    session.flush()
    builders.sit(session, exam, me, right_count=1)
    assert refusal("192.0.2.1", OPENS + 40 * MINUTE) == rules.REASONS["no_tries"]


def test_the_key_of_a_question_nobody_was_shown_changes_although_an_open_exam_could_draw_it(session, office):
    """The rule book blocks nothing here: whoever starts later is shown and graded by the newer version."""
    exam = builders.published(session, office)
    shown = paper.question_ids(service.start(session, exam.id, office.ids[0], now=OPENS).snapshot)
    everything = session.scalars(sa.select(Question.id)).all()
    assert len(everything) > len(shown) == 5
    assert {one for one in everything if uses.exams_with(session, one)} == shown
