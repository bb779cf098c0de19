"""A missing Debian package fails a test with one sentence; it never lets the test pass."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.packages import ROOT, require


def test_a_missing_package_fails_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Without `fc-list` no Chinese font can be found, and the sentence names the package."""
    for program in ("bash", "id"):
        (tmp_path / program).symlink_to(f"/usr/bin/{program}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match=r"apt-get install fonts-noto-cjk。$"):
        require("fonts-noto-cjk")


def test_an_unknown_package_is_a_mistake_in_the_test():
    """A misspelt name is not taken for an installed package."""
    with pytest.raises(pytest.fail.Exception, match="chromiun"):
        require("chromiun")


def test_what_cannot_be_installed_is_said_and_the_suite_goes_on(tmp_path: Path):
    """Where nothing can be installed the script still ends with 0, so that the other tests run."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    answer = subprocess.run(
        ["/usr/bin/bash", ROOT / ".ci" / "system-packages"],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0
    assert answer.stdout.count("\n") == 1 and "fonts-noto-cjk" in answer.stdout
