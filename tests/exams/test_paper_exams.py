"""Scores from paper: keyed by one, checked by another, counted from the sitting on, marked 纸笔 wherever they stand."""

import io
import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS, SECOND
from tests.exams.test_life import differences
from tests.exams.test_service import duty
from tests.support.counting import count_queries
from tests.support.office import sign_in
from webapp import clock, files
from webapp.accounts import permissions
from webapp.accounts.models import RoleGrant
from webapp.assignments import service as assignments
from webapp.audit.labels import action_word
from webapp.audit.models import AuditEntry
from webapp.audit.service import seal
from webapp.completion.service import classify
from webapp.db import db, transaction
from webapp.errors import Conflict, InvalidInput, NotAllowed
from webapp.exams import correction_rules, overview, paper_exam_rules, paper_exams, queries, service
from webapp.exams.life_rules import Sitter
from webapp.exams.models import Attempt, AttemptEvent, Grading, PaperScore, PaperSitting
from webapp.files import StoredFile
from webapp.notify.models import Notice

SAT = OPENS + 60 * MINUTE
LATER = CLOSES + timedelta(days=3)
PDF = b"%PDF-1.4 scanned"
SCAN = (PDF, "试卷.pdf")


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Five people; the last two are the liaisons of the tests."""
    return offices.found(session, 5)


def key(session, office, exam, text="测试00 85", *, by=3, sat_at=SAT, now=LATER):
    """Key scores as the fourth person."""
    return paper_exams.key(session, exam.id, text, sat_at=sat_at, scan=SCAN, actor_id=office.ids[by], now=now)


def check(session, office, sitting, text="", *, by=4, is_compared=True, now=LATER + MINUTE):
    """Check as the fifth person, by comparing with the scan."""
    asked = {"text": text, "is_compared": is_compared, "seen": sitting.keyed_at}
    return paper_exams.check(session, sitting.id, **asked, actor_id=office.ids[by], now=now)


def attempts(session, exam, person):
    """Return what decides about a person's attempts."""
    return queries.facts_of(session, exam.id, person)


# ---- Two people ----------------------------------------------------------------------------------------------------


def test_a_keyed_score_counts_for_nothing_until_a_second_person_has_checked_it(session, office):
    """No attempt, no fulfilment; then both, as of the sitting, sealed, and `verify` finds nothing."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    assert attempts(session, exam, office.ids[0]) == [] and duty(session, office, at=LATER).fulfilments == ()
    assert check(session, office, sitting) == 1
    (attempt,) = session.scalars(sa.select(Attempt))
    assert (attempt.state, attempt.ended_by, attempt.score) == ("graded", "invigilator", 85)
    assert attempt.is_on_paper and attempt.started_at == attempt.submitted_at == SAT
    assert duty(session, office, at=LATER + MINUTE).fulfilments == ((SAT, "attempt", attempt.id),)
    assert (sitting.state, sitting.keyed_by, sitting.decided_by) == ("checked", office.ids[3], office.ids[4])
    assert session.scalars(sa.select(Grading.reason)).all() == ["paper"]
    assert session.scalars(sa.select(AttemptEvent.kind)).all() == ["end"]
    seal(session)
    session.expire_all()
    assert differences(session, LATER + MINUTE) == []


def test_whoever_keyed_never_checks(session, office):
    """Neither approves nor returns; the table itself refuses it too."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    with pytest.raises(NotAllowed, match="不能自己核对"):
        check(session, office, sitting, by=3)
    with pytest.raises(NotAllowed, match="不能自己核对"):
        send_back(session, office, sitting, by=3)
    forged = sa.update(PaperSitting).values(state="checked", decided_by=PaperSitting.keyed_by)
    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.execute(forged)


def test_nobody_keys_or_checks_the_own_score(session, office):
    """Both are told that another person has to."""
    exam = builders.published(session, office)
    with pytest.raises(InvalidInput, match="不能录入本人的成绩"):
        key(session, office, exam, "测试03 85")
    sitting = key(session, office, exam, "测试04 85")
    with pytest.raises(NotAllowed, match="您本人的分数"):
        check(session, office, sitting, by=4)


def test_a_second_keying_that_agrees_checks_the_list(session, office):
    """In any order and by number or name; the method is kept."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam, "测试00 85\n测试01 40")
    number = office.people[1].staff_number
    assert check(session, office, sitting, f"{number} 40.0\n测试00 85分", is_compared=False) == 2
    assert sitting.check_method == "rekeyed"


def test_where_two_keyings_differ_nothing_counts(session, office):
    """Every difference is named with both figures: another score, a missing and an additional person."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam, "测试00 85\n测试01 40")
    with pytest.raises(paper_exams.KeyedOtherwise) as refused:
        check(session, office, sitting, "测试00 58\n测试02 70", is_compared=True)
    assert refused.value.details == (
        "测试00：先录入 85 分，再录入 58 分。",
        "测试01：先录入 40 分，再录入 没有。",
        "测试02：先录入 没有，再录入 70 分。",
    )
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0 and sitting.state == "keyed"


def test_checking_asks_for_one_of_the_two_ways(session, office):
    """Neither keyed again nor compared is no check."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    with pytest.raises(InvalidInput, match="再录一遍分数，或确认"):
        check(session, office, sitting, is_compared=False)


def test_a_returned_list_goes_back_to_whoever_keyed_it(session, office):
    """The reason reaches the keyer; keyed again it waits again, and whoever returned it may be the one who keys it."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    send_back(session, office, sitting, by=4)
    assert (sitting.state, sitting.decision) == ("returned", "分数看错")
    assert "分数看错" in session.scalars(sa.select(Notice.body).where(Notice.employee_id == office.ids[3])).one()
    with pytest.raises(Conflict):
        check(session, office, sitting)
    again = {"sat_at": SAT + MINUTE, "scan": None, "now": LATER + 2 * MINUTE}
    paper_exams.key_again(session, sitting.id, "测试00 86\n测试01 50", actor_id=office.ids[4], **again)
    assert (sitting.state, sitting.keyed_by, sitting.decided_by, sitting.decision) == ("keyed", office.ids[4], None, "")
    assert check(session, office, sitting, by=3) == 2
    assert [one.score for one in attempts(session, exam, office.ids[0])] == [86]


def test_what_was_keyed_anew_meanwhile_is_not_checked_unseen(session, office):
    """The check names the keying that was looked at; of two checks at once the second is refused."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    seen = sitting.keyed_at
    again = {"sat_at": SAT, "scan": None, "now": LATER + SECOND}
    paper_exams.key_again(session, sitting.id, "测试00 99", actor_id=office.ids[3], **again)
    asked = {"text": "", "is_compared": True, "seen": seen, "actor_id": office.ids[4], "now": LATER + MINUTE}
    with pytest.raises(Conflict, match="刚刚被别人处理过"):
        paper_exams.check(session, sitting.id, **asked)
    check(session, office, sitting)
    with pytest.raises(InvalidInput, match="已经登记过"):
        check(session, office, sitting)


def test_a_dropped_list_counts_for_nothing_and_frees_its_people(session, office):
    """It stays on record; a checked one can't be dropped."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    with pytest.raises(InvalidInput, match="还没核对的纸笔成绩"):
        key(session, office, exam, "测试00 70", sat_at=SAT + MINUTE)
    paper_exams.drop(session, sitting.id, "录错考试", actor_id=office.ids[3], now=LATER)
    assert sitting.state == "dropped"
    again = key(session, office, exam, "测试00 70")
    check(session, office, again)
    with pytest.raises(Conflict):
        paper_exams.drop(session, again.id, "不要了", actor_id=office.ids[3], now=LATER)


def send_back(session, office, sitting, by):
    """Return a list as that person."""
    who = {"seen": sitting.keyed_at, "actor_id": office.ids[by], "now": LATER + MINUTE}
    paper_exams.send_back(session, sitting.id, "分数看错", **who)


def test_everything_is_on_record(session, office):
    """Keying, returning, checking and dropping are entries with words; the seal is of the scores, without any name."""
    exam = builders.published(session, office)
    sitting = key(session, office, exam)
    send_back(session, office, sitting, by=4)
    again = {"sat_at": SAT, "scan": SCAN, "now": LATER + 2 * MINUTE}
    paper_exams.key_again(session, sitting.id, "测试00 86", actor_id=office.ids[3], **again)
    check(session, office, sitting, now=LATER + 3 * MINUTE)
    paper_exams.drop(session, key(session, office, exam, "测试01 9").id, "重复", actor_id=office.ids[3], now=LATER)
    seal(session)
    rows = session.scalars(
        sa.select(AuditEntry).where(AuditEntry.subject_kind == "paper_sitting").order_by(AuditEntry.id)
    ).all()
    assert [row.action.partition(".")[2] for row in rows] == ["key", "return", "key", "check", "key", "drop"]
    assert all(row.digest for row in rows if row.action in ("paper_sitting.key", "paper_sitting.check"))
    assert not any("测试" in str(row.detail) for row in rows)
    assert all("." not in action_word(row.action) and "_" not in action_word(row.action) for row in rows)


# ---- How it counts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sat_at", "state"), [(CLOSES, "completed"), (CLOSES + SECOND, "completed_late"), (OPENS, "completed")]
)
def test_on_time_is_told_by_the_sitting_not_by_the_keying(session, office, sat_at, state):
    """Keyed days after the due instant it is on time if the paper was handed in by then; a make-up is late."""
    windows = [
        service.WindowPlan("main", OPENS, CLOSES),
        service.WindowPlan("makeup", CLOSES + SECOND, CLOSES + timedelta(days=2)),
    ]
    exam = builders.published(session, office, windows=windows)
    sitting = key(session, office, exam, sat_at=sat_at)
    check(session, office, sitting)
    assert classify(duty(session, office, at=LATER + MINUTE), LATER + MINUTE) == state


def test_past_instants_do_not_know_what_was_checked_later(session, office):
    """The figure of the close is not changed by a score that was entered after it."""
    exam = builders.published(session, office)
    check(session, office, key(session, office, exam))
    assert classify(duty(session, office, at=CLOSES), CLOSES) == "outstanding"
    assert classify(duty(session, office, at=LATER), LATER) == "overdue"


@pytest.mark.parametrize(
    ("score", "result"),
    [("59.99", "failed"), ("60", "passed"), ("89.99", "passed"), ("90", "excellent"), ("0", "failed")],
)
def test_results_follow_pass_and_excellent_mark(session, office, score, result):
    """The same states as online; the lists say that it was on paper."""
    exam = builders.published(session, office)
    check(session, office, key(session, office, exam, f"测试00 {score}"))
    row = queries.exam(session, exam.id)
    (first, *_) = overview.people(session, row, now=LATER + MINUTE)
    assert (first.result, first.is_on_paper, first.submitted_at) == (result, True, SAT)
    assert bool(duty(session, office, at=LATER + MINUTE).fulfilments) == (result != "failed")


def test_a_paper_takes_one_of_the_tries(session, office):
    """With both tries used online it is refused, and with one it is the last."""
    exam = builders.published(session, office)
    builders.sit(session, exam, office.ids[0], right_count=1)
    check(session, office, key(session, office, exam, sat_at=SAT + 30 * MINUTE))
    with pytest.raises(InvalidInput, match="考试机会已经用完"):
        key(session, office, exam, sat_at=SAT + 60 * MINUTE)
    with pytest.raises(Conflict, match="用完"):
        service.start(session, exam.id, office.ids[0], now=CLOSES - 60 * MINUTE)


def test_tries_used_between_keying_and_checking_are_seen(session, office):
    """The check decides anew: who has sat online meanwhile is named, and nothing is entered."""
    exam = builders.published(session, office, max_attempts=1)
    sitting = key(session, office, exam, now=SAT + MINUTE)
    builders.sit(session, exam, office.ids[0], at=SAT + 2 * MINUTE)
    with pytest.raises(InvalidInput, match="测试00：考试机会已经用完"):
        check(session, office, sitting)
    assert sitting.state == "keyed" and len(attempts(session, exam, office.ids[0])) == 1


def test_the_first_of_several_tries_is_the_one_that_was_sat_first(session, office):
    """A paper that was sat before an online try and entered after it comes first, whatever its number."""
    exam = builders.published(session, office, score_policy="first")
    builders.sit(session, exam, office.ids[0], right_count=5, at=SAT + 60 * MINUTE)
    check(session, office, key(session, office, exam, "测试00 61"))
    (first, *_) = overview.people(session, queries.exam(session, exam.id), now=LATER + MINUTE)
    assert (first.score, first.result) == (61, "passed")


@pytest.mark.parametrize(
    ("prepare", "sat_at", "sentence"),
    [
        ("nothing", OPENS - SECOND, "不在考试开放时间内"),
        ("nothing", CLOSES + SECOND, "不在考试开放时间内"),
        ("nothing", LATER + SECOND, "晚于现在"),
        ("extended", CLOSES + SECOND, ""),
        ("exempt", SAT, "免考"),
        ("left", SAT, "不再应考"),
        ("running", SAT, "正在网上答题"),
        ("overlapping", SAT, "正在网上答另一份卷"),
        ("entered", SAT, "已经登记过"),
    ],
)
def test_whose_paper_may_count(session, office, prepare, sat_at, sentence):
    """Window, extension, exemption, leaving, and no two attempts at once; each refusal says what to do."""
    exam = builders.published(session, office)
    mine = duty(session, office, at=OPENS).assignment_id
    if prepare == "extended":
        more = {"due_at": CLOSES + 60 * MINUTE, "reason": "住院", "actor_id": None, "now": OPENS}
        service.extend(session, exam.id, office.ids[0], **more)
    elif prepare == "exempt":
        builders.exempt(session, mine)
    elif prepare == "left":
        before = OPENS - timedelta(days=1)
        gone = {"on": clock.local_day(before), "reason": "transfer", "actor_id": None, "now": before}
        assignments.person_left(session, office.ids[0], **gone)
    elif prepare == "running":
        service.start(session, exam.id, office.ids[0], now=CLOSES - 10 * MINUTE)
    elif prepare == "overlapping":
        builders.sit(session, exam, office.ids[0], at=SAT - 10 * MINUTE)
    elif prepare == "entered":
        check(session, office, key(session, office, exam))
    if sentence:
        with pytest.raises(InvalidInput, match=sentence):
            key(session, office, exam, sat_at=sat_at)
    else:
        assert check(session, office, key(session, office, exam, sat_at=sat_at)) == 1


def test_a_make_up_on_paper_is_for_those_who_need_it(session, office):
    """Who has passed is refused; who failed passes on make-up, which is never excellent."""
    later = CLOSES + timedelta(days=1)
    windows = [
        service.WindowPlan("main", OPENS, CLOSES),
        service.WindowPlan("makeup", later, later + timedelta(days=1)),
    ]
    exam = builders.published(session, office, windows=windows)
    builders.sit(session, exam, office.ids[0], right_count=5)
    builders.sit(session, exam, office.ids[1], right_count=1)
    with pytest.raises(InvalidInput, match="测试00：已合格"):
        key(session, office, exam, "测试00 95\n测试01 95", sat_at=later)
    check(session, office, key(session, office, exam, "测试01 95", sat_at=later))
    people = overview.people(session, queries.exam(session, exam.id), now=LATER + MINUTE)
    assert [one.result for one in people[:2]] == ["excellent", "passed_on_makeup"]


@pytest.mark.parametrize(
    ("now", "is_late"), [("2026-12-08T15:59:59+00:00", False), ("2026-12-08T16:00:00+00:00", True)]
)
def test_scores_entered_more_than_ten_working_days_later_say_why(session, office, now, is_late):
    """Sat on a Tuesday: the tenth working day is the Tuesday two weeks later, to its last second in Shanghai."""
    exam = builders.published(session, office)
    asked = {"sat_at": SAT, "scan": SCAN, "actor_id": office.ids[3], "now": datetime.fromisoformat(now)}
    if is_late:
        with pytest.raises(paper_exams.LateWithoutReason, match="请写明补录原因"):
            paper_exams.key(session, exam.id, "测试00 85", **asked)
    sitting = paper_exams.key(session, exam.id, "测试00 85", late_entry_reason="驻村带回", **asked)
    assert sitting.late_entry_reason == ("驻村带回" if is_late else None)


def test_a_draft_takes_no_scores(session, office):
    """Nobody owes it yet."""
    with pytest.raises(Conflict, match="还没有发布"):
        key(session, office, builders.plan(session, office))


def test_a_voided_score_counts_no_longer_and_can_be_entered_anew(session, office):
    """Voiding works as for any attempt, reopening is refused; then the right score of the same sitting goes in."""
    exam = builders.published(session, office)
    check(session, office, key(session, office, exam))
    asked = {"reason": "录错", "actor_id": office.ids[3], "now": LATER + 2 * MINUTE}
    with pytest.raises(InvalidInput, match="纸笔成绩不能重新打开"):
        service.reopen(session, exam.id, "测试00", deadline_at=LATER + 9 * MINUTE, **asked)
    assert service.void(session, exam.id, "测试00", **asked) == 1
    assert duty(session, office, at=LATER + 2 * MINUTE).fulfilments == ()
    check(session, office, key(session, office, exam, "测试00 58", now=LATER + 3 * MINUTE), now=LATER + 4 * MINUTE)
    assert [one.state for one in attempts(session, exam, office.ids[0])] == ["voided", "graded"]
    seal(session)
    session.expire_all()
    assert differences(session, LATER + 5 * MINUTE) == []


@pytest.mark.parametrize(
    ("forged", "found"),
    [
        (sa.update(PaperScore).values(score=99), "分数被改动过"),
        (sa.update(Attempt).values(score=99), "得分与最近一次评分记录不一致"),
        (sa.update(PaperSitting).values(state="keyed"), "没有由第二人核对"),
        (sa.update(PaperSitting).values(sat_at=OPENS), "人员或时间不一致"),
        (sa.update(PaperScore).values(attempt_id=None), "没有录入和核对的记录"),
    ],
)
def test_verification_finds_what_was_changed_behind_the_record(session, office, forged, found):
    """Scores, states and times are compared with what was sealed at the check."""
    exam = builders.published(session, office)
    check(session, office, key(session, office, exam))
    seal(session)
    session.execute(forged)
    session.expire_all()
    assert any(found in text for text in differences(session, LATER + MINUTE))


def test_verification_finds_a_scan_that_was_exchanged_or_is_gone(session, office):
    """The bytes are compared with what was sealed when the list was keyed."""
    exam = builders.published(session, office)
    check(session, office, key(session, office, exam))
    seal(session)
    session.expire_all()
    kept = session.scalars(sa.select(StoredFile)).one()
    assert differences(session, LATER + MINUTE) == []
    path = Path(current_app.config["XUEFA"].uploads) / kept.stored_name
    path.write_bytes(b"%PDF another")
    assert differences(session, LATER + MINUTE) == ["第 1 号纸笔成绩的扫描件与录入时的校验码不符，文件被改动过。"]
    files.discard(kept)
    assert differences(session, LATER + MINUTE) == ["第 1 号纸笔成绩的扫描件已不在服务器上。"]


# ---- The list ------------------------------------------------------------------------------------------------------

PEOPLE = [
    Sitter(1, "张三", "A001", ()),
    Sitter(2, "李四", "A002", ()),
    Sitter(3, "王五", "A003", ()),
    Sitter(4, "王五", "1004", ()),
    Sitter(5, "欧阳　六", None, ()),
]
SECTIONS = [Decimal(40), Decimal(60)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张三 85", [(1, "85", None)]),
        ("张三\t85", [(1, "85", None)]),
        ("1\t张三\tA001\t综合科\t85", [(1, "85", None)]),
        ("序号\t姓名\t工号\t成绩\n1\t张三\tA001\t85\n\n2\t李四\tA002\t90.5", [(1, "85", None), (2, "90.5", None)]),
        ("A001，８５分", [(1, "85", None)]),
        ("王五 1004 60", [(4, "60", None)]),
        ("1004 60", [(4, "60", None)]),
        ("欧阳 六 70", [(5, "70", None)]),
        ("欧阳六\t70", [(5, "70", None)]),
        ("张三 40 45", [(1, "85", ("40", "45"))]),
        ("张三 40 45 85", [(1, "85", ("40", "45"))]),
        ("张三 0", [(1, "0", None)]),
        ("张三 100", [(1, "100", None)]),
    ],
)
def test_a_list_is_read_as_people_type_and_paste_it(text, found):
    """Names or numbers, tables with head and further columns, full-width signs, totals or sections."""
    entries, problems = paper_exam_rules.entries(text, PEOPLE, SECTIONS)
    assert problems == []
    shown = [
        (
            one.employee_id,
            paper_exam_rules.short(one.score),
            one.parts and tuple(map(paper_exam_rules.short, one.parts)),
        )
        for one in entries
    ]
    assert shown == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写姓名或工号和分数"),
        ("赵六 80", "第 1 行：“赵六”不在这场考试的名册里"),
        ("张三 101", "101 分超过满分 100 分"),
        ("张三 -5", "“-5”不是分数"),
        ("张三 85.555", "“85.555”不是分数"),
        ("张三 1e3", "“1e3”不是分数"),
        ("张三 八十五", "张三没有分数"),
        ("张三", "“张三”没有分数|张三没有分数"),
        ("张三 缺考", "没有参加，不用登记"),
        ("王五 60", "“王五”有 2 人同名，请改填工号"),
        ("张三 A002 60", "不是同一个人"),
        ("张三 85\n李四 70\nA001 85", "第 3 行：张三在第 1 行已有分数"),
        ("张三 41 45", "第 1 大题的 41 分超过该题满分 40 分"),
        ("张三 40 45 86", "各大题合计 85 分，与总分 86 分不一致"),
        ("张三 1 2 3 4", "有 4 个分数"),
        ('=HYPERLINK("x") 80', "不在这场考试的名册里"),
        ("<img onerror=1> 80", "不在这场考试的名册里"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text, sentence):
    """Nothing is guessed; each sentence says what to do."""
    _, problems = paper_exam_rules.entries(text, PEOPLE, SECTIONS)
    assert len(problems) == 1 and re.search(sentence, problems[0])


def test_every_bad_line_is_named_at_once():
    """Three mistakes are mended in one go."""
    _, problems = paper_exam_rules.entries("赵六 1\n张三 101\n李四 90\n王五 3", PEOPLE, SECTIONS)
    assert [problem[:6] for problem in problems] == ["第 1 行：", "第 2 行：", "第 4 行："]


def test_a_list_beyond_all_measure_is_refused_whole():
    """More lines than any office has people."""
    entries, problems = paper_exam_rules.entries("张三 1\n" * 2001, PEOPLE, SECTIONS)
    assert entries == [] and problems == ["一次最多登记 2000 行，请分几次登记。"]


# ---- The pages -----------------------------------------------------------------------------------------------------

FORM = {"sat_at": "2026-11-24T09:30", "lines": "丙一 85\n丁一 40"}


@pytest.fixture
def clerk(staff, browse):
    """The liaison's browser, on the form."""
    browser = browse(staff.law_admin)
    browser.get(f"/exams/{staff.exam_id}/paper/scores")
    return browser


def file(data=PDF, name="试卷.pdf"):
    """Return an upload."""
    return io.BytesIO(data), name


def keyed(staff, clerk):
    """Key the scores of the form and return the address of the list."""
    answer = clerk.post(f"/exams/{staff.exam_id}/paper/scores", **FORM, scan=file())
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["Location"]


def seen_of(page):
    """Return what a page says it was looked at."""
    return re.search(r'name="seen" value="([^"]+)"', page).group(1)


def test_from_keying_to_the_result_through_the_pages(staff, clerk, browse, app):
    """The leader is told, checks by keying again, and everybody concerned reads 纸笔."""
    where = keyed(staff, clerk)
    page = clerk.get(where).text
    assert "等待核对" in page and staff.leader.full_name in page and "核对通过" not in page
    home = clerk.get("/").text
    assert "1 份纸笔成绩等待第二人核对" in home
    leader = browse(staff.leader)
    with app.app_context():
        told = db.session.scalars(sa.select(Notice.employee_id).where(Notice.subject.contains("等您核对"))).all()
    assert set(told) == {staff.leader.id, staff.principal.id}
    assert "1 份纸笔成绩等待第二人核对" in leader.get("/").text
    assert where in leader.get("/exams/sittings").text
    seen = seen_of(leader.get(where).text)
    refused = leader.post(f"{where}/check", lines="丙一 58\n丁一 40", seen=seen)
    assert refused.status_code == 422 and "丙一：先录入 85 分，再录入 58 分" in refused.text
    assert "丙一 58" in refused.text
    assert leader.post(f"{where}/check", lines="丙一 85\n丁一 40", seen=seen).status_code == 303
    after = leader.get(where).text
    assert "已核对" in after and ">85<" not in after
    people = clerk.get(f"/exams/{staff.exam_id}/people?q=丙一").text
    assert "（纸笔）" in people and "合格" in people
    assert "（纸笔）" in clerk.get(f"/exams/{staff.exam_id}/attempts").text
    assert "纸笔" in clerk.get(f"/exams/{staff.exam_id}/monitor").text.split("丙一")[1].split("</tr>")[0]
    assert "（纸笔）" in clerk.get(f"/completion/person/{staff.employees_a[0].id}").text
    mine = browse(staff.employees_a[0])
    assert "（纸笔）" in mine.get("/exams/mine").text
    assert "（纸笔）" in mine.get(f"/exams/{staff.exam_id}/intro").text
    attempt = re.search(r"/attempts/\d+/result", mine.get("/exams/mine").text).group()
    result = mine.get(attempt).text
    assert "纸笔" in result and "85 分" in result


def test_with_nobody_else_the_list_waits_and_says_so(staff, clerk, app):
    """Only one liaison and no leader: nothing counts, and the page says who can change that."""
    with app.app_context(), transaction() as session:
        leaders = [staff.leader.id, staff.principal.id]
        session.execute(sa.delete(RoleGrant).where(RoleGrant.employee_id.in_(leaders)))
    page = clerk.get(keyed(staff, clerk)).text
    assert "没有别的法治联络员或领导可以核对，这份成绩一直等待" in page


def test_the_form_keeps_what_was_typed_and_names_each_line(staff, clerk):
    """Unknown name, score above the total and one person twice stand beside the list."""
    lines = "没有这个人 80\n丙一 101\n丙二 80\n丙二 80"
    answer = clerk.post(f"/exams/{staff.exam_id}/paper/scores", **FORM | {"lines": lines}, scan=file())
    assert answer.status_code == 422
    for sentence in ("“没有这个人”不在这场考试的名册里", "101 分超过满分 100 分", "丙二在第 3 行已有分数"):
        assert sentence in answer.text
    assert "丙一 101" in answer.text and 'value="2026-11-24T09:30"' in answer.text


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ\x90\x00", "成绩.exe", "类型不能用"),
        (b"MZ\x90\x00", "成绩.pdf", "内容与扩展名不符"),
        (b"<svg onload=alert(1)>", "成绩.svg", "类型不能用"),
        (b"\xff\xd8\xff\xe0", "成绩.png", "内容与扩展名不符"),
        (b"", "成绩.pdf", "是空的"),
        (PDF, "【秘密】成绩.pdf", "涉密和内部文件不得上传"),
        (b"%PDF" + b"0" * 4000, "成绩.pdf", "超过 20 MB"),
    ],
)
def test_what_is_no_scan_is_refused_and_not_kept(staff, clerk, app, monkeypatch, data, name, sentence):
    """A program, a program by another name, a drawing with scripts, a wrong ending, nothing, too much."""
    monkeypatch.setattr(files, "LIMIT_BYTES", 4000)
    answer = clerk.post(f"/exams/{staff.exam_id}/paper/scores", **FORM, scan=file(data, name))
    assert answer.status_code == 422 and sentence in answer.text and "丙一 85" in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(StoredFile)) == 0


def test_a_late_list_asks_for_the_reason_at_its_field(staff, clerk, set_clock):
    """The form comes back with what was typed; with a reason the list reads 补录 wherever it stands."""
    set_clock(clock.now() + timedelta(days=15))
    where = f"/exams/{staff.exam_id}/paper/scores"
    clerk = browse_again(clerk, staff)
    refused = clerk.post(where, **FORM, scan=file())
    assert refused.status_code == 422 and "请写明补录原因" in refused.text and "丙一 85" in refused.text
    listed = clerk.post(where, **FORM, scan=file(), late_entry_reason="驻村带回").headers["Location"]
    assert "驻村带回" in clerk.get(listed).text
    assert "补录" in clerk.get(f"/exams/{staff.exam_id}/paper").text and "补录" in clerk.get("/exams/sittings").text


def browse_again(browser, person):
    """Sign a browser in anew after the clock was moved."""
    sign_in(browser.client, person.law_admin)
    browser.get("/exams/mine")
    return browser


def test_thirty_megabytes_are_refused_at_the_door(staff, clerk):
    """The request is not even read to its end."""
    sent = {"data": b"0" * 30_000_000, "content_type": "multipart/form-data; boundary=x"}
    answer = clerk.client.post(f"/exams/{staff.exam_id}/paper/scores", **sent)
    assert answer.status_code == 413


def test_a_list_without_a_scan_is_refused(staff, clerk):
    """Nobody could check it."""
    answer = clerk.post(f"/exams/{staff.exam_id}/paper/scores", **FORM)
    assert answer.status_code == 422 and "还没有选择扫描件" in answer.text


def test_the_scan_is_handed_out_as_an_attachment_to_those_who_may_check(staff, clerk, browse):
    """The liaison and the leaders of the unit; never shown in the page, never kept by a browser."""
    where = keyed(staff, clerk)
    for person in (staff.law_admin, staff.leader):
        answer = browse(person).get(f"{where}/scan/download")
        assert answer.data == PDF and "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_else_sees_or_touches_scores_from_paper(staff, clerk, browse):
    """Employees, heads, the auditor and administrators: 403; another unit's liaison: 404; leaders don't key."""
    where = keyed(staff, clerk)
    seen = seen_of(browse(staff.leader).get(where).text)
    for person in (staff.employees_a[0], staff.head, staff.auditor, staff.system_admin):
        other = browse(person)
        for path in (where, f"{where}/edit", f"{where}/scan/download", "/exams/sittings"):
            assert other.get(path).status_code == 403
        for path in (f"{where}/check", f"{where}/return", f"{where}/drop", f"{where}/edit"):
            assert other.post(path, seen=seen, is_compared="y", text="x").status_code == 403
    stranger = browse(staff.stranger_admin)
    for path in (where, f"{where}/edit", f"{where}/scan/download", f"/exams/{staff.exam_id}/paper/scores"):
        assert stranger.get(path).status_code == 404
    for path in (f"{where}/check", f"{where}/return", f"{where}/drop", f"{where}/edit"):
        assert stranger.post(path, seen=seen, is_compared="y", text="x").status_code == 404
    leader = browse(staff.leader)
    assert leader.get(f"{where}/edit").status_code == 403
    assert leader.post(f"{where}/drop", text="x").status_code == 403
    assert leader.post(f"/exams/{staff.exam_id}/paper/scores", **FORM, scan=file()).status_code == 403


def test_the_keyer_is_refused_at_the_door_too(staff, clerk, browse):
    """A forged form of the one who keyed it changes nothing."""
    where = keyed(staff, clerk)
    seen = seen_of(browse(staff.leader).get(where).text)
    for path in (f"{where}/check", f"{where}/return"):
        answer = clerk.post(path, seen=seen, is_compared="y", text="x")
        assert answer.status_code == 403 and "不能自己核对" in answer.text


@pytest.mark.parametrize("seen", ["", "x", "2026-11-24T10:00", "9" * 400])
def test_a_form_that_does_not_say_what_was_looked_at_is_refused(staff, clerk, browse, seen):
    """Whatever a broken or forged page sends."""
    where = keyed(staff, clerk)
    leader = browse(staff.leader)
    leader.get(where)
    for path in (f"{where}/check", f"{where}/return"):
        answer = leader.post(path, seen=seen, is_compared="y", text="看不清")
        assert answer.status_code == 422 and "请刷新后再办" in answer.text


def test_a_returned_list_is_keyed_anew_with_the_old_scan(staff, clerk, browse):
    """The form holds what was keyed; without a new file the old one stays."""
    where = keyed(staff, clerk)
    leader = browse(staff.leader)
    seen = seen_of(leader.get(where).text)
    assert leader.post(f"{where}/return", seen=seen, text="丁一看不清").status_code == 303
    assert "丁一看不清" in clerk.get(where).text
    form = clerk.get(f"{where}/edit").text
    assert "T011 85" in form and "T021 40" in form and 'value="2026-11-24T09:30"' in form
    assert clerk.post(f"{where}/edit", **FORM | {"lines": "T011 86"}).status_code == 303
    assert clerk.get(f"{where}/scan/download").data == PDF
    assert "1 人的成绩" in leader.get(where).text


def test_lists_cost_the_same_for_one_and_for_many(staff, clerk, browse, app):
    """A list of one and of many people, and one list and many lists: as many queries."""
    where = keyed(staff, clerk)
    with app.app_context():
        engine = db.engine

    def cost(path):
        with count_queries(engine) as statements:
            assert clerk.get(path).status_code == 200
        return len(statements)

    paths = (where, "/exams/sittings", f"/exams/{staff.exam_id}/paper")
    few = [cost(path) for path in paths]
    for minute, name in enumerate(("丙二", "丙三", "丁二"), start=31):
        more = {"sat_at": f"2026-11-24T09:{minute}", "lines": f"{name} 70"}
        assert clerk.post(f"/exams/{staff.exam_id}/paper/scores", **more, scan=file()).status_code == 303
    assert clerk.post(f"{where}/edit", **FORM | {"lines": "丙一 85\n丁一 40\n乙二 77"}).status_code == 303
    assert [cost(path) for path in paths] == few


def test_those_who_may_check_are_those_who_may_approve():
    """The list of second people agrees with the permission table."""
    may = {role for role in permissions.ROLES if permissions.can(frozenset({role}), "exam.approve")}
    assert may == set(correction_rules.APPROVING_ROLES)
