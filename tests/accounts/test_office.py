"""The fixed people of the suite stand in 机构序 and can be signed in."""

from flask import Flask
from flask.testing import FlaskClient

from tests.support.office import Office, sign_in
from webapp import clock
from webapp.accounts import queries, viewer
from webapp.db import reading, transaction


def test_people_stand_in_the_order_of_the_office(app: Flask, office: Office):
    """领导班子 first, then the departments' order, then the roster's."""
    with app.app_context():
        people = queries.people(reading(), office.unit_id, on=clock.local_day(clock.now()))
    assert [p.full_name for p in people] == [
        *("甲一", "甲二", "乙一", "乙二", "丙一", "丙二", "丙三", "戊一", "丁一", "丁二", "己一", "己二", "己三"),
    ]
    assert people[0].is_principal and people[0].is_leadership and not people[2].is_leadership


def test_established_leaves_the_contract_worker_out(app: Flask, office: Office):
    """在编 is decided by the given types."""
    with app.app_context():
        found = queries.established(reading(), office.unit_id, on=clock.local_day(clock.now()), types=["civil_servant"])
    assert office.contract.id not in {p.employee_id for p in found}
    assert len(found) == 12


def test_a_signed_in_browser_is_that_person(app: Flask, client: FlaskClient, office: Office):
    """The token in the cookie finds the head with the own department."""
    token = sign_in(client, office.head)
    with app.test_request_context():
        found = viewer.load(token)
    assert found is not None
    assert found.full_name == "乙二"
    assert found.headed_ids == {office.department_a_id}


def test_heads_and_liaisons_are_found_by_their_grants(app: Flask, office: Office):
    """A head belongs to the department, a liaison to the unit."""
    today = clock.local_day(clock.now())
    with app.app_context(), transaction() as session:
        assert [e.id for e in queries.heads_of(session, office.department_a_id, on=today)] == [office.head.id]
        assert queries.heads_of(session, office.department_b_id, on=today) == []
        assert [e.id for e in queries.law_admins(session, office.unit_id, on=today)] == [office.law_admin.id]
