"""The page of an exam's item statistics: whose marks count, what stands there, who may see it."""

import re
from datetime import timedelta

import pytest

from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
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
    assert re.search(r'href="/bank/questions/\d+"', page.text)


def test_without_attempts_the_page_says_so(staff, browse):
    """Nothing is divided by nothing."""
    page = browse(staff.law_admin).get(f"/exams/{staff.exam_id}/statistics")
    assert page.status_code == 200
    assert "还没有可以统计的答卷" in page.text


def test_nobody_else_sees_it(sat, browse):
    """An employee is refused; an unknown exam is not found."""
    assert browse(sat.employees_a[0]).get(f"/exams/{sat.exam_id}/statistics").status_code == 403
    assert browse(sat.law_admin).get("/exams/999999/statistics").status_code == 404
