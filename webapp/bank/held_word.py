"""Decide how what did not enter leaves as a Word file to mend: questions as people write them, the reason as a comment.

Comments stand beside the text in Word and WPS, and the reader skips them, so the mended file is uploaded as it is.
"""

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.text.paragraph import Paragraph

from webapp.bank.sheets import Row

_HAN = "一二三四五六七八九十"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BELOW = ("答案", "要点", "解析", "依据", "难度", "知识点", "分值")


def held_back_word(rows: Sequence[Row], author: str) -> bytes:
    """Return a .docx of the rows of ``sheets.held_back_rows``, a numbered section for each type, in the rows' order."""
    document: Any = docx.Document()
    kinds = list(dict.fromkeys(row["题型"] for row in rows))
    for place, kind in enumerate(kinds):
        number = _HAN[place] if place < len(_HAN) else str(place + 1)
        document.add_paragraph(f"{number}、{kind or '题型不明'}")
        for at, row in enumerate((one for one in rows if one["题型"] == kind), start=1):
            _write(document, at, row, author)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(document: Any, number: int, row: Row, author: str) -> None:
    stem: Paragraph = document.add_paragraph(_clean(f"{number}. {row['题目']}"))
    reason = "；".join(row[name] for name in ("退回原因", "原文位置") if row.get(name))
    if reason:
        document.add_comment(stem.runs, text=_clean(reason), author=author, initials="")
    for name, text in row.items():
        if name.startswith("选项") and text:
            document.add_paragraph(_clean(f"{name.removeprefix('选项')}. {text}"))
    for name in _BELOW:
        if row.get(name) or name == "答案":
            document.add_paragraph(_clean(f"{name}：{row.get(name, '')}"))


def _clean(text: str) -> str:
    """Return a text without the characters that an Office file can't hold."""
    return _CONTROLS.sub("", text)
