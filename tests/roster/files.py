"""Decide how tests write small roster files, with the oddities that real ones have."""

import io
from collections.abc import Sequence

import openpyxl

HEADINGS = ("序号", "工号", "姓名", "科室", "职务", "编制", "手机号")


def csv(*lines: str, encoding: str = "utf-8-sig") -> bytes:
    """Return a .csv of the lines as they stand."""
    return "\r\n".join(lines).encode(encoding)


def roster(*people: Sequence[str], headings: str = "工号,姓名,科室,职务,编制,手机号") -> bytes:
    """Return a .csv with one line a person under the headings."""
    return csv(headings, *(",".join(person) for person in people))


def workbook(sheets: dict[str, Sequence[Sequence[object]]], merges: Sequence[str] = ()) -> bytes:
    """Return an .xlsx with these sheets; ``merges`` are ranges of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merges:
        book.worksheets[0].merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
