"""``xuefa bank statistics``: a table of marks in, figures out, without any installation."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp import cli

Run = Callable[..., tuple[int, str, str]]
MARKS = "宪法1,处罚2\n1,2\n1,1.5\n0,0.5\n1,\n0,2\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Analyse a text as marks.csv; return exit code, standard output and standard error."""
    path = tmp_path / "marks.csv"

    def call(text: str, *options: str) -> tuple[int, str, str]:
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr("sys.argv", ["xuefa", "bank", "statistics", str(path), *options])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


def test_the_figures_as_json(run: Run):
    """Per item and for the whole, null where undefined."""
    code, out, err = run(MARKS, "--json")
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert [item["id"] for item in data["items"]] == ["宪法1", "处罚2"]
    first, second = data["items"]
    assert (first["maximum"], first["attempt_count"], first["facility"]) == (1, 4, 0.5)
    assert (second["attempt_count"], second["facility"], second["random_guess_score"]) == (3, 0.6666666667, None)
    assert second["standard_deviation"] == 0.7637626158
    assert (data["test"]["attempt_count"], data["test"]["mean"]) == (4, 1.5)
    assert data["test"]["coefficient_of_internal_consistency"] is None


def test_every_key_is_explained_in_the_help(run: Run):
    """What the JSON holds is what --help names."""
    data = json.loads(run(MARKS, "--json")[1])
    explained = run(MARKS, "--help")[1]
    missing = [key for key in (*data, *data["test"], *data["items"][0]) if key not in explained]
    assert not missing


def test_a_table_for_people(run: Run):
    """One line per item with its figures, the whole below."""
    code, out, _ = run(MARKS)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split()[:4] == ["题目", "满分", "答卷", "得分率"]
    assert lines[2].split()[:4] == ["处罚2", "2", "3", "66.67"]
    assert lines[3] == "全卷：答卷 4 份，2 题，满分 各卷不同"
    assert lines[4].startswith("平均分 1.50、中位数 1.50、标准差 0.91")


def test_a_bad_table_ends_with_one_sentence(run: Run):
    """Exit code 2, nothing on standard output."""
    assert run("Q1\n1\nabc\n") == (2, "", "得分表第3行“Q1”的得分“abc”不是数字，请更正后重试。\n")


def test_a_missing_file_ends_with_one_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Exit code 2."""
    monkeypatch.setattr("sys.argv", ["xuefa", "bank", "statistics", "没有.csv"])
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    assert capsys.readouterr().err == "找不到文件 没有.csv，请检查路径后重试。\n"
