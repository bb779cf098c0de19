"""The migrations lead from an empty database to the models' schema, and back, on both kinds of database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from webapp import alembic
from webapp.db import Base, db

Schema = dict[str, dict[str, Any]]


@pytest.fixture
def engine(make_app: Callable[[str], Flask], empty_database_url: str) -> Iterator[sa.Engine]:
    """An empty database's engine, inside the application's context."""
    with make_app(empty_database_url).app_context():
        yield db.engine


def described(engine: sa.Engine) -> Schema:
    """Return what the database itself says of each table: columns, keys, CHECKs with their text, and indexes."""
    inspector = sa.inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column.get("default"))
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in inspector.get_foreign_keys(table)
            ),
            "checks": sorted((check["name"], check["sqltext"]) for check in inspector.get_check_constraints(table)),
            "uniques": sorted(unique["column_names"] for unique in inspector.get_unique_constraints(table)),
            "indexes": sorted(
                (index["name"], index["column_names"], bool(index["unique"]), _conditions(index))
                for index in inspector.get_indexes(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _conditions(index: Any) -> list[str]:
    return [str(value) for name, value in index.get("dialect_options", {}).items() if name.endswith("_where")]


def test_from_empty_to_head_equals_the_models(engine: sa.Engine):
    """Alembic finds nothing to migrate, and the database's own description is that of tables made by the models."""
    alembic.upgrade()
    assert alembic.compare_metadata() == []
    migrated = described(engine)
    alembic.downgrade("base")
    Base.metadata.create_all(engine)
    assert described(engine) == migrated


def test_every_check_of_the_models_stands_in_the_database(engine: sa.Engine):
    """Alembic doesn't compare CHECKs, so each is looked up by name."""
    alembic.upgrade()
    found = {table: [name for name, _ in about["checks"]] for table, about in described(engine).items()}
    expected = {
        table.name: sorted(
            str(constraint.name) for constraint in table.constraints if isinstance(constraint, sa.CheckConstraint)
        )
        for table in Base.metadata.sorted_tables
    }
    assert found == expected
    assert sum(map(len, expected.values())) > 10


def test_down_leaves_nothing_and_up_again_keeps_the_schema(engine: sa.Engine):
    """Both directions of every migration work, one step at a time."""
    alembic.upgrade()
    migrated = described(engine)
    assert migrated.keys() == Base.metadata.tables.keys()
    while alembic.current():
        alembic.downgrade(-1)
    assert described(engine) == {}
    while {one.revision for one in alembic.current()} != {one.revision for one in alembic.heads()}:
        alembic.upgrade("+1")
    assert described(engine) == migrated


def test_a_check_refuses_what_the_models_forbid(engine: sa.Engine):
    """The CHECKs are in force, not only written down: an attempt that ended has someone who ended it."""
    alembic.upgrade()
    row = {"kind": "village", "name": "不存在的一类", "sort_order": 0}
    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError, match="ck_org_nodes_kind"):
        connection.execute(sa.insert(Base.metadata.tables["org_nodes"]).values(row))
