"""How long the analysis of a big exam takes: 100,000 attempts at 50 items, from the file's bytes to the last figure."""

import random
import time

import pytest

from question_bank.statistics import Marks, analyse, read_marks
from tests.benchmarks.conftest import Figure

ATTEMPTS, ITEMS = 100_000, 50


def _table(shown: int) -> bytes:
    """Make marks of a class in which strong people earn more; each attempt is shown some of the items."""
    rng = random.Random(20)
    lines = [",".join(f"Q{number}" for number in range(ITEMS)), ",".join(["2"] * ITEMS)]
    for _ in range(ATTEMPTS):
        strength = rng.random()
        marks = [("2" if rng.random() < strength else "1" if rng.random() < 0.3 else "0") for _ in range(ITEMS)]
        for hidden in rng.sample(range(ITEMS), ITEMS - shown):
            marks[hidden] = ""
        lines.append(",".join(marks))
    return "\n".join(lines).encode()


@pytest.mark.parametrize("shown", [ITEMS, 40], ids=["one paper", "40 drawn of 50"])
def test_the_analysis_of_a_big_exam(note, shown):
    """Reading and analysing together stay under the limit of the analysis alone (issue 3)."""
    data = _table(shown)
    began = time.perf_counter()
    marks: Marks = read_marks(data)
    read = time.perf_counter()
    found = analyse(marks)
    ended = time.perf_counter()
    assert found.test.attempt_count == ATTEMPTS
    assert found.test.place_count == shown
    assert found.test.alpha is not None
    name = f"100,000 attempts at {ITEMS} items, {shown} shown"
    note(
        Figure(f"{name}: read and analyse", ended - began, "s", 5),
        Figure(f"{name}: analyse", ended - read, "s", 5),
    )
