"""Decide how the memory of a reader is measured: a process of its own reads one file and tells its highest use."""

import subprocess
import sys
from pathlib import Path

_PEAK = """
import resource, sys
from question_bank import read_questions
report = read_questions(open(sys.argv[1], "rb").read(), sys.argv[1])
print(len(report.questions), len(report.held_back), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def read_in_a_process(path: Path) -> tuple[int, int, float]:
    """Return how many questions a file gave, how many were held back, and the process's highest memory in MB."""
    command = [sys.executable, "-c", _PEAK, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr[-300:]
    questions, held, peak = told.stdout.split()
    return int(questions), int(held), float(peak)
