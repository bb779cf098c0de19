"""The application's clock stands still in tests and moves only when told to."""

from datetime import datetime, timedelta

import pytest

from webapp import clock


def test_the_clock_stands_at_now(now: datetime):
    """Whatever asks the time below a view gets the suite's instant."""
    assert clock.now() == now


def test_a_test_moves_the_clock(now: datetime, set_clock):
    """Moving it is one call, and lasts until the test ends."""
    set_clock(now + timedelta(days=30))
    assert clock.now() - now == timedelta(days=30)


@pytest.mark.slow
def test_slow_tests_keep_the_real_clock(now: datetime):
    """A test that shares its clock with child processes is not held back."""
    assert clock.now() != now
