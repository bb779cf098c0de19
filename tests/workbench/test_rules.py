"""What a first page counts, without a database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from webapp.workbench import rules

NOW = datetime(2026, 11, 24, 1, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Duty:
    """The least that can be listed."""

    assignment_id: int
    due_at: datetime
    counts_until: datetime = NOW + timedelta(days=30)
    withdrawn: bool = False
    exempt: bool = False
    fulfilments: tuple[tuple[datetime, str, int], ...] = ()


def test_only_what_can_still_be_met_is_owed_and_overdue_stands_first():
    """Done, exempt, withdrawn and finally closed duties are left out; the rest is by due instant."""
    day = timedelta(days=1)
    ahead, late = Duty(1, NOW + day), Duty(2, NOW - day)
    others = [
        Duty(3, NOW, fulfilments=((NOW - day, "attempt", 1),)),
        Duty(4, NOW, exempt=True),
        Duty(5, NOW, withdrawn=True),
        Duty(6, NOW - 9 * day, counts_until=NOW - day),
    ]
    assert rules.still_possible([ahead, *others, late], NOW) == [late, ahead]


def test_evidence_after_the_last_window_does_not_clear_a_duty():
    """An attempt after nothing counts any more is no fulfilment."""
    duty = Duty(1, NOW, counts_until=NOW, fulfilments=((NOW + timedelta(seconds=1), "attempt", 1),))
    assert rules.still_possible([duty], NOW) == [duty]


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
