"""Decides the columns, lists and widths of the Excel template; every cell is text, so that no formula ever runs."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from string import ascii_uppercase

import xlsxwriter  # type: ignore[import-untyped]

from question_bank.formats._layout import about, key_in_words, stem_in_words
from question_bank.formats._xml import clean
from question_bank.model import Question
from question_bank.reading.source import PICTURE
from question_bank.types import all_types, get_type

_ROOM = 6
"""Option columns that every file has; more are added where a question needs them."""
_WIDTHS = {"材料": 40, "题目": 50, "解析": 40, "依据": 30}
_CELL_LENGTH = 32_767
"""What Excel holds in one cell."""
_LIST_ROWS = 2000
_PICTURE_WORD = "〔图〕"
# The file must not tell when it was made: the same questions give the same bytes.
_NO_TIME = datetime.datetime(2000, 1, 1)  # noqa: DTZ001

Row = dict[str, str]


def _row(question: Question, material: str = "") -> Row:
    return {
        "材料": material,
        "题型": get_type(question.type).long_label,
        "题目": stem_in_words(question),
        **{f"选项{option.id}": option.text for option in question.options},
        "答案": key_in_words(question),
        **about(question),
    }


def _rows(questions: Sequence[Question]) -> list[Row]:
    rows: list[Row] = []
    for question in questions:
        parts = question.parts
        rows += [_row(part, question.stem) for part in parts] if parts else [_row(question)]
    return rows


def write_template(questions: Sequence[Question]) -> bytes:
    """Return an .xlsx with one row per question, lists to choose type and difficulty from, and a row that stays."""
    rows = _rows(questions)
    used = {name for row in rows for name, text in row.items() if text}
    options = [f"选项{letter}" for at, letter in enumerate(ascii_uppercase) if at < _ROOM or f"选项{letter}" in used]
    first = ["材料"] if "材料" in used else []
    names = [*first, "题型", "题目", *options, "答案", "解析", "依据", "难度", "知识点", "分值"]
    types = [found.long_label for found in all_types() if found.code != "case_group"]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_TIME})
        sheet = book.add_worksheet("题目")
        bold = book.add_format({"bold": True})
        text_format = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet.freeze_panes(1, 0)
        last = max(len(rows), _LIST_ROWS)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDTHS.get(name, 12), text_format)
            sheet.write_string(0, column, name, bold)
            for line, row in enumerate(rows, start=1):
                text = clean(row.get(name, "")).replace(PICTURE, _PICTURE_WORD)
                if text:
                    sheet.write_string(line, column, text[:_CELL_LENGTH], text_format)
        for name, choices in (("题型", types), ("难度", ["1", "2", "3", "4", "5"])):
            at = names.index(name)
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": choices, "ignore_blank": True})
    return stream.getvalue()
