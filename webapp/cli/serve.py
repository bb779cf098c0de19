"""Commands ``xuefa serve`` (web server, scheduler and task worker in one process tree) and its hidden child."""

import click

from seeds import demonstration
from webapp import create_app, serving
from webapp.cli.base import with_app
from webapp.cli.office import fill_in_demonstration
from webapp.config import from_environment
from webapp.db import reading
from webapp.errors import InvalidInput
from webapp.schema import migrate
from webapp.settings.queries import installation_mode

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve", help="启动平台：网页服务、定时任务和后台处理在同一个进程树里，按 Ctrl+C 停止。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听端口。")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 8), help="网页进程数。")
@click.option("--insecure-lan", is_flag=True, help="明知没有加密，也让局域网内其他电脑用 http 打开。")
@click.option("--demo", is_flag=True, help="还没有单位时，先填入演示单位。")
def _serve(host: str, port: int, workers: int, insecure_lan: bool, demo: bool) -> None:
    config = from_environment()
    with create_app(config).app_context():
        migrate()
        mode = installation_mode(reading())
        if mode is None and demo:
            fill_in_demonstration()
            mode = "demonstration"
    if mode is None:
        raise InvalidInput("这里还没有单位，请先执行 xuefa init（正式使用）或 xuefa demo（演示）。")
    if host not in LOOPBACK:
        _check_exposed(mode, is_secure=config.is_secure, insecure_lan=insecure_lan)
    lines = [f"学法考试平台已启动：{config.public_url or f'http://{host}:{port}'}"]
    if mode == "demonstration":
        lines += demonstration.account_lines()
    serving.serve(host, port, workers, lines)


def _check_exposed(mode: str, *, is_secure: bool, insecure_lan: bool) -> None:
    if mode == "demonstration":
        raise InvalidInput("演示数据只能在本机打开，请去掉 --host，或用 xuefa init 建立正式单位。")
    if is_secure:
        return
    if not insecure_lan:
        raise InvalidInput(
            "在其他地址上提供服务需要 https：请设置 XUEFA_PUBLIC_URL=https://…，确需明文时加 --insecure-lan。"
        )
    click.echo("注意：正在用未加密的 http 对局域网提供服务，密码和答案可能被旁人看到。", err=True)


@click.command("background", hidden=True)
@with_app
def _background() -> None:
    serving.run_background()


def command(name: str) -> click.Command:
    """Return the command of this name."""
    return {"serve": _serve, "background": _background}[name]
