"""Decides what a cell of an Excel file shows, and which sheets and how many rows are read."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import Any

import openpyxl

from question_bank.errors import UnreadableFile
from question_bank.formats._package import DAMAGED, has_part, open_parts, read_part
from question_bank.formats.base import Format
from question_bank.reading.source import Source, Table

MAX_ROW = 200_000


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        value = round(value * 100, 10)
    text = repr(value) if isinstance(value, int) else format(value, ".15g")
    return f"{text}%" if "%" in number_format else text


def _date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """Show a date in the way its cell does, as far as year, month, day and 年月日 go."""
    shown = number_format.casefold()
    has_day = "d" in shown or "日" in shown
    if "年" in shown:
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if has_day else "")
    text = f"{value.year}-{value.month:02}" + (f"-{value.day:02}" if has_day else "")
    if isinstance(value, datetime.datetime) and (value.hour or value.minute) and "h" in shown:
        text += f" {value.hour:02}:{value.minute:02}"
    return text


def shown(value: Any, number_format: str) -> str:
    """Return a cell's value as its reader sees it: 1994 and not 1994.0, 50%, 2021年7月1日."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, datetime.time):
        return f"{value.hour:02}:{value.minute:02}"
    return str(value)


def _rows(sheet: Any, name: str) -> Table:
    rows = []
    # The declared range may be the whole grid; without it only cells that exist are visited.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROW:
            raise UnreadableFile(f"表格超过{MAX_ROW}行，请删除多余的行后重新上传。")
        cells = [shown(cell.value, cell.number_format or "General") if cell.value is not None else "" for cell in row]
        if any(cell.strip() for cell in cells):
            while not cells[-1]:
                cells.pop()
            rows.append((tuple(cells), f"{name}第{number}行"))
    return Table(tuple(rows))


class Xlsx(Format):
    """Excel 2007 and later, WPS."""

    code = "xlsx"
    label = "Excel表格（.xlsx）"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for the main part of an Excel file."""
        return has_part(data, "xl/workbook.xml")

    def read(self, data: bytes) -> Source:
        """Return one table per visible sheet; the place names the sheet where there are several."""
        with open_parts(data) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    read_part(package, name)
        # The library raises many kinds of errors on files that were made by hand or cut off; all mean the same here.
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
                sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                several = len(sheets) > 1
                tables = [_rows(sheet, f"工作表“{sheet.title}”" if several else "") for sheet in sheets]
                book.close()
        except UnreadableFile:
            raise
        except Exception:  # noqa: BLE001
            raise DAMAGED from None
        return tuple(table for table in tables if table.rows)


FORMAT = Xlsx()
