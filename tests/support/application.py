"""Decide how a test gets the application and a database whose schema is that of the migrations."""

import shutil
from io import BytesIO
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import webapp
from webapp.config import Config
from webapp.db import db

SECRET = "only-for-tests-" + "x" * 32


class _Compiled(BytecodeCache):
    """Keeps compiled templates for all applications of this process: each test's own would compile them again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept; Jinja looks that it belongs to the template's present text."""
        if bucket.key in self._kept:
            bucket.load_bytecode(BytesIO(self._kept[bucket.key]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def build(config: Config) -> Flask:
    """Build the application as ``xuefa serve`` does; only its templates come compiled from an earlier test."""
    app = webapp.create_app(config)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


def config_for(database_url: str, instance: Path) -> Config:
    """Return a configuration for tests; ``instance`` is made where it is missing."""
    (instance / "uploads").mkdir(parents=True, exist_ok=True)
    return Config(instance=instance, database_url=database_url, secret_key=SECRET, testing=True)


def migrate(database_url: str, instance: Path) -> None:
    """Bring an empty database to the newest schema, by the migrations, and leave no connection open."""
    app = build(config_for(database_url, instance))
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
