"""The command line ``xuefa``: one module per group of commands; the same services as the screens.

Exit codes: 0 done; 1 it ran and found something wrong; 2 bad input or usage. Errors are one Chinese sentence on
standard error, without a traceback.
"""

import importlib
import logging
import sys

import click

from webapp.cli.base import COMMAND_MODULES
from webapp.errors import AppError


class LazyGroup(click.Group):
    """A group whose command modules are loaded when their command is called, so that start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of an office's year."""
        return list(COMMAND_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMAND_MODULES:
            return None
        command: click.Command = importlib.import_module(COMMAND_MODULES[cmd_name]).command(cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """学法考试平台：题库、考试、学习活动、完成率与年度报告。

    数据位置由 XUEFA_INSTANCE（文件夹）和 XUEFA_DATABASE_URL 决定；退出码 0 成功，1 查出问题，2 输入有误。
    """


def main() -> None:
    """Run the command line; every refusal ends as one sentence and exit code 2."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        code = group.main(standalone_mode=False)
    except click.exceptions.Abort:
        fail("已取消，没有写入任何内容。")
    except click.UsageError as error:
        fail(_usage(error))
    except click.ClickException as error:
        fail(error.format_message())
    except AppError as error:
        fail("\n".join((error.sentence, *error.details)))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _usage(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with the words of a command, and where to look."""
    name = error.param.human_readable_name if isinstance(error, click.BadParameter) and error.param else ""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}，请加 --help 查看用法。"
        case click.MissingParameter():
            return f"缺少 {name}，请加 --help 查看用法。"
        case click.BadParameter():
            return f"{name} 的值不能用，请加 --help 查看用法。"
        case _:
            return "命令用法不对，请用 xuefa --help 查看命令和选项。"


def fail(sentence: str) -> None:
    """Print one sentence on standard error and leave with exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)
