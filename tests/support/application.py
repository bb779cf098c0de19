"""Decide how a test gets the application and a database whose schema is that of the migrations."""

import shutil
from pathlib import Path

from flask import Flask

import webapp
from webapp.config import Config
from webapp.db import db

SECRET = "only-for-tests-" + "x" * 32


def config_for(database_url: str, instance: Path) -> Config:
    """Return a configuration for tests; ``instance`` is made where it is missing."""
    (instance / "uploads").mkdir(parents=True, exist_ok=True)
    return Config(instance=instance, database_url=database_url, secret_key=SECRET, testing=True)


def migrate(database_url: str, instance: Path) -> None:
    """Bring an empty database to the newest schema, by the migrations, and leave no connection open."""
    app = webapp.create_app(config_for(database_url, instance))
    with app.app_context():
        webapp.alembic.upgrade()
    close(app)


def close(app: Flask) -> None:
    """Close every connection that the application holds."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def copy_sqlite(template: Path, folder: Path) -> str:
    """Copy a database file that nobody has open into ``folder`` and return the copy's address."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{shutil.copy(template, folder / 'xuefa.sqlite3')}"
