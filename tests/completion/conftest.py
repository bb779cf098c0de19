"""Decide how the tests of the statistic call the command line: in this process, on the test's own database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from webapp import cli


@pytest.fixture
def xuefa(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Call ``xuefa …`` and return exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("XUEFA_INSTANCE", str(tmp_path / "instance"))
        monkeypatch.setenv("XUEFA_DATABASE_URL", sqlite_url)
        monkeypatch.setattr("sys.argv", ["xuefa", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call
