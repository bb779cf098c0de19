"""Decide how statements are counted, so that a list page can be shown to cost the same for 1 row and for 50."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


@contextmanager
def count_queries(engine: sa.Engine) -> Iterator[list[str]]:
    """Collect the text of every SELECT, INSERT, UPDATE and DELETE sent in the block; ``len`` of it is the count.

    BEGIN, COMMIT and PRAGMA are not counted.
    """
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip("( \n").upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
