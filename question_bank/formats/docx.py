"""Decides what text a Word file shows: numbers made by Word, soft breaks, text boxes, final text of tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from question_bank.formats._media import Media
from question_bank.formats._notes import notes_in, with_notes
from question_bank.formats._numbering import Numbering, W
from question_bank.formats._package import (
    DAMAGED,
    has_part,
    open_parts,
    parse_xml,
    read_part,
)
from question_bank.formats._paper import write_paper
from question_bank.formats._runs import NOTHING, Kinds, Looks, Run, lines_of
from question_bank.formats.base import WritableFormat
from question_bank.model import Question
from question_bank.reading.source import Album, Line, Mark, Source, Table, without_planes

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
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


def _deletes_mark(paragraph: etree._Element) -> bool:
    """Say whether a tracked change removes the end of a paragraph, which joins it to the next one."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and properties.find(W + "del") is not None


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in reading order, looking into content controls and inserted blocks."""
    for child in _children(element):
        if child.tag in (W + "p", W + "tbl"):
            yield child
        else:
            yield from _blocks(child)


class _Reader:
    """Reads one document; counts paragraphs and tables as it goes."""

    def __init__(self, numbering: Numbering, looks: Looks, media: Media) -> None:
        self.numbering = numbering
        self.looks = looks
        self.media = media
        self.paragraphs = 0
        self.tables = 0
        self.source: list[Line | Table | Album] = []
        self.joined: list[Run] = []

    def read(self, body: etree._Element) -> Source:
        """Return lines and tables of a body."""
        for block in _blocks(body):
            if block.tag == W + "tbl":
                self.tables += 1
                self.source.append(self._table(block))
            else:
                self.paragraphs += 1
                self.source += self._paragraph(block, f"第{self.paragraphs}段")
        self.source += lines_of(self.joined, f"第{self.paragraphs}段") if self.joined else []
        if self.media.pictures:
            self.source.append(Album(tuple(self.media.pictures)))
        return tuple(self.source)

    def _runs(self, element: etree._Element, style: str) -> list[Run]:
        """Return the shown text of a paragraph or part of it, with tabs, line breaks and signs for pictures."""
        runs: list[Run] = []
        kinds = NOTHING
        stack: list[etree._Element | Kinds] = []
        stack += reversed(list(_children(element)))
        while stack:
            child = stack.pop()
            if isinstance(child, frozenset):
                kinds = child
                continue
            shown = self._shown(child)
            if shown is not None:
                runs.append(Run(shown, kinds))
                continue
            if child.tag == W + "r":
                stack.append(kinds)
                kinds = self.looks.of_run(child, style)
            stack.extend(list(_children(child))[::-1])
        return runs

    def _shown(self, element: etree._Element) -> str | None:
        """Return what one element shows; None when only what is inside it does."""
        tag = element.tag
        if tag in (W + "t", _M + "t"):
            return without_planes(element.text or "")
        if tag == W + "br":
            return "\n" if element.get(W + "type") in (None, "textWrapping") else ""
        if tag == W + "sym":
            return _SYMBOLS.get((element.get(W + "char") or "")[-2:].upper(), "")
        if tag == _A + "blip":
            return self.media.sign(element.get(_R + "embed"))
        if tag == _V + "imagedata":
            return self.media.sign(element.get(_R + "id"))
        return _SIGNS.get(str(tag))

    def _paragraph(self, paragraph: etree._Element, place: str) -> list[Line]:
        """Return the lines of a paragraph, then those of the text boxes anchored in it."""
        properties = paragraph.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        runs = self._runs(paragraph, (style.get(W + "val") or "") if style is not None else "")
        prefix = self.numbering.prefix(properties)
        if prefix and any(run.text.strip() for run in runs):
            runs.insert(0, Run(prefix, NOTHING))
        runs = self.joined + runs
        self.joined = []
        if _deletes_mark(paragraph):
            self.joined = runs
            runs = []
        lines = lines_of(runs, place)
        for box in paragraph.iter(W + "txbxContent"):
            is_fallback = any(parent.tag == _MC + "Fallback" for parent in box.iterancestors())
            if not is_fallback and next(box.iterancestors(W + "p")) is paragraph:
                lines += self._cell(box, place)
        return lines

    def _cell(self, element: etree._Element, place: str) -> list[Line]:
        """Return the lines of a cell or text box that are not empty; a table inside gives its cells."""
        lines: list[Line] = []
        for block in _blocks(element):
            if block.tag == W + "p":
                lines += self._paragraph(block, place)
            else:
                lines += [line for cell in block.iter(W + "tc") for line in self._own_lines(cell, block, place)]
        return [line for line in lines if line.text.strip()]

    def _own_lines(self, cell: etree._Element, table: etree._Element, place: str) -> list[Line]:
        return self._cell(cell, place) if next(cell.iterancestors(W + "tbl")) is table else []

    def _table(self, table: etree._Element) -> Table:
        rows: list[tuple[tuple[str, ...], str]] = []
        marks: dict[tuple[int, int], tuple[Mark, ...]] = {}
        for number, row in enumerate(table.iter(W + "tr"), start=1):
            is_deleted = row.find(f"{W}trPr/{W}del") is not None
            if next(row.iterancestors(W + "tbl")) is not table or is_deleted:
                continue
            place = f"表{self.tables}第{number}行"
            texts: list[str] = []
            for cell in (cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row):
                text, own = _joined(self._cell(cell, place))
                if own:
                    marks[len(rows), len(texts)] = own
                texts.append(text)
            rows.append((tuple(texts), place))
        return Table(tuple(rows), marks)


def _joined(lines: Sequence[Line]) -> tuple[str, tuple[Mark, ...]]:
    """Return the lines of a cell as one text, and what stands out in it."""
    marks: list[Mark] = []
    length = 0
    for line in lines:
        marks += [Mark(mark.start + length, mark.end + length, mark.kind) for mark in line.marks]
        length += len(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(marks)


def read_body(
    body: etree._Element, numbering: etree._Element | None, styles: etree._Element | None, media: Media
) -> Source:
    """Return the paragraphs and tables of a w:body as shown, with the numbers that its lists and styles make."""
    return _Reader(Numbering(numbering, styles), Looks(styles), media).read(body)


class Docx(WritableFormat):
    """Word 2007 and later, WPS."""

    code = "docx"
    label = "Word文档（.docx）"
    extension = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

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
            media = Media(package, "word/document.xml")
            return (*read_body(body, roots["numbering"], roots["styles"], media), *notes_in(package))

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return the questions as a paper with key and explanation below each."""
        return with_notes(write_paper(questions), questions, self.read, "word/document.xml")


FORMAT = Docx()
