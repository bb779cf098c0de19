"""A fresh machine gets exactly what the lock says, from whatever index it uses, and is told what is missing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
TOOLS = ("bash", "sh", "dirname", "git", "cat", "cut", "sha256sum", "rm", "mktemp", "tail", "make", "sed", "awk")


def _pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;! ]", text)[0].lower() for text in requirements}


def _environment(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `.ci/environment` of this checkout with only the programs of ``path``."""
    return subprocess.run(
        ["/usr/bin/env", "bash", ROOT / ".ci" / "environment", *arguments],
        env={"PATH": str(path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of programs, as a bare machine has them: the tools, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None, name
        (folder / name).symlink_to(found)
    return folder


def _put_python(folder: Path, text: str) -> None:
    (folder / "python3").write_text(f"#!/bin/sh\n{text}\n")
    (folder / "python3").chmod(0o755)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    """What is downloaded is what was looked at."""
    blocks = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text().strip())
    assert len(blocks) == len(_pins(lock)) > 20
    assert [block.splitlines()[0] for block in blocks if not HASH.search(block)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index(lock):
    """Every office installs from its own mirror."""
    text = (ROOT / lock).read_text()
    assert re.findall(r"--(?:index|extra|find|trusted)\S*|\w+://\S*", text) == []


def test_the_lock_holds_every_dependency_and_the_build_backend():
    """Nothing is resolved on the office's machine, not even what builds the project."""
    project = _project()
    wanted = _names(project["project"]["dependencies"]) | _names(project["build-system"]["requires"])
    assert wanted - set(_pins("requirements.txt")) == set()
    assert _names(project["dependency-groups"]["dev"]) - set(_pins("requirements-dev.txt")) == set()
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]


def test_the_tests_run_on_the_versions_that_are_installed():
    """The lock for tests adds packages and changes none."""
    runtime, dev = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert runtime.items() <= dev.items()


def test_this_environment_is_the_lock():
    """Somebody's own `pip install` would let the suite pass on what the lock does not hold."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze", "--exclude-editable", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.findall(r"(\S+)==(\S+)", listed.stdout)
    installed = {re.sub(r"[._]", "-", name.lower()): version for name, version in found}
    assert installed.items() - _pins("requirements-dev.txt").items() - {("pip", installed["pip"])} == set()


def test_without_python_one_sentence_names_the_package(bare_path: Path):
    """Neither a traceback nor a second sentence."""
    answer = _environment(bare_path, "runtime")
    assert answer.returncode == 1
    assert answer.stderr == "缺少 Python 3.11 或更高版本，请先安装 Debian 软件包 python3。\n"


def test_an_old_python_counts_as_none(bare_path: Path):
    """Python 3.10 answers the question about its version with 1."""
    _put_python(bare_path, "exit 1")
    assert "Debian 软件包 python3。" in _environment(bare_path, "runtime").stderr


def test_without_the_venv_module_one_sentence_names_the_package(bare_path: Path):
    """Debian's python3 comes without it."""
    _put_python(bare_path, 'case "$*" in *version_info*) exit 0 ;; *) exit 1 ;; esac')
    answer = _environment(bare_path, "runtime")
    assert answer.returncode == 1
    assert answer.stderr == "缺少 Python 的 venv 模块，请先安装 Debian 软件包 python3-venv。\n"


def test_without_git_one_sentence_names_the_package(bare_path: Path):
    """It is asked for before Python."""
    (bare_path / "git").unlink()
    answer = _environment(bare_path, "runtime")
    assert answer.returncode == 1
    assert answer.stderr == "缺少 git，请先安装 Debian 软件包 git。\n"


def test_an_environment_that_holds_the_lock_is_left_alone(tmp_path: Path):
    """The second start installs nothing and asks no network: no pip is there that could."""
    for name in ("pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text('#!/bin/sh\n[ "$1" = -c ] || { echo "$*" >>"$(dirname "$0")/asked"; exit 0; }\n')
    (programs / "python").chmod(0o755)
    (tmp_path / ".venv" / "folder").write_text(f"{tmp_path}\n")

    def prepare(kind: str) -> list[str]:
        (programs / "asked").write_text("")
        subprocess.run(["bash", ".ci/environment", kind], cwd=tmp_path, check=True, capture_output=True)
        return [line for line in (programs / "asked").read_text().splitlines() if "install" in line]

    assert len(prepare("dev")) == 2
    assert prepare("dev") == []
    assert prepare("runtime") == []
    (tmp_path / "requirements.txt").write_text((ROOT / "requirements.txt").read_text() + "\n")
    assert len(prepare("runtime")) == 2


def test_help_lists_every_target_in_chinese():
    """One line for each command that the README names."""
    listed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = dict(re.findall(r"^make (\S+)\s+(.+)$", listed, re.MULTILINE))
    assert set(targets) == {"help", "setup", "run", "test", "test-slow", "check", "bench", "lock", "clean"}
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in targets.values())


def _tracked(pattern: str) -> str:
    found = subprocess.run(["git", "grep", "-nIiE", pattern], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout


def test_no_tracked_file_names_a_package_index():
    """The words are put together here, or this file would be found."""
    hosts = "|".join(f"{name}[.](org|com)" for name in ("py" + "pi", "python" + "hosted", "np" + "mjs", "deb" + "ian"))
    assert _tracked(f"({hosts})") == ""


def test_no_tracked_file_holds_data_or_secrets():
    """What an installation makes stays in instance/, which git ignores but for its mark."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = listed.stdout.splitlines()
    assert [name for name in names if name.endswith((".sqlite3", ".db", ".key"))] == []
    assert [name for name in names if name.startswith("instance/")] == ["instance/.gitkeep"]


def test_an_installed_copy_holds_more_than_python(tmp_path: Path):
    """Templates, static files, migrations and starting data come along."""
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for package in ("webapp", "question_bank", "seeds", "migrations"):
        shutil.copytree(ROOT / package, source / package, ignore=ignored)
    files = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, source)
    alone = ("--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", *alone, "-w", tmp_path, source],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = set(wheel.namelist())
    assert {"webapp/templates/base.html", "migrations/script.py.mako"} <= files
    assert files - packed == set()
