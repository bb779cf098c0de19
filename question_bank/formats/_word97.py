"""Decides what a Word 97 to 2003 file shows, without any other program: its text is written as that of a .docx.

Source: [MS-DOC], Word (.doc) Binary File Format: FIB, Clx, PlcBtePapx, PlcBteChpx. What it knows of a paragraph: text,
lists, tables, colour, bold, underline, highlight, deleted text of tracked changes. Text boxes come at the end.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from question_bank.formats._numbering import W
from question_bank.formats._ole import streams
from question_bank.formats._word97_lists import Numbered, modifiers, numbered, numbering, styles

_MARK = 0xA5EC
_WORD_97 = 0xC1
_LISTS, _OVERRIDES, _STYLES, _LOOKS, _PARAGRAPHS, _TEXT = 73, 74, 1, 12, 13, 33
_PAGE = 512
_IN_TABLE, _ENDS_ROW = 0x2416, 0x2417
_DELETED, _BOLD, _UNDERLINE, _COLOUR_INDEX, _COLOUR, _HIGHLIGHT, _SYMBOL = (
    0x0800,
    0x0835,
    0x2A3E,
    0x2A42,
    0x6870,
    0x2A0C,
    0x6A09,
)
_COLOURS = ("", "000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF", "000080", "008080")
_FIELD, _SHOWN, _FIELD_END = "\x13", "\x14", "\x15"
_CELL, _PICTURE, _DRAWING = "\x07", "\x01", "\x08"
_SIGNS = re.compile(r"[^\x00-\x1f]+|[\x00-\x1f]")
# What is no character of XML shows nothing.
_NO_TEXT = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_ENDS = "\r\x07\x0c"
_VML = "{urn:schemas-microsoft-com:vml}"


class Unknown(ValueError):
    """The file is older than Word 97, or is not written as its format says."""


class _Piece(NamedTuple):
    """A stretch of the text: its first place, its characters, where they stand in the file, and bytes per character."""

    start: int
    text: str
    offset: int
    width: int


class _Ranges:
    """Property modifiers by place in the file, read from the pages that hold them when first asked for."""

    def __init__(self, main: bytes, index: bytes, read: Callable[[bytes], list[tuple[int, bytes]]]) -> None:
        count = max(len(index) - 4, 0) // 8
        self._starts = struct.unpack_from(f"<{count + 1}I", index) if count else ()
        self._pages = struct.unpack_from(f"<{count}I", index, 4 * (count + 1)) if count else ()
        self._main = main
        self._read = read
        self._known: dict[int, list[tuple[int, bytes]]] = {}

    def at(self, offset: int) -> tuple[bytes, int]:
        """Return the modifiers in force at an offset, and the offset up to which they are."""
        page = bisect_right(self._starts, offset) - 1
        if not 0 <= page < len(self._pages):
            return b"", offset + 2
        number = self._pages[page] & 0x3FFFFF
        if number not in self._known:
            self._known[number] = self._read(self._main[number * _PAGE : (number + 1) * _PAGE])
        runs = self._known[number]
        place = bisect_right(runs, offset, key=lambda run: run[0]) - 1
        if not 0 <= place < len(runs) - 1:
            return b"", offset + 2
        return runs[place][1], runs[place + 1][0]


def _page(page: bytes, width: int, group: Callable[[int], bytes]) -> list[tuple[int, bytes]]:
    """Return the runs of a page, each with its modifiers; the last one only ends the one before it."""
    if len(page) < _PAGE:
        raise Unknown
    count = page[-1]
    starts = struct.unpack_from(f"<{count + 1}I", page)
    at = 4 * (count + 1)
    groups = [group(page[at + width * index]) if page[at + width * index] else b"" for index in range(count)]
    return [*zip(starts, groups, strict=False), (starts[-1], b"")]


def _looks_of(page: bytes) -> list[tuple[int, bytes]]:
    return _page(page, 1, lambda place: page[2 * place + 1 : 2 * place + 1 + page[2 * place]])


def _paragraphs_of(page: bytes) -> list[tuple[int, bytes]]:
    """Return the number of the style and the modifiers, as they stand one behind the other."""

    def group(place: int) -> bytes:
        at = 2 * place
        size = page[at]
        return page[at + 1 : at + 2 * size] if size else page[at + 2 : at + 2 + 2 * page[at + 1]]

    return _page(page, 13, group)


class _Document:
    """The streams of one file, and what its information block says of them."""

    def __init__(self, data: bytes) -> None:
        found = streams(data, ("WordDocument", "0Table", "1Table"))
        self.main = found["WordDocument"]
        mark, version = struct.unpack_from("<HH", self.main)
        flags = struct.unpack_from("<H", self.main, 10)[0]
        if mark != _MARK or version < _WORD_97 or flags & 0x0100:
            raise Unknown
        self.table = found["1Table" if flags & 0x0200 else "0Table"]
        lengths = struct.unpack_from("<8I", self.main, 0x4C)
        self.text_length, self.boxes_length = lengths[0], lengths[6]
        self.boxes_start = sum(lengths[:6]) - lengths[3]
        self.looks = _Ranges(self.main, self.part(_LOOKS), _looks_of)
        self.paragraphs = _Ranges(self.main, self.part(_PARAGRAPHS), _paragraphs_of)
        sheet = self.part(_STYLES)
        self.styles: dict[int, Numbered] = styles(sheet) if len(sheet) > 6 else {}
        self.pieces = list(self._pieces())

    def place(self, number: int) -> tuple[int, int]:
        """Return offset and size of a part of the table stream."""
        offset, size = struct.unpack_from("<II", self.main, 0x9A + 8 * number)
        return offset, size

    def part(self, number: int) -> bytes:
        """Return a part of the table stream."""
        offset, size = self.place(number)
        return self.table[offset : offset + size]

    def _pieces(self) -> Iterator[_Piece]:
        data = self.part(_TEXT)
        at = 0
        while at < len(data) and data[at] == 1:
            at += 3 + struct.unpack_from("<H", data, at + 1)[0]
        size = struct.unpack_from("<I", data, at + 1)[0]
        table = data[at + 5 : at + 5 + size]
        count = (size - 4) // 12
        places = struct.unpack_from(f"<{count + 1}I", table)
        if list(places) != sorted(places) or places[-1] > len(self.main):
            raise Unknown
        for index, (start, end) in enumerate(pairwise(places)):
            where = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)[0]
            width = 1 if where & 0x40000000 else 2
            offset = (where & 0x3FFFFFFF) // (2 // width)
            written = self.main[offset : offset + (end - start) * width]
            text = written.decode("cp1252" if width == 1 else "utf-16-le", "replace")
            yield _Piece(start, text.ljust(end - start), offset, width)


def _colour(found: dict[int, bytes]) -> str:
    exact = found.get(_COLOUR, b"")
    if len(exact) == 4:
        return "" if exact[3] == 0xFF else exact[:3].hex().upper()
    index = found.get(_COLOUR_INDEX, b"\0")[0]
    return _COLOURS[index] if index < len(_COLOURS) else "808080"


def _is_on(found: dict[int, bytes], code: int) -> bool:
    return found.get(code, b"\0")[:1] in (b"\x01", b"\x81")


class _Writer:
    """Writes the text of a document into the body of a .docx, paragraph by paragraph."""

    def __init__(self, document: _Document) -> None:
        self.document = document
        self.body = etree.Element(W + "body")
        self.paragraph = etree.Element(W + "p")
        self.cell: list[etree._Element] = []
        self.row: list[list[etree._Element]] = []
        self.table: etree._Element | None = None
        self.hidden = 0
        self.fields: list[bool] = []

    def write(self, start: int, end: int) -> None:
        """Write the characters from one place to another."""
        for piece in self.document.pieces:
            first, last = max(start - piece.start, 0), min(end - piece.start, len(piece.text))
            while first < last:
                offset = piece.offset + first * piece.width
                group, until = self.document.looks.at(offset)
                stop = min(last, first + max((until - offset) // piece.width, 1))
                self._run(piece, first, stop, modifiers(group))
                first = stop
        if len(self.paragraph):
            self._end("\r", b"")

    def _run(self, piece: _Piece, first: int, last: int, found: dict[int, bytes]) -> None:
        run: etree._Element | None = None
        for match in _SIGNS.finditer(piece.text, first, last):
            text = match[0]
            if text in _ENDS:
                self._end(text, self.document.paragraphs.at(piece.offset + match.start() * piece.width)[0])
                run = None
            elif self._is_seen(text) and not _is_on(found, _DELETED):
                run = self._start(found) if run is None else run
                self._add(run, text, found)

    def _is_seen(self, sign: str) -> bool:
        """Keep of a field what it shows, not what computes it; say whether a character shows."""
        if sign == _FIELD:
            self.fields.append(False)
        elif sign == _SHOWN and self.fields:
            self.fields[-1] = True
        elif sign == _FIELD_END and self.fields:
            self.fields.pop()
        return sign not in (_FIELD, _SHOWN, _FIELD_END) and all(self.fields)

    def _start(self, found: dict[int, bytes]) -> etree._Element:
        run = etree.SubElement(self.paragraph, W + "r")
        properties = etree.SubElement(run, W + "rPr")
        colour = _colour(found)
        looks = {
            "b": "1" if _is_on(found, _BOLD) else "",
            "u": "single" if found.get(_UNDERLINE, b"\0")[0] else "",
            "color": colour,
            "highlight": "yellow" if found.get(_HIGHLIGHT, b"\0")[0] else "",
        }
        for name, value in looks.items():
            if value:
                etree.SubElement(properties, W + name, {W + "val": value})
        return run

    def _add(self, run: etree._Element, text: str, found: dict[int, bytes]) -> None:
        is_drawing = text == _DRAWING and not self.document.boxes_length
        if text == "\t":
            etree.SubElement(run, W + "tab")
        elif text == "\x0b":
            etree.SubElement(run, W + "br")
        elif text == _PICTURE or is_drawing:
            etree.SubElement(etree.SubElement(run, W + "pict"), _VML + "imagedata")
        elif len(found.get(_SYMBOL, b"")) == 4 and text >= " ":
            code = struct.unpack_from("<H", found[_SYMBOL], 2)[0]
            etree.SubElement(run, W + "sym", {W + "char": f"{code:04X}"})
        elif text == "\x1e" or text >= " ":
            etree.SubElement(run, W + "t").text = "-" if text == "\x1e" else _NO_TEXT.sub("", text)

    def _end(self, sign: str, group: bytes) -> None:
        """End a paragraph, a cell or a row."""
        style = struct.unpack_from("<H", group)[0] if len(group) >= 2 else 0
        found = modifiers(group[2:])
        paragraph, self.paragraph = self.paragraph, etree.Element(W + "p")
        if _is_on(found, _IN_TABLE):
            if not _is_on(found, _ENDS_ROW):
                self._number(paragraph, numbered(found), style)
                self.cell.append(paragraph)
            if sign == _CELL:
                self._close(ends_row=_is_on(found, _ENDS_ROW))
            return
        self.end_table()
        self._number(paragraph, numbered(found), style)
        self.body.append(paragraph)

    def _close(self, *, ends_row: bool) -> None:
        if not ends_row:
            self.row.append(self.cell)
            self.cell = []
            return
        if self.table is None:
            self.table = etree.SubElement(self.body, W + "tbl")
        row = etree.SubElement(self.table, W + "tr")
        for paragraphs in self.row:
            etree.SubElement(row, W + "tc").extend(paragraphs)
        self.row, self.cell = [], []

    def end_table(self) -> None:
        """Close what is open; cells whose row never ended stand as paragraphs."""
        for paragraphs in [*self.row, self.cell]:
            self.body.extend(paragraphs)
        self.row, self.cell, self.table = [], [], None

    def _number(self, paragraph: etree._Element, own: Numbered, style: int) -> None:
        styled = self.document.styles.get(style, Numbered(None, None))
        list_id = own.list_id if own.list_id is not None else styled.list_id
        level = own.level if own.level is not None else styled.level
        if list_id:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
            pair = etree.SubElement(properties, W + "numPr")
            etree.SubElement(pair, W + "ilvl", {W + "val": str(level or 0)})
            etree.SubElement(pair, W + "numId", {W + "val": str(list_id)})


def read_word97(data: bytes) -> tuple[etree._Element, etree._Element]:
    """Return the body and the numbering of a file as those of a .docx; raises Unknown for what is not understood."""
    try:
        document = _Document(data)
        writer = _Writer(document)
        writer.write(0, document.text_length)
        writer.end_table()
        if document.boxes_length:
            writer.write(document.boxes_start, document.boxes_start + document.boxes_length)
            writer.end_table()
        lists = numbering(document.table, document.place(_LISTS), document.place(_OVERRIDES))
    except (struct.error, IndexError, KeyError, ValueError, MemoryError):
        raise Unknown from None
    return writer.body, lists
