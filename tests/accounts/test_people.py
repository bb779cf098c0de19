"""People and their dated spells: joining, moving, changing, leaving, roles."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.support.counting import count_queries
from tests.support.office import Office
from webapp import clock
from webapp.accounts import queries, service
from webapp.db import db, reading, transaction
from webapp.errors import Conflict, InvalidInput, NotFound


@pytest.fixture
def today(now: datetime) -> date:
    """The local day on which the suite's clock stands."""
    return clock.local_day(now)


def departments_on(office: Office, employee_id: int, day: date) -> list[int]:
    """Return the departments in which a person stands on a day."""
    people = queries.people(reading(), office.unit_id, on=day)
    return [one.department_id for one in people if one.employee_id == employee_id]


def test_a_mover_stands_in_the_old_department_until_the_day(app: Flask, office: Office, now: datetime, today: date):
    """The day of the move is the first in the new one; before it nothing changes."""
    person = office.employees_a[0]
    with app.app_context():
        with transaction() as session:
            service.move(session, person.id, office.department_b_id, on=today, actor_id=None, now=now)
        assert departments_on(office, person.id, today - timedelta(days=1)) == [office.department_a_id]
        assert departments_on(office, person.id, today) == [office.department_b_id]


@pytest.mark.parametrize("days", [1, -5000])
def test_a_move_is_dated_between_the_spell_and_today(app: Flask, office: Office, now: datetime, today: date, days: int):
    """Neither in the future nor before the spell that it ends."""
    on = today + timedelta(days=days)
    with app.app_context(), pytest.raises(InvalidInput), transaction() as session:
        service.move(session, office.head.id, office.department_b_id, on=on, actor_id=None, now=now)


def test_nobody_moves_to_another_unit_or_to_where_they_are(app: Flask, office: Office, now: datetime, today: date):
    """A department of a stranger is not found."""
    with app.app_context():
        outside = queries.departments(reading(), office.other_unit_id)[0].id
        with pytest.raises(NotFound), transaction() as session:
            service.move(session, office.head.id, outside, on=today, actor_id=None, now=now)
        with pytest.raises(Conflict), transaction() as session:
            service.move(session, office.head.id, office.department_a_id, on=today, actor_id=None, now=now)


def test_a_leaver_is_closed_at_once_and_keeps_the_past(app: Flask, office: Office, now: datetime, today: date):
    """The account is shut, roles end, and the days before still show the person."""
    with app.app_context():
        with transaction() as session:
            service.leave(session, office.head.id, on=today, reason="transfer", actor_id=None, now=now)
        assert departments_on(office, office.head.id, today) == []
        assert departments_on(office, office.head.id, today - timedelta(days=1)) == [office.department_a_id]
        assert queries.heads_of(reading(), office.department_a_id, on=today) == []
        gone = queries.employee(reading(), office.head.id)
        assert gone is not None and not gone.is_enabled
        with pytest.raises(NotFound), transaction() as session:
            service.move(session, gone.id, office.department_b_id, on=today, actor_id=None, now=now)


def test_a_future_joiner_is_absent_until_the_day(app: Flask, office: Office, now: datetime, today: date):
    """The spell begins on the day that was given."""
    with app.app_context():
        with transaction() as session:
            person = service.create_employee(
                session,
                office.unit_id,
                full_name="庚一",
                department_id=office.department_b_id,
                employment_type="institution",
                from_on=today + timedelta(days=7),
                actor_id=None,
                now=now,
            )
        assert departments_on(office, person.id, today) == []
        assert departments_on(office, person.id, today + timedelta(days=7)) == [office.department_b_id]


def test_an_account_without_number_and_phone_is_made_from_the_name(app: Flask, office: Office, now: datetime):
    """Two people of one name get two accounts."""
    with app.app_context(), transaction() as session:
        names = [
            service.create_employee(
                session,
                office.unit_id,
                full_name="庚一",
                department_id=office.department_b_id,
                employment_type="institution",
                from_on=clock.local_day(now),
                actor_id=None,
                now=now,
            ).login_name
            for _ in range(2)
        ]
    assert names == ["gengyi", "gengyi2"]


def test_roles_are_dated(app: Flask, office: Office, now: datetime, today: date):
    """An acting head heads from the first day to the last, the end not included."""
    until = today + timedelta(days=3)
    acting = office.employees_b[0]
    with app.app_context():
        with transaction() as session:
            service.grant(
                session,
                acting.id,
                "department_head",
                office.department_b_id,
                from_on=today,
                until_on=until,
                actor_id=None,
                now=now,
            )
        heads = [queries.heads_of(reading(), office.department_b_id, on=day) for day in (today, until)]
    assert [[one.id for one in found] for found in heads] == [[acting.id], []]


@pytest.mark.parametrize(("role", "error"), [("boss", InvalidInput), ("employee", InvalidInput)])
def test_only_known_roles_are_given(app: Flask, office: Office, now: datetime, today: date, role: str, error: type):
    """Everybody is an employee anyway."""
    with app.app_context(), pytest.raises(error), transaction() as session:
        service.grant(session, office.head.id, role, office.unit_id, from_on=today, actor_id=None, now=now)


def test_the_first_administrator_is_founded_once(app: Flask, now: datetime):
    """A second office in the same database is refused; the first administrator is on no roster."""
    with app.app_context():
        with transaction() as session:
            person, secret = service.found_office(session, "测试办", "管一", "13812345678", now=now)
        assert (person.login_name, person.phone, person.staff_number) == ("13812345678", "13812345678", None)
        assert len(secret) == 14
        roles = queries.roles_of(reading(), [person.id], on=clock.local_day(now))
        assert roles[person.id] == {"law_admin", "system_admin"}
        assert queries.people(reading(), person.unit_id, on=clock.local_day(now)) == []
        with pytest.raises(Conflict), transaction() as session:
            service.found_office(session, "又一办", "管二", "A2", now=now)


def test_one_query_finds_the_people_of_a_day(app: Flask, office: Office, today: date):
    """However many they are."""
    with app.app_context(), count_queries(db.engine) as seen:
        queries.people(reading(), office.unit_id, on=today)
    assert len(seen) == 1
