"""Command ``xuefa verify``: 数据核验单, and exit code 1 when a difference was found."""

import json
import sys

import click

from webapp import clock
from webapp.cli.base import with_app
from webapp.completion import verification
from webapp.completion.verification_queries import units
from webapp.db import reading


@click.command("verify", help="从原始记录重新核对全部数字和校验码，打印数据核验单；发现不一致时退出码为 1。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_app
def _verify(as_json: bool) -> int:
    now, session = clock.now(), reading()
    findings = []
    with click.progressbar(verification.CHECKS, label="正在核验", file=sys.stderr) as checks:
        for check in checks:
            findings.append((check, check.run(session, now)))
    names = [unit.name for unit in units(session)]
    at = f"{clock.local(now):%Y-%m-%d %H:%M}"
    if as_json:
        click.echo(json.dumps(verification.as_data(names, findings, at=at), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(verification.sheet(names, findings, at=at)))
    return int(any(finding.differences for _, finding in findings))


def command(_name: str) -> click.Command:
    """Return the command."""
    return _verify
