"""Commands ``xuefa jobs list`` and ``xuefa jobs run NAME``: the scheduler's own functions, by hand."""

import click

from webapp import clock
from webapp.cli.base import with_app
from webapp.errors import InvalidInput
from webapp.scheduler import JOBS


@click.group(help="查看和手工执行定时任务。")
def _jobs() -> None:
    pass


@_jobs.command("list", help="列出所有定时任务和间隔。")
def _list() -> None:
    for job in JOBS.values():
        click.echo(f"{job.name}\t每 {job.seconds} 秒\t{job.label}")


@_jobs.command("run", help="立即执行一次名为 NAME 的定时任务，可以重复执行。")
@click.argument("name")
@with_app
def _run(name: str) -> None:
    if name not in JOBS:
        raise InvalidInput(f"没有名为 {name} 的定时任务，请用 xuefa jobs list 查看名称。")
    click.echo(JOBS[name].function(now=clock.now()))


def command(_name: str) -> click.Command:
    """Return the command group."""
    return _jobs
