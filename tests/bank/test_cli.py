"""``xuefa bank``: what it prints, and with which exit code it ends."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.bank import office
from webapp import cli, create_app
from webapp.bank import queries
from webapp.cli import bank as commands
from webapp.config import from_environment
from webapp.db import reading, transaction
from webapp.schema import migrate

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command line and return exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["xuefa", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture
def file(tmp_path: Path, small_file: bytes) -> str:
    """A small question file on disk."""
    path = tmp_path / "小题库.txt"
    path.write_bytes(small_file)
    return str(path)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """An installation of its own with one office, reached by the environment like a real one."""
    monkeypatch.setenv("XUEFA_INSTANCE", str(tmp_path / "data"))
    app = create_app(from_environment())
    with app.app_context():
        migrate()
        with transaction() as session:
            office.found(session, "某区司法局", now=now)


def question_count() -> int:
    """Count the office's questions."""
    with create_app(from_environment()).app_context():
        return queries.count(reading(), 1, queries.Wanted())


def test_one_file_is_one_object(run: Run, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inspect needs no database and prints the object of design/FORMATS 1."""
    monkeypatch.setattr(commands, "reading", lambda: pytest.fail("asked for the database"))
    code, out, err = run("bank", "inspect", "--json", file)
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert list(report) == ["file", "format", "counts", "questions", "held_back", "unread"]
    assert report["counts"] == {"single_choice": 1, "true_false": 2, "short_answer": 1}
    assert report["held_back"][0]["reason"] == "没有答案"


def test_several_files_are_a_list(run: Run, file: str) -> None:
    """Two files give a list of two objects in their order."""
    code, out, _ = run("bank", "inspect", file, file, "--json")
    assert code == 0
    assert [report["file"] for report in json.loads(out)] == [file, file]


def test_a_summary_for_people(run: Run, file: str) -> None:
    """Without --json the counts and every held-back item are readable lines."""
    code, out, _ = run("bank", "inspect", file)
    assert code == 0
    assert "4 题，单选 1，判断 2，简答 1" in out
    assert "待补　第13行：没有答案" in out


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [("无.txt", None, "找不到文件"), ("空.txt", b"", "是空的"), ("坏.docx", b"PK\x03\x04", "已损坏")],
)
def test_unreadable_files_end_with_2(run: Run, tmp_path: Path, name: str, data: bytes | None, sentence: str) -> None:
    """A missing, empty or damaged file is one sentence on standard error and exit code 2."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = run("bank", "inspect", "--json", str(tmp_path / name))
    assert (code, out) == (2, "")
    assert sentence in err and err.count("\n") == 1


@pytest.mark.usefixtures("installation")
def test_import_writes_once(run: Run, file: str) -> None:
    """A dry run writes nothing, the import adds, the second import changes nothing."""
    code, out, _ = run("bank", "import", file, "--dry-run")
    assert (code, question_count()) == (0, 0) and "将新增 4 题" in out
    code, out, _ = run("bank", "import", file)
    assert (code, question_count()) == (0, 4) and "新增 4 题（单选 1，判断 2，简答 1）" in out
    code, out, _ = run("bank", "import", file)
    assert (code, question_count()) == (0, 4) and "已在题库 4" in out


@pytest.mark.usefixtures("installation")
def test_a_key_conflict_ends_with_1(run: Run, file: str) -> None:
    """A held conflict is something wrong: exit code 1, both keys shown, nothing overwritten."""
    run("bank", "import", file)
    path = Path(file)
    path.write_bytes(path.read_bytes().replace("答案：B".encode(), "答案：C".encode()))
    code, out, _ = run("bank", "import", file)
    assert (code, question_count()) == (1, 4)
    assert "答案 C，题库里是 B" in out


@pytest.mark.usefixtures("installation")
def test_a_bank_is_named_where_there_are_several(run: Run, file: str) -> None:
    """--bank makes a bank; with two of them it has to be given."""
    assert run("bank", "import", file, "--bank", "普法题库")[0] == 0
    code, _, err = run("bank", "import", file)
    assert code == 2 and "--bank" in err


@pytest.mark.usefixtures("installation")
def test_what_is_nearly_there_is_named(run: Run, file: str, tmp_path: Path) -> None:
    """A dry run and the import name both questions and what differs, and the import keeps it as the web's does."""
    run("bank", "import", file)
    old = "一、判断题\n1. 行政机关应当自作出行政许可决定之日起十日内送达许可证件。（ ）\n答案：√\n"
    new = tmp_path / "新题.txt"
    new.write_text(old)
    run("bank", "import", str(new))
    new.write_text(old.replace("十日", "十五日"))
    for options in (("--dry-run",), ()):
        code, out, _ = run("bank", "import", str(new), *options)
        assert code == 0 and "新增 1 题" in out
        assert "相近　第2行：与库里" not in out
        assert re.search(r"相近　第2行：与题库的题\d+相近（\d+%）：题干 .*十\{\+五\+\}日", out)
    assert "相近" not in run("bank", "import", str(new))[1]
    with create_app(from_environment()).app_context():
        kept = [batch.report["questions"][0]["near"] for batch, _ in queries.recent_batches(reading(), 1, limit=2)]
    assert kept[0] == [] or "question_id" in kept[0][0]
    assert kept[1][0]["question_id"] is not None
