"""Decides how rows below a header become raw items, and how a cell of options is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from question_bank.reading.blocks import read_lines
from question_bank.reading.cells import CellOptions, key_of, split_options, without_own_letter
from question_bank.reading.headers import (
    ABOUT,
    RIGHT,
    Header,
    find_header,
    header_of,
    numbered_options,
    role_of,
    turned,
)
from question_bank.reading.keylists import find_key_lists
from question_bank.reading.keytables import lift_rows, read_key_table, read_score_table
from question_bank.reading.pairs import columns_in, find_columns
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
_SHORT = 24
_INLINE = re.compile(r"(?m)(?:^|(?<=[\s)。?？]))[A]\s*[.、:]")
_ASKS_NO_OPTIONS = ("fill_blank", "short_answer", "case_group", "matching")


def _values(cells: Sequence[str], place: str, header: Header, reading: Reading) -> dict[str, str]:
    """Return the cells of a row by role; own answers are structure, cells of nameless columns are unread."""
    values: dict[str, str] = {}
    for position, cell in enumerate(cells):
        text = mend(cell).strip()
        if not text:
            continue
        role = header.get(position)
        if role in ("own", ABOUT):
            reading.structure.append(Piece(text, place))
        elif role:
            values[role] = text
        else:
            reading.unread.append(Piece(text, f"{place}第{position + 1}列"))
    return values


def _item(
    values: dict[str, str], place: str, kinds: dict[str, frozenset[str]], numbers: Mapping[str, str]
) -> RawItem:
    """Make a raw item of the cells of a row; `kinds` says what stands out, by role.

    `numbers` are the letters of option columns that a number names, by that number.
    """
    item = RawItem(place=place, lines=list(values.values()), number=values.get("number"))
    item.hint = type_hint(values.get("hint", ""))
    if "hint" in values and item.hint is None:
        item.problems.append(f"题型“{values['hint']}”无法识别")
    item.stem = values.get("stem", "")
    item.explanation = values.get("explanation")
    item.citation = values.get("citation")
    item.difficulty = values.get("difficulty")
    item.topic = values.get("topic")
    item.points = values.get("points")
    letters = [letter for letter in ascii_uppercase if letter in values]
    if "options" in values and letters:
        values["A"], kinds["A"] = values.pop("options"), kinds.pop("options", UNMARKED)
        letters.insert(0, "A")
    found = split_options(values["options"]) if "options" in values else CellOptions([], dict(numbers))
    item.options = [*found.options, *((letter, without_own_letter(letter, values[letter])) for letter in letters)]
    item.key = key_of(values.get("key"), found.letters) or found.key or None
    if not item.options and item.hint not in _ASKS_NO_OPTIONS and _INLINE.search(fold(item.stem)):
        _take_inline(item)
    item.key_points = values.get("key_points")
    rights = {name.removeprefix(RIGHT): text for name, text in values.items() if name.startswith(RIGHT)}
    if item.hint == "matching" or rights:
        _take_columns(item, rights, values.get("options", ""))
    item.option_marks = [kinds.get(letter, UNMARKED) for letter, _ in item.options]
    return item


def _take_inline(item: RawItem) -> None:
    """Part a cell that holds stem and options, and may hold the key, as lines of free text."""
    reading = read_lines([Line(line, item.place) for line in item.stem.split("\n")], hint=item.hint)
    if len(reading.items) != 1 or len(reading.items[0].options) < 2 or reading.unread or reading.structure:
        return
    inner = reading.items[0]
    item.stem, item.options, item.number = inner.stem, inner.options, item.number or inner.number
    item.key, item.explanation = item.key or inner.key, item.explanation or inner.explanation
    item.problems += inner.problems


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


def _read_ones_and_zeros(judgements: Sequence[RawItem]) -> None:
    """Take 1 for right and 0 for wrong where both occur among the judgements of a sheet, and nothing else does."""
    if {item.key for item in judgements if item.key} != {"0", "1"}:
        return
    for item in judgements:
        item.legend = {"1": "true", "0": "false"}
        item.doubts.append("判断题的答案1、0按正确、错误读出")


class _Rows:
    """Reads the rows of one table below its header."""

    def __init__(self, table: Table, header: Header, section: str | None, hint: str | None) -> None:
        self.table = table
        self.header = header
        self.reading = Reading(section=section, hint=hint)
        self.material: str | None = None
        self.group: Group | None = None
        self.group_name: str | None = None
        self.numbers: dict[str, str] = {}

    def read(self, first: int) -> Reading:
        """Read all rows behind the header, which is the row with index `first`."""
        for cells, place in self.table.rows[: first + 1]:
            self._structure(cells, place)
        self.numbers = numbered_options(self.table.rows[first][0], self.header)
        for index, (cells, place) in enumerate(self.table.rows[first + 1 :], start=first + 1):
            if not self._turns(cells, place):
                self._row(index, cells, place)
        _read_ones_and_zeros([item for item in self.reading.items if item.hint == "true_false"])
        return self.reading

    def _structure(self, cells: Sequence[str], place: str) -> None:
        self.reading.structure += [Piece(cell.strip(), place) for cell in cells if cell.strip()]

    def _turns(self, cells: Sequence[str], place: str) -> bool:
        """Take a second header, the letters below 选项, a section's name or a note; say whether it was one."""
        filled = [cell for cell in cells if cell.strip()]
        has_stem = any(len(cell) <= _SHORT and role_of(cell) == "stem" for cell in filled[:4])
        again = header_of(cells) if has_stem else None
        found = heading(mend(filled[0])) if len(filled) == 1 else None
        is_first = bool(filled) and not self.reading.items
        letters = {at: role_of(cell) or "" for at, cell in enumerate(cells) if cell.strip()} if is_first else {}
        if again:
            self.header, self.numbers = again, numbered_options(cells, again)
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
        item = _item(values, place, kinds, self.numbers)
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
    parts = (turned(part) if isinstance(part, Table) else [part] for part in _with_pasted_tables(source))
    for part in (one for several in parts for one in several):
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
