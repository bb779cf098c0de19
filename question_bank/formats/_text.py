"""Decides in which encoding a text file is written; nothing is replaced, a file that fits none is refused."""

from __future__ import annotations

import codecs
import unicodedata

from question_bank.errors import UnreadableFile
from question_bank.reading.source import without_planes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = frozenset("\t\n\r\x0b\x0c\x1a\x85\ufeff")
# Control characters, unassigned and private-use ones: a text holds a few at most.
_STRANGE = ("Cc", "Cn", "Co")
_SAMPLE = 5000
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
    if "\x00" in text:
        return False
    sample = text[:_SAMPLE]
    strange = sum(unicodedata.category(character) in _STRANGE for character in sample if character not in _USUAL)
    return strange * 20 <= len(sample)


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 or GB18030; raise UnreadableFile for others."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if looks_like_text(text):
            return without_planes(text)
    raise NOT_TEXT
