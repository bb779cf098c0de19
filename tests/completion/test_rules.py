"""The statistic, rule by rule (DOMAIN section 3): states at an instant, counts that add up, rates never rounded up."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.completion import rules

DUE = datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Duty:
    """The least that can be classified."""

    employee_id: int = 1
    is_counted: bool = True
    due_at: datetime = DUE
    counts_until: datetime = DUE + timedelta(days=30)
    withdrawn: bool = False
    exempt: bool = False
    begun: bool = False
    fulfilments: tuple[tuple[datetime, str, int], ...] = ()


def done(at: datetime, **changes) -> Duty:
    """A duty with one piece of evidence at ``at``."""
    return replace(Duty(fulfilments=((at, "attempt", 1),)), **changes)


@pytest.mark.parametrize(
    ("duty", "at", "state"),
    [
        (Duty(), DUE, "outstanding"),
        (Duty(), DUE + SECOND, "overdue"),
        (Duty(begun=True), DUE, "in_progress"),
        (done(DUE), DUE, "completed"),
        (done(DUE + SECOND), DUE + SECOND, "completed_late"),
        (done(DUE + SECOND), DUE, "outstanding"),
        (done(DUE + timedelta(days=30)), DUE + timedelta(days=40), "completed_late"),
        (done(DUE + timedelta(days=30) + SECOND), DUE + timedelta(days=40), "overdue"),
        (done(DUE, exempt=True), DUE, "exempt"),
        (done(DUE, exempt=True, withdrawn=True), DUE, "withdrawn"),
    ],
)
def test_state_of_a_duty_to_the_second(duty, at, state):
    """On time to the due second, late until nothing counts any more, unknown before it happens."""
    assert rules.classify(duty, at) == state


@pytest.mark.parametrize(
    ("states", "late_counts", "state"),
    [
        (["completed", "completed"], True, "completed"),
        (["completed", "completed_late"], True, "completed_late"),
        (["completed", "completed_late"], False, "overdue"),
        (["completed", "outstanding"], True, "outstanding"),
        (["overdue", "outstanding", "completed"], True, "overdue"),
        (["exempt", "completed"], True, "completed"),
        (["exempt", "withdrawn"], True, "exempt"),
        (["withdrawn"], True, "withdrawn"),
    ],
)
def test_state_of_a_person_with_several_duties(states, late_counts, state):
    """Every counted duty must be complete; one overdue makes the person overdue; exempt ones do not count."""
    assert rules.person_state(states, late_counts=late_counts) == state


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (249, 250, "99.6%"),
        (999, 1000, "99.9%"),
        (9999, 10000, "99.9%"),
        (10000, 10000, "100%"),
        (1, 3, "33.3%"),
        (2, 3, "66.6%"),
        (0, 7, "0.0%"),
        (0, 0, "—"),
    ],
)
def test_rates_are_floored_with_one_decimal(numerator, denominator, text):
    """100% is printed only when full; nobody required shows a dash."""
    assert rules.printed_rate(numerator, denominator) == text


def test_the_due_rate_counts_only_duties_already_due():
    """One of two due duties done is 50%, whatever lies ahead; the yearly rate stands beside it."""
    ahead = Duty(employee_id=3, due_at=DUE + timedelta(days=60))
    found = rules.figures([done(DUE), Duty(employee_id=2), ahead], DUE + SECOND, late_counts=True)
    assert (found.due_completed, found.due_total, found.due_rate) == (1, 2, "50.0%")
    assert found.people.rate == "33.3%"
    assert not found.is_all_due


def test_uncounted_duties_are_passed_over():
    """A session that is not counted neither makes a person required nor holds one back."""
    found = rules.figures([done(DUE), Duty(is_counted=False)], DUE + SECOND, late_counts=True)
    assert found.people == rules.Counts(required=1, completed=1, completed_on_time=1)


def test_distinct_people_and_single_duties_are_counted_apart():
    """One person with two duties is one person and two duties."""
    found = rules.figures([done(DUE), Duty()], DUE + SECOND, late_counts=True)
    assert (found.people.required, found.assignments.required) == (1, 2)
    assert (found.people.overdue, found.assignments.overdue, found.assignments.completed) == (1, 1, 1)


DUTIES = st.lists(
    st.builds(
        Duty,
        employee_id=st.integers(1, 6),
        is_counted=st.booleans(),
        due_at=st.sampled_from([DUE - timedelta(days=5), DUE, DUE + timedelta(days=5)]),
        withdrawn=st.booleans(),
        exempt=st.booleans(),
        begun=st.booleans(),
        fulfilments=st.lists(
            st.tuples(st.sampled_from([DUE - timedelta(days=9), DUE, DUE + SECOND]), st.just("attempt"), st.just(1)),
            max_size=2,
        ).map(tuple),
    ),
    max_size=25,
)


@given(DUTIES, st.booleans())
def test_counts_add_up_and_full_means_everybody(duties, late_counts):
    """required = completed + outstanding + overdue; 100% exactly when nobody owes and somebody was required."""
    found = rules.figures(duties, DUE, late_counts=late_counts)
    for one in (found.people, found.assignments):
        assert one.required == one.completed + one.outstanding + one.overdue
        assert one.completed_on_time <= one.completed
        assert (one.rate == "100%") == one.is_full == (one.required > 0 and one.owing == 0)
    everybody = {duty.employee_id for duty in duties if duty.is_counted}
    assert found.people.required + found.people.exempt + found.people.withdrawn == len(everybody)


@given(DUTIES, st.randoms(use_true_random=False))
def test_the_order_of_duties_does_not_matter(duties, random):
    """The same duties in another order give the same figures."""
    shuffled = list(duties)
    random.shuffle(shuffled)
    assert rules.figures(duties, DUE, late_counts=True) == rules.figures(shuffled, DUE, late_counts=True)


@given(DUTIES, st.booleans())
def test_the_trend_says_what_the_figures_of_each_moment_say(duties, late_counts):
    """One pass over the duties gives the leading rate of every moment, before, at and after each due instant."""
    moments = [DUE + timedelta(days=days, seconds=more) for days in (-9, -5, 0, 5) for more in (-1, 0, 1)]
    expected = [rules.figures(duties, moment, late_counts=late_counts).leading for moment in moments]
    assert rules.leading_over_time(duties, moments, late_counts=late_counts) == expected


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_printed_rate_never_exceeds_the_true_one(denominator, missing):
    """Floored: the printed tenth is at most the rate, and less than a tenth below it."""
    numerator = max(0, denominator - missing)
    printed = rules.printed_rate(numerator, denominator)
    tenths = int(printed.rstrip("%").replace(".", "")) if "." in printed else 1000
    assert tenths * denominator <= numerator * 1000 < (tenths + 1) * denominator
