"""The pure rules of duties: events add up, adjustments are generous, moving and leaving do what they should."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.assignments.rules import (
    DutyFacts,
    Standing,
    adjusted,
    ends_on_leaving,
    follows_a_move,
    is_open,
    standing,
)

T0 = datetime(2026, 3, 1, tzinfo=UTC)
DUE = datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC)
UNTIL = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DUTY = DutyFacts(
    assignment_id=1,
    requirement_id=1,
    kind="exam",
    title="考试",
    is_counted=True,
    employee_id=1,
    department_id=10,
    opens_at=T0,
    due_at=DUE,
    counts_until=UNTIL,
    minutes=60,
    withdrawn=False,
    exempt=False,
    exemption_after_due=False,
    fulfilments=(),
)


def fulfilled_at(instant):
    """Return the duty with one piece of evidence."""
    return DUTY._replace(fulfilments=((instant, "attempt", 7),))


def events(*kinds):
    """Return events in order; a number moves to that department."""
    return [("moved", kind) if isinstance(kind, int) else (kind, None) for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], Standing(False, False, 0)),
        (["assigned", 20], Standing(True, False, 20)),
        (["assigned", 20, 30], Standing(True, False, 30)),
        (["assigned", "withdrawn"], Standing(True, True, 0)),
        (["assigned", "withdrawn", 20], Standing(True, True, 20)),
        (["assigned", "withdrawn", "restored"], Standing(True, False, 0)),
        (["assigned", "recalled"], Standing(False, False, 0)),
        (["assigned", "recalled", 20], Standing(False, False, 20)),
        (["assigned", "recalled", "assigned"], Standing(True, False, 0)),
    ],
)
def test_events_add_up_in_the_order_in_which_they_took_effect(kinds, expected):
    """The later effect wins; what was recalled is gone as if never given."""
    assert standing(tuple(events(*kinds))) == expected


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ([], (None, 100)),
        ([(DUE + SECOND, 100)], (DUE + SECOND, 100)),
        ([(DUE, 100)], (None, 100)),
        ([(None, 150)], (None, 150)),
        ([(DUE + 2 * SECOND, 150), (DUE + SECOND, 100)], (DUE + 2 * SECOND, 150)),
    ],
)
def test_a_later_adjustment_never_takes_an_earlier_one_back(overrides, expected):
    """Of several adjustments the most generous holds, for the due instant and for the time apart."""
    assert adjusted(DUE, overrides) == expected


@pytest.mark.parametrize(
    ("duty", "at", "expected"),
    [
        (DUTY, T0, True),
        (DUTY, DUE + SECOND, True),
        (DUTY, UNTIL, True),
        (DUTY, UNTIL + SECOND, False),
        (DUTY._replace(exempt=True), T0, False),
        (DUTY._replace(withdrawn=True), T0, False),
        (fulfilled_at(DUE), DUE - SECOND, True),
        (fulfilled_at(DUE), DUE, False),
        (fulfilled_at(UNTIL), UNTIL, False),
        (fulfilled_at(UNTIL + SECOND), UNTIL, True),
    ],
)
def test_a_duty_is_open_until_fulfilled_exempt_withdrawn_or_past_its_last_day(duty, at, expected):
    """Overdue is open; evidence after the last window fulfils nothing."""
    assert is_open(duty, at) is expected


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (DUTY, True),
        (fulfilled_at(DUE - SECOND), False),
        (fulfilled_at(DUE + SECOND), True),
        (DUTY._replace(exempt=True), False),
        (DUTY._replace(withdrawn=True), False),
        (DUTY._replace(counts_until=DUE - SECOND), False),
    ],
)
def test_an_open_duty_follows_the_mover_and_a_closed_one_stays(duty, expected):
    """What was closed when the day of the move began stays where it closed."""
    assert follows_a_move(duty, DUE) is expected


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (DUTY._replace(due_at=DUE + SECOND), True),
        (DUTY, False),
        (DUTY._replace(due_at=DUE - SECOND), False),
        (fulfilled_at(DUE)._replace(due_at=UNTIL), False),
        (fulfilled_at(DUE + SECOND)._replace(due_at=UNTIL), True),
        (DUTY._replace(due_at=UNTIL, exempt=True), False),
        (DUTY._replace(due_at=UNTIL, withdrawn=True), False),
    ],
)
def test_leaving_ends_only_duties_neither_completed_nor_yet_due_on_that_day(duty, expected):
    """The day of leaving ends at DUE: due by then stays counted, completed by then stays counted."""
    assert ends_on_leaving(duty, DUE) is expected
