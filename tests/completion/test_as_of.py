"""Figures as of an instant: what was recorded by then decides, and when it happened decides whether it was on time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.completion.test_pages import publish
from tests.support.counting import count_queries
from tests.support.office import Office, make_office
from webapp import clock
from webapp.accounts import service as accounts
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.completion import queries
from webapp.completion.service import figures_at
from webapp.db import db, reading, transaction
from webapp.settings import service as settings

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Story:
    """The office, the instant of publishing, the due instant, and the assignment of each person by employee id."""

    office: Office
    published_at: datetime
    due_at: datetime
    assignments: dict[int, int]

    def at(self, instant: datetime, department_id: int | None = None):
        """Ask for the figures."""
        return figures_at(reading(), self.office.unit_id, 2026, at=instant, department_id=department_id)

    def state(self, employee_id: int, instant: datetime) -> str | None:
        """Return a person's state as of an instant."""
        return next(one.state for one in self.at(instant).persons if one.employee_id == employee_id)


@pytest.fixture
def story(app, now):
    """A duty for everybody 在编, published 30 days ago, due 10 days ago, counted until today."""
    published_at = now - 30 * DAY
    with app.app_context():
        with transaction() as session:
            office = make_office(session, now=published_at)
            row = publish(session, office, published_at, due_days=20)
            given = duties.duties_of_requirement(session, row.id, at=now)
        yield Story(office, published_at, row.due_at, {duty.employee_id: duty.assignment_id for duty in given})


def fulfil(story: Story, employee, happened: datetime, recorded: datetime, source_id: int = 1) -> None:
    """Enter evidence that happened at one instant and became known at another."""
    with transaction() as session:
        assignments.fulfil(
            session,
            story.assignments[employee.id],
            source_kind="attempt",
            source_id=source_id,
            effective_at=happened,
            now=recorded,
        )


def test_evidence_recorded_late_is_on_time_when_it_happened_on_time(story, now):
    """Known three days after the due day: overdue until then, on time from then on."""
    person = story.office.employees_a[0]
    fulfil(story, person, story.due_at, story.due_at + 3 * DAY)
    assert story.state(person.id, story.due_at + 2 * DAY) == "overdue"
    assert story.state(person.id, story.due_at + 3 * DAY) == "completed"


def test_revoked_evidence_counts_until_it_was_revoked(story, now):
    """The figures of before stay as they were, those after lack it."""
    person = story.office.employees_a[0]
    fulfil(story, person, story.due_at - DAY, story.due_at - DAY)
    with transaction() as session:
        assignments.revoke(session, "attempt", 1, now=story.due_at + DAY)
    assert story.state(person.id, story.due_at) == "completed"
    assert story.state(person.id, story.due_at + DAY) == "overdue"


def test_a_pass_between_due_and_the_last_window_is_late(story, now):
    """It completes the year, and never the on-time count."""
    fulfil(story, story.office.employees_a[0], story.due_at + DAY, story.due_at + DAY)
    people = story.at(story.due_at + DAY).people
    assert (people.completed, people.completed_on_time) == (1, 0)


def test_where_late_does_not_count_the_person_stays_overdue(story, now):
    """The office's rule moves the late pass from completed to overdue; required stays the same."""
    fulfil(story, story.office.employees_a[0], story.due_at + DAY, story.due_at + DAY)
    with transaction() as session:
        settings.put(
            session,
            "late_counts",
            False,
            unit_id=story.office.unit_id,
            effective_on=clock.local_day(now),
            actor_id=None,
            now=now,
        )
    before, after = story.at(now - DAY).people, story.at(now).people
    assert (before.completed, after.completed) == (1, 0)
    assert before.required == after.required == after.overdue


def test_an_open_duty_follows_a_mover_and_a_closed_one_stays(story, now):
    """Both move from a to b before the due day: the open duty is chased by b, the done one stays counted in a."""
    office, moved_on = story.office, clock.local_day(story.due_at - 5 * DAY)
    stays, follows = office.employees_a[:2]
    fulfil(story, stays, story.published_at + DAY, story.published_at + DAY)
    before_a = story.at(story.due_at - 6 * DAY, office.department_a_id).people.required
    with transaction() as session:
        for person in (stays, follows):
            assignments.person_moved(
                session, person.id, office.department_b_id, on=moved_on, actor_id=None, now=story.due_at - 5 * DAY
            )
    after = story.at(story.due_at, office.department_a_id)
    ids_b = {one.employee_id for one in story.at(story.due_at, office.department_b_id).persons}
    assert after.people.required == before_a - 1
    assert stays.id not in ids_b and follows.id in ids_b
    assert story.at(story.due_at - 6 * DAY, office.department_a_id).people.required == before_a


@pytest.mark.parametrize(("days_after_due", "state"), [(-3, "withdrawn"), (1, "overdue")])
def test_leaving_ends_only_what_is_not_yet_due(story, now, days_after_due, state):
    """A leaver before the due day is listed as 不再应考 and in no denominator; one after it stays overdue."""
    person, left_at = story.office.employees_b[0], story.due_at + days_after_due * DAY
    required = story.at(left_at - DAY).people.required
    with transaction() as session:
        assignments.person_left(
            session, person.id, on=clock.local_day(left_at), reason="transfer", actor_id=None, now=left_at
        )
    people = story.at(left_at + DAY).people
    assert story.state(person.id, now) == state
    assert people.required == required - (state == "withdrawn")
    assert people.withdrawn == (state == "withdrawn")


def test_an_exemption_entered_after_the_due_day_is_marked(story, now):
    """Overdue until it was entered, exempt after, and it reads 截止后办理."""
    person = story.office.employees_b[0]
    with transaction() as session:
        assignments.exempt(
            session,
            story.assignments[person.id],
            reason="sick",
            approved_by="主任",
            approved_on=clock.local_day(story.due_at),
            evidence_note="已见原件",
            actor_id=None,
            now=story.due_at + DAY,
        )
    assert story.state(person.id, story.due_at + DAY / 2) == "overdue"
    assert story.state(person.id, story.due_at + DAY) == "exempt"
    found = next(one for one in story.at(now).persons if one.employee_id == person.id)
    assert found.duties[0].facts.exemption_after_due


def test_an_extension_moves_the_due_instant_of_one_person(story, now):
    """On the original due instant plus a day everybody else is overdue."""
    person = story.office.employees_b[0]
    with transaction() as session:
        assignments.extend(
            session,
            story.assignments[person.id],
            due_at=story.due_at + 2 * DAY,
            reason="出差",
            actor_id=None,
            now=story.due_at - DAY,
        )
    assert story.state(person.id, story.due_at + DAY) == "outstanding"
    assert story.at(story.due_at + DAY).people.overdue == len(story.assignments) - 1


def test_only_the_last_person_makes_it_full(story, now):
    """One short is never 100%; the last one makes it so, in the office and in the department."""
    everybody = list(story.assignments.items())
    with transaction() as session:
        for number, (_, assignment_id) in enumerate(everybody[:-1]):
            assignments.fulfil(
                session,
                assignment_id,
                source_kind="attempt",
                source_id=number,
                effective_at=story.due_at,
                now=story.due_at,
            )
    almost = story.at(story.due_at)
    assert not almost.people.is_full and almost.rate == "91.6%"
    with transaction() as session:
        assignments.fulfil(
            session,
            everybody[-1][1],
            source_kind="attempt",
            source_id=99,
            effective_at=story.due_at,
            now=story.due_at,
        )
    assert story.at(story.due_at).rate == "100%"


def test_figures_cost_the_same_for_one_duty_and_for_twenty(app, story, now):
    """A constant number of queries, whatever the number of people and duties."""
    with count_queries(db.engine) as few:
        story.at(now)
    with transaction() as session:
        for number in range(19):
            publish(session, story.office, now, title=f"任务{number}")
    with count_queries(db.engine) as many:
        story.at(now)
    assert len(few) == len(many)


def test_a_newcomer_without_duty_is_listed_and_not_counted(story, now):
    """The contract worker is not 在编 and not listed; who joined 在编 after publishing is."""
    with transaction() as session:
        joined = accounts.create_employee(
            session,
            story.office.unit_id,
            full_name="新来",
            staff_number="T099",
            department_id=story.office.department_a_id,
            employment_type="civil_servant",
            from_on=clock.local_day(now),
            actor_id=None,
            now=now,
        )
    found = story.at(now)
    assert [one.employee_id for one in found.new_joiners] == [joined.id]
    assert joined.id not in {one.employee_id for one in found.persons}


def test_a_departments_figures_are_those_of_the_whole_narrowed_to_it(story, now):
    """The department's own way to its duties finds the same people, states and new joiners as the office's."""
    with transaction() as session:
        publish(session, story.office, now, title="年末考试")
        first = story.office.employees_a[0]
        there, today = story.office.department_b_id, clock.local_day(now)
        accounts.move(session, first.id, there, on=today, actor_id=None, now=now)
        assignments.person_moved(session, first.id, there, on=today, actor_id=None, now=now)
    fulfil(story, story.office.employees_a[1], story.due_at, story.due_at)
    whole = story.at(now)
    for department_id in (story.office.department_a_id, story.office.department_b_id):
        narrow = story.at(now, department_id)
        assert narrow.figures == next(one.figures for one in whole.departments if one.department_id == department_id)
        inside = {
            (person.employee_id, duty)
            for person in whole.persons
            for duty in person.duties
            if duty.facts.department_id == department_id
        }
        assert {(person.employee_id, duty) for person in narrow.persons for duty in person.duties} == inside
        assert narrow.new_joiners == tuple(one for one in whole.new_joiners if one.department_id == department_id)


def test_the_trend_shows_the_leading_rate_by_when_things_happened(story, now):
    """Empty until something is due; in the month of now all is due and the yearly rate leads; nothing ahead."""
    fulfil(story, story.office.employees_a[0], story.due_at, story.due_at)
    points = queries.trend(reading(), story.office.unit_id, story.at(now))
    assert [point[1] for point in points[:10]] == ["—"] * 10
    assert points[10][:4] == (11, "8.3%", 1, len(story.assignments))
    assert points[11][1:4] == ("—", 0, 0)


def test_the_trend_ends_with_the_figure_that_leads_the_page(story, now):
    """While a further duty lies ahead, the last point is 到期任务完成率, as the page's own figure is."""
    with transaction() as session:
        publish(session, story.office, now, title="年末考试")
    found = story.at(now)
    points = queries.trend(reading(), story.office.unit_id, found)
    assert points[10][1:4] == (found.figures.due_rate, found.figures.due_completed, found.figures.due_total)
    assert not found.figures.is_year_leading
