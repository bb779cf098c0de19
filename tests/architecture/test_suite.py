"""The suite itself: warnings are errors, order is drawn, and nothing is skipped by a misspelt marker (habit 14)."""

import warnings

import pytest


def test_a_warning_fails_a_test():
    """A deprecation is met when it appears, not when it breaks."""
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_the_order_is_drawn_anew_each_time(pytestconfig: pytest.Config):
    """No test may lean on another's leavings."""
    assert pytestconfig.pluginmanager.hasplugin("randomly")
    assert pytestconfig.getoption("randomly_reorganize")


def test_markers_are_strict(pytestconfig: pytest.Config):
    """A misspelt `slow` would run in the quick part, or nowhere."""
    assert pytestconfig.getini("strict_markers") or pytestconfig.getoption("strict_markers")
