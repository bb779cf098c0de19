"""How long the second start of a filled installation takes until a page is there."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.conftest import Figure
from tests.support.processes import run_xuefa


def test_the_second_start_of_the_demonstration(note, demo_instance: Path, start_server: Callable):
    """What `make run` does when everything is there: see that the office exists, then serve the first page."""
    start_server(demo_instance).kill()
    began = time.monotonic()
    looked = run_xuefa("demo", "--if-empty", instance=demo_instance)
    assert looked.returncode == 0, looked.stderr
    seen = time.monotonic()
    start_server(demo_instance)
    ended = time.monotonic()
    note(
        Figure("second start: xuefa serve to the first page", ended - seen, "s", 5),
        Figure("second start: with xuefa demo --if-empty before it", ended - began, "s", 5),
    )
