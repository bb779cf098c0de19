"""Decide how tests get the demonstration office: loaded once on an SQLite file, which each test copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import orm

import webapp
from seeds import demonstration
from tests.support import application
from webapp.accounts import queries as accounts
from webapp.assignments.rules import DutyFacts
from webapp.completion import service as completion
from webapp.db import reading


@contextmanager
def opened(database_url: str, instance: Path) -> Iterator[Flask]:
    """Give the application on a database, inside its context, and close it afterwards."""
    app = webapp.create_app(application.config_for(database_url, instance))
    try:
        with app.app_context():
            yield app
    finally:
        application.close(app)


def fill(template: Path, folder: Path, now: datetime) -> tuple[Path, int]:
    """Load the office as it stands at ``now`` into a copy of a migrated database; return the file and the steps."""
    steps: list[None] = []
    url = application.copy_sqlite(template, folder)
    with opened(url, folder):
        demonstration.load(now=now, step=lambda: steps.append(None))
    return folder / "xuefa.sqlite3", len(steps)


def unit_id() -> int:
    """Return the office's id."""
    unit = accounts.the_unit(reading())
    assert unit is not None
    return unit.id


def figures(year: int, at: datetime, department_id: int | None = None) -> completion.YearFigures:
    """Return the office's completion figures of a year."""
    return completion.figures_at(reading(), unit_id(), year, at=at, department_id=department_id)


def employee_id(session: orm.Session, full_name: str, on: datetime) -> int:
    """Return the id of the person of this name who ever had a duty or serves on a day."""
    return next(p.employee_id for p in accounts.people(session, unit_id(), on=on.date()) if p.full_name == full_name)


def duties(found: completion.YearFigures, full_name: str) -> dict[str, tuple[str, DutyFacts]]:
    """Return a person's duties of a year by title: their state and facts."""
    return {
        duty.facts.title: (duty.state, duty.facts)
        for person in found.persons
        if person.full_name == full_name
        for duty in person.duties
    }
