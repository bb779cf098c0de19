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


@pytest.mark.parametrize(
    ("offset", "is_leadership", "kind"),
    [
        (3, True, "pass_on"),
        (2, True, None),
        (-2, True, None),
        (-4, True, "pass_on"),
        (-5, True, "pass_on"),
        (-6, True, "pass_on"),
        (3, False, None),
        (-1, False, None),
        (-4, False, None),
        (-5, False, "overdue"),
        (-6, False, "overdue"),
    ],
)
def test_what_stands_on_the_liaisons_list(offset, is_leadership, kind):
    """Leaders' duties on the days on which others hear, and everybody's from five working days overdue."""
    assert rules.liaison_part(offset, (7, 3, 1), is_leadership=is_leadership) == kind


def test_the_liaisons_list_names_person_department_duty_and_day():
    """Both parts stand apart, in the given order; the title counts people, not duties."""
    leader = rules.LiaisonLine("pass_on", "领导班子", "甲某", rules.OpenDuty(1, "学法考试", DUE, 20), 3)
    late = [
        rules.LiaisonLine("overdue", "综合科", "乙某", rules.OpenDuty(2, title, DUE, 20), -5) for title in ("甲卷", "乙卷")
    ]
    assert rules.liaison_subject([leader, *late]) == "请转告 1 人，另有 1 人逾期 5 个工作日以上"
    assert rules.liaison_subject(late) == "1 人逾期 5 个工作日以上"
    assert rules.liaison_subject([leader]) == "请转告 1 人"
    assert rules.liaison_body([*late, leader]).splitlines() == [
        "请转告（领导班子由人转告，系统不自动发送）：",
        "甲某（领导班子）：《学法考试》11月20日截止。",
        "逾期 5 个工作日以上：",
        "乙某（综合科）：《甲卷》11月20日截止，已逾期 5 个工作日。",
        "乙某（综合科）：《乙卷》11月20日截止，已逾期 5 个工作日。",
    ]
