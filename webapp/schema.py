"""Decide whether the database's schema is the one that this program was written for."""

from typing import Any

from flask import current_app
from flask_alembic import Alembic

from webapp.errors import InvalidInput


def _alembic() -> Alembic:
    found: Any = current_app.extensions["alembic"]
    return found


def migrate() -> None:
    """Bring the schema of the configured database to this program's revision; does nothing when it is there."""
    if not is_current():
        _alembic().upgrade()


def is_current() -> bool:
    """Say whether no migration is outstanding."""
    alembic = _alembic()
    return {revision.revision for revision in alembic.current()} == {head.revision for head in alembic.heads()}


def require_current() -> None:
    """Raise InvalidInput with the way out when the database is empty or of another release."""
    if not is_current():
        raise InvalidInput("数据库还没有建好或版本较旧，请先执行 xuefa serve、xuefa init 或 xuefa demo 完成升级。")
