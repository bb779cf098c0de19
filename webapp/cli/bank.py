"""Commands ``xuefa bank inspect FILE…`` (what would be read, no database), ``import FILE`` and ``export``.

``xuefa bank statistics`` stands in its own module.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from question_bank import get_type, writable_formats, write_questions
from webapp import clock
from webapp.accounts.queries import the_unit
from webapp.bank import queries, service
from webapp.bank.reading import inspect_file, read_file
from webapp.bank.rules import ReadItem
from webapp.bank.suggestions import Alike, add_suggestions
from webapp.cli import statistics
from webapp.cli.base import with_app
from webapp.db import reading, transaction
from webapp.errors import AppError, InvalidInput
from webapp.files import LIMIT_BYTES, check_bytes

FIRST_BANK = "学法题库"
_SHOWN = 20


@click.group(help="查看题库文件能读出什么，把题库文件导入题库，把题目导出，统计得分表。")
def _bank() -> None:
    pass


_bank.add_command(statistics.command)


@_bank.command("inspect", help="读出文件里的题目，只看不导入，不需要数据库；读不了时退出码为 2。")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：一个文件一个对象，多个文件一个列表。")
def _inspect(files: tuple[str, ...], as_json: bool) -> int:
    reports = []
    for file in files:
        try:
            reports.append({**inspect_file(_content(file), Path(file).name), "file": file})
        except AppError as error:
            click.echo(error.sentence, err=True)
    if as_json and reports:
        click.echo(json.dumps(reports if len(files) > 1 else reports[0], ensure_ascii=False, indent=2))
    elif not as_json:
        for report in reports:
            _summarise(report)
    return 0 if len(reports) == len(files) else 2


@_bank.command("import", help="把题库文件导入题库；重复导入不会重复入库，有答案冲突时退出码为 1。")
@click.argument("file", metavar="FILE")
@click.option("--bank", "bank_name", metavar="NAME", help="题库名称，没有时新建；只有一个题库时可以不写。")
@click.option("--dry-run", is_flag=True, help="只显示会怎样入库，不写入。")
@with_app
def _import(file: str, bank_name: str | None, dry_run: bool) -> int:
    data, name = _content(file), Path(file).name
    check_bytes(data, name, service.EXTENSIONS)
    unit = the_unit(reading())
    if unit is None:
        raise InvalidInput("还没有建立单位，请先执行 xuefa init。")
    target = _target_bank(unit.id, bank_name)
    with click.progressbar(length=3, label=f"正在导入《{name}》", file=sys.stderr) as bar:
        report = read_file(data, name)
        bar.update(1)
        add_suggestions(report, queries.contents(reading(), unit.id))
        near = service.near(reading(), unit.id, report)
        bar.update(1)
        if dry_run:
            receipt = service.plan_report(reading(), unit.id, report)
        else:
            receipt = _write(unit.id, target, report, name)
        bar.update(1)
    _print_receipt(target, receipt, dry_run)
    if near:
        click.echo("  与已有题相近的照常入库，请核对；{+ +}里是这个文件的字，[- -]里是已有题的字：")
    _print_list("相近", [_likeness(item, one) for item, found in near for one in found])
    return 1 if receipt["conflicts"] else 0


@_bank.command("export", help="把题库里在用的题（停用的除外）写成文件，可以再导入，也可以给其他系统用。")
@click.option(
    "--format", required=True, type=click.Choice([one.code for one in writable_formats()]), help="文件格式。"
)
@click.option("-o", "--output", required=True, metavar="FILE", help="写到哪个文件，已有的会被覆盖。")
@click.option("--bank", "bank_name", metavar="NAME", help="只要这个题库的题。")
@with_app
def _export(format: str, output: str, bank_name: str | None) -> int:
    unit = the_unit(reading())
    if unit is None:
        raise InvalidInput("还没有建立单位，请先执行 xuefa init。")
    bank = queries.bank_named(reading(), unit.id, bank_name.strip()) if bank_name is not None else None
    if bank_name is not None and bank is None:
        raise InvalidInput(f"没有名为“{bank_name}”的题库，请检查名称后重试。")
    rows = queries.search(reading(), unit.id, queries.Wanted(bank_id=bank.id if bank else None))
    try:
        Path(output).write_bytes(write_questions([row.content for row in rows], format))
    except OSError:
        raise InvalidInput(f"写不了文件 {output}，请检查路径和权限后重试。") from None
    click.echo(f"已写入 {output}：{len(rows)} 题")
    return 0


def _write(unit_id: int, bank_name: str, report: dict[str, Any], filename: str) -> service.Receipt:
    now = clock.now()
    with transaction() as session:
        found = queries.bank_named(session, unit_id, bank_name)
        bank = found or service.create_bank(session, unit_id, bank_name, actor_id=None, now=now)
        return service.add_report(session, bank.id, report, filename, actor_id=None, now=now)


def _target_bank(unit_id: int, asked: str | None) -> str:
    names = [bank.name for bank in queries.banks(reading(), unit_id)]
    if asked is not None:
        return asked.strip()
    if len(names) > 1:
        raise InvalidInput(f"单位有 {len(names)} 个题库，请用 --bank 指明放进哪一个：{'、'.join(names)}。")
    return names[0] if names else FIRST_BANK


def _content(file: str) -> bytes:
    path = Path(file)
    if not path.is_file():
        raise InvalidInput(f"找不到文件 {file}，请检查路径后重试。")
    if path.stat().st_size > LIMIT_BYTES:
        raise InvalidInput(f"文件《{path.name}》超过 20 MB，请拆分后重试。")
    try:
        return path.read_bytes()
    except OSError:
        raise InvalidInput(f"没有读取文件 {file} 的权限，请检查后重试。") from None


def _by_type(counts: Mapping[str, int]) -> str:
    return "，".join(f"{get_type(code).label} {count}" for code, count in counts.items()) or "没有题目"


def _summarise(report: Mapping[str, Any]) -> None:
    doubtful = sum(bool(read["doubts"]) for read in report["questions"])
    held, unread = report["held_back"], report["unread"]
    click.echo(f"{report['file']}（{report['format']}）：{len(report['questions'])} 题，{_by_type(report['counts'])}")
    click.echo(f"  存疑 {doubtful}，待补 {len(held)}，未识别 {len(unread)}")
    _print_list("待补", [f"{one['place']}：{one['reason']}" for one in held])
    _print_list("未识别", [f"{one['place']}：{one['text'][:40]}" for one in unread])


def _print_receipt(bank_name: str, receipt: service.Receipt, dry_run: bool) -> None:
    verb = "将新增" if dry_run else "新增"
    click.echo(f"题库“{bank_name}”：{verb} {receipt['added_count']} 题（{_by_type(receipt['added'])}）")
    click.echo(f"  已在题库 {receipt['unchanged_count']}，文件内重复 {len(receipt['duplicates'])}", nl=False)
    click.echo(f"，答案冲突 {len(receipt['conflicts'])}，待补 {len(receipt['held_back'])}", nl=False)
    click.echo(f"，未识别 {receipt['unread_count']}；存疑存为草稿 {receipt['draft_count']}")
    conflicts = [
        f"{one['place']}：答案 {one['key']}，{one['other_place'] or '题库里'}是 {one['other_key']}"
        for one in receipt["conflicts"]
    ]
    _print_list("答案冲突", conflicts)
    _print_list("重复", [f"{one['place']}：与{one['other_place']}完全相同" for one in receipt["duplicates"]])
    _print_list("待补", [f"{one['place']}：{one['reason']}" for one in receipt["held_back"]])


def _likeness(item: ReadItem, one: Alike) -> str:
    """Name two questions that resemble each other and what differs: [-那边的字-]{+这边的字+}, as a word diff does."""
    signs = {"new": "{{+{}+}}", "existing": "[-{}-]", "same": "{}"}
    parts = [
        f"{difference.place} " + "".join(signs[part.kind].format(part.text) for part in difference.segments)
        for difference in one.differences
    ]
    other = f"题库的题{one.question_id}" if one.question_id is not None else one.place
    return f"{item.place}：与{other}相近（{one.percent}%）：" + "；".join(parts)


def _print_list(word: str, lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(f"  {word}　{line}")
    if len(lines) > _SHOWN:
        click.echo(f"  {word}　还有 {len(lines) - _SHOWN} 处")


def command(_name: str) -> click.Command:
    """Return the command group."""
    return _bank
