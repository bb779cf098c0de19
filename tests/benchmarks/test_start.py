"""How long the second start of a filled installation takes until a page is there."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.conftest import Figure


def test_the_second_start_of_the_demonstration(note, demo_instance: Path, start_server: Callable):
    """What `make run` does when everything is there: see that the office exists, and serve the first page."""
    start_server(demo_instance, "--demo").kill()
    began = time.monotonic()
    start_server(demo_instance, "--demo")
    note(Figure("second start: xuefa serve --demo to the first page", time.monotonic() - began, "s", 5))
