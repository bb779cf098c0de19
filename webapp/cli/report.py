"""Command ``xuefa report``: the annual report of a year as .docx."""

from pathlib import Path

import click

from webapp import clock
from webapp.accounts import queries as accounts
from webapp.cli.base import with_app
from webapp.db import reading
from webapp.errors import InvalidInput
from webapp.reports import document, service


@click.command("report", help="写出某一年的法治政府建设情况报告（.docx），数字全部来自数据。")
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="年度。")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="输出文件。")
@with_app
def _report(year: int, output: Path) -> None:
    if output.suffix.lower() != ".docx":
        raise InvalidInput("输出文件应以 .docx 结尾，请改名后重试。")
    unit = accounts.the_unit(reading())
    if unit is None:
        raise InvalidInput("这里还没有单位，请先执行 xuefa init 或 xuefa demo。")
    draft = service.draft(reading(), unit.id, unit.name, year, at=clock.now())
    try:
        output.write_bytes(document.report_docx(draft))
    except OSError:
        raise InvalidInput(f"写不进 {output}，请检查文件夹是否存在、文件是否正被打开。") from None
    click.echo(f"已写出 {output}。")
    if draft.missing:
        click.echo(f"还有 {len(draft.missing)} 个数据项待填：{'、'.join(draft.missing)}。", err=True)


def command(_name: str) -> click.Command:
    """Return the command."""
    return _report
