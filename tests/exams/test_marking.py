"""Marking: by question with names hidden, one or two markers, marks that stay, and a result that waits for them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from question_bank import Option, PaperSpec, Question, SpecSection
from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from tests.exams.test_life import differences
from tests.exams.test_races import in_transaction, together
from tests.exams.test_service import duty
from tests.support.counting import count_queries
from webapp.db import db, transaction
from webapp.errors import InvalidInput
from webapp.exams import marking_queries, marking_rules, queries, saving, service
from webapp.exams.marking_rules import Mark, verdict
from webapp.exams.models import Attempt, AttemptEvent, Grading, ItemMark, ItemResult
from webapp.settings.models import Setting

LETTERS = tuple(Option(letter, f"选项{letter}") for letter in "AB")
WRITTEN = Question("short_answer", "简述公开原则", (), ("规定必须公布",), key_points=("规定要公布", "未公布不作依据"))
CASE = Question(
    type="case_group",
    stem="某店销售过期食品。",
    options=(),
    key=(),
    parts=(Question("single_choice", "由谁决定", LETTERS, ("B",)), replace(WRITTEN, stem="说明理由")),
)
SPEC = PaperSpec(
    (SpecSection("简答题", "short_answer", 1, Decimal(40)), SpecSection("案例题", "case_group", 1, Decimal(60)))
)
TEXT = "依法应当公布"
NOW = OPENS + 40 * MINUTE


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Five people; the last two mark."""
    return offices.found(session, 5)


def written_exam(session, office):
    """Give out an exam of one short answer (40) and one case with a choice and a short answer (60)."""
    bank_id = builders.fill_bank(session, office.unit_id, [WRITTEN, CASE], name="主观题")
    return builders.published(session, office, bank_ids=[bank_id], spec=SPEC)


def sit(session, exam, person, written=TEXT, part=TEXT):
    """Sit the exam: the choice of the case is right."""
    attempt = service.start(session, exam.id, person, now=OPENS)
    for place, item in enumerate(attempt.snapshot["items"]):
        raw = ["B", part] if item["type"] == "case_group" else written
        saving.save(session, attempt.id, person, item=place, seq=1, response=raw, now=OPENS + MINUTE)
    return service.end_attempt(session, attempt.id, ended_by="examinee", now=OPENS + 30 * MINUTE)


def places(session, exam, marker):
    """Return (version, part) of the exam's two places: the short answer and the case's part."""
    row = queries.exam(session, exam.id)
    found = marking_queries.questions(session, row, marker, now=NOW)
    return sorted(((one.version_id, one.part) for one in found), key=lambda one: one[1])


def give(session, exam, marker, version_id, part, **typed):
    """Enter marks: ``a1="30"`` is 30 points for attempt 1."""
    marks = {int(name[1:]): text for name, text in typed.items()}
    return service.mark(session, exam.id, version_id, part, marks, actor_id=marker, now=NOW)


def two_markers(session, office):
    """Set that each response is marked by two people."""
    session.add(
        Setting(
            unit_id=office.unit_id, key="second_marker", value=True, effective_on=date(2026, 1, 1), set_at=OPENS
        )
    )
    session.flush()


@pytest.mark.parametrize(
    ("marks", "two", "points", "asks"),
    [
        ((), False, None, 1),
        (("8",), False, "8", None),
        (("8",), True, None, 2),
        (("8", "6"), True, "7", None),
        (("8", "5.5"), True, None, 3),
        (("8", "5.5", "6"), True, "6", None),
    ],
)
def test_what_marks_settle(marks, two, points, asks):
    """Of ten points a difference of two is the mean, of two and a half a decision."""
    given = [Mark(place, place, Decimal(text), Decimal(10)) for place, text in enumerate(marks, 1)]
    found = verdict(given, two)
    assert (found.points, found.asks) == (None if points is None else Decimal(points), asks)


@pytest.mark.parametrize(
    ("text", "most", "ok"),
    [
        ("0", 10, True), ("0.5", 10, True), ("10", 10, True), ("6.67", "6.67", True), (" 3 ", 10, True),
        ("10.5", 10, False), ("-0.5", 10, False), ("0.25", 10, False), ("六", 10, False), ("NaN", 10, False),
        ("1e9", 10, False), ("Infinity", 10, False),
    ],
)  # fmt: skip
def test_a_mark_is_half_steps_between_nothing_and_everything(text, most, ok):
    """Or everything itself, where that is no half step."""
    if ok:
        assert marking_rules.points_of(text, Decimal(most)) == Decimal(text.strip())
    else:
        with pytest.raises(marking_rules.WrongPoints):
            marking_rules.points_of(text, Decimal(most))


def test_a_written_paper_is_drawn_and_waits_until_its_last_response_is_marked(session, office):
    """Submitted, no result, no fulfilment; then graded as of its hand-in, with the case's parts kept."""
    exam, marker = written_exam(session, office), office.ids[4]
    attempt = sit(session, exam, office.ids[0])
    assert attempt.state == "submitted" and duty(session, office).fulfilments == ()
    row = queries.exam(session, exam.id)
    facts = [queries.attempt_facts(attempt)]
    assert service.rules.result(row.facts, row.windows, service.rules.DutyState(True), facts, now=NOW) is None
    (short, _), (case, part) = places(session, exam, marker)
    assert give(session, exam, marker, short, 0, a1="30.5") == 1
    assert attempt.state == "submitted"
    assert give(session, exam, marker, case, part, a1="20") == 1
    assert (attempt.state, attempt.score, attempt.grading_number) == ("graded", Decimal("80.5"), 2)
    assert duty(session, office).fulfilments == ((OPENS + 30 * MINUTE, "attempt", attempt.id),)
    grouped = session.scalars(
        sa.select(ItemResult).where(ItemResult.grading_number == 2, ItemResult.parts.is_not(None))
    ).one()
    assert grouped.parts == [["right", 1, 1, "30.00"], ["partial", 2, 3, "20.00"]]
    first = session.scalars(sa.select(Grading.score).order_by(Grading.number)).all()
    assert first == [Decimal(30), Decimal("80.5")]
    assert session.scalars(sa.select(AttemptEvent.kind).order_by(AttemptEvent.id)).all()[-1] == "marking"


def test_a_blank_response_needs_no_marker(session, office):
    """Nothing to read, nothing to give: graded at once."""
    attempt = sit(session, written_exam(session, office), office.ids[0], written="  ", part=None)
    assert (attempt.state, attempt.score) == ("graded", 30)


def test_two_markers_are_two_people_and_far_apart_they_need_a_decision(session, office):
    """The same login never fills both places; 40 and 20 of 40 wait for the third mark."""
    two_markers(session, office)
    exam, (first, second) = written_exam(session, office), office.ids[3:]
    attempt = sit(session, exam, office.ids[0], part=None)
    ((short, part),) = places(session, exam, first)
    assert give(session, exam, first, short, part, a1="40") == 1
    assert give(session, exam, first, short, part, a1="40") == 0
    assert give(session, exam, second, short, part, a1="20") == 1
    assert attempt.state == "submitted"
    assert give(session, exam, first, short, part, a1="28.5") == 1
    assert (attempt.state, attempt.score) == ("graded", Decimal("58.5"))
    assert session.scalars(sa.select(ItemMark.place).order_by(ItemMark.place)).all() == [1, 2, 3]


def test_two_near_marks_count_as_their_mean_to_the_hundredth(session, office):
    """30 and 30.5 are 30.25."""
    two_markers(session, office)
    exam, (first, second) = written_exam(session, office), office.ids[3:]
    attempt = sit(session, exam, office.ids[0], part=None)
    ((short, part),) = places(session, exam, first)
    give(session, exam, first, short, part, a1="30")
    give(session, exam, second, short, part, a1="30.5")
    assert attempt.score == Decimal("60.25")


def test_nobody_marks_the_own_paper_and_what_cannot_be_a_mark_stops_the_form(session, office):
    """The own response is left out; a wrong mark beside a right one enters nothing."""
    exam, marker = written_exam(session, office), office.ids[4]
    sit(session, exam, marker)
    ((short, part), _) = sorted(
        {(one.version_id, one.part) for one in marking_queries.waiting(session, exam.id, {})}, key=lambda one: one[1]
    )
    assert give(session, exam, marker, short, part, a1="10") == 0
    sit(session, exam, office.ids[0])
    with pytest.raises(InvalidInput, match="0 到 40"):
        give(session, exam, marker, short, part, a2="41")


def test_an_attempt_opened_again_is_marked_anew(session, office):
    """Marks of the earlier answers stay on record and settle nothing."""
    exam, marker = written_exam(session, office), office.ids[4]
    attempt = sit(session, exam, office.ids[0], part=None)
    ((short, part),) = places(session, exam, marker)
    give(session, exam, marker, short, part, a1="40")
    number = office.people[0].staff_number
    why = {"reason": "停电", "actor_id": None, "now": NOW}
    service.reopen(session, exam.id, number, deadline_at=NOW + 30 * MINUTE, **why)
    service.end_attempt(session, attempt.id, ended_by="examinee", now=NOW + MINUTE)
    assert attempt.state == "submitted"
    give(session, exam, marker, short, part, a1="10")
    assert attempt.score == 40
    assert session.scalars(sa.select(ItemMark.ended).order_by(ItemMark.ended)).all() == [1, 3]


def test_the_verification_is_clean_while_marking_and_finds_a_changed_mark(app):
    """Half marked, marked, and then touched."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, 5)
            exam, marker = written_exam(session, office), office.ids[4]
            sit(session, exam, office.ids[0])
            (short, _), (case, part) = places(session, exam, marker)
            give(session, exam, marker, short, 0, a1="30")
        after = CLOSES + timedelta(days=1)
        with transaction() as session:
            assert differences(session, after) == []
            give(session, exam, marker, case, part, a1="20")
        with transaction() as session:
            assert differences(session, after) == []
            session.execute(sa.update(ItemMark).where(ItemMark.item == 0).values(points=1))
            assert any("校验码不符" in text for text in differences(session, after))


def test_two_markers_at_once_fill_a_place_once(make_app, database_url):
    """On both databases: one mark, one grading."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        office = offices.found(session, 5)
        exam = written_exam(session, office)
        sit(session, exam, office.ids[0], part=None)
        ((short, part),) = places(session, exam, office.ids[4])
    deeds = [
        in_transaction(service.mark, exam.id, short, part, {1: "30"}, actor_id=marker, now=NOW)
        for marker in office.ids[3:]
    ]
    assert sorted(together(app, *deeds)) == [0, 1]
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ItemMark)) == 1
        assert session.get_one(Attempt, 1).grading_number == 2


def test_a_liaison_marks_by_question_and_the_person_waits(app, staff, browse):
    """No name on the marker's page; 等待阅卷 on the person's; a wrong mark keeps what was typed; the list counts."""
    with app.app_context(), transaction() as session:
        exam = written_exam(session, staff)
        sit(session, exam, staff.employees_a[0].id)
    me, office = browse(staff.employees_a[0]), browse(staff.law_admin)
    result = me.get("/attempts/1/result").text
    assert "等待阅卷" in result and "本次得分" not in result and "30 分" not in result
    assert "1 份答卷等待阅卷" in office.get("/").text
    assert f"/exams/{exam.id}/marking" in office.get("/exams/marking").text
    listed = office.get(f"/exams/{exam.id}/marking").text
    assert "简述公开原则" in listed and "说明理由" in listed
    paths = [
        line.split('"')[0] for line in listed.split('href="') if line.startswith(f"/exams/{exam.id}/marking/")
    ]
    page = office.get(paths[0]).text
    assert TEXT in page and "丙一" not in page and "规定要公布" in page
    wrong = office.post(paths[0], **{"points-1": "99"})
    assert wrong.status_code == 422 and 'value="99"' in wrong.text
    for path in paths:
        office.get(path)
        assert office.post(path, **{"points-1": "20"}).status_code == 303
    assert "70 分，已达到合格线" in me.get("/attempts/1/result").text
    assert "等待阅卷" not in office.get("/").text
    assert me.get("/exams/marking").status_code == 403
    assert browse(staff.stranger_admin).get(paths[0]).status_code == 404


def test_the_pages_of_the_marking_and_of_attempts_cost_the_same_for_one_and_for_many(app, staff, browse):
    """No query a response, an attempt or an event."""
    people = [person.id for person in (*staff.employees_a, *staff.employees_b)]
    with app.app_context(), transaction() as session:
        exam = written_exam(session, staff)
        sit(session, exam, people[0])
    office = browse(staff.law_admin)
    listed = office.get(f"/exams/{exam.id}/marking").text
    links = [part.split('"')[0] for part in listed.split('href="')]
    question = next(link for link in links if link.startswith(f"/exams/{exam.id}/marking/"))
    paths = ["/exams/marking", f"/exams/{exam.id}/marking", question, f"/exams/{exam.id}/attempts"]
    paths += [f"/exams/{exam.id}/corrections", "/exams/corrections"]
    counted = []
    for more in ([], people[1:]):
        with app.app_context(), transaction() as session:
            for person in more:
                sit(session, exam, person)
        for path in paths:
            with app.app_context(), count_queries(db.engine) as statements:
                assert office.get(path).status_code == 200
            counted.append(len(statements))
    assert counted[: len(paths)] == counted[len(paths) :]
