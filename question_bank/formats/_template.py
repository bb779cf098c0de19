"""Decides the columns of the Excel template, what stands in them, and the lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from question_bank.formats._grid import write_grid
from question_bank.formats._layout import about, key_in_words, stem_in_words
from question_bank.model import Question
from question_bank.reading.source import PICTURE
from question_bank.types import all_types, get_type

_ROOM = 6
"""Option columns that every file has; more are added where a question needs them."""
_PICTURE_WORD = "〔图〕"

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
    shown = [{name: text.replace(PICTURE, _PICTURE_WORD) for name, text in row.items()} for row in rows]
    return write_grid(names, shown, {"题型": types, "难度": ["1", "2", "3", "4", "5"]})
