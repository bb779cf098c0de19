"""Decide how the bank asks whether exams use a question, though exams stand above it: the application answers.

``register`` is called once, where the application is put together; without it nothing uses any question.
"""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy import orm

Use = tuple[int, str]
"""An exam's id and title."""
Uses = Callable[[orm.Session, int], Sequence[Use]]
"""Returns the published exams in which a question (by id) has been shown to anybody, newest first."""


def register(app: Flask, uses: Uses) -> None:
    """Keep the function that knows the exams."""
    app.extensions["question_uses"] = uses


def exams_with(session: orm.Session, question_id: int) -> Sequence[Use]:
    """Return the published exams that have shown a question, newest first; () for none."""
    uses: Uses | None = current_app.extensions.get("question_uses")
    return uses(session, question_id) if uses else ()
