"""The page of an exam's item statistics: whose marks count, what stands there, who may see it."""

import re
from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
from webapp.bank.queries import pool
from webapp.db import reading, transaction
from webapp.exams import service, statistics


@pytest.fixture
def sat(app, staff):
    """Two people have sat, all right and two of five right; a second try of the first does not count."""
    with app.app_context(), transaction() as session:
        for person, right_count, at in (
            (staff.employees_a[0], 5, OPENS),
            (staff.employees_a[1], 2, OPENS),
            (staff.employees_a[0], 1, OPENS + 60 * MINUTE),
        ):
            attempt = service.start(session, staff.exam_id, person.id, now=at)
            builders.answer(session, attempt, right_count, now=at + MINUTE)
            service.end_attempt(session, attempt.id, ended_by="examinee", now=at + timedelta(minutes=30))
    return staff


def test_everybody_counts_with_their_first_attempt(app, sat):
    """Two attempts: mean (100 + 40) / 2; each question by those who had it."""
    with app.app_context():
        found = statistics.page(reading(), sat.exam_id)
    assert found.attempt_count == 2
    assert dict(found.figures)["平均分"] == "70.00"
    assert sum(row.attempt_count for row in found.rows) == 10
    assert {row.guess for row in found.rows if row.type_label == "单选"} == {"25.0%"}


def test_the_liaison_sees_figures_plot_and_table(sat, browse):
    """One line per question with a link to it; too few attempts are said."""
    page = browse(sat.law_admin).get(f"/exams/{sat.exam_id}/statistics")
    assert page.status_code == 200
    assert "只有 2 份答卷，少于 30 份" in page.text
    assert "<svg" in page.text
    assert "得分率" in page.text
    assert re.search(r'href="/exams/questions/\d+/statistics"', page.text)


def test_without_attempts_the_page_says_so(staff, browse):
    """Nothing is divided by nothing."""
    page = browse(staff.law_admin).get(f"/exams/{staff.exam_id}/statistics")
    assert page.status_code == 200
    assert "还没有可以统计的答卷" in page.text


def test_nobody_else_sees_it(sat, browse):
    """An employee is refused; an unknown exam is not found."""
    assert browse(sat.employees_a[0]).get(f"/exams/{sat.exam_id}/statistics").status_code == 403
    assert browse(sat.law_admin).get("/exams/999999/statistics").status_code == 404


def test_a_question_shows_its_exams_and_what_was_chosen(app, sat, browse):
    """The key and the wrong options with their counts; blank is told apart; a later try counts nowhere."""
    with app.app_context():
        rows = statistics.page(reading(), sat.exam_id).rows
        for one in rows:
            own = statistics.question_page(reading(), sat.unit_id, one.question_id)
            assert [use.attempt_count for use in own.uses] == [one.attempt_count]
        row = next(row for row in rows if row.type_label == "判断")
        found = statistics.question_page(reading(), sat.unit_id, row.question_id)
    assert [use.attempt_count for use in found.uses] == [row.attempt_count]
    assert sum(choice.count for choice in found.choices) == row.attempt_count
    assert [choice.text for choice in found.choices if choice.is_right] == ["正确"]
    page = browse(sat.law_admin).get(f"/exams/questions/{row.question_id}/statistics")
    assert page.status_code == 200
    assert "未作答" in page.text
    assert "随机猜测得分率 50.0%" in page.text


def test_a_question_of_another_unit_or_none_is_not_found(sat, browse):
    """The same answer for both: nobody learns what others ask."""
    (asked,) = {
        found.group(1)
        for found in [
            re.search(r"questions/(\d+)/statistics", browse(sat.law_admin).get(f"/exams/{sat.exam_id}/statistics").text)
        ]
    }
    assert browse(sat.stranger_admin).get(f"/exams/questions/{asked}/statistics").status_code == 404
    assert browse(sat.law_admin).get("/exams/questions/999999/statistics").status_code == 404
    assert browse(sat.employees_a[0]).get(f"/exams/questions/{asked}/statistics").status_code == 403


def test_a_question_s_page_leads_to_its_statistics_also_before_any_exam(staff, browse, app):
    """The bank links to the figures; where no exam has asked the question, their page says so and leads back."""
    with app.app_context():
        question_id = min(entry.id for entry in pool(reading(), staff.unit_id, [staff.bank_id]))
    address = f"/exams/questions/{question_id}/statistics"
    liaison = browse(staff.law_admin)
    assert f'href="{address}"' in liaison.get(f"/bank/questions/{question_id}").text
    page = liaison.get(address)
    assert page.status_code == 200
    assert "还没有考试用过这道题" in page.text and f'href="/bank/questions/{question_id}"' in page.text
