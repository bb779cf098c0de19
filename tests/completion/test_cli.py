"""``xuefa completion``: the same figures as the screens, for people and as JSON."""

import json
from datetime import timedelta

import pytest

from tests.completion.test_pages import publish
from tests.support.office import make_office
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.db import transaction


@pytest.fixture
def office(app, now):
    """Ten 在编 people owe one duty; all but the last of department b did it, one of them late."""
    with app.app_context():
        with transaction() as session:
            found = make_office(session, now=now - timedelta(days=20))
            row = publish(session, found, now - timedelta(days=10), due_days=6)
            given = duties.duties_of_requirement(session, row.id, at=now)
            for number, duty in enumerate(given[:-1]):
                happened = now - timedelta(days=2 if number == 0 else 8)
                assignments.fulfil(
                    session,
                    duty.assignment_id,
                    source_kind="attempt",
                    source_id=number,
                    effective_at=happened,
                    now=happened,
                )
        yield found


def test_json_holds_people_duties_rates_departments_and_who_owes(office, xuefa):
    """The fields that scripts rely on, with counts that add up."""
    code, text, _ = xuefa("completion", "--year", "2026", "--json")
    data = json.loads(text)
    required = data["required"]
    assert code == 0
    assert data["completed"] == required - 1 and data["completed_on_time"] == required - 2
    assert (data["outstanding"], data["overdue"], data["exempt"], data["withdrawn"]) == (0, 1, 0, 0)
    assert data["assignments"]["required"] == required and data["assignments"]["overdue"] == 1
    assert data["full"] is False and data["rate"].endswith("%") and data["rate"] == data["due_rate"]
    assert data["as_of"].startswith("2026-11-24T09:40")
    assert sum(one["required"] for one in data["by_department"]) == required
    assert [one["name"] for one in data["owing"]] == [office.system_admin.full_name]
    assert data["owing"][0]["owes"][0]["title"] == "年度学法考试"
    assert data["owing"][0]["minutes"] == 90


def test_as_of_and_department_narrow_the_figures(office, xuefa):
    """Three days ago the late one still owed; department b alone has its own counts."""
    _, text, _ = xuefa("completion", "--year", "2026", "--as-of", "2026-11-21", "--json")
    assert json.loads(text)["overdue"] == 2
    _, text, _ = xuefa("completion", "--year", "2026", "--department", "文秘科", "--json")
    data = json.loads(text)
    assert [one["department"] for one in data["by_department"]] == ["文秘科"]
    assert data["required"] == data["completed"] + 1


def test_the_text_form_is_for_people(office, xuefa):
    """Rate, fraction, instant and who owes what, in lines."""
    code, text, _ = xuefa("completion", "--year", "2026")
    assert code == 0
    assert "截至 2026-11-24 09:40" in text and "年度学法考试" in text


@pytest.mark.parametrize(
    "arguments",
    [("--as-of", "上周"), ("--department", "没有这个科"), ("--year", "两千")],
)
def test_bad_input_is_one_sentence_and_exit_code_two(office, xuefa, arguments):
    """A wrong instant, an unknown department, a year that is none."""
    code, text, error = xuefa("completion", "--year", "2026", *arguments)
    assert (code, text) == (2, "")
    assert len(error.strip().splitlines()) == 1


def test_a_year_without_duties_shows_a_dash(office, xuefa):
    """Nobody required is neither 0% nor 100%."""
    _, text, _ = xuefa("completion", "--year", "2020", "--json")
    data = json.loads(text)
    assert (data["required"], data["rate"], data["full"]) == (0, "—", False)
