"""Command ``xuefa roster import FILE``: show what a roster would change, and take it over, all or nothing."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from webapp import clock
from webapp.accounts import queries as accounts
from webapp.cli.base import with_app
from webapp.db import reading, transaction
from webapp.errors import InvalidInput
from webapp.files import LIMIT_BYTES
from webapp.roster import queries, service
from webapp.roster.reading import RosterFile, read_roster
from webapp.roster.rules import Comparison

_REASONS = {"调出": "transfer", "退休": "retire", "辞职": "resign"}
_SHOWN = 20


@click.group(help="导入单位名册。")
def _roster() -> None:
    pass


@_roster.command("import", help="导入名册 FILE（.xlsx 或 .csv），先列出差异再写入；有冲突时一行也不写入，退出码为 1。")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="只列出差异，不写入。")
@click.option("--whole", "is_whole", is_flag=True, help="这是全单位的完整名册，不在其中的人按下面两项登记离开。")
@click.option("--left-on", metavar="DATE", help="离开日期（第一个不在岗的日子），例如 2026-11-24。")
@click.option("--reason", metavar="WORD", help="离开原因：调出、退休或辞职。")
@with_app
def _import(file: str, dry_run: bool, is_whole: bool, left_on: str | None, reason: str | None) -> int:
    leaving = _leaving(is_whole, left_on, reason)
    data, name = _content(file), Path(file).name
    unit = accounts.the_unit(reading())
    if unit is None:
        raise InvalidInput("这里还没有单位，请先执行 xuefa init 再导入名册。")
    with click.progressbar(length=2, label=f"正在导入《{name}》", file=sys.stderr) as bar:
        roster = read_roster(data, name)
        bar.update(1)
        content = service.content_of(roster)
        comparison = queries.comparison(reading(), unit.id, content, is_whole=is_whole)
        is_held = bool(comparison.conflicts) or bool(comparison.leavers and leaving is None)
        receipt = None
        if not dry_run and not is_held:
            receipt = _write(unit.id, roster, data, name, comparison, leaving, is_whole=is_whole, now=clock.now())
        bar.update(1)
    _show(roster, comparison)
    if receipt is not None:
        _show_receipt(receipt)
        return 1 if receipt.refused else 0
    click.echo("只是查看，没有写入任何内容。" if dry_run else _held_sentence(comparison))
    return 1 if is_held else 0


def _leaving(is_whole: bool, left_on: str | None, reason: str | None) -> service.Leaving | None:
    """Return what is said about everybody who is not in a whole file, None where nothing is said."""
    if left_on is None and reason is None:
        return None
    if not is_whole:
        raise InvalidInput("--left-on 和 --reason 只在加了 --whole 时使用，请改正后重试。")
    if left_on is None or reason not in _REASONS:
        raise InvalidInput("请同时写明 --left-on 日期和 --reason 原因（调出、退休或辞职）。")
    try:
        return service.Leaving(date.fromisoformat(left_on), _REASONS[reason])
    except ValueError:
        raise InvalidInput("离开日期应写成 2026-11-24，请改正后重试。") from None


def _write(
    unit_id: int,
    roster: RosterFile,
    data: bytes,
    name: str,
    comparison: Comparison,
    leaving: service.Leaving | None,
    *,
    is_whole: bool,
    now: datetime,
) -> service.Receipt:
    leavers = {person.employee_id: leaving for person in comparison.leavers if leaving is not None}
    with transaction() as session:
        imported = service.upload(session, unit_id, roster, data, name, is_whole=is_whole, actor_id=None, now=now)
        return service.confirm(session, imported, leavers, None, actor_id=None, now=now)


def _held_sentence(comparison: Comparison) -> str:
    if comparison.conflicts:
        return f"有 {len(comparison.conflicts)} 处冲突，没有写入任何内容，请改好名册后重新导入。"
    return (
        f"有 {len(comparison.leavers)} 人不在这份名册里，没有写入任何内容，"
        "请用 --left-on 和 --reason 写明他们何时为何离开，或去掉 --whole。"
    )


def _content(file: str) -> bytes:
    path = Path(file)
    if not path.is_file():
        raise InvalidInput(f"找不到文件 {file}，请检查路径后重试。")
    try:
        with path.open("rb") as opened:
            return opened.read(LIMIT_BYTES + 1)
    except OSError:
        raise InvalidInput(f"没有读取文件 {file} 的权限，请检查后重试。") from None


def _show(roster: RosterFile, comparison: Comparison) -> None:
    if roster.unknown:
        click.echo(f"没有用到的列：{'、'.join(roster.unknown)}")
    if roster.dropped:
        click.echo(f"平台不保存的列：{'、'.join(roster.dropped)}")
    if comparison.new_departments:
        click.echo(f"新科室：{'、'.join(comparison.new_departments)}")
    movers, changed = comparison.movers, (*comparison.movers, *comparison.changed)
    _list("新增", [f"{row.full_name}，{row.department}" for row in comparison.joiners])
    _list("调整", [f"{one.current.full_name}，{one.current.department or '无'}→{one.row.department}" for one in movers])
    _list(
        "修改",
        [
            f"{match.current.full_name}，{change.word} {change.before or '空'}→{change.after}"
            for match in changed
            for change in match.changes
        ],
    )
    _list("不在名册", [f"{person.full_name}，{person.department}" for person in comparison.leavers])
    _list("注意", [f"{row.place} {row.full_name}，{doubt}" for row in roster.rows for doubt in row.doubts])
    _list("退回", [str(held) for held in roster.held])
    _list("冲突", [str(held) for held in comparison.conflicts])
    click.echo(
        f"差异：新增 {len(comparison.joiners)}，调整 {len(movers)}，修改 {len(comparison.changed)}，"
        f"未变 {len(comparison.unchanged)}，不在名册 {len(comparison.leavers)}，冲突 {len(comparison.conflicts)}"
    )


def _list(word: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(f"  {word}　{line}")
    if len(lines) > _SHOWN:
        click.echo(f"  {word}　还有 {len(lines) - _SHOWN} 处")


def _show_receipt(receipt: service.Receipt) -> None:
    click.echo(
        f"已写入：新增 {receipt.added_count} 人，调整科室 {receipt.moved_count} 人，修改 {receipt.changed_count} 人，"
        f"未变 {receipt.unchanged_count} 人，离开 {receipt.left_count} 人，退回 {len(receipt.refused)} 行"
    )
    if receipt.moved_duty_count or receipt.withdrawn_count:
        click.echo(f"  {receipt.moved_duty_count} 项任务随人转科室，{receipt.withdrawn_count} 项不再应考")


def command(_name: str) -> click.Command:
    """Return the command group."""
    return _roster
