"""Commands ``xuefa init`` (found a real office) and ``xuefa demo`` (fill in the demonstration office)."""

import click

from seeds import demonstration
from webapp import clock, create_app
from webapp.accounts import service as accounts
from webapp.config import from_environment
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.schema import migrate
from webapp.settings import service as settings
from webapp.settings.queries import installation_mode


@click.command("init", help="建立正式单位：询问单位名称，建立第一个管理员，显示一次性口令。")
@click.option("--office", prompt="单位名称", help="单位全称。")
@click.option("--administrator", prompt="第一位管理员（法治联络员）姓名", help="管理员姓名。")
@click.option("--account", prompt="管理员的工号或手机号（用来登录）", help="登录账号。")
def _init(office: str, administrator: str, account: str) -> None:
    names = {"单位名称": office.strip(), "管理员姓名": administrator.strip(), "登录账号": account.strip()}
    for label, text in names.items():
        if not text:
            raise InvalidInput(f"{label}不能为空，请重新执行 xuefa init。")
    with create_app(from_environment()).app_context():
        migrate()
        now = clock.now()
        with transaction() as session:
            settings.found(session, "production", now=now)
            employee, secret = accounts.found_office(
                session, names["单位名称"], names["管理员姓名"], names["登录账号"], now=now
            )
            login_name = employee.login_name
    click.echo(f"已建立：{names['单位名称']}。")
    click.echo(f"账号 {login_name}，一次性口令 {secret}，24 小时内登录并改密码，口令不再显示。")
    click.echo("下一步：执行 xuefa serve 启动平台，登录后上传名册。")


@click.command("demo", help="填入演示单位（虚构人员），只用于没有单位的空数据库。")
def _demo() -> None:
    with create_app(from_environment()).app_context():
        migrate()
        if installation_mode(reading()) is not None:
            raise Conflict("这个数据库已有单位，请用 XUEFA_INSTANCE 换一个空文件夹再执行 xuefa demo。")
        fill_in_demonstration()
    click.echo("演示单位已就绪，执行 xuefa serve 启动平台。")


def fill_in_demonstration() -> None:
    """Fill the demonstration office into a database without an office, with a progress bar."""
    with click.progressbar(length=demonstration.STEP_COUNT, label="正在填入演示单位") as bar:
        demonstration.load(now=clock.now(), step=lambda: bar.update(1))


def command(name: str) -> click.Command:
    """Return the command of this name."""
    return {"init": _init, "demo": _demo}[name]
