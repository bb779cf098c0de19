"""What a first page counts, without a database."""

from datetime import date

from webapp.workbench import rules


def test_lateness_is_in_working_days():
    """Due on Friday, looked at on Tuesday: two working days late."""
    days = [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)]
    assert rules.working_days_late(date(2026, 11, 20), days) == 2


def test_the_year_leaves_out_who_need_not():
    """Exempt and withdrawn duties are neither done nor owed."""
    found = rules.year_so_far(
        [("exam", "completed"), ("exam", "overdue"), ("session", "completed_late"), ("exam", "exempt")]
    )
    assert (found.done, found.total) == (2, 3)
    assert found.kinds == {"exam": (1, 2, True), "session": (1, 1, False)}


def test_a_month_slip_never_shows_a_debt():
    """Attended is done; a meeting missed for duty is not owed; the present month stands out."""
    assert rules.month_slip(3, 11, is_planned=True, is_closed=True, status="late")[0] == "done"
    assert rules.month_slip(3, 11, is_planned=True, is_closed=True, status="on_leave")[0] == "held"
    assert rules.month_slip(11, 11, is_planned=True, is_closed=False, status=None)[0] == "now"
    assert rules.month_slip(12, 11, is_planned=False, is_closed=False, status=None)[1] == "还没有计划"
