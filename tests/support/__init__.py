"""Decide nothing by itself: what tests of every area share, one concern a module."""
