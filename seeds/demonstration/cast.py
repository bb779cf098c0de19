"""Decide who plays which part in the demonstration. All names are made up; the roster files hold the people."""

from dataclasses import dataclass

OFFICE = "澜川区人民政府办公室（演示）"
"""There is no district of this name; the brackets keep every printed page from being taken for a real one."""

PASSWORD = "Lanchuan-2024-yanshi"  # noqa: S105 - shown to everyone, and only in a demonstration database

PRINCIPAL = "沈恒远"
DEPUTIES = ("覃丽芬", "程卫岭", "杨慕华", "邹砚平")
CLERK = "蒋明烨"
"""法治联络员: enters nearly everything."""
SYSTEM_ADMIN = "田浩宇"
SECURITY_ADMIN = "刘国庆"
AUDITOR = "王亚楠"

MOVER, MOVER_FROM, MOVER_TO = "何家齐", "综合二科", "督查科"
LEAVER = "赖文博"
RETIREE = "王永根"
SECONDED = "戴晓彤"
POSTED = "贺子谦"
ON_MATERNITY_LEAVE = "王青禾"
ON_SICK_LEAVE = "陈雅琴"

HEAD = "吕承锐"
"""Head of 综合二科: the department whose people owe something today."""
OWING = "白晓岚"
"""The employee to try: this year's exam is open and not begun."""


@dataclass(frozen=True)
class Account:
    """A demonstration account: what to try with it, whose it is."""

    part: str
    full_name: str
    staff_number: str


ACCOUNTS: tuple[Account, ...] = (
    Account("干部职工（有一场考试没考）", OWING, "LC019"),
    Account("科室负责人（综合二科）", HEAD, "LC015"),
    Account("法治联络员", CLERK, "LC048"),
    Account("主要负责人", PRINCIPAL, "LC001"),
    Account("审计管理员", AUDITOR, "LC064"),
    Account("系统管理员", SYSTEM_ADMIN, "LC055"),
)
