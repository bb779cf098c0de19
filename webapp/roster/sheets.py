"""Decide how the roster leaves as an Excel file that can be imported again; every cell is text."""

import io
from collections.abc import Sequence

import xlsxwriter

from webapp.labels import label
from webapp.roster.queries import PersonRow

_HEADINGS = ("序号", "工号", "姓名", "科室", "职务", "编制", "手机号", "邮箱", "登录账号", "角色")
_SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def people_sheet(rows: Sequence[PersonRow]) -> bytes:
    """Return an .xlsx of the people in the order given."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _SAFE) as book:
        sheet = book.add_worksheet("名册")
        sheet.set_column(0, len(_HEADINGS) - 1, 14)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(_HEADINGS):
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, start=1):
            for column, text in enumerate(_cells(line, row)):
                sheet.write_string(line, column, text)
    return stream.getvalue()


def _cells(number: int, row: PersonRow) -> tuple[str, ...]:
    return (
        str(number),
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
