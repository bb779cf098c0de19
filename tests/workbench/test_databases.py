"""The pages and the verification read the same on SQLite and on PostgreSQL."""

from datetime import timedelta

from tests.completion.test_pages import publish
from tests.support.office import make_office, sign_in
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.completion import verification
from webapp.completion.service import figures_at, freeze
from webapp.db import reading, transaction
from webapp.study import queries as study_queries
from webapp.study import service as study


def test_figures_pages_and_verification_on_both_databases(make_app, database_url, now):
    """One duty done of twelve, one led meeting: the same counts, every page opens, nothing differs."""
    app = make_app(database_url)
    with app.app_context():
        with transaction() as session:
            office = make_office(session, now=now)
            row = publish(session, office, now - timedelta(days=2))
            first = duties.duties_of_requirement(session, row.id, at=now)[0]
            assignments.exempt(
                session,
                first.assignment_id,
                reason="sick",
                approved_by="区领导",
                approved_on=now.date(),
                evidence_note="",
                actor_id=None,
                now=now,
            )
            held = study.create_session(
                session,
                unit_id=office.unit_id,
                kinds=["standing_meeting"],
                title="会前学法",
                starts_at=now - timedelta(days=1),
                actor_id=None,
                now=now,
            )
            marks = {office.principal.id: "present", office.leader.id: "late"}
            study.record_roll(session, held.id, marks, actor_id=None, now=now)
            study.close_roll(session, held.id, actor_id=None, now=now)
        with transaction() as session:
            freeze(session, office.unit_id, 2026, purpose="annual", at=now, actor_id=None, now=now)
        people = figures_at(reading(), office.unit_id, 2026, at=now).people
        assert (people.required, people.exempt, people.outstanding) == (11, 1, 11)
        assert study_queries.standing_meetings_led(reading(), office.unit_id, 2026, at=now).count == 1
        assert [text for check in verification.CHECKS for text in check.run(reading(), now).differences] == []
        reading().rollback()
    for person in (office.employees_a[0], office.head, office.law_admin, office.leader):
        client = app.test_client()
        sign_in(client, person)
        assert client.get("/").status_code == 200
    assert client.get("/completion/").status_code == 200
    assert client.get("/study/sessions").status_code == 200
