"""Decides how rows of texts become an Excel sheet: every cell is text, rows as high as their texts.

No formula ever runs, and the file does not tell when it was made: the same rows give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from question_bank.formats._xml import clean

_WIDTHS = {"材料": 40, "题目": 50, "解析": 40, "依据": 30, "退回原因": 30, "题型": 12, "答案": 14, "难度": 7, "分值": 7}
_OTHERS = 18
_LINE = 15
# Excel allows rows of 409 points.
_MOST_LINES = 27
_LIST_ROWS = 2000
_CELL_LENGTH = 32_767
_NO_TIME = datetime.datetime(2000, 1, 1)  # noqa: DTZ001
_A4 = 9


def _width(name: str) -> int:
    """Return the width of a column by its heading, in Latin characters."""
    return _WIDTHS.get(name, _OTHERS)


def _lines(text: str, width: int) -> int:
    """Return on how many lines a text stands; a Chinese character is as wide as two Latin ones."""
    # Cells have a margin, and no line begins with a closing sign.
    room = max(width - 2, 4)
    # GB18030 takes one byte for the former and two for the latter.
    return sum(max(-(-len(line.encode("gb18030", "replace")) // room), 1) for line in text.split("\n"))


def write_grid(
    names: Sequence[str], rows: Sequence[Mapping[str, str]], choices: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Return an .xlsx of one sheet 题目: headings, then the rows by heading; longer texts than Excel holds are cut.

    `choices` are lists to choose from, by heading, for all rows and further ones below. Row heights are written down
    because LibreOffice shows one line of a row that has none.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_TIME})
        sheet = book.add_worksheet("题目")
        head = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"})
        text_format = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for column, name in enumerate(names):
            sheet.set_column(column, column, _width(name), text_format)
            sheet.write_string(0, column, name, head)
        sheet.set_row(0, 1.5 * _LINE)
        for line, row in enumerate(rows, start=1):
            texts = {name: clean(row.get(name, ""))[:_CELL_LENGTH] for name in names}
            height = max(_lines(text, _width(name)) for name, text in texts.items())
            if height > 1:
                sheet.set_row(line, _LINE * min(height, _MOST_LINES))
            for column, text in enumerate(texts.values()):
                if text:
                    sheet.write_string(line, column, text, text_format)
        for name, offered in (choices or {}).items():
            at = names.index(name)
            rule = {"validate": "list", "source": list(offered), "ignore_blank": True}
            sheet.data_validation(1, at, max(len(rows), _LIST_ROWS), at, rule)
        _lay_out(sheet)
    return stream.getvalue()


def _lay_out(page: Any) -> None:
    """Keep the headings in sight, and print all columns on one page's width, the headings on every page."""
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(_A4)
    # 0 prints the lines between cells.
    page.hide_gridlines(0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C第 &P 页，共 &N 页")
