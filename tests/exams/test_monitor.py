"""The live monitor says truly who has not begun, who answers, who has handed in and whom to look after, and no mark."""

import re
from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND
from tests.support.counting import count_queries
from webapp.accounts import service as accounts
from webapp.clock import local_instant
from webapp.db import db, transaction
from webapp.exams import monitor, service
from webapp.exams.monitor_rules import QUIET, SWEEP, Sitting, standing

NOW = OPENS + 40 * MINUTE
DEADLINE = OPENS + 60 * MINUTE
GRACE = 30 * SECOND


def sitting(state="in_progress", **changes):
    """Make one attempt, begun at the opening, of five questions."""
    values = {
        "number": 1,
        "state": state,
        "started_at": OPENS,
        "deadline_at": DEADLINE,
        "accepts_until": DEADLINE + GRACE,
        "submitted_at": None if state == "in_progress" else OPENS + 30 * MINUTE,
        "response_count": 0 if state == "in_progress" else 5,
        "item_count": 5,
        "saved_at": None,
        "saved_count": 0,
        "reopened_at": None,
    }
    return Sitting(**values | changes)


@pytest.mark.parametrize(
    ("sittings", "now", "state", "troubles"),
    [
        ([], NOW, "not_started", ()),
        ([sitting("graded", response_count=0)], NOW, "not_started", ("blank",)),
        ([sitting("voided")], NOW, "not_started", ("voided",)),
        ([sitting("graded"), sitting("voided", number=2)], NOW, "submitted", ()),
        ([sitting("graded")], NOW, "submitted", ()),
        ([sitting("submitted")], NOW, "submitted", ("marking",)),
        ([sitting("submitted"), sitting("graded", number=2)], NOW, "submitted", ("marking",)),
        ([sitting("graded"), sitting(number=2, started_at=NOW)], NOW, "running", ()),
        ([sitting()], OPENS + QUIET - SECOND, "running", ()),
        ([sitting()], OPENS + QUIET, "running", ("quiet",)),
        ([sitting(saved_at=NOW - QUIET + SECOND)], NOW, "running", ()),
        ([sitting(saved_at=NOW - QUIET)], NOW, "running", ("quiet",)),
        ([sitting(saved_at=NOW - QUIET, reopened_at=NOW)], NOW, "running", ("reopened",)),
        ([sitting(reopened_at=NOW - QUIET)], NOW, "running", ("quiet", "reopened")),
        ([sitting(saved_at=DEADLINE)], DEADLINE + GRACE + SWEEP, "running", ()),
        ([sitting(saved_at=DEADLINE)], DEADLINE + GRACE + SWEEP + SECOND, "running", ("not_ended",)),
        ([sitting(saved_at=OPENS)], DEADLINE + GRACE + SWEEP + SECOND, "running", ("not_ended",)),
        ([sitting(saved_at=NOW + 60 * MINUTE)], NOW, "running", ()),
    ],
)
def test_how_a_person_stands(sittings, now, state, troubles):
    """At each boundary of silence and of the deadline, after a clock set back, with several attempts in any order."""
    for order in (sittings, sittings[::-1]):
        found = standing(order, now=now)
        assert (found.state, found.troubles) == (state, troubles)
    assert found.quiet_minutes >= 0


def test_every_trouble_has_its_words():
    """What the rule can say, the page can say."""
    source = {"quiet", "not_ended", "reopened", "marking", "blank", "voided"}
    assert monitor.TROUBLE_WORDS.keys() == source


@pytest.fixture
def running(app, staff):
    """The staff in the middle of the exam: one has handed in, one answers, one is silent, the rest has not begun."""
    first, second, third = staff.employees_a
    with app.app_context(), transaction() as session:
        builders.sit(session, session.get_one(service.Exam, staff.exam_id), first.id, right_count=4)
        for person, saved_at in ((second, NOW - MINUTE), (third, NOW - 7 * MINUTE)):
            attempt = service.start(session, staff.exam_id, person.id, now=OPENS + 10 * MINUTE)
            builders.answer(session, attempt, 2, now=saved_at)
    return staff


def rows_of(text):
    """Return (name, state, answered, newest save, notes) of each person of the list."""
    body = text[text.index('aria-label="人员"') :]
    found = []
    for row in re.findall(r"<tr><td>(.*?)</tr>", body, re.S):
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in f"<td>{row}".split("<td")[1:]]
        cells = [cell.partition(">")[2].strip() or cell for cell in cells]
        found.append((cells[0], cells[2], cells[3], cells[4], cells[6]))
    return found


def figures_of(text):
    """Return the counts of not begun, answering, handed in and to be looked after."""
    return [int(number) for number in re.findall(r"<b>(\d+)</b>", text[text.index("data-monitor") :])[:4]]


def test_the_office_sees_everybody_and_no_mark(running, browse, set_clock):
    """Counts, newest saves, who is silent for how long; the score of who has handed in stands nowhere."""
    set_clock(NOW)
    page = browse(running.law_admin).get(f"/exams/{running.exam_id}/monitor")
    found = {name: rest for name, *rest in rows_of(page.text)}
    assert found["丙一"] == ["已交卷", "4/5", "—", "—"]
    assert found["丙二"] == ["考试中", "2/5", "09:39:00", "—"]
    assert found["丙三"] == ["考试中", "2/5", "09:33:00", "7 分钟没有保存"]
    assert found["丁一"] == ["未开始", "—", "—", "—"]
    assert figures_of(page.text) == [9, 2, 1, 1]
    assert "80" not in re.sub(r'<script.*?</script>|="[^"]*"', "", page.text, flags=re.S)
    assert "合格" not in page.text


@pytest.mark.parametrize(("state", "count"), [("running", 2), ("trouble", 1), ("submitted", 1), ("not_started", 9)])
def test_the_list_is_narrowed_by_state(running, browse, set_clock, state, count):
    """Each figure leads to the people behind it."""
    set_clock(NOW)
    page = browse(running.law_admin).get(f"/exams/{running.exam_id}/monitor?state={state}")
    assert len(rows_of(page.text)) == count


def test_who_may_watch_whom(running, browse, set_clock):
    """Leaders see the unit, a head the own department, an employee and another unit's office nothing."""
    set_clock(NOW)
    path = f"/exams/{running.exam_id}/monitor"
    names = {name for name, *_ in rows_of(browse(running.head).get(path).text)}
    assert names == {"乙一", "乙二", "丙一", "丙二", "丙三"}
    assert "丁一" in browse(running.principal).get(path).text
    asked = {
        running.employees_a[0]: 403,
        running.system_admin: 403,
        running.auditor: 403,
        running.stranger: 403,
        running.stranger_admin: 404,
    }
    assert {one: browse(one).get(path).status_code for one in asked} == asked
    for one, word in ((running.head, True), (running.employees_a[0], False)):
        assert ("看考试情况" in browse(one).get(f"/exams/{running.exam_id}/intro").text) is word
    assert path in browse(running.law_admin).get(f"/exams/{running.exam_id}").text


def test_the_moving_part_comes_alone_and_only_when_it_has_changed(app, running, browse, set_clock):
    """304 while nothing has happened, with the time at which that was so; a new answer is a new part."""
    set_clock(NOW)
    client = browse(running.law_admin).client
    path, part = f"/exams/{running.exam_id}/monitor", {"X-Part": "monitor"}
    first = client.get(path, headers=part)
    assert "<html" not in first.text and "丙三" in first.text
    assert len(first.data) < len(client.get(path).data) - 2000
    set_clock(NOW + 5 * SECOND)
    again = client.get(path, headers={**part, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["X-Shown-At"]) == (304, b"", "09:40:05")
    with app.app_context(), transaction() as session:
        (attempt,) = (one for one in session.query(builders.Attempt) if one.employee_id == running.employees_a[1].id)
        builders.answer(session, attempt, 3, now=NOW + 5 * SECOND, seq=2)
    changed = client.get(path, headers={**part, "If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and "09:40:05" in changed.text


def test_a_reopened_a_marked_and_an_overdue_attempt_are_looked_after(app, running, browse, set_clock):
    """What was opened again says so; what is not handed in after its time says so."""
    with app.app_context(), transaction() as session:
        until = NOW + 30 * MINUTE
        service.reopen(
            session, running.exam_id, "丙一", deadline_at=until, reason="测试", actor_id=running.law_admin.id, now=NOW
        )
    set_clock(NOW)
    path = f"/exams/{running.exam_id}/monitor"
    found = {name: notes for name, *_, notes in rows_of(browse(running.law_admin).get(path).text)}
    assert found["丙一"] == "重新打开过"
    set_clock(OPENS + 72 * MINUTE)
    found = {name: notes for name, *_, notes in rows_of(browse(running.law_admin).get(path).text)}
    assert found["丙二"] == found["丙三"] == "到时间还没有收卷"


def test_who_is_exempt_is_not_waited_for(app, running, browse, set_clock):
    """An exempt person stands in no figure, but one who has begun does."""
    with app.app_context(), transaction() as session:
        for person in (running.employees_b[0], running.employees_a[1]):
            duty = service.assignment_queries.assignment(
                session, session.get_one(service.Exam, running.exam_id).requirement_id, person.id
            )
            builders.exempt(session, duty.id)
    set_clock(NOW)
    page = browse(running.law_admin).get(f"/exams/{running.exam_id}/monitor").text
    assert "丁一" not in page and "丙二" in page


def test_a_poll_costs_the_same_number_of_queries_for_any_number_of_people(app, staff, browse, set_clock):
    """For nobody begun and for sixty who answer."""
    client = browse(staff.law_admin).client
    path, part = f"/exams/{staff.exam_id}/monitor", {"X-Part": "monitor"}
    client.get(path, headers=part)

    def cost():
        with app.app_context(), count_queries(db.engine) as sent:
            assert client.get(path, headers=part).status_code == 200
        return len(sent)

    few = cost()
    with app.app_context(), transaction() as session:
        for number in range(60):
            person = accounts.create_employee(
                session,
                staff.unit_id,
                full_name=f"测试{number}",
                staff_number=f"M{number:03d}",
                department_id=staff.department_a_id,
                employment_type="civil_servant",
                from_on=local_instant(builders.PLAN["roster_on"]).date(),
                actor_id=None,
                now=OPENS - timedelta(days=20),
            )
            attempt = service.start(session, staff.exam_id, person.id, now=OPENS + 20 * MINUTE)
            builders.answer(session, attempt, 1, now=OPENS + 25 * MINUTE)
    set_clock(min(NOW, CLOSES))
    assert "60" in client.get(path, headers=part).text
    assert cost() == few
