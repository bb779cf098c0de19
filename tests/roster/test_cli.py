"""``xuefa roster import``: what it prints, what it writes, and with which exit code it ends."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.roster import files
from webapp import cli, create_app
from webapp.accounts import queries as accounts
from webapp.accounts import service
from webapp.clock import local_day
from webapp.config import from_environment
from webapp.db import reading, transaction
from webapp.schema import migrate

Run = Callable[..., tuple[int, str, str]]
ZHANG = ("A1", "张三", "综合科", "科长", "公务员", "13900000001")
LI = ("A2", "李四", "综合科", "科员", "公务员", "13900000002")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command line and return exit code, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["xuefa", "roster", "import", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """A production installation of its own with an office that has no people yet."""
    monkeypatch.setenv("XUEFA_INSTANCE", str(tmp_path / "data"))
    app = create_app(from_environment())
    with app.app_context():
        migrate()
        with transaction() as session:
            service.found_office(session, "某区司法局", "管理员", "admin", now=now)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Put lines into a roster file on disk and return its path."""

    def put(*people: tuple[str, ...]) -> str:
        path = tmp_path / "名册.csv"
        path.write_bytes(files.roster(*people))
        return str(path)

    return put


def names(now: datetime) -> list[str]:
    """Return who serves in the office."""
    with create_app(from_environment()).app_context():
        unit = accounts.the_unit(reading())
        assert unit is not None
        return [person.full_name for person in accounts.people(reading(), unit.id, on=local_day(now))]


@pytest.mark.usefixtures("installation")
def test_a_dry_run_then_the_deed_then_nothing(run: Run, write: Callable[..., str], now: datetime) -> None:
    """The dry run writes nothing, the import adds, the second import finds everybody unchanged."""
    file = write(ZHANG, LI)
    code, out, _ = run(file, "--dry-run")
    assert (code, names(now)) == (0, []) and "差异：新增 2" in out and "没有写入" in out
    code, out, _ = run(file)
    assert (code, names(now)) == (0, ["张三", "李四"]) and "已写入：新增 2 人" in out
    code, out, _ = run(file)
    assert (code, names(now)) == (0, ["张三", "李四"]) and "新增 0 人，调整科室 0 人，修改 0 人，未变 2 人" in out


@pytest.mark.usefixtures("installation")
def test_a_conflict_ends_with_1_and_writes_nothing(run: Run, write: Callable[..., str], now: datetime) -> None:
    """Two people with one 工号: both lines named, not even the third person enters."""
    file = write(ZHANG, ("A1", "王五", "综合科", "科员", "公务员", ""), LI)
    code, out, _ = run(file)
    assert (code, names(now)) == (1, [])
    assert "冲突　第2行 张三：工号 A1 与王五（第3行）重复" in out and "没有写入任何内容" in out


@pytest.mark.usefixtures("installation")
def test_a_line_without_department_is_left_out_and_ends_with_1(
    run: Run, write: Callable[..., str], now: datetime
) -> None:
    """The others enter, and the line is named."""
    code, out, _ = run(write(ZHANG, ("A2", "李四", "", "", "", "")))
    assert (code, names(now)) == (1, ["张三"])
    assert "退回　第3行 李四：没有科室" in out


@pytest.mark.usefixtures("installation")
def test_who_is_absent_stays_unless_said(run: Run, write: Callable[..., str], now: datetime) -> None:
    """Absence alone changes nothing; --whole holds until date and reason are given; then the person leaves."""
    run(write(ZHANG, LI))
    file = write(ZHANG)
    assert run(file)[0] == 0 and names(now) == ["张三", "李四"]
    code, out, _ = run(file, "--whole")
    assert (code, names(now)) == (1, ["张三", "李四"]) and "不在名册　李四" in out and "--left-on" in out
    code, out, _ = run(file, "--whole", "--left-on", "2026-11-24", "--reason", "调出")
    assert (code, names(now)) == (0, ["张三"]) and "离开 1 人" in out


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--left-on", "2026-11-24"], "--whole"),
        (["--whole", "--left-on", "2026-11-24"], "--reason"),
        (["--whole", "--left-on", "昨天", "--reason", "调出"], "2026-11-24"),
        (["--whole", "--left-on", "2027-01-01", "--reason", "调出"], "不能晚于今天"),
    ],
)
def test_wrong_words_end_with_2(
    run: Run, write: Callable[..., str], now: datetime, options: list[str], sentence: str
) -> None:
    """One sentence on standard error, nothing written."""
    run(write(ZHANG, LI))
    code, _, err = run(write(ZHANG), *options)
    assert (code, names(now)) == (2, ["张三", "李四"])
    assert sentence in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [("无.csv", None, "找不到文件"), ("空.csv", b"", "是空的"), ("坏.xlsx", b"PK\x03\x04", "打不开")],
)
@pytest.mark.usefixtures("installation")
def test_unusable_files_end_with_2(run: Run, tmp_path: Path, name: str, data: bytes | None, sentence: str) -> None:
    """A missing, empty or damaged file is one sentence and exit code 2."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = run(str(tmp_path / name))
    assert (code, out) == (2, "")
    assert sentence in err
