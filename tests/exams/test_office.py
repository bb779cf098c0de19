"""What the office sees and does around an exam: the form, publishing, progress, lists and personal adjustments."""

from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from tests.support.counting import count_queries
from webapp.assignments import queries as assignments
from webapp.db import db, transaction
from webapp.exams import queries
from webapp.exams.presets import PRESETS

GOOD = {
    "title": "2026年第二次学法考试",
    "year": "2026",
    "document_number": "测试文号〔2026〕2号",
    "roster_on": "2026-11-24",
    "opens_at": "2026-11-25T09:00",
    "closes_at": "2026-11-30T23:59",
    "duration_minutes": "60",
    "max_attempts": "2",
    "score_policy": "last",
    "sections-0-type": "single_choice",
    "sections-0-count": "3",
    "sections-0-points": "20",
    "sections-1-type": "multiple_choice",
    "sections-1-count": "2",
    "sections-1-points": "10",
    "sections-2-type": "true_false",
    "sections-2-count": "2",
    "sections-2-points": "10",
    "sections-3-type": "fill_blank",
    "sections-3-count": "0",
    "sections-3-points": "",
    "total_points": "100",
    "pass_mark": "60",
    "excellent_mark": "90",
    "multiple_rule": "partial",
    "shuffle_questions": "y",
    "shuffle_options": "y",
    "score": "after_submit",
    "responses": "after_submit",
    "keys": "after_close",
    "explanations": "never",
}


@pytest.fixture
def office(staff, browse):
    """The liaison's browser with the form of a new exam open."""
    browser = browse(staff.law_admin)
    browser.get("/exams/new")
    return browser


def label_of(page: str, name: str) -> str:
    """Return what the label of a form's field holds."""
    return page.split(f'for="{name}">')[1].split("</label>")[0]


def test_a_preset_that_asks_for_the_document_number_marks_the_field(office):
    """Its label says 必填, its hint why; with the other presets it may stay empty."""
    asked = office.get("/exams/new?preset=notice").text
    assert "必填" in label_of(asked, "document_number") and "这个方案按上级通知办" in asked
    free = office.get("/exams/new?preset=shaanxi_2020").text
    assert "必填" not in label_of(free, "document_number") and "可不填" in label_of(free, "document_number")


def test_a_missing_document_number_is_described_at_its_field(office, staff):
    """The refused form points the field at its hint and its error, and still says 必填."""
    page = create(office, staff, document_number="  ").text
    field = next(tag for tag in page.split("<input") if 'id="document_number"' in tag).split(">")[0]
    assert 'aria-describedby="document_number-hint document_number-error"' in field and 'aria-invalid="true"' in field
    assert '<p class="hint hint-error" id="document_number-error">请填写上级通知的文号</p>' in page
    assert "必填" in label_of(page, "document_number")


def create(office, staff, **changes):
    """Post the form of a new exam."""
    return office.post("/exams/new", **({**GOOD, "bank_ids": str(staff.bank_id)} | changes))


def test_an_exam_is_written_down_from_the_form_as_a_draft(app, staff, office):
    """Times are local, 23:59 closes with the day, and the paper is as typed."""
    answer = create(office, staff)
    assert answer.status_code == 303
    page = office.get(answer.location).text
    assert "还没有发布，将发给 12 人" in page and "发布给 12 人" in page
    with app.app_context(), transaction() as session:
        row = queries.exam(session, int(answer.location.rsplit("/", 1)[1]))
        assert row.exam.score_policy == "last" and row.requirement.state == "draft"
        assert row.requirement.document_number == "测试文号〔2026〕2号"
        window = row.windows[0]
        assert window.opens_at == OPENS + timedelta(days=1)
        assert window.closes_at.isoformat() == "2026-11-30T15:59:59+00:00"
        assert [(s["type"], s["count"], s["points"]) for s in row.exam.spec["sections"]] == [
            ("single_choice", 3, "20"),
            ("multiple_choice", 2, "10"),
            ("true_false", 2, "10"),
        ]
        assert row.exam.spec["multiple_rule"] == "partial"
        assert row.exam.review["explanations"] == "never"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.code)
def test_every_preset_fills_in_the_form_and_shows_its_footnote(office, preset):
    """Counts, marks and minutes stand in the fields."""
    page = office.get(f"/exams/new?preset={preset.code}").text
    assert preset.notice in page
    assert f'name="duration_minutes" required type="number" value="{preset.duration_minutes}"' in page
    assert f'value="{preset.spec.sections[0].count}"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at": "2026-11-25T08:00"}, "截止时间应晚于开放时间"),
        ({"pass_mark": "101", "excellent_mark": "101"}, "合格线高于总分 100 分"),
        ({"total_points": "90"}, "与总分 90 分不一致"),
        ({"max_attempts": "0"}, "考试机会至少 1 次"),
        ({"document_number": ""}, "请填写上级通知的文号"),
        ({"makeup_opens_at": "2026-12-01T09:00"}, "要一起填写"),
        ({"makeup_opens_at": "2026-11-26T09:00", "makeup_closes_at": "2026-12-02T09:00"}, "补考应在正式考试截止后开放"),
        ({"title": ""}, "请填写考试名称"),
        ({"opens_at": "明天"}, "开放时间"),
        ({"bank_ids": "999"}, "从哪些题库抽题"),
        ({"sections-0-count": "一"}, "sections"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(app, staff, office, changes, sentence):
    """422, the sentence, the typed title and number; nothing is written."""
    answer = create(office, staff, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text or sentence == "sections"
    assert "处要改" in answer.text
    assert 'value="2026-11-30T23:59"' in answer.text or "closes_at" in changes
    assert GOOD["title"] in answer.text or "title" in changes
    with app.app_context(), transaction() as session:
        assert len(queries.exams(session, staff.unit_id)) == 1


def test_a_new_exam_is_made_like_an_earlier_one(app, staff, office):
    """Everything is filled in as it was, times in local time; sending it off makes a second exam."""
    first = create(office, staff, makeup_opens_at="2026-12-07T09:00", makeup_closes_at="2026-12-11T23:59").location
    page = office.get(f"/exams/new?preset=notice&like={first.rsplit('/', 1)[1]}").text
    for typed in (*("2026-11-25T09:00", "2026-11-30T23:59", "2026-12-07T09:00", "2026-12-11T23:59"), GOOD["title"]):
        assert f'value="{typed}' in page
    assert GOOD["document_number"] in page and '<option selected value="partial">' in page
    assert office.get("/exams/new?like=999").status_code == 404


def test_publishing_says_to_how_many_and_shows_progress_by_department(app, staff, office):
    """12 在编 people; the contract employee is not among them."""
    draft = create(office, staff).location
    office.get(draft)
    assert office.post(f"{draft}/publish").status_code == 303
    page = office.get(draft).text
    assert "考试已发布，应考 12 人" in page
    assert "应考 12 人，合格 0 人" in page
    for name in ("领导班子", "综合科", "文秘科"):
        assert name in page
    assert office.post(f"{draft}/publish").status_code == 409


def test_an_exam_that_the_bank_cannot_fill_is_not_offered_for_publishing(staff, office):
    """The shortfall stands there by section, with the way to mend it."""
    draft = create(office, staff, **{"sections-1-count": "4", "sections-1-points": "5"}).location
    page = office.get(draft).text
    assert "“多项选择题”需要 4 道，题库里可用 3 道，还差 1 道。" in page
    assert f'action="{draft}/publish"' not in page and "导入题目" in page
    answer = office.post(f"{draft}/publish")
    assert answer.status_code == 409 and "还差 1 道" in answer.text


def test_progress_counts_each_stage_as_n_of_m_with_links(app, staff, office):
    """One passed, one failed, one running, the rest not started, one exempt and not required."""
    a, b = staff.employees_a, staff.employees_b
    with app.app_context(), transaction() as session:
        exam = queries.exam(session, staff.exam_id).exam
        builders.sit(session, exam, a[0].id, right_count=5)
        builders.sit(session, exam, a[1].id, right_count=1)
        builders.service.start(session, exam.id, b[0].id, now=OPENS + 30 * MINUTE)
        assignment = assignments.assignment(session, exam.requirement_id, b[1].id)
        builders.exempt(session, assignment.id)
    page = office.get(f"/exams/{staff.exam_id}").text
    assert "应考 11 人，合格 1 人" in page
    people = f"/exams/{staff.exam_id}/people"
    assert f'{people}?stage=passed&amp;department={staff.department_a_id}">1/5</a>' in page
    listed = office.get(f"{people}?stage=passed").text
    assert "符合条件的有 1 人" in listed and a[0].full_name in listed and a[1].full_name not in listed
    everyone = office.get(people).text
    for word in ("合格", "已交卷未合格", "考试中", "未开始", "免考"):
        assert word in everyone
    assert "100" in everyone
    assert "符合条件的有 0 人" in office.get(f"{people}?q=没有这个人").text


def test_a_publication_is_withdrawn_with_a_reason_while_nobody_has_started(app, staff, office):
    """Afterwards it can be published again; after a start the button is gone."""
    show = f"/exams/{staff.exam_id}"
    assert "撤回发布" in office.get(show).text
    assert office.post(f"{show}/withdraw", reason="").status_code == 422
    assert office.post(f"{show}/withdraw", reason="文号有误").status_code == 303
    assert "还没有发布" in office.get(show).text
    office.post(f"{show}/publish")
    with app.app_context(), transaction() as session:
        builders.service.start(session, staff.exam_id, staff.employees_a[0].id, now=OPENS)
    assert "撤回发布" not in office.get(show).text
    assert office.post(f"{show}/withdraw", reason="x").status_code == 409


def test_one_person_is_given_a_later_close_and_more_time(app, staff, office):
    """A form with a reason; an earlier day is refused and keeps what was typed."""
    url, person = f"/exams/{staff.exam_id}/extend", str(staff.employees_a[0].id)
    assert "丙一" in office.get(f"{url}?person={person}").text
    typed = {"employee_id": person, "due_on": "2026-11-20", "duration_percent": "150", "reason": "病假返岗"}
    refused = office.post(url, **typed)
    assert refused.status_code == 422 and "应晚于原截止时间" in refused.text and "病假返岗" in refused.text
    assert office.post(url, **(typed | {"due_on": "2026-12-08"})).status_code == 303
    with app.app_context(), transaction() as session:
        requirement_id = queries.exam(session, staff.exam_id).requirement.id
        duty = assignments.duty_of(session, requirement_id, staff.employees_a[0].id, at=CLOSES)
    assert duty.duration_percent == 150 and duty.due_at.isoformat() == "2026-12-08T15:59:59+00:00"


@pytest.mark.parametrize("who", ["head", "leader", "employee", "auditor", "system_admin"])
def test_only_the_liaison_opens_the_offices_pages(app, staff, browse, who):
    """Everybody else is refused on every one of them."""
    person = staff.employees_a[0] if who == "employee" else getattr(staff, who)
    browser = browse(person)
    browser.get("/exams/mine")
    base = f"/exams/{staff.exam_id}"
    for path in ("/exams/", "/exams/new", base, f"{base}/people", f"{base}/extend"):
        assert browser.get(path).status_code == 403
    for path in ("/exams/new", f"{base}/publish", f"{base}/withdraw", f"{base}/extend"):
        assert browser.post(path).status_code == 403


def test_a_liaison_of_another_unit_finds_nothing(staff, browse):
    """Not theirs is not found."""
    browser = browse(staff.stranger_admin)
    assert "还没有考试" in browser.get("/exams/").text
    base = f"/exams/{staff.exam_id}"
    for path in (base, f"{base}/people", f"{base}/extend"):
        assert browser.get(path).status_code == 404
    for path in (f"{base}/publish", f"{base}/extend"):
        assert browser.post(path).status_code == 404
    assert browser.post(f"{base}/withdraw", reason="x").status_code == 404


def test_a_stranger_is_sent_to_the_sign_in(app, staff):
    """Every page of exams, logged out."""
    client = app.test_client()
    for path in ("/exams/", "/exams/mine", f"/exams/{staff.exam_id}/intro", "/attempts/1", "/attempts/1/result"):
        assert "/account/login" in client.get(path).location


def test_the_list_of_exams_and_the_list_of_people_cost_a_constant_number_of_queries(app, staff, office):
    """For one exam and for many, for a few attempts and for more."""
    with app.app_context():
        engine = db.engine
    counts = []
    for number in (0, 6):
        with app.app_context(), transaction() as session:
            for n in range(number):
                builders.published(session, staff, bank_ids=[staff.bank_id], title=f"第{n}场")
            for person in staff.employees_a[:number]:
                builders.sit(session, queries.exam(session, staff.exam_id).exam, person.id)
        found = []
        for path in ("/exams/", f"/exams/{staff.exam_id}", f"/exams/{staff.exam_id}/people"):
            with count_queries(engine) as statements:
                assert office.get(path).status_code == 200
            found.append(len(statements))
        counts.append(found)
    assert counts[0] == counts[1]
