"""Plans, sessions and rolls: what counts, as of when, and what is refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.study.office import hold, plan
from webapp import clock
from webapp.audit.models import AuditEntry
from webapp.audit.service import digest_of
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.study import queries, service

DAY = timedelta(days=1)


@pytest.fixture
def led(office):
    """The roll of a meeting that counts: both leaders came."""
    return {office.principal.id: "present", office.leader.id: "present", office.law_admin.id: "sit_in"}


def test_only_meetings_that_the_first_leader_led_count(app, office, led, now):
    """Of four closed 常务会议 two count: one lacks the first leader, one any other leader."""
    with app.app_context():
        with transaction() as session:
            first = hold(session, office, now - 3 * DAY, led)
            second = hold(session, office, now - 2 * DAY, led)
            hold(session, office, now - DAY, led | {office.principal.id: "on_leave"})
            hold(session, office, now - DAY, led | {office.leader.id: "absent"})
        found = queries.standing_meetings_led(reading(), office.unit_id, 2026, at=now)
        assert found.ids == (first.id, second.id)
        assert queries.standing_meetings_led(reading(), office.unit_id, 2025, at=now).count == 0
        assert queries.standing_meetings_led(reading(), office.other_unit_id, 2026, at=now).count == 0


def test_a_session_of_two_kinds_counts_once_in_each_and_once_in_all(app, office, led, now):
    """合并开展: the total of both kinds is one session, named once."""
    with app.app_context():
        with transaction() as session:
            hold(session, office, now - DAY, led, kinds=("central_group", "standing_meeting"))

        def count(*kinds):
            return queries.count_of_kinds(reading(), office.unit_id, 2026, kinds, at=now).count

        assert count("central_group") == count("standing_meeting") == 1
        assert count("central_group", "standing_meeting") == 1


def test_a_session_counts_from_the_closing_of_its_roll(app, office, led, now):
    """Held in March and closed in April it counts from April, in the year in which it was held."""
    held_at, closed_at = now - 30 * DAY, now - 20 * DAY
    with app.app_context():
        with transaction() as session:
            hold(session, office, held_at, led, closed_at=closed_at)

        def count(at):
            return queries.standing_meetings_led(reading(), office.unit_id, 2026, at=at).count

        assert [count(held_at), count(closed_at - timedelta(seconds=1)), count(closed_at)] == [0, 0, 1]


def test_a_mended_roll_leaves_past_instants_as_they_were(app, office, led, now):
    """Reopened it counts no more; closed anew without the first leader it never will; the past keeps its figure."""
    with app.app_context():
        with transaction() as session:
            row = hold(session, office, now - 5 * DAY, led)
        reopened_at, closed_at = now - 3 * DAY, now - DAY
        with transaction() as session:
            service.reopen_roll(session, row.id, reason="登记有误", actor_id=None, now=reopened_at)
        with transaction() as session:
            absent = {office.principal.id: "absent"}
            service.enter_and_close(session, row.id, absent, actor_id=None, now=closed_at)

        def led_by(at):
            return queries.standing_meetings_led(reading(), office.unit_id, 2026, at=at).count

        def closed_by(at):
            kinds = ["standing_meeting"]
            return queries.count_of_kinds(reading(), office.unit_id, 2026, kinds, at=at).count

        instants = (reopened_at - DAY, reopened_at, closed_at)
        assert [led_by(at) for at in instants] == [1, 0, 0]
        assert [closed_by(at) for at in instants] == [1, 0, 1]


def test_monthly_themes_count_months_not_sessions(app, office, now):
    """Two closed sessions of one month hold one theme; an open one holds none."""
    with app.app_context():
        with transaction() as session:
            plan(session, office, 2026, now=now - 300 * DAY)
            first, second = (one.theme for one in queries.themes(session, office.unit_id, 2026)[:2])
            marks, monthly = {office.head.id: "present"}, ("monthly_theme",)
            hold(session, office, now - 9 * DAY, marks, kinds=monthly, monthly_theme_id=first.id)
            hold(session, office, now - 8 * DAY, marks, kinds=monthly, monthly_theme_id=first.id)
            row = hold(session, office, now - 7 * DAY, marks, kinds=monthly, monthly_theme_id=second.id)
            service.reopen_roll(session, row.id, reason="核对", actor_id=None, now=now - DAY)
        found = queries.monthly_themes_held(reading(), office.unit_id, 2026, at=now)
        assert (found.held, found.planned, len(found.ids)) == (1, 12, 2)
        before = queries.monthly_themes_held(reading(), office.unit_id, 2026, at=now - 2 * DAY)
        assert before.held == 2


def test_the_roll_keeps_what_people_were_on_the_day(app, office, led, now):
    """The principal's standing and each department are those of the meeting's day."""
    with app.app_context():
        with transaction() as session:
            row = hold(session, office, now - DAY, led)
        lines = {line.employee_id: line for line in queries.roll(reading(), row.id)}
        assert lines[office.principal.id].is_principal and lines[office.leader.id].is_leadership
        assert lines[office.law_admin.id].department_id == office.department_a_id


def test_closing_seals_the_roll_in_the_audit_log(app, office, led, now):
    """The audit row of the closing carries the digest of the lines as they are kept."""
    with app.app_context():
        with transaction() as session:
            row = hold(session, office, now - DAY, led)
        stored = reading().scalar(sa.select(AuditEntry.digest).where(AuditEntry.action == "roll.close"))
        assert stored == digest_of(queries.roll_rows(queries.roll(reading(), row.id)))
        assert stored == digest_of(queries.roll_events(reading(), row.id)[-1].lines)


def test_a_late_entry_needs_its_reason_and_says_so(app, office, now):
    """After eleven working days closing without a reason is refused; with one it reads 补录, its date is untouched."""
    held_at = now - 30 * DAY
    with app.app_context():
        with transaction() as session:
            row = service.create_session(
                session,
                unit_id=office.unit_id,
                kinds=["lecture"],
                title="讲坛",
                starts_at=held_at,
                actor_id=None,
                now=now,
            )
            service.record_roll(session, row.id, {office.head.id: "present"}, actor_id=None, now=now)
        with pytest.raises(InvalidInput), transaction() as session:
            service.close_roll(session, row.id, actor_id=None, now=now)
        with transaction() as session:
            closed = service.close_roll(session, row.id, actor_id=None, now=now, late_entry_reason="纸质签到后补")
        assert (closed.late_entry_reason, closed.starts_at, closed.roll_closed_at) == ("纸质签到后补", held_at, now)


def test_a_reason_given_in_time_is_not_kept(app, office, led, now):
    """An entry in time is no 补录, whatever was typed."""
    with app.app_context(), transaction() as session:
        assert hold(session, office, now - DAY, led).late_entry_reason == ""


def test_who_need_not_come_has_no_line(app, office, led, now):
    """Entering 不用到 takes the line away, so that n of m is right."""
    with app.app_context(), transaction() as session:
        row = service.create_session(
            session, unit_id=office.unit_id, kinds=["lecture"], title="讲坛", starts_at=now, actor_id=None, now=now
        )
        service.record_roll(session, row.id, led, actor_id=None, now=now)
        assert service.record_roll(session, row.id, {office.leader.id: ""}, actor_id=None, now=now) == 2
        assert queries.attendance_counts(session, [row.id])[row.id] == (1, 1)


PLAIN = {
    "kinds": ["lecture"],
    "title": "改名",
    "category": "law",
    "minutes": 60,
    "place": "",
    "host": "",
    "lecturer": "",
    "department_id": None,
    "monthly_theme_id": None,
    "document_number": "",
}
DEEDS = {
    "roll": lambda session, row, marks, now: service.record_roll(session, row, marks, actor_id=None, now=now),
    "close": lambda session, row, marks, now: service.close_roll(session, row, actor_id=None, now=now),
    "cancel": lambda session, row, marks, now: service.cancel(session, row, reason="不开", actor_id=None, now=now),
    "change": lambda session, row, marks, now: service.change_session(
        session, row, **PLAIN, starts_at=now, actor_id=None, now=now
    ),
}


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_a_closed_roll_is_not_changed_unawares(app, office, led, now, deed):
    """Every change of a closed session asks for reopening first."""
    with app.app_context():
        with transaction() as session:
            row = hold(session, office, now - DAY, led)
        with pytest.raises(Conflict), transaction() as session:
            DEEDS[deed](session, row.id, led, now)


def test_a_day_with_a_roll_does_not_move(app, office, led, now):
    """People on the roll are those of its day, so another day is refused once somebody stands on it."""
    with app.app_context(), transaction() as session:
        row = service.create_session(
            session,
            unit_id=office.unit_id,
            kinds=["lecture"],
            title="讲坛",
            starts_at=now - DAY,
            actor_id=None,
            now=now,
        )
        service.change_session(session, row.id, **PLAIN, starts_at=now - 2 * DAY, actor_id=None, now=now)
        service.record_roll(session, row.id, led, actor_id=None, now=now)
        with pytest.raises(Conflict):
            service.change_session(session, row.id, **PLAIN, starts_at=now - 3 * DAY, actor_id=None, now=now)


def test_a_roll_is_not_entered_ahead_or_for_strangers(app, office, now):
    """Before the meeting there is nothing to enter, and nobody of another unit stands on the roll."""
    with app.app_context():
        with transaction() as session:
            coming, held = (
                service.create_session(
                    session,
                    unit_id=office.unit_id,
                    kinds=["lecture"],
                    title="讲坛",
                    starts_at=at,
                    actor_id=None,
                    now=now,
                )
                for at in (now + DAY, now - DAY)
            )
        with pytest.raises(Conflict), transaction() as session:
            service.record_roll(session, coming.id, {office.head.id: "present"}, actor_id=None, now=now)
        for marks in ({office.stranger.id: "present"}, {office.head.id: "asleep"}):
            with pytest.raises(InvalidInput), transaction() as session:
                service.record_roll(session, held.id, marks, actor_id=None, now=now)
        assert list(queries.roll(reading(), held.id)) == []


def test_a_theme_month_is_held_only_as_monthly_theme(app, office, now):
    """Choosing a month without the kind 月度主题, another unit's month or department is refused."""
    with app.app_context():
        with transaction() as session:
            plan(session, office, 2026, now=now)
        theme = queries.themes(reading(), office.unit_id, 2026)[0].theme
        base = {"title": "学习", "starts_at": now, "actor_id": None, "now": now}
        for wrong in (
            {"unit_id": office.unit_id, "kinds": ["lecture"], "monthly_theme_id": theme.id},
            {"unit_id": office.other_unit_id, "kinds": ["monthly_theme"], "monthly_theme_id": theme.id},
            {"unit_id": office.other_unit_id, "kinds": ["lecture"], "department_id": office.department_a_id},
            {"unit_id": office.unit_id, "kinds": []},
            {"unit_id": office.unit_id, "kinds": ["party"]},
        ):
            with pytest.raises(InvalidInput), transaction() as session:
                service.create_session(session, **base, **wrong)


def test_a_plan_has_twelve_months_and_its_changes_leave_a_trace(app, office, now):
    """A swap of two months stands in the audit row; eleven months are refused."""
    with app.app_context():
        with transaction() as session:
            plan(session, office, 2026, now=now)
        rows = [
            (one.theme.month, one.theme.department_id, one.theme.theme, one.theme.category)
            for one in queries.themes(reading(), office.unit_id, 2026)
        ]
        with pytest.raises(InvalidInput), transaction() as session:
            service.make_plan(session, office.unit_id, 2026, rows[1:], actor_id=None, now=now)
        swapped = [(1, rows[1][1], "主题2", "law"), (2, rows[0][1], "主题1", "xi_rule_of_law"), *rows[2:]]
        with transaction() as session:
            service.make_plan(session, office.unit_id, 2026, swapped, actor_id=None, now=now)
        detail = reading().scalars(sa.select(AuditEntry.detail).order_by(AuditEntry.id.desc())).first()
        assert [change["month"] for change in detail["changes"]] == [1, 2]


def test_what_a_month_looks_like_depends_on_the_day(app, office, now):
    """Held, missed, this month, to come."""
    with app.app_context():
        with transaction() as session:
            plan(session, office, 2026, now=now)
            first = queries.themes(session, office.unit_id, 2026)[0].theme
            marks = {office.head.id: "present"}
            hold(session, office, now - 300 * DAY, marks, kinds=("monthly_theme",), monthly_theme_id=first.id)
        page = queries.plan_page(reading(), office.unit_id, 2026, today=clock.local_day(now))
        assert page.states == ("done", *["owe"] * 9, "now", "plan")
        assert page.held_count == 1
