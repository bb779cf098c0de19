"""The dumps that a release leaves behind: small, the same at every call, and whole once restored."""

from pathlib import Path

import pytest

from tests.support import dumps
from tests.support.postgres import Cluster

pytestmark = pytest.mark.slow
MOST_BYTES = 1_000_000
OF_THIS_MACHINE = (str(Path.home()), "/tmp/", str(Path(__file__).parents[2]))


def test_an_sqlite_dump_is_small_the_same_twice_and_names_no_place(tmp_path: Path):
    """No clock, no chance and no folder of the machine goes into it."""
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        texts.append(dumps.sqlite_text(tmp_path / name))
    assert texts[0] == texts[1]
    assert 50_000 < len(texts[0].encode()) < MOST_BYTES
    assert [place for place in OF_THIS_MACHINE if place in texts[0]] == []


def test_a_postgresql_dump_is_small_the_same_twice_and_names_no_place(postgres_cluster: Cluster, tmp_path: Path):
    """Nor does the version of the program that wrote it, which differs from machine to machine."""
    texts = [dumps.postgres_text(postgres_cluster, tmp_path) for _ in range(2)]
    assert texts[0] == texts[1]
    assert 50_000 < len(texts[0].encode()) < MOST_BYTES
    assert [place for place in OF_THIS_MACHINE if place in texts[0]] == []
    assert "Dumped" not in texts[0]
