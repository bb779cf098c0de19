"""Decides which sheets of an Excel file are read, and in which order; hidden ones never are."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from question_bank.errors import UnreadableFile
from question_bank.formats._media import relations
from question_bank.formats._notes import notes_in, with_notes
from question_bank.formats._package import DAMAGED, has_part, open_parts, parse_xml, read_part
from question_bank.formats._sheets import S, open_book, read_sheet
from question_bank.formats._template import write_template
from question_bank.formats.base import WritableFormat
from question_bank.model import Question
from question_bank.reading.source import Album, Notes, Source, Table

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"


class Xlsx(WritableFormat):
    """Excel 2007 and later, WPS."""

    code = "xlsx"
    label = "Excel表格（.xlsx）"
    extension = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for the main part of an Excel file."""
        return has_part(data, _BOOK)

    def read(self, data: bytes) -> Source:
        """Return one table per visible sheet; the place names the sheet where there are several."""
        # The XML parser raises many kinds of errors on parts that were altered or cut off; all mean the same here.
        try:
            return _read(data)
        except UnreadableFile:
            raise
        except Exception:  # noqa: BLE001
            raise DAMAGED from None

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return the questions in the columns of the template, one row each."""
        return with_notes(write_template(questions), questions, self.read, _BOOK)


def _read(data: bytes) -> Source:
    with open_parts(data) as package:
        workbook = parse_xml(read_part(package, _BOOK) or b"")
        targets = relations(package, _BOOK)
        book = open_book(package, targets, workbook)
        sheets = [sheet for sheet in workbook.iter(S + "sheet") if _is_visible(sheet, targets)]
        if not sheets and next(workbook.iter(S + "sheet"), None) is None:
            raise DAMAGED
        several = len(sheets) > 1
        source: list[Table | Album | Notes] = []
        for sheet in sheets:
            name = f"工作表“{sheet.get('name')}”" if several else ""
            table = read_sheet(book, targets[sheet.get(_ID) or ""], name)
            if table.rows:
                source.append(table)
        if book.media.pictures:
            source.append(Album(tuple(book.media.pictures)))
        source += notes_in(package)
    return tuple(source)


def _is_visible(sheet: etree._Element, targets: dict[str, str]) -> bool:
    target = targets.get(sheet.get(_ID) or "")
    if target is None:
        raise DAMAGED
    return sheet.get("state", "visible") == "visible" and "/worksheets/" in target


FORMAT = Xlsx()
