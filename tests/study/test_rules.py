"""The rules of the study programme: a fair rota over any years, what counts as 带领班子, late entry, gaps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.study import rules
from webapp.study.rules import RollLine


def years_of(departments, year_count, led=()):
    """Return who leads each month of several years, each proposed from those before."""
    history = list(led)
    for _ in range(year_count):
        history += rules.propose_rota(departments, history)
    return history[len(led) :]


@given(st.integers(2, 15), st.integers(1, 5), st.data())
def test_counts_differ_by_at_most_one_over_any_span_of_years(count, year_count, data):
    """Whichever whole years are looked at, no department led two months more than another."""
    months = years_of(list(range(count)), year_count)
    first = data.draw(st.integers(0, year_count - 1))
    last = data.draw(st.integers(first + 1, year_count))
    span = months[12 * first : 12 * last]
    tally = [span.count(one) for one in range(count)]
    assert max(tally) - min(tally) <= 1


@given(st.integers(2, 15), st.lists(st.integers(0, 14), max_size=30))
def test_nobody_leads_twice_in_a_row_whatever_was_edited_before(count, led):
    """Also across New Year, and after a history that somebody changed by hand."""
    months = [one for one in led if one < count][-1:] + years_of(list(range(count)), 2, led)
    assert all(one != following for one, following in pairwise(months))


def test_a_new_department_leads_next_and_does_not_catch_up():
    """After two years without it the new department leads once, then waits its turn like the others."""
    old = list(range(10))
    rota = rules.propose_rota([*old, 10], years_of(old, 2))
    assert rota[0] == 10
    assert sorted(rota[:11]) == [*old, 10]


def test_a_dissolved_department_is_passed_over():
    """Who no longer exists is not proposed, and the others go on in their order."""
    assert set(rules.propose_rota([1, 2], [3, 3, 1])) == {1, 2}


def test_one_department_leads_every_month():
    """There is nobody to take turns with."""
    assert rules.propose_rota([7], []) == [7] * 12


def test_without_departments_there_is_no_rota():
    """The caller must have a department."""
    with pytest.raises(ValueError):
        rules.propose_rota([], [])


def test_the_proposed_year_has_twelve_months_and_a_theme_of_xi_rule_of_law():
    """The law calendar's own plan never draws the warning that it lacks 习近平法治思想."""
    drafts = rules.propose_plan([1, 2, 3], [])
    assert [draft.month for draft in drafts] == list(range(1, 13))
    assert rules.plan_warnings([draft.category for draft in drafts]) == []
    assert len(rules.plan_warnings(["law"] * 12)) == 1


PRINCIPAL = RollLine(1, "present", True, True)
DEPUTY = RollLine(2, "late", False, True)
CLERK = RollLine(3, "present", False, False)


@pytest.mark.parametrize(
    ("lines", "is_led"),
    [
        ([PRINCIPAL, DEPUTY], True),
        ([PRINCIPAL, CLERK], False),
        ([PRINCIPAL], False),
        ([DEPUTY, CLERK], False),
        ([RollLine(1, "absent", True, True), DEPUTY], False),
        ([PRINCIPAL, RollLine(2, "on_leave", False, True)], False),
        ([PRINCIPAL, RollLine(2, "sit_in", False, True)], False),
        ([RollLine(1, "left_early", True, True), RollLine(2, "left_early", False, True)], True),
        ([], False),
    ],
)
def test_a_meeting_is_led_when_the_first_and_another_leader_came(lines, is_led):
    """主要负责人 and at least one more of 领导班子 attended, late or leaving early included."""
    assert rules.is_led_standing_meeting(lines) is is_led


@pytest.mark.parametrize(("working_days_later", "is_late"), [(0, False), (10, False), (11, True)])
def test_an_entry_is_late_after_ten_working_days(working_days_later, is_late):
    """The tenth working day is still in time, the eleventh is 补录; weekends do not count."""
    held_on = date(2026, 11, 2)
    days = [held_on + timedelta(days=n) for n in range(40) if (held_on + timedelta(days=n)).weekday() < 5]
    assert rules.is_late_entry(held_on, days[working_days_later], days) is is_late


@pytest.mark.parametrize(
    ("kinds", "is_leadership", "status"),
    [
        (["monthly_theme"], False, "present"),
        (["central_group"], False, ""),
        (["central_group"], True, "present"),
        (["central_group", "monthly_theme"], False, "present"),
    ],
)
def test_a_meeting_of_leaders_is_not_due_for_others(kinds, is_leadership, status):
    """Held together with a meeting for all it is due for all."""
    assert rules.default_status(kinds, is_leadership=is_leadership) == status


def test_gaps_never_ask_for_photos():
    """Speaker, place and roll are asked for; nothing else."""
    assert rules.closing_gaps(lecturer="", place="", roll_count=0) == ["主讲人", "地点", "签到"]
    assert rules.closing_gaps(lecturer="甲", place="会议室", roll_count=1) == []
