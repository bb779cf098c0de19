"""Decides in which encoding a text file is written; nothing is replaced, a file that fits none is refused."""

from __future__ import annotations

import codecs

from question_bank.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALLOWED_CONTROLS = frozenset("\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f\x85")
NOT_TEXT = UnreadableFile("这不是题库文件，请上传.docx、.xlsx或.txt文件。")


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    # UTF-16 without a mark: every second byte of its digits, line ends and Latin letters is zero.
    if len(data) % 2 == 0 and data.count(0) * 20 > len(data):
        return ("utf-16-le", "utf-16-be") if data[1::2].count(0) >= data[::2].count(0) else ("utf-16-be", "utf-16-le")
    return ("utf-8", "gb18030")


def looks_like_text(text: str) -> bool:
    """Say whether a decoded text is free of control characters and mostly made of assigned characters."""
    controls = sum(character < " " and character not in _ALLOWED_CONTROLS or character == "\x7f" for character in text)
    return controls == 0 or (controls * 1000 < len(text) and "\x00" not in text)


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 or GB18030; raise UnreadableFile for others."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if looks_like_text(text):
            return text
    raise NOT_TEXT
