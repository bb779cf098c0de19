"""Decides what text a Word file shows: numbers made by Word, soft breaks, text boxes, final text of tracked changes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from question_bank.formats._numbering import Numbering, W
from question_bank.formats._package import (
    DAMAGED,
    has_part,
    open_parts,
    parse_xml,
    read_part,
)
from question_bank.formats.base import Format
from question_bank.reading.source import PICTURE, Line, Source, Table

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"

# Deleted text, field codes and properties are not what the reader of the page sees; text boxes are read on their own.
_UNSEEN = frozenset(
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "txbxContent", "rt", "tblPr")
)
_SIGNS = {
    W + "tab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    _A + "blip": PICTURE,
    _V + "imagedata": PICTURE,
}
# Ticks and crosses of the Wingdings fonts, by the last byte of their code.
_SYMBOLS = {"FC": "√", "FE": "√", "50": "√", "FB": "×", "FD": "×", "4F": "×"}


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that show; of alternative contents only the first choice."""
    for child in element:
        if child.tag == _MC + "AlternateContent":
            chosen = child.find(_MC + "Choice")
            yield from _children(chosen if chosen is not None else child)
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield child


def _text(element: etree._Element) -> str:
    """Return the shown text of a paragraph or part of it, with tabs, line breaks and signs for pictures."""
    parts: list[str] = []
    stack = list(_children(element))[::-1]
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag in (W + "t", _M + "t"):
            parts.append(child.text or "")
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag == W + "br":
            parts.append("\n" if child.get(W + "type") in (None, "textWrapping") else "")
        elif tag == W + "sym":
            parts.append(_SYMBOLS.get((child.get(W + "char") or "")[-2:].upper(), ""))
        else:
            stack.extend(list(_children(child))[::-1])
    return "".join(parts)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in reading order, looking into content controls and inserted blocks."""
    for child in _children(element):
        if child.tag in (W + "p", W + "tbl"):
            yield child
        else:
            yield from _blocks(child)


class _Reader:
    """Reads one document; counts paragraphs and tables as it goes."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.paragraphs = 0
        self.tables = 0
        self.source: list[Line | Table] = []

    def read(self, body: etree._Element) -> Source:
        """Return lines and tables of a body."""
        for block in _blocks(body):
            if block.tag == W + "tbl":
                self.tables += 1
                self.source.append(self._table(block))
            else:
                self.paragraphs += 1
                place = f"第{self.paragraphs}段"
                self.source += [Line(text, place) for text in self._paragraph(block)]
        return tuple(self.source)

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        """Return the lines of a paragraph, then those of the text boxes anchored in it."""
        shown = _text(paragraph)
        prefix = self.numbering.prefix(paragraph.find(W + "pPr"))
        if shown.strip():
            shown = prefix + shown
        lines = shown.split("\n")
        for box in paragraph.iter(W + "txbxContent"):
            is_fallback = any(parent.tag == _MC + "Fallback" for parent in box.iterancestors())
            if not is_fallback and next(box.iterancestors(W + "p")) is paragraph:
                for inner in _blocks(box):
                    lines += self._paragraph(inner) if inner.tag == W + "p" else self._cell(inner).split("\n")
        return lines

    def _cell(self, element: etree._Element) -> str:
        parts: list[str] = []
        for block in _blocks(element):
            parts += self._paragraph(block) if block.tag == W + "p" else [self._cell(block)]
        return "\n".join(part for part in parts if part.strip())

    def _table(self, table: etree._Element) -> Table:
        rows = []
        for number, row in enumerate(table.iter(W + "tr"), start=1):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            cells = [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]
            rows.append((tuple(self._cell(cell) for cell in cells), f"表{self.tables}第{number}行"))
        return Table(tuple(rows))


class Docx(Format):
    """Word 2007 and later, WPS."""

    code = "docx"
    label = "Word文档（.docx）"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for the main part of a Word file."""
        return has_part(data, "word/document.xml")

    def read(self, data: bytes) -> Source:
        """Return the paragraphs and tables of the document as shown."""
        with open_parts(data) as package:
            parts = {name: read_part(package, f"word/{name}.xml") for name in ("document", "numbering", "styles")}
        roots = {name: parse_xml(part) if part else None for name, part in parts.items()}
        document = roots["document"]
        body = document.find(W + "body") if document is not None else None
        if body is None:
            raise DAMAGED
        return _Reader(Numbering(roots["numbering"], roots["styles"])).read(body)


FORMAT = Docx()
