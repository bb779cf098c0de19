"""Decide how a list becomes an Excel file: real numbers, frozen header, A4 landscape, text that never is a formula.

Source: REPORT section 2 (ledgers). Cells that start with = + − @ are stored as text.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from webapp.clock import local

Cell = str | int | float | None
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def list_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, note: str = "") -> bytes:
    """Return a one-sheet workbook: title, note (截至 …), headings, rows. Column widths follow the longest text."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        sheet = book.add_worksheet(title[:31])
        strong = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
        plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write(1, 0, note)
        widths = [_width(heading) for heading in headings]
        for column, heading in enumerate(headings):
            sheet.write(2, column, heading, strong)
        for line, row in enumerate(rows, start=3):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell, plain)
                elif cell is None:
                    sheet.write_blank(line, column, None, plain)
                else:
                    sheet.write_number(line, column, cell, plain)
                widths[column] = max(widths[column], _width(cell))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, 60))
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _width(cell: Cell) -> int:
    return sum(2 if ord(letter) > 255 else 1 for letter in str(cell or ""))


def file_name(unit_name: str, table: str, year: int, at: datetime) -> str:
    """Return the file name 单位_表名_年度_导出日期.xlsx (REPORT section 2)."""
    return f"{unit_name}_{table}_{year}_{local(at):%Y%m%d}.xlsx"
