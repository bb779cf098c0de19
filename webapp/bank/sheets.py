"""Decide how questions leave as an Excel file that the import reads again; every cell is text, a formula never runs."""

import io
from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Any

import xlsxwriter

from question_bank import Question, get_type, question_from_json
from webapp.bank.queries import QuestionRow
from webapp.bank.reading import Report
from webapp.bank.rules import key_shown
from webapp.bank.service import Receipt
from webapp.labels import label

_ROOM = 6
"""Option columns that every file has; more are added where a question needs them."""

_WIDTHS = {"题目": 50, "解析": 40, "依据": 30, "退回原因": 30}
_CELL_LENGTH = 32_767
"""What Excel holds in one cell."""

Row = dict[str, str]


def questions_sheet(rows: Iterable[QuestionRow]) -> bytes:
    """Return an .xlsx of the rows, in the columns of the import, with bank and state at the end."""
    return _workbook(
        [
            {
                **_columns(row.content),
                "题库": row.bank_name,
                "状态": label("question_state", row.state),
                "编号": str(row.question_id),
            }
            for row in rows
        ]
    )


def held_back_sheet(report: Report, receipt: Receipt | None) -> bytes:
    """Return an .xlsx of what did not enter and why: incomplete questions and, once confirmed, key conflicts.

    It may be mended and uploaded again; the columns of reason and place are skipped then.
    """
    rows = [_held(held) for held in report["held_back"]]
    for conflict in (receipt or {}).get("conflicts", ()):
        content = question_from_json(report["questions"][conflict["index"]]["question"])
        reason = f"答案与另一道相同的题不一致（那一题的答案：{conflict['other_key']}）"
        rows.append({**_columns(content), "退回原因": reason, "原文位置": conflict["place"]})
    return _workbook(rows)


def _columns(question: Question) -> Row:
    return {
        "题型": get_type(question.type).long_label,
        "题目": question.stem,
        **{f"选项{option.id}": option.text for option in question.options},
        "答案": _key_cell(question),
        "解析": question.explanation or "",
        "依据": str(question.citation) if question.citation else "",
        "难度": str(question.difficulty or ""),
        "知识点": question.topic or "",
        "分值": str(question.points or ""),
    }


def _key_cell(question: Question) -> str:
    """Return the key as the reader takes it from a cell: blanks by ；, several accepted texts by /."""
    if question.key_blanks:
        return "；".join("/".join(blank) for blank in question.key_blanks)
    return key_shown(question)


def _held(held: dict[str, Any]) -> Row:
    letters = {f"选项{option['label']}": option["text"] for option in held["options"]}
    return {
        "题型": get_type(held["type"]).long_label if held["type"] else "",
        "题目": held["stem"] or held["text"],
        **letters,
        "答案": "".join(entry if isinstance(entry, str) else "/".join(entry) for entry in held["key"] or ()),
        "退回原因": held["reason"],
        "原文位置": held["place"],
    }


def _workbook(rows: Sequence[Row]) -> bytes:
    used = {name for row in rows for name in row}
    options = [f"选项{letter}" for at, letter in enumerate(ascii_uppercase) if at < _ROOM or f"选项{letter}" in used]
    known = ["题型", "题目", *options, "答案", "解析", "依据", "难度", "知识点", "分值"]
    names = known + [name for name in ("题库", "状态", "编号", "退回原因", "原文位置") if name in used]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("题目")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _WIDTHS.get(name, 12))
            sheet.write_string(0, column, name, bold)
            for line, row in enumerate(rows, start=1):
                if row.get(name):
                    sheet.write_string(line, column, row[name][:_CELL_LENGTH], wrapped)
    return stream.getvalue()
