"""The statistic's pages: every number opens, a head sees the own department alone, nobody sees marks."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.support.counting import count_queries
from tests.support.office import make_office, sign_in
from webapp import clock
from webapp.accounts import queries as accounts
from webapp.assignments import service as assignments
from webapp.completion.service import figures_at, freeze
from webapp.db import db, reading, transaction


def publish(session, office, now, *, title="年度学法考试", due_days=6, people=None, is_counted=True):
    """Publish one duty, counted unless told otherwise, to all 在编 people, due in ``due_days`` days."""
    row = assignments.create_requirement(
        session,
        unit_id=office.unit_id,
        kind="exam",
        title=title,
        year=2026,
        roster_on=clock.local_day(now),
        opens_at=now - timedelta(days=1),
        due_at=now + timedelta(days=due_days),
        counts_until=now + timedelta(days=due_days + 10),
        minutes=90,
        is_counted=is_counted,
        actor_id=None,
        now=now,
    )
    chosen = accounts.established(
        session, office.unit_id, on=clock.local_day(now), types=("civil_servant", "civil_ref", "institution")
    )
    assignments.publish(session, row.id, people or chosen, actor_id=None, now=now)
    return row


@pytest.fixture
def office(app, now):
    """The office with one duty that only the first employee of department a has done."""
    with app.app_context(), transaction() as session:
        found = make_office(session, now=now)
        row = publish(session, found, now)
        duties = assignments.queries.duties_of_requirement(session, row.id, at=now)
        first = next(duty for duty in duties if duty.employee_id == found.employees_a[0].id)
        assignments.fulfil(session, first.assignment_id, source_kind="attempt", source_id=1, effective_at=now, now=now)
        return found


def test_the_office_page_opens_each_number(client, office, now):
    """The page names who owes and links each count to its list; the list holds the names."""
    sign_in(client, office.law_admin)
    page = client.get("/completion/").get_data(as_text=True)
    assert "state=owing" in page and "state=exempt" in page
    listed = client.get("/completion/people?year=2026&state=owing").get_data(as_text=True)
    assert office.employees_a[1].full_name in listed
    assert office.employees_a[0].full_name not in listed


def test_a_head_sees_the_own_department_alone(client, office):
    """The head's page lists the own people; another department's is not found."""
    sign_in(client, office.head)
    page = client.get("/completion/department").get_data(as_text=True)
    assert office.employees_a[1].full_name in page
    assert office.employees_b[0].full_name not in page
    assert client.get(f"/completion/department?department={office.department_b_id}").status_code == 404
    assert client.get(f"/completion/person/{office.employees_a[1].id}").status_code == 200
    assert client.get(f"/completion/person/{office.employees_b[0].id}").status_code == 404
    assert client.get("/completion/").status_code == 403
    assert client.get("/completion/people").status_code == 403


def test_an_employee_sees_the_own_duties_only(client, office):
    """A colleague's page is not found, the own one opens, the office's is refused."""
    sign_in(client, office.employees_a[0])
    assert client.get(f"/completion/person/{office.employees_a[0].id}").status_code == 200
    assert client.get(f"/completion/person/{office.employees_a[1].id}").status_code == 404
    assert client.get("/completion/").status_code == 403


def test_another_units_admin_sees_nothing_of_ours(client, office):
    """The other unit's liaison finds none of our people."""
    sign_in(client, office.stranger_admin)
    assert office.employees_a[1].full_name not in client.get("/completion/people").get_data(as_text=True)
    assert client.get(f"/completion/person/{office.employees_a[1].id}").status_code == 404


def test_the_list_costs_the_same_for_one_duty_and_for_many(client, app, office, now):
    """Ten more duties for everybody add no query to the list of people."""
    sign_in(client, office.law_admin)
    client.get("/completion/people?year=2026")
    with app.app_context(), count_queries(db.engine) as few:
        client.get("/completion/people?year=2026")
    with app.app_context(), transaction() as session:
        for number in range(10):
            publish(session, office, now, title=f"任务{number}")
    with app.app_context(), count_queries(db.engine) as many:
        client.get("/completion/people?year=2026")
    assert len(few) == len(many)


def test_the_excel_file_is_the_list_as_filtered(client, office):
    """Only those who owe stand in the exported sheet."""
    sign_in(client, office.law_admin)
    answer = client.get("/completion/people.xlsx?year=2026&state=owing")
    names = [row[2] for row in load_workbook(BytesIO(answer.data)).active.iter_rows(min_row=4, values_only=True)]
    assert office.employees_a[1].full_name in names
    assert office.employees_a[0].full_name not in names


def test_as_of_an_earlier_instant_the_evidence_is_not_known(app, office, now):
    """A second before the evidence was recorded nobody had completed."""
    with app.app_context():
        before = figures_at(reading(), office.unit_id, 2026, at=now - timedelta(seconds=1))
        after = figures_at(reading(), office.unit_id, 2026, at=now)
        assert (before.people.required, after.people.completed) == (0, 1)


def test_a_snapshot_never_changes_and_the_next_is_a_new_version(app, office, now):
    """Evidence that comes later changes the figures, not the snapshot; freezing again makes version 2."""
    with app.app_context():
        with transaction() as session:
            first = freeze(session, office.unit_id, 2026, purpose="annual", at=now, actor_id=None, now=now)
            kept = dict(first.content)
        with transaction() as session:
            second = freeze(session, office.unit_id, 2026, purpose="annual", at=now, actor_id=None, now=now)
        assert (first.version, second.version) == (1, 2)
        assert first.digest == second.digest
        assert kept == first.content
