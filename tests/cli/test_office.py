"""The command line as a person runs it: founding an office, one-sentence refusals, exit codes."""

import json
import os
import signal
import sqlite3
import subprocess

import pytest

from tests.support.processes import XUEFA, environment, free_port, run_xuefa

FOUND = ("init", "--office", "测试区政府办公室", "--administrator", "甲某", "--account", "1001")


def test_init_founds_an_office_once_and_demo_is_refused_there(tmp_path):
    """The first init prints the one-time secret; a second and a demo are refused with the way out, exit 2."""
    first = run_xuefa(*FOUND, instance=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "一次性口令" in first.stdout
    for command in (FOUND, ("demo",)):
        refused = run_xuefa(*command, instance=tmp_path)
        assert refused.returncode == 2
        assert "XUEFA_INSTANCE" in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1


def test_serve_fills_the_demonstration_in_only_where_there_is_no_office(demo_instance, tmp_path, start_server):
    """An empty folder gets the demonstration office, a demonstration or a founded office stays what it is.

    Filling in takes long and is one transaction: the first server is ended when it has begun to.
    """
    empty, founded = tmp_path / "empty", tmp_path / "founded"
    begun = subprocess.Popen(
        [XUEFA, "serve", "--demo", "--port", str(free_port())],
        env=environment(empty),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert "正在填入演示单位" in begun.stdout.readline()
    os.killpg(begun.pid, signal.SIGKILL)
    begun.communicate()
    assert run_xuefa(*FOUND, instance=founded).returncode == 0
    assert "正在填入" not in (shown := start_server(demo_instance, "--demo").output()) and "LC019" in shown
    assert "LC019" not in start_server(founded, "--demo").output()


def test_init_asks_for_what_it_is_not_told(tmp_path):
    """The three answers may be typed; an empty name ends with one sentence and leaves no office."""
    asked = run_xuefa("init", instance=tmp_path, stdin="测试区政府办公室\n甲某\n1001\n")
    assert asked.returncode == 0, asked.stderr
    assert "单位名称" in asked.stdout


def test_init_refuses_a_demonstration_database(demo_template, tmp_path):
    """A demonstration database never becomes a real one."""
    refused = run_xuefa(*FOUND, instance=demo_template)
    assert refused.returncode == 2
    assert "演示" in refused.stderr


def test_commands_without_an_office_say_what_to_do(tmp_path):
    """On an empty folder each command ends with one sentence and code 2, never with a traceback."""
    for command in (("completion", "--year", "2026"), ("report", "--year", "2025", "-o", "x.docx"), ("serve",)):
        refused = run_xuefa(*command, instance=tmp_path)
        assert refused.returncode == 2, command
        assert "xuefa init" in refused.stderr
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"XUEFA_DATABASE_URI": "x"}, "XUEFA_DATABASE_URI"),
        ({"XUEFA_DATABASE_URL": "mysql://x"}, "postgresql"),
        ({"XUEFA_PUBLIC_URL": "xuefa"}, "https"),
        ({"XUEFA_SMTP_URL": "mail.example.com"}, "smtp://"),
        ({"XUEFA_TRUSTED_PROXIES": "viele"}, "正整数"),
    ],
)
def test_a_bad_variable_stops_every_command_with_one_sentence(tmp_path, variables, word):
    """An unknown or bad XUEFA_* variable is named, exit 2."""
    refused = run_xuefa("jobs", "run", "deliver-notices", instance=tmp_path, **variables)
    assert refused.returncode == 2
    assert word in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_usage_errors_are_chinese_and_exit_2(tmp_path):
    """An unknown command, option or value is one Chinese sentence."""
    for command in (("nothing",), ("completion", "--yaer", "1"), ("completion", "--year", "x"), ("completion",)):
        refused = run_xuefa(*command, instance=tmp_path)
        assert refused.returncode == 2, command
        assert "--help" in refused.stderr


def test_serve_keeps_to_this_machine_without_tls(tmp_path, demo_template):
    """Another address needs https or --insecure-lan; demonstration data never leaves this machine."""
    assert run_xuefa(*FOUND, instance=tmp_path).returncode == 0
    refused = run_xuefa("serve", "--host", "0.0.0.0", instance=tmp_path)
    assert refused.returncode == 2
    assert "--insecure-lan" in refused.stderr
    for options in ((), ("--insecure-lan",)):
        refused = run_xuefa("serve", "--host", "0.0.0.0", *options, instance=demo_template)
        assert refused.returncode == 2
        assert "本机" in refused.stderr


def test_completion_of_the_demonstration_as_json(demo_template):
    """2024 is full; as of the middle of that year it was not; the counts add up in every department."""
    full = json.loads(run_xuefa("completion", "--year", "2024", "--json", instance=demo_template).stdout)
    assert (full["rate"], full["full"], full["owing"]) == ("100%", True, [])
    assert full["completed"] == full["required"] > 0
    half = json.loads(
        run_xuefa("completion", "--year", "2024", "--as-of", "2024-07-01", "--json", instance=demo_template).stdout
    )
    assert not half["full"]
    for part in (full, *full["by_department"]):
        assert part["required"] == part["completed"] + part["outstanding"] + part["overdue"]
    refused = run_xuefa("completion", "--year", "2024", "--as-of", "gestern", instance=demo_template)
    assert refused.returncode == 2


def test_verify_is_clean_on_the_demonstration_and_names_a_broken_row(demo_template, tmp_path):
    """Exit 0 with the slip on untouched data; exit 1 naming the attempt whose score was changed by hand."""
    clean = run_xuefa("verify", instance=demo_template)
    assert clean.returncode == 0, clean.stdout
    assert "数据核验单" in clean.stdout
    broken = tmp_path / "xuefa.sqlite3"
    with sqlite3.connect(demo_template / "xuefa.sqlite3") as source, sqlite3.connect(broken) as target:
        source.backup(target)
        target.execute("update attempts set score = score + 100 where id = 7")
        target.commit()
    target.close()
    source.close()
    found = run_xuefa("verify", instance=tmp_path)
    assert found.returncode == 1
    assert "7" in found.stdout
