"""Decide the shape of what is sent to the roster: a file, what became of leavers, a move, a leave, an absence."""
