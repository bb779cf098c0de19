"""Decides what the lists and styles of a Word 97 file say of numbers before paragraphs, written as those of a .docx.

Source: [MS-DOC], Word (.doc) Binary File Format: PlfLst, PlfLfo, LVL, STSH; [MS-OSHARED] for the kinds of numbers.
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

from lxml import etree

from question_bank.formats._numbering import W

_FORMS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    23: "bullet",
    28: "decimalEnclosedCircleChinese",
    33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}
# What is no character of XML, but for the places of numbers.
_NO_TEXT = re.compile(r"[\x09-\x1f\ud800-\udfff\ufffe\uffff]")
_FOLLOWS = {0: "tab", 1: "space", 2: "nothing"}
_LIST, _LEVEL, _OVERRIDES = 28, 28, 16
_LEVELS = 9
_ILVL, _ILFO = 0x260A, 0x460B
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION = 0xD608
_NOBODY = 0xFFF
MOST_LISTS = 4000


class Numbered(NamedTuple):
    """Which list a paragraph or style belongs to (None where nothing says so, 0 for none), and its level."""

    list_id: int | None
    level: int | None


def modifiers(data: bytes) -> dict[int, bytes]:
    """Return the property modifiers of a group by code; the last of each counts."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == _TABLE_DEFINITION:
                size = struct.unpack_from("<H", data.ljust(at + 2, b"\0"), at)[0] + 1
            else:
                size = (data[at] if at < len(data) else 0) + 1
        found[code] = data[at : at + size]
        at += size
    return found


def numbered(found: dict[int, bytes]) -> Numbered:
    """Return what modifiers of a paragraph say of its list."""
    list_id = struct.unpack("<h", found[_ILFO])[0] if len(found.get(_ILFO, b"")) == 2 else None
    level = found[_ILVL][0] if found.get(_ILVL) else None
    return Numbered(max(list_id, 0) if list_id is not None else None, level)


def styles(sheet: bytes) -> dict[int, Numbered]:
    """Return list and level of each paragraph style, its own or those of the style that it is based on."""
    header, base_size = struct.unpack_from("<H", sheet)[0], struct.unpack_from("<H", sheet, 4)[0]
    own: dict[int, tuple[Numbered, int]] = {}
    at, number = 2 + header, 0
    while at + 2 <= len(sheet):
        size = struct.unpack_from("<H", sheet, at)[0]
        if size:
            own[number] = _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size + size % 2
        number += 1
    return {number: _inherited(own, number) for number in own}


def _style(style: bytes, base_size: int) -> tuple[Numbered, int]:
    """Return what a style itself says, and the number of the style below it."""
    kind = struct.unpack_from("<H", style, 2)[0]
    nothing = Numbered(None, None)
    if kind & 0xF != 1 or base_size + 2 > len(style):
        return nothing, kind >> 4
    name_size = 2 + 2 * struct.unpack_from("<H", style, base_size)[0] + 2
    at = base_size + name_size
    if at + 4 > len(style):
        return nothing, kind >> 4
    size = struct.unpack_from("<H", style, at)[0]
    return numbered(modifiers(style[at + 4 : at + 2 + size])), kind >> 4


def _inherited(own: dict[int, tuple[Numbered, int]], number: int) -> Numbered:
    list_id: int | None = None
    level: int | None = None
    seen: set[int] = set()
    while number in own and number not in seen and number != _NOBODY:
        seen.add(number)
        said, number = own[number]
        list_id = said.list_id if list_id is None else list_id
        level = said.level if level is None else level
    return Numbered(list_id, level)


def _sub(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    return etree.SubElement(parent, W + tag, {W + name: value for name, value in values.items()})


def numbering(table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> etree._Element:
    """Return the lists of a file as the w:numbering of a .docx; each pair is offset and size in the table stream."""
    root = etree.Element(W + "numbering")
    if lists[1] < 2:
        return root
    count = min(struct.unpack_from("<H", table, lists[0])[0], MOST_LISTS)
    # The levels of all lists follow the lists, in their order.
    at = lists[0] + 2 + count * _LIST
    for index in range(count):
        entry = table[lists[0] + 2 + index * _LIST :][:_LIST]
        abstract = _sub(root, "abstractNum", abstractNumId=str(struct.unpack_from("<i", entry)[0]))
        for level in range(1 if entry[26] & 1 else _LEVELS):
            at = _level(abstract, level, table, at)
    _overrides(root, table, *overrides)
    return root


def _level(parent: etree._Element, number: int, table: bytes, at: int) -> int:
    """Add a level; return the offset behind it."""
    start, form, _, _, follows = struct.unpack_from("<iBB9sB", table, at)
    characters, paragraphs = table[at + 24], table[at + 25]
    text_at = at + _LEVEL + characters + paragraphs
    length: int = struct.unpack_from("<H", table, text_at)[0]
    text = table[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = _sub(parent, "lvl", ilvl=str(number))
    _sub(level, "start", val=str(start))
    _sub(level, "numFmt", val=_FORMS.get(form, "decimal"))
    shown = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in _NO_TEXT.sub("", text))
    _sub(level, "lvlText", val=shown)
    _sub(level, "suff", val=_FOLLOWS.get(follows, "tab"))
    return text_at + 2 + 2 * length


def _overrides(root: etree._Element, table: bytes, offset: int, size: int) -> None:
    if size < 4:
        return
    count = min(struct.unpack_from("<I", table, offset)[0], MOST_LISTS)
    at = offset + 4 + count * _OVERRIDES
    for index in range(count):
        entry = table[offset + 4 + index * _OVERRIDES :][:_OVERRIDES]
        item = _sub(root, "num", numId=str(index + 1))
        _sub(item, "abstractNumId", val=str(struct.unpack_from("<i", entry)[0]))
        at += 4
        for _ in range(entry[12]):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            override = _sub(item, "lvlOverride", ilvl=str(flags & 0xF))
            if flags & 0x10:
                _sub(override, "startOverride", val=str(start))
            if flags & 0x20:
                at = _level(override, flags & 0xF, table, at)
