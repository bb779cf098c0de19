"""Decide which failures of the database will pass by themselves or with an administrator's help, and how they are told.

A full disk, a database that is being started again and one that is too busy are no mistakes of the program: whoever
asked may ask again. The exam page keeps its answers and does so by itself.
"""

import sqlite3
from collections.abc import Iterator

import sqlalchemy as sa

STATUS = 503
SENTENCES = {
    "full": "服务器的磁盘已满，这次没有保存，请联系系统管理员，腾出空间后再试。",
    "gone": "暂时连不上数据库，这次没有完成，请过一会儿再试。",
    "busy": "现在办理的人太多，这次没有完成，请过一会儿再试。",
}
ANSWER_SENTENCES = {
    "full": "服务器的磁盘已满，答案已存在本机，腾出空间后自动上传，请联系系统管理员",
    "gone": "服务器暂时连不上数据库，答案已存在本机，恢复后自动上传",
    "busy": "现在保存的人太多，答案已存在本机，稍后自动上传",
}
"""What the exam page shows where it says 已保存 otherwise, without a full stop as there."""
_SQLITE = {
    "SQLITE_FULL": "full",
    # The file beside the database that its readers share can't grow.
    "SQLITE_IOERR_SHMSIZE": "full",
    "SQLITE_BUSY": "busy",
    "SQLITE_BUSY_SNAPSHOT": "busy",
    "SQLITE_CANTOPEN": "gone",
}
_POSTGRES = {"53100": "full", "53300": "busy", "40001": "busy", "40P01": "busy", "55P03": "busy", "57014": "busy"}


def kind_of(error: BaseException) -> str | None:
    """Return full, gone or busy for an error that comes of the database's state; None for any other error."""
    for one in _causes(error):
        if isinstance(one, sqlite3.OperationalError):
            return _SQLITE.get(getattr(one, "sqlite_errorname", ""))
        if _is_operational(one):
            # Without a code of the server's the connection itself has failed; 08… and 57P0… say so too.
            return _POSTGRES.get(getattr(one, "sqlstate", None) or "", "gone")
        if isinstance(one, sa.exc.TimeoutError):
            return "busy"
    return None


def _is_operational(error: BaseException) -> bool:
    """Know the PostgreSQL driver's error without loading the driver, which would cost whoever has SQLite its start."""
    return hasattr(error, "sqlstate") and "OperationalError" in {base.__name__ for base in type(error).__mro__}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Go from an error to the driver's below it, whoever has wrapped it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = getattr(seen, "orig", None) or seen.__cause__
