"""Decide in which columns what did not enter leaves as an Excel file to mend."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from question_bank import Question, excel_sheet, get_type, question_from_json
from webapp.bank.mended import as_read
from webapp.bank.reading import Report
from webapp.bank.service import Receipt

_ROOM = 6
"""Option columns that every file has; more are added where a question needs them."""

_MATCH = "对应项"
"""Column of one entry of the right-hand side of 连线, with its number behind."""

_MORE = ("要点", "材料题组", "退回原因", "原文位置")
"""Columns that a file has only where a row fills them."""

_JUDGED = {"true": "正确", "false": "错误"}

Row = dict[str, str]


def held_back_sheet(report: Report, receipt: Receipt | None) -> bytes:
    """Return an .xlsx of what did not enter and why (``held_back_rows``).

    It may be mended and uploaded again; the columns of reason and place are skipped then.
    """
    return _workbook(held_back_rows(report, receipt))


def held_back_rows(report: Report, receipt: Receipt | None) -> list[Row]:
    """Return what did not enter, by column: incomplete questions and, once confirmed, key conflicts."""
    rows = [row for at, held in enumerate(report["held_back"]) for row in _held(held, f"待补{at + 1}")]
    for conflict in (receipt or {}).get("conflicts", ()):
        content = question_from_json(report["questions"][conflict["index"]]["question"])
        reason = f"答案与另一道相同的题不一致（那一题的答案：{conflict['other_key']}）"
        more = {"退回原因": reason, "原文位置": conflict["place"]}
        rows += [{**columns, **more} for columns in _rows_of(content, str(conflict["index"]))]
    return rows


def _rows_of(question: Question, group: str) -> list[Row]:
    """Return a question's row; a case has one for its material and one for each part, with ``group`` in all of them."""
    if not question.parts:
        return [_columns(question)]
    return [{**_columns(one), "材料题组": group} for one in (question, *question.parts)]


def _columns(question: Question) -> Row:
    return {
        "题型": get_type(question.type).long_label if question.type else "",
        "题目": question.stem,
        **{f"选项{option.id}": option.text for option in question.options},
        **{f"{_MATCH}{match.id}": match.text for match in question.matches},
        "答案": _key_cell(question),
        "要点": "；".join(question.key_points),
        "解析": question.explanation or "",
        "依据": str(question.citation) if question.citation else "",
        "难度": str(question.difficulty or ""),
        "知识点": question.topic or "",
        "分值": str(question.points or ""),
    }


def _key_cell(question: Question) -> str:
    """Return the key as the reader takes it from a cell: blanks and pairs by ；, several accepted texts by /.

    An ordering is its letters in the right order, a pair is A-2, and a case's material has no key of its own. A key
    that was not understood is left as it was written.
    """
    if question.key_blanks:
        joint = "-" if question.type == "matching" else "/"
        return "；".join(joint.join(entry) for entry in question.key_blanks)
    return ("" if question.options else "\n").join(_JUDGED.get(text, text) for text in question.key_texts)


def _held(held: dict[str, Any], group: str) -> list[Row]:
    rows = _rows_of(as_read(held), group)
    return [{**rows[0], "退回原因": held["reason"], "原文位置": held["place"]}, *rows[1:]]


def _workbook(rows: Sequence[Row]) -> bytes:
    used = {name for row in rows for name in row}
    options = [f"选项{letter}" for at, letter in enumerate(ascii_uppercase) if at < _ROOM or f"选项{letter}" in used]
    matches = sorted((name for name in used if name.startswith(_MATCH)), key=lambda name: int(name[len(_MATCH) :]))
    known = ["题型", "题目", *options, *matches, "答案", "解析", "依据", "难度", "知识点", "分值"]
    names = known + [name for name in _MORE if any(row.get(name) for row in rows)]
    return excel_sheet(names, rows)
