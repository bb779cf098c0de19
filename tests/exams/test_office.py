"""What the office sees and does around an exam: the form, publishing, progress, lists and personal adjustments."""

from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from tests.support.counting import count_queries
from webapp.assignments import queries as assignments
from webapp.bank import queries as bank
from webapp.db import db, transaction
from webapp.exams import paper, queries
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
        ({"pass_mark": "NaN"}, "最多两位小数"),
        ({"pass_mark": "Infinity"}, "最多两位小数"),
        ({"total_points": "1e999999"}, "最多两位小数"),
        ({"sections-0-points": "0.001"}, "最多两位小数"),
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


def more(**fields):
    """Return the fields of further rows of windows: more(w0="stagger 2026-12-01T09:00 2026-12-01T18:00")."""
    typed = {}
    for name, text in fields.items():
        kind, opens_at, closes_at = text.split()
        row = f"more_windows-{name[1:]}-"
        typed |= {f"{row}kind": kind, f"{row}opens_at": opens_at, f"{row}closes_at": closes_at}
    return typed


SECOND_SITTING = "stagger 2026-12-01T09:00 2026-12-01T18:00"


def test_an_exam_of_several_sittings_and_makeups_is_written_down_from_the_form(app, staff, office):
    """The first window is a sitting too then; the copy of the exam holds every row."""
    typed = more(w0=SECOND_SITTING, w3="makeup 2026-12-20T09:00 2026-12-20T18:00")
    typed |= {"makeup_opens_at": "2026-12-10T09:00", "makeup_closes_at": "2026-12-11T23:59"}
    answer = create(office, staff, **typed)
    assert answer.status_code == 303
    exam_id = int(answer.location.rsplit("/", 1)[1])
    with app.app_context(), transaction() as session:
        windows = queries.exam(session, exam_id).windows
    assert [window.kind for window in windows] == ["stagger", "stagger", "makeup", "makeup"]
    page = office.get(f"/exams/new?preset=notice&like={exam_id}").text
    assert page.count('class="window-row"') == 2
    assert 'value="2026-12-01T09:00"' in page and 'value="2026-12-20T18:00"' in page


def test_rows_of_windows_are_added_and_taken_away_without_scripts(staff, office):
    """Each button shows the form again with everything typed, one row more or less, and writes nothing."""
    page = create(office, staff, title="打到一半的名称", add_row="1").text
    assert page.count('class="window-row"') == 1 and "打到一半的名称" in page
    assert '<details class="quote" id="more_windows" open>' in page
    typed = more(w0=SECOND_SITTING, w1="makeup 2026-12-20T09:00 2026-12-20T18:00")
    assert create(office, staff, add_row="1", **typed).text.count('class="window-row"') == 3
    dropped = create(office, staff, drop_row="more_windows-0", **typed)
    assert dropped.status_code == 422 and dropped.text.count('class="window-row"') == 1
    assert 'value="2026-12-20T09:00"' in dropped.text and "2026-12-01T09:00" not in dropped.text
    assert 'value="more_windows-0"' in dropped.text
    assert create(office, staff, drop_row="more_windows-77", **typed).text.count('class="window-row"') == 2
    assert "打到一半的名称" not in office.get("/exams/").text


def test_rows_left_blank_are_no_windows(app, staff, office):
    """One added by mistake does no harm."""
    row = {"more_windows-0-kind": "stagger", "more_windows-0-opens_at": "", "more_windows-0-closes_at": ""}
    answer = create(office, staff, **row)
    assert answer.status_code == 303
    with app.app_context(), transaction() as session:
        windows = queries.exam(session, int(answer.location.rsplit("/", 1)[1])).windows
    assert [window.kind for window in windows] == ["main"]


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        ("stagger 2026-12-01T18:00 2026-12-01T09:00", "closes_at", "截止时间应晚于开放时间"),
        ("stagger 2026-11-30T09:00 2026-12-01T09:00", "opens_at", "与前一场的时间重叠"),
        ("stagger 2026-12-01T09:00 2026-12-01T09:59", "closes_at", "比考试时长还短"),
        ("makeup 2026-11-30T12:00 2026-12-01T18:00", "opens_at", "补考应在正式考试截止后开放"),
        ("stagger 2026-12-01T09:00 明天", "closes_at", "时间"),
        ("village 2026-12-01T09:00 2026-12-01T18:00", "kind", "选择"),
    ],
)
def test_a_fault_of_a_row_is_named_at_that_row(staff, office, row, field, sentence):
    """Reversed, overlapping, too short, half filled in, and a kind that there is none."""
    answer = create(office, staff, **more(w0=row))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="more_windows-0-{field}-error"' in answer.text


ENTRY = {
    "late_entry_minutes": "30",
    "access_password": "学法2026",
    "networks": "192.168.1.7/24\n2001:DB8::/32",
    "pledge": "本人承诺独立完成。",
    "is_on_one_page": "y",
    "is_same_paper": "y",
}


def test_the_rules_of_entry_are_written_down_from_the_folded_part_of_the_form(app, staff, office):
    """Folded while nobody uses it; networks as ``ipaddress`` writes them; a copy of the exam has them too."""
    assert '<details class="quote" id="more_windows">' in office.get("/exams/new").text
    exam_id = int(create(office, staff, **ENTRY).location.rsplit("/", 1)[1])
    with app.app_context(), transaction() as session:
        exam = queries.exam(session, exam_id).exam
    assert (exam.late_entry_minutes, exam.access_password, exam.pledge) == (30, "学法2026", "本人承诺独立完成。")
    shown = office.get(f"/exams/{exam_id}").text
    for text in ("每场开考 30 分钟后不能入场", "学法2026", "2001:db8::/32", "本人承诺独立完成。", "同一场的人考同一份试卷"):
        assert text in shown
    assert exam.networks == ["192.168.1.0/24", "2001:db8::/32"] and exam.is_on_one_page and exam.is_same_paper
    copied = office.get(f"/exams/new?like={exam_id}").text
    assert "192.168.1.0/24\n2001:db8::/32" in copied and 'value="学法2026"' in copied


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"networks": "0.0.0.0/0"}, "networks"),
        ({"networks": "::/0"}, "networks"),
        ({"networks": "办公室"}, "networks"),
        ({"networks": "192.168.1.0/24\n192.168.1.300"}, "networks"),
        ({"late_entry_minutes": "0"}, "late_entry_minutes"),
        ({"late_entry_minutes": "99999999"}, "late_entry_minutes"),
        ({"late_entry_minutes": "半小时"}, "late_entry_minutes"),
        ({"access_password": "123"}, "access_password"),
        ({"pledge": "诺" * 2001}, "pledge"),
        ({"mean_tolerance": "0"}, "mean_tolerance"),
        ({"mean_tolerance": "NaN"}, "mean_tolerance"),
        ({"chosen": "第三题"}, "chosen"),
        ({"chosen": "9" * 5000}, "chosen"),
        ({"chosen": "999999"}, "chosen"),
    ],
)
def test_a_clumsy_rule_of_entry_is_named_at_its_field(staff, office, typed, field):
    """And the folded part stands open, or nobody would see it."""
    answer = create(office, staff, **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert '<details class="quote" id="more_windows" open>' in answer.text or 'class="quote" open' in answer.text


def ids_of(app, staff, type_code):
    """Return the bank's questions of a type."""
    with app.app_context(), transaction() as session:
        pool = bank.pool(session, staff.unit_id, [staff.bank_id])
    return [one.id for one in pool if one.question.type == type_code]


def test_chosen_questions_are_asked_of_everybody(app, staff, office):
    """All three single choices are named; the others are drawn. Two of three, or a type without count, is refused."""
    singles, blanks = ids_of(app, staff, "single_choice")[:3], ids_of(app, staff, "fill_blank")
    answer = create(office, staff, chosen=", ".join(map(str, singles)))
    with app.app_context(), transaction() as session:
        sections = queries.exam(session, int(answer.location.rsplit("/", 1)[1])).exam.spec["sections"]
    assert [section.get("question_ids") for section in sections] == [singles, None, None]
    assert "指定了 2 道，题数填的是 3" in create(office, staff, chosen=" ".join(map(str, singles[:2]))).text
    assert "没有填题数" in create(office, staff, chosen=" ".join(map(str, [*singles, blanks[0]]))).text


def test_one_paper_for_all_is_drawn_when_the_exam_is_published(app, staff):
    """Two people get the same questions; the make-up another paper, as far as the bank suffices."""
    windows = [
        builders.service.WindowPlan("main", OPENS, CLOSES),
        builders.service.WindowPlan("makeup", CLOSES + builders.WEEK, CLOSES + 2 * builders.WEEK),
    ]
    with app.app_context(), transaction() as session:
        exam = builders.published(session, staff, bank_ids=[staff.bank_id], windows=windows, is_same_paper=True)
        papers = [
            paper.question_ids(builders.service.start(session, exam.id, person.id, now=at).snapshot)
            for person, at in zip(staff.employees_a, (OPENS, OPENS + MINUTE, CLOSES + builders.WEEK), strict=True)
        ]
    assert papers[0] == papers[1] and len(papers[0]) == 5
    assert not papers[0] & papers[2]


def test_papers_of_like_difficulty_need_questions_with_known_marks(staff, office):
    """Of questions never asked nothing is known: the draft says so and is not offered for publishing."""
    draft = create(office, staff, mean_tolerance="1.5").location
    page = office.get(draft).text
    assert "可用的 0 道" in page or "可用 0 道" in page
    assert f'action="{draft}/publish"' not in page
    assert office.post(f"{draft}/publish").status_code == 409
