"""Decides how a Word file of before 2007, or one of rich text, is recognised, and who reads it.

LibreOffice knows such files best and converts them where it is installed. Without it the file is read here (`_word97`),
which needs no program; antiword and catdoc, which lose automatic numbers and colours, only see what is older than that.
"""

from __future__ import annotations

import re

from question_bank.errors import UnreadableFile
from question_bank.formats._converter import convert, has_office
from question_bank.formats._media import NoMedia
from question_bank.formats._word97 import Unknown, read_word97
from question_bank.formats.base import Format
from question_bank.formats.docx import Docx, read_body
from question_bank.formats.txt import Txt
from question_bank.reading.source import Source

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH_TEXT = b"{\\rtf"
_MAIN_STREAM = "WordDocument".encode("utf-16-le")
# The file information block opens the main stream: its mark, and nine bytes on the flags, of which one says encrypted.
_INFORMATION = re.compile(rb"\xec\xa5[\x00-\xff]{8}(?P<flags>[\x00-\xff]{2})", re.DOTALL)
_SECTOR = 512
_IS_ENCRYPTED = 0x01


def _is_encrypted(data: bytes) -> bool:
    found = (match for match in _INFORMATION.finditer(data) if match.start() % _SECTOR == 0)
    return any(match["flags"][1] & _IS_ENCRYPTED for match in found)


class Doc(Format):
    """Word 97 to 2003, and rich text where LibreOffice is installed."""

    code = "doc"
    label = "旧版Word文档（.doc）"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for the main stream of an old Word file, or the first word of rich text."""
        return (data.startswith(_OLD_OFFICE) and _MAIN_STREAM in data) or data.startswith(_RICH_TEXT)

    def read(self, data: bytes) -> Source:
        """Return the paragraphs and tables of the document."""
        if data.startswith(_OLD_OFFICE) and _is_encrypted(data):
            raise UnreadableFile("文件已加密，请去掉打开密码后重新上传。")
        if data.startswith(_OLD_OFFICE) and not has_office():
            try:
                body, lists = read_word97(data)
                return read_body(body, lists, None, NoMedia())
            except Unknown:
                pass
        kind, converted = convert(data, ".rtf" if data.startswith(_RICH_TEXT) else ".doc")
        return Docx().read(converted) if kind == "docx" else Txt().read(converted)


FORMAT = Doc()
