"""Command ``xuefa roster import FILE [--dry-run]``: show what a roster would change, and take it over."""

from collections.abc import Iterator
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


@click.group(help="名册：导入单位人员。")
def _roster() -> None:
    pass


@_roster.command("import", help="导入名册 FILE（.xlsx 或 .csv）：显示差异并写入；有冲突的行不写入并以 1 退出。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只显示差异，不写入。")
@with_app
def _import(file: Path, dry_run: bool) -> int:
    data = _content(file)
    roster = read_roster(data, file.name)
    unit = accounts.the_unit(reading())
    if unit is None:
        raise InvalidInput("这里还没有单位，请先执行 xuefa init 再导入名册。")
    content = service.content_of(roster)
    comparison = queries.comparison(reading(), unit.id, content, is_whole=False)
    _show(roster, comparison)
    refused_count = len(roster.held) + len(comparison.conflicts)
    if dry_run:
        click.echo("只是查看，没有写入任何内容。")
        return 1 if refused_count else 0
    now = clock.now()
    with transaction() as session:
        imported = service.upload(session, unit.id, roster, data, file.name, is_whole=False, actor_id=None, now=now)
        receipt = service.confirm(session, imported, {}, service.seen_of(comparison), actor_id=None, now=now)
    click.echo(
        f"已写入：新增 {receipt.added_count} 人，调整科室 {receipt.moved_count} 人，"
        f"修改 {receipt.changed_count} 人，未变 {receipt.unchanged_count} 人，退回 {len(receipt.refused)} 行。"
    )
    return 1 if receipt.refused else 0


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise InvalidInput(f"没有找到文件 {path}，请核对路径后重试。")
    with path.open("rb") as file:
        return file.read(LIMIT_BYTES + 1)


def _show(roster: RosterFile, comparison: Comparison) -> None:
    lists = (
        ("不认识的列（不导入）", roster.unknown),
        ("平台不存的列", roster.dropped),
        ("新科室", comparison.new_departments),
    )
    for word, names in lists:
        if names:
            click.echo(f"{word}：{'、'.join(names)}")
    for line in _lines(roster, comparison):
        click.echo(line)
    for held in (*roster.held, *comparison.conflicts):
        click.echo(f"退回：{held.place} {held.text}，{held.reason}。", err=True)
    click.echo(
        f"差异：新增 {len(comparison.joiners)}，调整 {len(comparison.movers)}，修改 {len(comparison.changed)}，"
        f"未变 {len(comparison.unchanged)}，退回 {len(roster.held) + len(comparison.conflicts)}。"
    )


def _lines(roster: RosterFile, comparison: Comparison) -> Iterator[str]:
    for row in comparison.joiners:
        yield f"新增：{row.full_name}，{row.department}"
    for match in comparison.movers:
        yield f"调整：{match.current.full_name}，{match.current.department or '无科室'} → {match.row.department}"
    for match in (*comparison.movers, *comparison.changed):
        for change in match.changes:
            yield f"修改：{match.current.full_name}，{change.word} {change.before or '空'} → {change.after}"
    for row in roster.rows:
        for doubt in row.doubts:
            yield f"注意：{row.place} {row.full_name}，{doubt}"


def command(_name: str) -> click.Command:
    """Return the command group."""
    return _roster
