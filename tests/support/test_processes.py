"""The suite runs the real program beside itself, and leaves no process behind."""

import shutil
import urllib.request
from pathlib import Path

import pytest

from tests.support.processes import LiveServer, environment, run_xuefa, running_in_group

# What stands in every release, whoever is signed in.
PAGE = "/static/css/app.css"


def _status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        status: int = answer.status
        return status


def test_a_command_ends_with_its_code_and_its_words(tmp_path: Path):
    """A wrong command is one sentence and code 2."""
    answer = run_xuefa("no-such-command", instance=tmp_path)
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1


def test_the_variables_of_whoever_runs_the_suite_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A real office's database is not reached by accident."""
    monkeypatch.setenv("XUEFA_DATABASE_URL", "postgresql://office/real")
    variables = environment(tmp_path, XUEFA_MAIL_FROM="a@example.invalid")
    assert {name: value for name, value in variables.items() if name.startswith("XUEFA_")} == {
        "XUEFA_INSTANCE": str(tmp_path),
        "XUEFA_MAIL_FROM": "a@example.invalid",
    }


def test_a_server_answers_and_can_be_killed(start_server):
    """The whole process tree, web workers and background child, ends at once."""
    server: LiveServer = start_server()
    assert _status(server.url + PAGE) == 200
    assert len(running_in_group(server.process.pid)) > 2
    server.kill()
    assert running_in_group(server.process.pid) == []


def test_servers_stand_side_by_side(start_server, office_template: Path, tmp_path: Path):
    """Each has its own port and its own folder."""
    servers = [start_server(shutil.copytree(office_template, tmp_path / name)) for name in ("one", "two")]
    assert [_status(server.url + PAGE) for server in servers] == [200, 200]
    assert len({server.url for server in servers}) == 2
