"""Duties in the database: publishing fixes them, events change them, and every instant reads as it was known then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.support.counting import count_queries
from webapp.assignments import changes, queries, service
from webapp.assignments.models import Assignment, AssignmentChange, Fulfilment
from webapp.audit.models import AuditEntry
from webapp.clock import end_of_day, local_instant
from webapp.db import db, transaction
from webapp.errors import Conflict, InvalidInput

SECOND = timedelta(seconds=1)
MARCH = local_instant(date(2026, 3, 1))
APRIL = local_instant(date(2026, 4, 1))
MAY = local_instant(date(2026, 5, 1))
JULY = local_instant(date(2026, 7, 1))


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Two departments and three people in the first."""
    return offices.found(session)


def one(session, office, at, person=0):
    """Return one person's only duty as known at an instant, None without one."""
    found = [duty for duty in queries.duties_as_of(session, office.unit_id, 2026, at=at)]
    return next((duty for duty in found if duty.employee_id == office.ids[person]), None)


def test_publishing_fixes_one_duty_for_each_person_of_the_roster(session, office):
    """Whoever is hired later has no duty."""
    requirement = offices.duty(session, office)
    offices.hire(session, office, 9)
    duties = queries.duties_of_requirement(session, requirement.id, at=MAY)
    assert [duty.employee_id for duty in duties] == office.ids[:3]
    assert {duty.department_id for duty in duties} == {office.departments[0]}


def test_before_publication_nobody_owes_anything(session, office):
    """One second before it was published the duty isn't known."""
    offices.duty(session, office, published_at=APRIL)
    assert one(session, office, APRIL - SECOND) is None
    assert one(session, office, APRIL) is not None


def test_publishing_twice_is_refused(session, office):
    """The second publication is a conflict and gives nothing twice."""
    requirement = offices.duty(session, office)
    with pytest.raises(Conflict):
        service.publish(session, requirement.id, office.people, actor_id=None, now=MAY)
    assert session.scalar(sa.select(sa.func.count()).select_from(Assignment)) == 3


def test_publishing_to_nobody_is_refused(session, office):
    """An empty roster is told, not published."""
    with pytest.raises(InvalidInput, match="导入名册"):
        offices.duty(session, replace(office, people=[]))


def test_a_recalled_publication_leaves_no_duty_and_can_be_published_again(session, office):
    """From the recall on nobody owes it; earlier instants still show it; publishing again gives it back."""
    requirement = offices.duty(session, office)
    service.withdraw_publication(session, requirement.id, reason="文号有误", actor_id=None, now=APRIL)
    assert one(session, office, APRIL) is None
    assert one(session, office, APRIL - SECOND) is not None
    service.publish(session, requirement.id, office.people[:2], actor_id=None, now=MAY)
    assert one(session, office, MAY) is not None
    assert one(session, office, MAY, person=2) is None


def test_a_publication_that_somebody_has_fulfilled_cannot_be_recalled(session, office):
    """Evidence is never taken back with the duty."""
    requirement = offices.duty(session, office)
    duty = one(session, office, MAY)
    service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=APRIL)
    with pytest.raises(Conflict):
        service.withdraw_publication(session, requirement.id, reason="", actor_id=None, now=MAY)


def test_evidence_counts_from_when_it_was_recorded_and_keeps_when_it_happened(session, office):
    """A result of April entered in May is unknown in April and on time in May."""
    offices.duty(session, office)
    duty = one(session, office, MAY)
    service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=MAY)
    assert one(session, office, MAY - SECOND).fulfilments == ()
    assert one(session, office, MAY).fulfilments == ((APRIL, "attempt", 1),)


def test_the_same_source_fulfils_once(session, office):
    """Repeating a fulfilment changes nothing."""
    offices.duty(session, office)
    duty = one(session, office, MAY)
    for _ in range(2):
        service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=APRIL)
    assert session.scalar(sa.select(sa.func.count()).select_from(Fulfilment)) == 1


def test_revoked_evidence_stops_counting_from_then_on(session, office):
    """Before the revocation the figure stays what it was; the same source may fulfil again."""
    offices.duty(session, office)
    duty = one(session, office, MAY)
    service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=APRIL)
    assert service.revoke(session, "attempt", 1, now=MAY) == 1
    assert service.revoke(session, "attempt", 1, now=JULY) == 0
    assert one(session, office, MAY - SECOND).fulfilments
    assert one(session, office, MAY).fulfilments == ()
    service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=JULY)
    assert one(session, office, JULY).fulfilments


def test_an_open_duty_follows_the_mover_and_a_completed_one_stays(session, office):
    """Two duties, one completed before the move: only the open one changes department."""
    done = offices.duty(session, office)
    owed = offices.duty(session, office)
    duty = queries.assignment(session, done.id, office.ids[0])
    service.fulfil(session, duty.id, source_kind="attempt", source_id=1, effective_at=APRIL, now=APRIL)
    there = office.departments[1]
    moved = service.person_moved(session, office.ids[0], there, on=date(2026, 5, 1), actor_id=None, now=MAY)
    assert moved == 1
    by_requirement = {d.requirement_id: d for d in queries.duties_of(session, office.ids[0], at=MAY)}
    assert by_requirement[done.id].department_id == office.departments[0]
    assert by_requirement[owed.id].department_id == there
    earlier = {d.requirement_id: d for d in queries.duties_of(session, office.ids[0], at=MAY - SECOND)}
    assert earlier[owed.id].department_id == office.departments[0]
    assert queries.assignment(session, owed.id, office.ids[0]).department_id == there


def test_a_move_entered_after_publication_but_dated_before_it_still_moves_the_duty(session, office):
    """The move can't take effect earlier than the duty exists, nor be outdone by its giving."""
    offices.duty(session, office, published_at=APRIL)
    there = office.departments[1]
    service.person_moved(session, office.ids[0], there, on=date(2026, 3, 20), actor_id=None, now=MAY)
    assert one(session, office, MAY).department_id == there


def test_events_add_up_by_when_they_took_effect_whatever_the_order_of_entry(session, office):
    """A move of May entered after that of June yields to it; of two on one day the one entered last holds."""
    offices.duty(session, office)
    duty, (here, there) = one(session, office, MAY), office.departments[:2]
    june = local_instant(date(2026, 6, 1))
    for department_id, effective_at in ((there, june), (here, MAY), (here, MAY), (there, MAY)):
        values = changes.row(duty.assignment_id, "moved", department_id, effective_at, None, now=APRIL)
        session.execute(sa.insert(AssignmentChange), values)
    assert one(session, office, MAY).department_id == there
    session.execute(
        sa.insert(AssignmentChange), changes.row(duty.assignment_id, "moved", here, MAY, None, now=APRIL)
    )
    assert one(session, office, MAY).department_id == here
    assert one(session, office, june).department_id == there


def test_leaving_withdraws_what_is_not_yet_due_and_keeps_what_is_overdue(session, office):
    """A leaver of May keeps the duty of April and loses that of June, which stays listed as withdrawn."""
    overdue = offices.duty(session, office, due_on=date(2026, 4, 15))
    owed = offices.duty(session, office, due_on=date(2026, 6, 30))
    service.person_left(session, office.ids[0], on=date(2026, 5, 1), reason="调出", actor_id=None, now=MAY)
    duties = {duty.requirement_id: duty for duty in queries.duties_of(session, office.ids[0], at=MAY)}
    assert not duties[overdue.id].withdrawn
    assert duties[owed.id].withdrawn
    change = session.scalars(sa.select(AssignmentChange).where(AssignmentChange.kind == "withdrawn")).one()
    assert change.reason == "调出"


def test_a_leave_entered_late_withdraws_a_duty_that_fell_due_in_between(session, office):
    """As known in July the duty was overdue; once the leave of May is entered it no longer is one."""
    offices.duty(session, office, due_on=date(2026, 6, 30))
    later = JULY + timedelta(days=9)
    service.person_left(session, office.ids[0], on=date(2026, 5, 1), reason="退休", actor_id=None, now=later)
    assert not one(session, office, JULY).withdrawn
    assert one(session, office, later).withdrawn


def test_an_exemption_is_known_from_its_entry_and_marked_when_entered_after_the_due_day(session, office):
    """One entered a second after the due instant reads 截止后办理."""
    offices.duty(session, office, due_on=date(2026, 6, 30))
    due = end_of_day(date(2026, 6, 30))
    approval = {"reason": "sick", "approved_by": "分管领导", "approved_on": date(2026, 6, 1), "evidence_note": ""}
    for person, at in ((0, due), (1, due + SECOND)):
        duty = one(session, office, MAY, person)
        service.exempt(session, duty.assignment_id, **approval, actor_id=None, now=at)
    in_time, late = one(session, office, JULY, 0), one(session, office, JULY, 1)
    assert in_time.exempt and not in_time.exemption_after_due
    assert late.exempt and late.exemption_after_due
    assert not one(session, office, due - SECOND, 0).exempt


@pytest.mark.parametrize(
    "change",
    [{"reason": "因事"}, {"approved_by": " "}, {"approved_by": "测试00"}, {"actor_id": "self"}],
)
def test_an_exemption_needs_a_known_reason_and_somebody_elses_approval(session, office, change):
    """Nobody approves or enters the own exemption."""
    offices.duty(session, office)
    duty = one(session, office, MAY)
    values = {
        "reason": "sick",
        "approved_by": "分管领导",
        "approved_on": date(2026, 4, 1),
        "evidence_note": "",
        "actor_id": None,
    } | change
    if values["actor_id"] == "self":
        values["actor_id"] = office.ids[0]
    with pytest.raises(InvalidInput):
        service.exempt(session, duty.assignment_id, **values, now=MAY)


def test_a_second_exemption_is_refused(session, office):
    """The stale tab is told that it is done already."""
    offices.duty(session, office)
    duty = one(session, office, MAY)
    values = {"reason": "sick", "approved_by": "领导", "approved_on": date(2026, 4, 1), "evidence_note": ""}
    service.exempt(session, duty.assignment_id, **values, actor_id=None, now=MAY)
    with pytest.raises(Conflict):
        service.exempt(session, duty.assignment_id, **values, actor_id=None, now=MAY)


def test_an_extension_moves_the_due_instant_from_its_entry_on(session, office):
    """Beyond the last window it also moves the instant until which evidence counts."""
    offices.duty(session, office, due_on=date(2026, 6, 30), counts_until=date(2026, 6, 30))
    duty = one(session, office, MAY)
    later = end_of_day(date(2026, 7, 21))
    service.extend(
        session, duty.assignment_id, due_at=later, duration_percent=150, reason="病假返岗", actor_id=None, now=MAY
    )
    before, after = one(session, office, MAY - SECOND), one(session, office, MAY)
    assert before.due_at == end_of_day(date(2026, 6, 30)) and before.extended_until is None
    assert after.due_at == after.counts_until == after.extended_until == later
    assert after.duration_percent == 150


@pytest.mark.parametrize(
    "change", [{"due_at": MAY}, {"duration_percent": 99}, {"duration_percent": 301}, {"reason": " "}, {"due_at": None}]
)
def test_an_extension_only_gives_more_and_has_a_reason(session, office, change):
    """An earlier due instant, less time or no reason is refused with a sentence."""
    offices.duty(session, office, due_on=date(2026, 6, 30))
    duty = one(session, office, MAY)
    values = {"due_at": JULY, "duration_percent": 100, "reason": "出差"} | change
    with pytest.raises(InvalidInput):
        service.extend(session, duty.assignment_id, **values, actor_id=None, now=MAY)


def test_what_a_person_still_owes_stands_by_due_instant(session, office):
    """Completed duties are not among them; overdue ones are, first."""
    later = offices.duty(session, office, due_on=date(2026, 9, 30))
    overdue = offices.duty(session, office, due_on=date(2026, 4, 15))
    done = offices.duty(session, office)
    assignment = queries.assignment(session, done.id, office.ids[0])
    service.fulfil(session, assignment.id, source_kind="attempt", source_id=1, effective_at=APRIL, now=APRIL)
    owed = queries.open_duties_of(session, office.ids[0], at=JULY)
    assert [duty.requirement_id for duty in owed] == [overdue.id, later.id]


def test_the_duties_of_a_year_cost_the_same_number_of_queries_for_3_people_and_for_50(app):
    """One constant number of queries, whatever the size of the office."""
    counts = []
    with app.app_context():
        for size in (3, 50):
            with transaction() as session:
                office = offices.found(session, size, name=f"单位{size}")
                offices.duty(session, office)
                session.flush()
                with count_queries(db.engine) as statements:
                    assert len(queries.duties_as_of(session, office.unit_id, 2026, at=MAY)) == size
                counts.append(len(statements))
    assert counts == [5, 5]


def test_every_change_leaves_one_audit_entry(app):
    """Making, giving and extending a duty are three entries with the unit and the subject."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session)
            offices.duty(session, office)
            duty = one(session, office, MAY)
            service.extend(session, duty.assignment_id, due_at=JULY, reason="出差", actor_id=None, now=MAY)
        with transaction() as session:
            actions = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["requirement.create", "requirement.publish", "assignment.extend"]


def test_duties_read_the_same_on_both_databases(make_app, database_url):
    """The fold of events and instants is the same on SQLite and PostgreSQL."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        office = offices.found(session)
        offices.duty(session, office)
        duty = one(session, office, MAY)
        service.fulfil(session, duty.assignment_id, source_kind="attempt", source_id=1, effective_at=APRIL, now=MAY)
        service.person_left(session, office.ids[1], on=date(2026, 5, 1), reason="调出", actor_id=None, now=MAY)
        assert one(session, office, MAY - SECOND).fulfilments == ()
        assert one(session, office, MAY).fulfilments == ((APRIL, "attempt", 1),)
        assert one(session, office, MAY, 1).withdrawn
        assert [d.employee_id for d in queries.open_duties_of(session, office.ids[2], at=MAY)] == [office.ids[2]]
