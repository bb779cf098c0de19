"""What an employee sees and does in a browser around an exam, with scripts and without, and what never leaks."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND, WEEK
from tests.support.counting import count_queries
from webapp.db import db, transaction
from webapp.exams import jobs, queries, service
from webapp.exams.models import Attempt

NOW = OPENS + 40 * MINUTE


def start(browser, exam_id):
    """Start an attempt and return its address."""
    browser.get(f"/exams/{exam_id}/intro")
    answer = browser.post(f"/exams/{exam_id}/start")
    assert answer.status_code == 303
    return answer.location


def items_of(app, path):
    """Return the snapshot's items of the attempt at an address."""
    with app.app_context(), transaction() as session:
        return session.get_one(Attempt, int(path.rsplit("/", 1)[1])).snapshot["items"]


def answer_all(app, browser, path, right_count=5):
    """Answer the first items rightly as the exam page does."""
    for place, item in enumerate(items_of(app, path)[:right_count]):
        sent = {"item": place, "seq": place + 1, "response": builders.right(item["type"])}
        assert browser.send(f"{path}/responses", sent).status_code == 200


def test_an_employee_sees_what_is_owed_sits_it_and_sees_the_result(app, staff, browse):
    """From 我的考试 to the result, every answer with a receipt."""
    me = browse(staff.employees_a[0])
    assert "还有 1 场考试要完成" in me.get("/exams/mine").text
    intro = me.get(f"/exams/{staff.exam_id}/intro").text
    assert "5 题，1 小时，60 分合格" in intro and "全部选对才得分" in intro and "还可考 2 次" in intro
    path = start(me, staff.exam_id)
    page = me.get(path).text
    assert 'data-seconds="3600"' in page and f'data-save="{path}/responses"' in page
    assert page.count('class="question') == 5
    receipt = me.send(f"{path}/responses", {"item": 0, "seq": 5, "response": "B"})
    assert receipt.json == {"saved_at": "09:40:00", "seq": 5, "remaining": 3600}
    answer_all(app, me, path)
    handed_in = me.post(f"{path}/submit")
    assert (handed_in.status_code, handed_in.location) == (303, f"{path}/result")
    result = me.get(handed_in.location).text
    assert "100 分，已达到合格线" in result and "优秀" in result
    assert "没有要完成的考试" in me.get("/exams/mine").text


def test_a_reload_and_another_device_show_what_was_saved(app, staff, browse, set_clock):
    """The server's answers and the server's clock."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.send(f"{path}/responses", {"item": 0, "seq": 7, "response": "B"})
    set_clock(NOW + 10 * MINUTE)
    page = browse(staff.employees_a[0]).get(path).text
    assert 'value="B" checked' in page and 'data-seconds="3000"' in page
    assert "已保存 09:40:00" in page and 'data-seq="7"' in page


def test_a_second_start_in_a_second_tab_resumes_the_running_attempt(staff, browse):
    """The intro offers to go on."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    assert me.post(f"/exams/{staff.exam_id}/start").location == path
    intro = me.get(f"/exams/{staff.exam_id}/intro").text
    assert "可以接着答" in intro and f'href="{path}"' in intro


def test_without_scripts_the_page_saves_confirms_and_hands_in(app, staff, browse):
    """The plain form: unanswered questions are named; a repeat of the posted page changes nothing more."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.get(path)
    fields = {f"q{place}": builders.right(item["type"]) for place, item in enumerate(items_of(app, path)[:4])}
    for _ in range(2):
        answer = me.post(f"{path}/review", seq="0", **fields)
        assert (answer.status_code, answer.location) == (303, f"{path}/confirm")
    confirm = me.get(answer.location).text
    assert "还有 1 题没有作答" in confirm and "第 5 题" in confirm
    assert me.post(f"{path}/submit").status_code == 303
    assert "80 分" in me.get(f"{path}/result").text


def test_a_stale_plain_form_does_not_overwrite_newer_answers(app, staff, browse):
    """The page was opened at seq 0; meanwhile another device saved up to 9."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.get(path)
    me.send(f"{path}/responses", {"item": 0, "seq": 9, "response": "B"})
    me.post(f"{path}/review", seq="0", q0="A")
    assert 'value="B" checked' in me.get(path).text


def test_a_forged_plain_form_is_refused_with_a_sentence(app, staff, browse):
    """An option that isn't there names the question."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.get(path)
    answer = me.post(f"{path}/review", seq="0", q0="Z")
    assert answer.status_code == 422 and "第 1 题" in answer.text


def test_handing_in_twice_leads_to_the_same_result(app, staff, browse):
    """The second tab's button does nothing more."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    answer_all(app, me, path, 3)
    first, second = me.post(f"{path}/submit"), me.post(f"{path}/submit")
    assert first.location == second.location == f"{path}/result"
    assert me.get(path).location == f"{path}/result"
    assert me.get(f"{path}/confirm").location == f"{path}/result"
    with app.app_context(), transaction() as session:
        assert len(queries.gradings(session, int(path.rsplit("/", 1)[1]))) == 1


def test_a_save_after_the_end_tells_the_page_where_to_go(staff, browse):
    """409 with the sentence, the state and the address."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.post(f"{path}/submit")
    answer = me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": "B"})
    assert answer.status_code == 409
    assert answer.json == {"error": "这份答卷已经交卷，不能再作答，请查看结果。", "state": "ended", "url": path}
    assert me.client.get(f"{path}/state").json["state"] == "ended"


@pytest.mark.parametrize(
    "body", [[], {}, {"item": 0}, {"item": 0, "seq": "1", "response": "B"}, {"item": 99, "seq": 1}]
)
def test_a_malformed_save_is_refused_with_a_sentence(staff, browse, body):
    """422 with JSON, nothing kept."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    answer = me.send(f"{path}/responses", body)
    assert answer.status_code == 422 and answer.json["error"].endswith("。")


def test_a_save_without_the_token_of_the_page_is_refused(staff, browse):
    """No other site can answer for a person."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    answer = me.client.post(f"{path}/responses", json={"item": 0, "seq": 1, "response": "B"})
    assert answer.status_code == 422


def test_the_state_follows_the_servers_clock_through_the_deadline(staff, browse, set_clock):
    """Seconds before, at and after the deadline, and when late answers are over."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    deadline = NOW + 60 * MINUTE
    for instant, remaining, state in (
        (deadline - SECOND, 1, "in_progress"),
        (deadline, 0, "in_progress"),
        (deadline + 30 * SECOND, 0, "in_progress"),
        (deadline + 31 * SECOND, 0, "ended"),
    ):
        set_clock(instant)
        assert me.client.get(f"{path}/state").json == {"remaining": remaining, "state": state, "url": path}


def test_after_the_deadline_the_page_asks_to_hand_in_until_the_sweep_has_done_so(app, staff, browse, set_clock):
    """A scheduler that is late holds nobody up."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    set_clock(NOW + 62 * MINUTE)
    me = browse(staff.employees_a[0])
    assert me.get(path).location == f"{path}/confirm"
    assert "时间到，请交卷" in me.get(f"{path}/confirm").text
    with app.app_context():
        jobs.expire_attempts(now=NOW + 62 * MINUTE)
    assert me.get(path).location == f"{path}/result"
    assert "到时自动交卷" in me.get(f"{path}/result").text


def test_a_colleagues_attempt_is_not_found_on_any_route(staff, browse):
    """Neither for the same department nor for the liaison, reading or writing."""
    path = start(browse(staff.employees_a[0]), staff.exam_id)
    for person in (staff.employees_a[1], staff.head, staff.law_admin, staff.stranger):
        other = browse(person)
        other.get("/exams/mine")
        for page in ("", "/state", "/confirm", "/result"):
            assert other.get(path + page).status_code == 404
        assert other.send(f"{path}/responses", {"item": 0, "seq": 1, "response": "B"}).status_code == 404
        assert other.post(f"{path}/review", seq="0").status_code == 404
        assert other.post(f"{path}/submit").status_code == 404


def test_an_exam_of_another_unit_is_not_found(staff, browse):
    """Its rules are nobody else's matter."""
    stranger = browse(staff.stranger)
    stranger.get("/exams/mine")
    assert stranger.get(f"/exams/{staff.exam_id}/intro").status_code == 404
    assert stranger.post(f"/exams/{staff.exam_id}/start").status_code == 404


def test_a_draft_is_not_found_by_those_who_would_sit_it(app, staff, browse):
    """Only the office sees drafts."""
    with app.app_context(), transaction() as session:
        draft = builders.plan(session, staff, bank_ids=[staff.bank_id])
    me = browse(staff.employees_a[0])
    assert me.get(f"/exams/{draft.id}/intro").status_code == 404
    assert me.post(f"/exams/{draft.id}/start").status_code == 404


def test_a_refused_start_says_why_and_what_to_do(staff, browse, set_clock):
    """Before the opening and after the close."""
    for instant, sentence in ((OPENS - SECOND, "考试还没有开放"), (CLOSES, "考试已经截止")):
        set_clock(instant)
        me = browse(staff.employees_a[0])
        assert sentence in me.get(f"/exams/{staff.exam_id}/intro").text
        answer = me.post(f"/exams/{staff.exam_id}/start")
        assert answer.status_code == 409 and sentence in answer.text


KEY_MARKERS = (builders.EXPLANATION, builders.LAW, "标准填空答案", "标准答案</", "答对", "答错")


def crawl(app, me, path, exam_id):
    """Return the text of every response that the person can get around the own exam."""
    texts = [me.get(page).text for page in ("/exams/mine", f"/exams/{exam_id}/intro", path, f"{path}/confirm")]
    texts.append(me.client.get(f"{path}/state").text)
    texts.append(me.get(f"{path}/result").text)
    with app.app_context():
        texts += [
            me.get(str(rule)).text
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.arguments and "logout" not in rule.rule
        ]
    return texts


def test_the_key_is_in_no_response_before_review_is_allowed(app, staff, browse):
    """While the attempt runs and after it, until the close: no key, citation, explanation, nor right and wrong."""
    with app.app_context(), transaction() as session:
        exam = builders.published(
            session,
            staff,
            bank_ids=[staff.bank_id],
            spec=builders.PaperSpec(
                (
                    *builders.SPEC.sections,
                    builders.SpecSection("填空题", "fill_blank", 1, builders.Decimal(20)),
                )
            ),
            pass_mark=builders.Decimal(60),
        )
    me = browse(staff.employees_a[0])
    path = start(me, exam.id)
    answers = [me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": "B"}).text]
    answers.append(me.send(f"{path}/responses", {"item": 5, "seq": 1, "response": ["错的"]}).text)
    texts = answers + crawl(app, me, path, exam.id)
    me.post(f"{path}/submit")
    texts += crawl(app, me, path, exam.id)
    for marker in KEY_MARKERS:
        assert not [text for text in texts if marker in text], marker


def test_once_the_exam_has_closed_the_review_shows_key_explanation_and_citation(app, staff, browse, set_clock):
    """One second after the close, with the own response beside."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": "A"})
    me.post(f"{path}/submit")
    set_clock(CLOSES)
    assert builders.EXPLANATION not in me.get(f"{path}/result").text
    set_clock(CLOSES + SECOND)
    page = browse(staff.employees_a[0]).get(f"{path}/result").text
    assert builders.EXPLANATION in page and f"《{builders.LAW}》第一条" in page
    assert "答错，得 0 分，共 20 分" in page and "您选的" in page and "未作答" in page


def other_exam(session, staff, bank_id, **changes):
    """Publish another exam from a bank, open for a week, a week after the first one closes."""
    windows = [builders.service.WindowPlan("main", CLOSES + WEEK, CLOSES + 2 * WEEK)]
    return builders.published(session, staff, bank_ids=[bank_id], title="另一场考试", windows=windows, **changes)


def test_a_key_waits_while_another_exam_can_ask_the_question(app, staff, browse, set_clock):
    """From that exam's opening to its close, ends included, a past result shows no key, no mark and no explanation."""
    with app.app_context(), transaction() as session:
        other_exam(session, staff, staff.bank_id)
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    answer_all(app, me, path, 4)
    me.post(f"{path}/submit")
    for at, is_hidden in (
        (CLOSES + WEEK - SECOND, False),
        (CLOSES + WEEK, True),
        (CLOSES + 2 * WEEK, True),
        (CLOSES + 2 * WEEK + SECOND, False),
    ):
        set_clock(at)
        page = browse(staff.employees_a[0]).get(f"{path}/result").text
        assert ("这道题正在考试中，标准答案和解析考试结束后可见" in page) == is_hidden, at
        assert (builders.EXPLANATION in page) != is_hidden
        assert ("标准答案</span>" in page) != is_hidden and ("答对，得" in page) != is_hidden
        assert "您选的" in page


def test_the_result_costs_the_same_beside_one_running_exam_and_beside_many(app, staff, browse, set_clock):
    """Looking for questions in use takes a constant number of queries."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.post(f"{path}/submit")
    set_clock(CLOSES + WEEK + SECOND)
    me = browse(staff.employees_a[0])
    with app.app_context():
        engine = db.engine
    counts = []
    for more in (1, 8):
        with app.app_context(), transaction() as session:
            for _ in range(more):
                other_exam(session, staff, staff.bank_id)
        with count_queries(engine) as statements:
            assert "正在考试中" in me.get(f"{path}/result").text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_an_exam_from_another_bank_hides_nothing(app, staff, browse, set_clock):
    """Nor does a draft."""
    with app.app_context(), transaction() as session:
        contents = [replace(one, stem=f"另一题库的{one.stem}") for one in builders.questions()]
        other_exam(session, staff, builders.fill_bank(session, staff.unit_id, contents, name="另一题库"))
        builders.plan(
            session,
            staff,
            bank_ids=[staff.bank_id],
            windows=[builders.service.WindowPlan("main", CLOSES + WEEK, CLOSES + 2 * WEEK)],
        )
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    me.post(f"{path}/submit")
    set_clock(CLOSES + WEEK + SECOND)
    page = browse(staff.employees_a[0]).get(f"{path}/result").text
    assert builders.EXPLANATION in page and "正在考试中" not in page


def test_a_score_that_is_not_to_be_seen_yet_is_nowhere(app, staff, browse):
    """Policy: everything after the close."""
    with app.app_context(), transaction() as session:
        exam = builders.published(
            session, staff, bank_ids=[staff.bank_id], review=dict.fromkeys(builders.PLAN["review"], "after_close")
        )
    me = browse(staff.employees_a[0])
    path = start(me, exam.id)
    answer_all(app, me, path, 4)
    me.post(f"{path}/submit")
    page = me.get(f"{path}/result").text
    assert "80" not in re.sub(r"<(script|link|svg|head).*?>|\?v=\w+|value=\"[^\"]*\"", "", page.split("<main")[1])
    assert "成绩、本人作答、标准答案、解析和依据要等考试结束才能看，请在 11月24日（周二）17:00 以后回到这一页。" in page


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        ("best", "最高分</dt><dd>80 分（第 1 份答卷）"),
        ("last", "最后一次成绩</dt><dd>40 分（第 2 份答卷）"),
        ("average", "平均分</dt><dd>60 分</dd>"),
    ],
)
def test_the_shown_score_follows_the_policy_and_one_pass_is_enough(app, staff, browse, policy, line):
    """80 and then 40 points: the result stays 合格, before the start it is told what counts."""
    with app.app_context(), transaction() as session:
        exam = builders.published(session, staff, bank_ids=[staff.bank_id], score_policy=policy)
    me = browse(staff.employees_a[0])
    told = me.get(f"/exams/{exam.id}/intro").text
    assert f"取{line.split('<')[0]}" in told
    for right in (4, 2):
        path = start(me, exam.id)
        answer_all(app, me, path, right)
        me.post(f"{path}/submit")
    page = me.get(f"{path}/result").text
    assert line in page and "合格</span>" in page
    listed = browse(staff.law_admin).get(f"/exams/{exam.id}/people").text
    assert f'data-k="{line.split("<")[0]}" class="r half">{line.split("<dd>")[1].split(" ")[0]}</td>' in listed


def test_what_may_be_seen_later_and_never_is_said_in_words(app, staff, browse, set_clock):
    """Own responses at once, keys after the close, explanations never; after the close only the latter is said."""
    review = {"score": "after_submit", "responses": "after_submit", "keys": "after_close", "explanations": "never"}
    with app.app_context(), transaction() as session:
        exam = builders.published(session, staff, bank_ids=[staff.bank_id], review=review)
    me = browse(staff.employees_a[0])
    path = start(me, exam.id)
    me.post(f"{path}/submit")
    page = me.get(f"{path}/result").text
    assert "标准答案要等考试结束才能看，请在 " in page and "这场考试不公布解析和依据。" in page
    set_clock(CLOSES + SECOND)
    page = browse(staff.employees_a[0]).get(f"{path}/result").text
    assert "要等考试结束" not in page and "这场考试不公布解析和依据。" in page


def test_a_topic_of_few_questions_does_not_tell_a_single_response(app, staff, browse):
    """Its score stands under 其他 until keys may be seen."""
    contents = [
        builders.Question("true_false", f"判断{n}", (), ("true",), topic="多题" if n < 3 else f"单题{n}")
        for n in range(5)
    ]
    with app.app_context(), transaction() as session:
        bank_id = builders.fill_bank(session, staff.unit_id, contents, name="第二题库")
        spec = builders.PaperSpec((builders.SpecSection("判断题", "true_false", 5, builders.Decimal(20)),))
        exam = builders.published(session, staff, bank_ids=[bank_id], spec=spec)
    me = browse(staff.employees_a[0])
    path = start(me, exam.id)
    me.post(f"{path}/submit")
    page = me.get(f"{path}/result").text
    assert "多题" in page and "其他" in page and "单题" not in page


def test_a_blank_attempt_is_told_to_use_no_try(app, staff, browse):
    """空白卷."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    assert "空白卷" in me.get(f"{path}/confirm").text
    me.post(f"{path}/submit")
    page = me.get(f"{path}/result").text
    assert "空白卷，不占考试次数" in page and "还有 2 次" in page


def test_the_own_list_costs_the_same_for_one_exam_and_for_many(app, staff, browse):
    """A constant number of queries."""
    me = browse(staff.employees_a[0])
    with app.app_context():
        engine = db.engine
    counts = []
    for more in (0, 8):
        with app.app_context(), transaction() as session:
            for number in range(more):
                exam = builders.published(session, staff, bank_ids=[staff.bank_id], title=f"第{number}场")
                builders.sit(session, exam, staff.employees_a[0].id)
        with count_queries(engine) as statements:
            assert me.get("/exams/mine").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_running_exam_keeps_its_person_signed_in(app, staff, browse, set_clock):
    """Idle for 59 minutes in an exam of an hour."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    set_clock(NOW + timedelta(minutes=59))
    assert me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": "B"}).status_code == 200


def test_an_extension_reaches_the_running_page(app, staff, browse):
    """The page asks for the state and learns the later deadline."""
    me = browse(staff.employees_a[0])
    path = start(me, staff.exam_id)
    with app.app_context(), transaction() as session:
        service.extend(
            session,
            staff.exam_id,
            staff.employees_a[0].id,
            due_at=None,
            duration_percent=150,
            reason="视力不便",
            actor_id=staff.law_admin.id,
            now=NOW,
        )
    assert me.client.get(f"{path}/state").json["remaining"] == 5400
