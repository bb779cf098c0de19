"""Decides how the parts of an Excel file are read: only cells that exist, however large a sheet claims to be."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from question_bank.errors import UnreadableFile
from question_bank.formats._cells import shown
from question_bank.formats._media import Media, relations
from question_bank.formats._package import DAMAGED, check_declarations, parse_xml, read_part
from question_bank.formats._xml import each_element
from question_bank.reading.source import PICTURE, Mark, Table, without_planes

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE = re.compile(r"([A-Z]{1,5})(\d{1,7})")
_CELL_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(\s*\"([^\"]+)\"", re.IGNORECASE)
_PLAIN_COLOURS = ("FF000000", "00000000", "FFFFFFFF")

MAX_ROW = 200_000
# What so many rows become fits into 300 MB.
MAX_FILLED = 60_000
MAX_CELLS = 5_000_000
# What Excel knows (specifications and limits); files of other makers claim more.
MAX_COLUMN = 16_384
_TOO_WIDE = UnreadableFile("表格列数过多，请删除多余的列后重新上传。")


@dataclass(slots=True)
class Styles:
    """Number format and looks of each cell style, by its index."""

    formats: list[str] = field(default_factory=list)
    kinds: list[tuple[str, ...]] = field(default_factory=list)

    def format(self, style: int) -> str:
        """Return the number format of a style."""
        return self.formats[style] if 0 <= style < len(self.formats) else "General"

    def looks(self, style: int) -> tuple[str, ...]:
        """Return what stands out in the cells of a style."""
        return self.kinds[style] if 0 <= style < len(self.kinds) else ()


def _integer(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else 0


def _font_kinds(font: etree._Element) -> tuple[str, ...]:
    kinds = []
    colour = font.find(S + "color")
    rgb = colour.get("rgb") if colour is not None else None
    if rgb and rgb not in _PLAIN_COLOURS:
        kinds.append(f"colour {rgb[-6:]}")
    for name, kind in (("b", "bold"), ("u", "underline")):
        found = font.find(S + name)
        if found is not None and found.get("val") not in ("0", "none", "false"):
            kinds.append(kind)
    return tuple(kinds)


def read_styles(data: bytes | None) -> Styles:
    """Return the cell styles of a workbook."""
    styles = Styles()
    if not data:
        return styles
    root = parse_xml(data)
    custom = {_integer(item.get("numFmtId")): item.get("formatCode") or "General" for item in root.iter(S + "numFmt")}
    fonts = [_font_kinds(font) for font in root.iterfind(f"{S}fonts/{S}font")]
    for cell in root.iterfind(f"{S}cellXfs/{S}xf"):
        code = _integer(cell.get("numFmtId"))
        styles.formats.append(custom.get(code) or BUILTIN_FORMATS.get(code) or "General")
        font = _integer(cell.get("fontId"))
        styles.kinds.append(fonts[font] if font < len(fonts) else ())
    return styles


def _string(element: etree._Element) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of a shared or inline string without its readings, and what stands out in its runs."""
    text, marks = "", []
    for child in element:
        if child.tag == S + "t":
            text += child.text or ""
        elif child.tag == S + "r":
            part = "".join(piece.text or "" for piece in child.iterfind(S + "t"))
            look = child.find(S + "rPr")
            kinds = _font_kinds(look) if look is not None else ()
            marks += [Mark(len(text), len(text) + len(part), kind) for kind in kinds]
            text += part
    return without_planes(text), tuple(marks)


def _elements(package: zipfile.ZipFile, part: str, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names of a part, each emptied afterwards; the part is never held whole."""
    check_declarations(package, part)
    with package.open(part) as stream:
        yield from each_element(stream, *tags)


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share."""

    package: zipfile.ZipFile
    styles: Styles
    strings: list[str]
    string_marks: dict[int, tuple[Mark, ...]]
    epoch: object
    media: Media
    cell_pictures: dict[str, str]

    def value(self, cell: etree._Element) -> tuple[str, tuple[Mark, ...]]:
        """Return what a cell shows, and what stands out in it."""
        kind = cell.get("t")
        inline = cell.find(S + "is") if kind == "inlineStr" else None
        written = cell.findtext(S + "v")
        style = _integer(cell.get("s"))
        if inline is not None:
            text, marks = _string(inline)
        elif written is None:
            return "", ()
        elif kind == "s":
            index = _integer(written)
            text = self.strings[index] if index < len(self.strings) else ""
            marks = self.string_marks.get(index, ())
        else:
            text, marks = self._plain(written, kind, style), ()
        marks += tuple(Mark(0, len(text), look) for look in self.styles.looks(style))
        return text, marks

    def _plain(self, written: str, kind: str | None, style: int) -> str:
        if kind == "b":
            return "TRUE" if written.strip() == "1" else "FALSE"
        if kind in ("str", "e", "d"):
            picture = _CELL_PICTURE.match(written)
            return self.cell_pictures.get(picture[1], PICTURE) if picture else without_planes(written)
        try:
            value = float(written)
        except ValueError:
            return without_planes(written)
        number_format = self.styles.format(style)
        if number_format != "General" and is_date_format(number_format):
            try:
                return shown(from_excel(value, self.epoch), number_format)
            except (ValueError, OverflowError):
                return written
        return shown(int(value) if value.is_integer() and abs(value) < 1e15 else value, number_format)


def open_book(package: zipfile.ZipFile, targets: dict[str, str], workbook: etree._Element) -> Book:
    """Return the shared parts of a workbook; `targets` are the relations of xl/workbook.xml."""
    by_name = {target.rsplit("/", 1)[-1].casefold(): target for target in targets.values()}
    strings: list[str] = []
    marks: dict[int, tuple[Mark, ...]] = {}
    shared = by_name.get("sharedstrings.xml")
    if shared in package.namelist():
        for element in _elements(package, str(shared), "si"):
            text, own = _string(element)
            if own:
                marks[len(strings)] = own
            strings.append(text)
    styles = by_name.get("styles.xml")
    properties = workbook.find(S + "workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    media = Media(package, "xl/cellimages.xml")
    return Book(
        package,
        read_styles(read_part(package, styles) if styles else None),
        strings,
        marks,
        CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900,
        media,
        _cell_pictures(package, media),
    )


def _cell_pictures(package: zipfile.ZipFile, media: Media) -> dict[str, str]:
    """Return the signs of pictures that WPS keeps inside cells, by the name that the cell's formula uses."""
    data = read_part(package, "xl/cellimages.xml")
    if not data:
        return {}
    found = {}
    for picture in parse_xml(data).iter(_XDR + "pic"):
        name = picture.find(f"{_XDR}nvPicPr/{_XDR}cNvPr")
        blip = next(picture.iter(_A + "blip"), None)
        if name is not None and blip is not None:
            found[name.get("name") or ""] = media.sign(blip.get(_R + "embed"))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _floating(book: Book, part: str) -> dict[tuple[int, int], str]:
    """Return the signs of pictures that lie over a sheet, by the row and column of their upper left corner."""
    found: dict[tuple[int, int], str] = {}
    for target in relations(book.package, part).values():
        if "/drawings/" not in target or not target.endswith(".xml"):
            continue
        data = read_part(book.package, target)
        drawn = book.media.of_part(target)
        for anchor in parse_xml(data) if data else ():
            start, blip = anchor.find(_XDR + "from"), next(anchor.iter(_A + "blip"), None)
            if start is not None and blip is not None:
                at = (_integer(start.findtext(_XDR + "row")), _integer(start.findtext(_XDR + "col")))
                found[at] = found.get(at, "") + drawn.sign(blip.get(_R + "embed"))
    return found


def read_sheet(book: Book, part: str, name: str) -> Table:
    """Return the rows of a sheet that show anything; merged cells of a column repeat their value in each row."""
    if part not in book.package.namelist():
        raise DAMAGED
    floating = _floating(book, part)
    rows: dict[int, dict[int, tuple[str, tuple[Mark, ...]]]] = {}
    for at, sign in floating.items():
        rows.setdefault(at[0], {})[at[1]] = (sign, ())
    number = 0
    merged: list[str] = []
    for row in _elements(book.package, part, "row", "mergeCell"):
        if row.tag == S + "mergeCell":
            merged.append(row.get("ref") or "")
            continue
        number = _integer(row.get("r")) or number + 1
        cells = _cells(book, row, rows.pop(number - 1, {}))
        if cells:
            if number > MAX_ROW:
                raise UnreadableFile(f"表格超过{MAX_ROW}行，请删除多余的行后重新上传。")
            rows[number - 1] = cells
            if len(rows) > MAX_FILLED:
                raise UnreadableFile(f"表格有内容的行超过{MAX_FILLED}行，请拆分后分别上传。")
    _fill_merged(merged, rows)
    if sum(max(cells) + 1 for cells in rows.values() if cells) > MAX_CELLS:
        raise _TOO_WIDE
    return _table(rows, name)


def _cells(
    book: Book, row: etree._Element, cells: dict[int, tuple[str, tuple[Mark, ...]]]
) -> dict[int, tuple[str, tuple[Mark, ...]]]:
    column = -1
    for cell in row.iterchildren(S + "c"):
        reference = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column(reference[1]) if reference else column + 1
        if column >= MAX_COLUMN:
            raise _TOO_WIDE
        text, marks = book.value(cell)
        if text.strip():
            drawn = cells.get(column)
            cells[column] = (text + drawn[0], marks) if drawn else (text, marks)
    return cells


def _fill_merged(merged: Sequence[str], rows: dict[int, dict[int, tuple[str, tuple[Mark, ...]]]]) -> None:
    numbers, looked_at = sorted(rows), 0
    for reference in merged:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None or corners[0][1] != corners[1][1]:
            continue
        column, first, last = _column(corners[0][1]), int(corners[0][2]) - 1, int(corners[1][2]) - 1
        value = rows.get(first, {}).get(column)
        inside = numbers[bisect_right(numbers, first) : bisect_right(numbers, last)] if value else []
        looked_at += len(inside)
        # Merged cells never overlap, unless somebody wants to keep the reader busy.
        if looked_at > MAX_CELLS:
            raise DAMAGED
        for row in inside:
            if value:
                rows[row].setdefault(column, value)


def _table(rows: dict[int, dict[int, tuple[str, tuple[Mark, ...]]]], name: str) -> Table:
    found: list[tuple[tuple[str, ...], str]] = []
    marks: dict[tuple[int, int], tuple[Mark, ...]] = {}
    for number in sorted(rows):
        filled = rows.pop(number)
        cells = [""] * (max(filled) + 1)
        for column, (text, own) in filled.items():
            cells[column] = text
            if own:
                marks[len(found), column] = own
        found.append((tuple(cells), f"{name}第{number + 1}行"))
    return Table(tuple(found), marks)
