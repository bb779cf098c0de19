"""Decide how the roster changes people: a confirmed file, all or nothing, and single moves, leavings and absences."""
