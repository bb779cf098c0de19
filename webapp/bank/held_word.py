"""Decide how what did not enter leaves as a Word file to mend: questions as people write them, the reason as a comment.

Comments stand beside the text in Word and WPS, and the reader skips them, so the mended file is uploaded as it is.
"""

import io
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import docx
from docx.text.paragraph import Paragraph

from question_bank import get_type
from webapp.bank.sheets import Row

_HAN = "一二三四五六七八九十"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BELOW = ("答案", "要点", "解析", "依据", "难度", "知识点", "分值")


def held_back_word(rows: Sequence[Row], author: str) -> bytes:
    """Return a .docx of the rows of ``sheets.held_back_rows``, a numbered section for each type, in the rows' order.

    The parts of a case stand below its material, each with its type before it.
    """
    document: Any = docx.Document()
    units = [list(unit) for _, unit in groupby(enumerate(rows), key=_unit)]
    questions = [[row for _, row in unit] for unit in units]
    kinds = list(dict.fromkeys(question[0]["题型"] for question in questions))
    for place, kind in enumerate(kinds):
        number = _HAN[place] if place < len(_HAN) else str(place + 1)
        document.add_paragraph(f"{number}、{kind or '题型不明'}")
        for at, (row, *parts) in enumerate((one for one in questions if one[0]["题型"] == kind), start=1):
            _write(document, f"{at}. ", row, author)
            for part_at, part in enumerate(parts, start=1):
                _write(document, f"（{part_at}）【{part['题型']}】" if part["题型"] else f"（{part_at}）", part, author)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _unit(numbered: tuple[int, Row]) -> str | int:
    """Return what the rows of one question have in common."""
    at, row = numbered
    return row.get("材料题组") or at


def _write(document: Any, lead: str, row: Row, author: str) -> None:
    stem: Paragraph = document.add_paragraph(_clean(f"{lead}{row['题目']}"))
    reason = "；".join(row[name] for name in ("退回原因", "原文位置") if row.get(name))
    if reason:
        document.add_comment(stem.runs, text=_clean(reason), author=author, initials="")
    for name, text in row.items():
        if name.startswith("选项") and text:
            document.add_paragraph(_clean(f"{name.removeprefix('选项')}. {text}"))
    rights = [f"{name.removeprefix('对应项')}－{text}" for name, text in row.items() if name.startswith("对应项")]
    if rights:
        document.add_paragraph(_clean(f"右列：{'　'.join(rights)}"))
    for name in _BELOW:
        if row.get(name) or (name == "答案" and not _is_material(row)):
            document.add_paragraph(_clean(f"{name}：{row.get(name, '')}"))


def _is_material(row: Row) -> bool:
    return row["题型"] == get_type("case_group").long_label


def _clean(text: str) -> str:
    """Return a text without the characters that an Office file can't hold."""
    return _CONTROLS.sub("", text)
