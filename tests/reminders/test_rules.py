"""Reminder days: T−7, T−3, T−1 working days, the due day, T+1, then each third working day (DOMAIN section 7)."""

from datetime import date, time, timedelta

import pytest

from webapp.reminders import rules

NOVEMBER = [date(2026, 11, 1) + timedelta(days=n) for n in range(60)]
WORKING = [day for day in NOVEMBER if day.weekday() < 5]
DUE = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("today", "offset"),
    [
        (date(2026, 11, 11), 7),
        (date(2026, 11, 17), 3),
        (date(2026, 11, 19), 1),
        (DUE, 0),
        (date(2026, 11, 23), -1),
        (date(2026, 11, 24), -2),
        (date(2026, 11, 26), -4),
    ],
)
def test_offsets_count_working_days(today, offset):
    """Weekends between today and the due day do not count."""
    assert rules.working_offset(today, DUE, WORKING) == offset


def test_a_due_day_at_the_weekend_counts_as_the_friday_before():
    """Who is due on Sunday hears on Friday that it is the day."""
    sunday = date(2026, 11, 22)
    assert rules.working_offset(date(2026, 11, 20), sunday, WORKING) == 0
    assert rules.working_offset(date(2026, 11, 19), sunday, WORKING) == 1
    assert rules.working_offset(date(2026, 11, 23), sunday, WORKING) == -1


def test_reminder_days_before_and_after():
    """Seven, three, one, none; then one day late and each third working day after."""
    reminded = [offset for offset in range(10, -12, -1) if rules.is_reminder_day(offset, (7, 3, 1))]
    assert reminded == [7, 3, 1, 0, -1, -4, -7, -10]


def test_hours_include_both_ends():
    """08:30 and 18:00 are inside, a minute outside is not."""
    moments = [time(8, 29), time(8, 30), time(18, 0), time(18, 1)]
    assert [rules.is_in_hours(moment, "08:30", "18:00") for moment in moments] == [False, True, True, False]


def test_the_subject_names_what_is_late_first():
    """With one overdue duty the title says so; else it names the nearest day."""
    late = rules.OpenDuty(1, "甲", date(2026, 11, 20), 20)
    near = rules.OpenDuty(2, "乙", date(2026, 11, 30), 90)
    today = date(2026, 11, 24)
    assert rules.subject([late, near], today) == "还有 2 件学习任务，其中 1 件已逾期"
    assert rules.subject([near], today) == "还有 1 件学习任务，最近 11月30日截止"
    assert rules.body("林某", [near, late], today).splitlines()[1].startswith("《甲》11月20日截止，约需 20 分钟，已逾期")
