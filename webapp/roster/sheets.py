"""Decide which columns the roster leaves with as an Excel file, such that it can be imported again."""

from collections.abc import Sequence

from webapp.labels import label
from webapp.roster.queries import PersonRow
from webapp.sheets import Cell, list_xlsx

_HEADINGS = ("序号", "工号", "姓名", "科室", "职务", "编制", "手机号", "邮箱", "登录账号", "角色")


def people_sheet(rows: Sequence[PersonRow]) -> bytes:
    """Return an .xlsx of the people in the order given; numbers of people and phones stay text."""
    return list_xlsx("名册", _HEADINGS, (_cells(line, row) for line, row in enumerate(rows, start=1)))


def _cells(number: int, row: PersonRow) -> tuple[Cell, ...]:
    return (
        number,
        row.staff_number or "",
        row.full_name,
        row.department_name or "",
        row.job_title,
        label("employment_type", row.employment_type),
        row.phone or "",
        row.email or "",
        row.login_name,
        "、".join(label("role", role) for role in row.roles),
    )
