"""Decides how plain text becomes lines."""

from __future__ import annotations

import re

from question_bank.errors import UnreadableFile
from question_bank.formats._text import decode
from question_bank.formats.base import Format
from question_bank.reading.source import Line, Source

# What so many lines become fits into 300 MB.
MAX_LINES = 150_000
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Txt(Format):
    """Plain text in any of the usual encodings."""

    code = "txt"
    label = "纯文本（.txt）"
    priority = 9

    def sniff(self, data: bytes, filename: str) -> bool:
        """Accept everything: what is not text is refused on reading."""
        return True

    def read(self, data: bytes) -> Source:
        """Return the lines of the file."""
        lines = _LINE_END.split(decode(data))
        if sum(bool(line.strip()) for line in lines) > MAX_LINES:
            raise UnreadableFile(f"文本超过{MAX_LINES}行，请拆分后分别上传。")
        return tuple(Line(text, f"第{number}行") for number, text in enumerate(lines, start=1))


FORMAT = Txt()
