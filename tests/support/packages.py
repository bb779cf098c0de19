"""Decide how a test that needs a Debian package fails without it: with the sentence of ``.ci/system-packages``."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def require(package: str) -> None:
    """Fail the test at once, saying what to install, when ``package`` is missing; it is never skipped."""
    found = subprocess.run(
        ["bash", ROOT / ".ci" / "system-packages", "check", package], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.fail(found.stdout.strip() or found.stderr.strip(), pytrace=False)
