"""Decides how comma or tab separated text becomes a table."""

from __future__ import annotations

import csv
import io

from question_bank.errors import UnreadableFile
from question_bank.formats._text import decode
from question_bank.formats.base import Format
from question_bank.reading.source import Source, Table


class Csv(Format):
    """A table saved as text; only the file name tells it from other text."""

    code = "csv"
    label = "逗号分隔的表格（.csv）"
    priority = 8

    def sniff(self, data: bytes, filename: str) -> bool:
        """Go by the name, but never take a zip file or an old office file for text."""
        return filename.casefold().endswith((".csv", ".tsv")) and not data.startswith(b"PK")

    def read(self, data: bytes) -> Source:
        """Return the rows as one table."""
        text = decode(data)
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            raise UnreadableFile("表格内容无法识别，请用Excel打开并另存为.xlsx后重新上传。") from None
        return (Table(tuple((tuple(row), f"第{number}行") for number, row in enumerate(rows, start=1))),)


FORMAT = Csv()
