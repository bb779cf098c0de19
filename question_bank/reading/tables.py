"""Decides how rows below a header become raw items, and how a cell of options is cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase

from question_bank.reading.blocks import read_lines
from question_bank.reading.headers import RIGHT, Header, find_header, header_of, role_of
from question_bank.reading.keylists import find_key_lists
from question_bank.reading.keytables import lift_rows, read_key_table, read_score_table
from question_bank.reading.pairs import columns_in, find_columns
from question_bank.reading.roles import Role
from question_bank.reading.segments import split_line
from question_bank.reading.source import (
    UNMARKED,
    Columns,
    Group,
    KeyList,
    Line,
    Mark,
    Piece,
    RawItem,
    Reading,
    Source,
    Table,
)
from question_bank.reading.words import heading, type_hint
from question_bank.text import fold, mend

_NOTE_ROW = re.compile(r"(?:注|说明|备注|注意|填写说明|填表说明|注意事项|示例|合计|共计)\s*[:：].*|合计|共计", re.DOTALL)
_CELL_SEPARATORS = (r"\|", r"\n", r"[;；]")
_LONGEST_NAME = 20
_OWN_LETTER = re.compile(r"([A-Z])\s*[.、:]\s*")

def _json_options(text: str) -> list[tuple[str, str]] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict):
        return [(str(label).strip().upper(), str(value)) for label, value in data.items()]
    if not isinstance(data, list):
        return None
    found = []
    for letter, entry in zip(ascii_uppercase, data, strict=False):
        label = letter
        if isinstance(entry, dict):
            label = str(next((entry[name] for name in ("label", "key", "id", "option") if name in entry), letter))
            entry = next((entry[name] for name in ("text", "content", "value", "title", "name") if name in entry), "")
        found.append((label.strip().upper(), str(entry)))
    return found


def split_options(cell: str) -> list[tuple[str, str]]:
    """Return the options of one cell: JSON, lettered (`A. x | B. y`), or only separated (`正确 | 错误`), then A, B, C …"""
    text = mend(cell).strip()
    if text[:1] in "[{":
        options = _json_options(text)
        if options is not None:
            return options
    pieces = [text]
    for separator in _CELL_SEPARATORS:
        pieces = [piece.strip() for piece in re.split(separator, text) if piece.strip()]
        if len(pieces) > 1:
            break
    segments = [segment for piece in pieces for segment in split_line(Line(piece.replace("\n", " "), ""))]
    if segments and all(segment.role is Role.OPTION for segment in segments):
        return _without_separators([(segment.label, segment.text) for segment in segments])
    return list(zip(ascii_uppercase, pieces, strict=False))


def _without_separators(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop the comma that only parts the options of a cell: `A:一,B:二`."""
    if all(text.endswith((",", "，", "、")) for _, text in options[:-1]):
        return [(label, text.rstrip(",，、")) for label, text in options]
    return options


def _key_of(cell: str | None) -> str | None:
    """Return a key as written; a JSON list gives its texts."""
    if not cell or cell[:1] != "[":
        return cell
    try:
        data = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    texts = [entry for entry in data if isinstance(entry, str)]
    is_letters = all(re.fullmatch(r"[A-Za-z]", text) for text in texts)
    return (",".join(texts) if is_letters else "；".join(texts)) if len(texts) == len(data) > 0 else cell


def _without_own_letter(letter: str, text: str) -> str:
    match = _OWN_LETTER.match(fold(text[:_LONGEST_NAME]))
    return text[match.end() :] if match and match[1] == letter else text


def _values(cells: Sequence[str], place: str, header: Header, reading: Reading) -> dict[str, str]:
    """Return the cells of a row by role; own answers are structure, cells of nameless columns are unread."""
    values: dict[str, str] = {}
    for position, cell in enumerate(cells):
        text = mend(cell).strip()
        if not text:
            continue
        role = header.get(position)
        if role == "own":
            reading.structure.append(Piece(text, place))
        elif role:
            values[role] = text
        else:
            reading.unread.append(Piece(text, f"{place}第{position + 1}列"))
    return values


def _item(values: dict[str, str], place: str, kinds: dict[str, frozenset[str]]) -> RawItem:
    """Make a raw item of the cells of a row; `kinds` says what stands out, by role."""
    item = RawItem(place=place, lines=list(values.values()), number=values.get("number"))
    item.hint = type_hint(values.get("hint", ""))
    if "hint" in values and item.hint is None:
        item.problems.append(f"题型“{values['hint']}”无法识别")
    item.stem = values.get("stem", "")
    item.key = _key_of(values.get("key"))
    item.explanation = values.get("explanation")
    item.citation = values.get("citation")
    item.difficulty = values.get("difficulty")
    item.topic = values.get("topic")
    item.points = values.get("points")
    letters = [letter for letter in ascii_uppercase if letter in values]
    if "options" in values and letters:
        values["A"], kinds["A"] = values.pop("options"), kinds.pop("options", UNMARKED)
        letters.insert(0, "A")
    item.options = split_options(values["options"]) if "options" in values else []
    item.options += [(letter, _without_own_letter(letter, values[letter])) for letter in letters]
    item.key_points = values.get("key_points")
    rights = {name.removeprefix(RIGHT): text for name, text in values.items() if name.startswith(RIGHT)}
    if item.hint == "matching" or rights:
        _take_columns(item, rights, values.get("options", ""))
    item.option_marks = [kinds.get(letter, UNMARKED) for letter, _ in item.options]
    return item


def _take_columns(item: RawItem, rights: dict[str, str], cell: str) -> None:
    """Read the two columns of a 连线题 from columns of their own, or from the lines of the cell 题目 or 选项."""
    if rights:
        item.columns = Columns(tuple(item.options), tuple(rights.items()), "letter", "number")
        return
    in_stem = columns_in(item.stem)
    in_cell = columns_in(re.sub(r"\s*\|\s*", "\n", cell))[1] if cell else None
    columns = in_stem[1] or in_cell
    if columns is not None:
        item.stem = in_stem[0]
        item.options = list(columns.left) or item.options
        item.columns = replace(columns, left=tuple(item.options))


class _Rows:
    """Reads the rows of one table below its header."""

    def __init__(self, table: Table, header: Header, section: str | None, hint: str | None) -> None:
        self.table = table
        self.header = header
        self.reading = Reading(section=section, hint=hint)
        self.material: str | None = None
        self.group: Group | None = None
        self.group_name: str | None = None

    def read(self, first: int) -> Reading:
        """Read all rows behind the header, which is the row with index `first`."""
        for cells, place in self.table.rows[: first + 1]:
            self._structure(cells, place)
        for index, (cells, place) in enumerate(self.table.rows[first + 1 :], start=first + 1):
            if not self._turns(cells, place):
                self._row(index, cells, place)
        return self.reading

    def _structure(self, cells: Sequence[str], place: str) -> None:
        self.reading.structure += [Piece(cell.strip(), place) for cell in cells if cell.strip()]

    def _turns(self, cells: Sequence[str], place: str) -> bool:
        """Take a second header, the letters below 选项, a section's name or a note; say whether it was one."""
        filled = [cell for cell in cells if cell.strip()]
        again = header_of(cells) if any(role_of(cell) == "stem" for cell in filled[:4]) else None
        found = heading(mend(filled[0])) if len(filled) == 1 else None
        is_first = bool(filled) and not self.reading.items
        letters = {at: role_of(cell) or "" for at, cell in enumerate(cells) if cell.strip()} if is_first else {}
        if again:
            self.header = again
        elif found:
            self.reading.section, self.reading.hint = found.text, found.hint or self.reading.hint
        elif is_first and all(role in ascii_uppercase and role for role in letters.values()):
            self.header = {**{p: r for p, r in self.header.items() if r not in ascii_uppercase}, **letters}
        elif not (len(filled) == 1 and _NOTE_ROW.fullmatch(filled[0].strip())):
            return False
        self._structure(cells, place)
        return True

    def _row(self, index: int, cells: Sequence[str], place: str) -> None:
        values = _values(cells, place, self.header, self.reading)
        if not values.keys() - {"number"}:
            self.reading.structure += [Piece(text, place) for text in values.values()]
            return
        kinds = {
            role: frozenset(
                mark.kind
                for mark in self.table.marks.get((index, position), ())
                if (mark.end - mark.start) >= 0.8 * len(cells[position])
            )
            for position, role in self.header.items()
            if (index, position) in self.table.marks
        }
        material, name = values.pop("material", None), values.pop("group", None)
        item = _item(values, place, kinds)
        item.section, item.hint = self.reading.section, item.hint or self.reading.hint
        if material:
            if self.group is None or self.group.material != [material]:
                self.group = Group(place, None, item.section, "case_group", [material], [material])
            else:
                self.reading.structure.append(Piece(material, place))
            item.group = self.group
            item.number = item.number or str(sum(other.group is self.group for other in self.reading.items) + 1)
        elif name and self._is_of_group(item, name):
            return
        self.reading.items.append(item)

    def _is_of_group(self, item: RawItem, name: str) -> bool:
        """Put a row into the group that its column names, which its first row opens; say whether it was that one."""
        self.reading.structure.append(Piece(name, item.place))
        if name == self.group_name:
            item.group = self.group
            item.number = item.number or str(sum(other.group is self.group for other in self.reading.items) + 1)
            return False
        opens = item.hint == "case_group"
        self.group_name = name if opens else None
        self.group = Group(item.place, item.number, item.section, item.hint, [item.stem], item.lines) if opens else None
        return opens


def read_table(table: Table, section: str | None = None, hint: str | None = None) -> Reading:
    """Return the raw items of the rows under a header; `section` and `hint` are in force from the text above."""
    found = find_header(table)
    return _Rows(table, found[1], section, hint).read(found[0]) if found else Reading(section=section, hint=hint)


def _as_lines(table: Table) -> list[Line]:
    """Return the cells of a layout table as lines: cells of a row stay together, paragraphs of a cell come apart."""
    lines = []
    for row, (cells, place) in enumerate(table.rows):
        if any("\n" in cell for cell in cells) or len([cell for cell in cells if cell.strip()]) == 1:
            for column, cell in enumerate(cells):
                lines += _cell_lines(cell, place, table.marks.get((row, column), ()))
        else:
            lines.append(_row_line(cells, place, [table.marks.get((row, column), ()) for column in range(len(cells))]))
    return lines


def _cell_lines(cell: str, place: str, marks: Sequence[Mark]) -> list[Line]:
    lines, start = [], 0
    for text in cell.split("\n"):
        own = [Mark(mark.start - start, mark.end - start, mark.kind) for mark in marks if mark.end > start]
        lines.append(Line(text, place, tuple(own)))
        start += len(text) + 1
    return lines


def _row_line(cells: Sequence[str], place: str, marks: Sequence[Sequence[Mark]]) -> Line:
    text, moved = "", []
    for cell, own in zip(cells, marks, strict=True):
        if cell.strip():
            text += "\t" if text else ""
            moved += [Mark(mark.start + len(text), mark.end + len(text), mark.kind) for mark in own]
            text += cell
    return Line(text, place, tuple(moved))


def _with_pasted_tables(source: Source) -> Iterator[Line | Table]:
    """Yield lines and tables; lines of tab separated cells below a header, as pasted from a sheet, are a table."""
    pasted: list[tuple[tuple[str, ...], str]] = []
    for part in source:
        if isinstance(part, Line):
            cells = tuple(part.text.split("\t"))
            if len(cells) > 1 and (pasted or header_of(cells)):
                pasted.append((cells, part.place))
                continue
        if pasted:
            yield Table(tuple(pasted))
            pasted = []
        if isinstance(part, Line | Table):
            yield part
    if pasted:
        yield Table(tuple(pasted))


def _units(source: Source) -> list[Line | KeyList | Table]:
    """Return a file as lines, tables with a header, and tables of keys; other tables only lay out the page."""
    units: list[Line | KeyList | Table] = []
    for part in _with_pasted_tables(source):
        if isinstance(part, Line):
            units.append(part)
        else:
            has_header = find_header(part) is not None
            keys = None if has_header else read_score_table(part) or read_key_table(part)
            if has_header:
                units.append(part)
            elif keys is not None:
                units.append(keys)
            else:
                units += _as_lines(part)
    return units


def read_source(source: Source) -> Reading:
    """Return the raw items of a whole file, and the lists of keys that stand apart from them.

    Tables with a header give their rows; all else is read as lines, among which lists of keys are lifted out first.
    """
    reading = Reading()
    lines: list[Line | KeyList] = []

    def read_waiting_lines() -> None:
        if lines:
            reading.extend(read_lines(find_key_lists(find_columns(lift_rows(lines))), reading.section, reading.hint))
            lines.clear()

    for unit in _units(source):
        if isinstance(unit, Table):
            read_waiting_lines()
            reading.extend(read_table(unit, reading.section, reading.hint))
        else:
            lines.append(unit)
    read_waiting_lines()
    return reading
