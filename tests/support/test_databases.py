"""Each test gets a database of its own whose schema is that of the migrations."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests.support.counting import count_queries
from webapp.db import Base, db


def test_a_fresh_database_has_every_table_and_no_row(make_app: Callable[[str], Flask], database_url: str):
    """On both kinds the tables are those of the models, and none holds what another test wrote."""
    app = make_app(database_url)
    with app.app_context():
        tables = set(sa.inspect(db.engine).get_table_names())
        assert set(Base.metadata.tables) <= tables
        with db.engine.connect() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(Base.metadata.tables["employees"])) == 0


def test_an_empty_database_has_no_table(empty_database_url: str):
    """Tests of the migrations start from nothing."""
    engine = sa.create_engine(empty_database_url)
    try:
        assert sa.inspect(engine).get_table_names() == []
    finally:
        engine.dispose()


def test_counting_sees_statements_and_no_transaction_control(tmp_path: Path):
    """Two statements inside one transaction count as two."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'counted.sqlite3'}")
    with count_queries(engine) as seen, engine.begin() as connection:
        connection.execute(sa.text("SELECT 1"))
        connection.execute(sa.text("  SELECT 2"))
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    engine.dispose()
    assert len(seen) == 2
