"""Decides what a table of marks is and how it is read: exact marks kept as integers of one scale, column by column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import add
from typing import TypeVar

from question_bank.errors import InvalidMarks, UnreadableFile
from question_bank.formats._text import decode

Column = Sequence[int | None]
Cell = TypeVar("Cell", str, Decimal | None)
_HIGHEST = 10**9
_PLACES = 12
_FIRST_ATTEMPT = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks by item: `columns[i][s]` is the mark of attempt s on item i times `scale`, None when it was not shown.

    `totals` holds each attempt's sum and `papers` the maximum of what it was shown, both times `scale` as `maxima` is.
    """

    items: tuple[str, ...]
    maxima: tuple[int, ...]
    columns: tuple[Column, ...]
    scale: int
    totals: Sequence[int]
    papers: Sequence[int]

    @property
    def attempt_count(self) -> int:
        """Number of attempts."""
        return len(self.totals)

    def places(self) -> tuple[Column, ...] | None:
        """Return the marks by place of the paper instead of by item; None when papers have different lengths."""
        if not any(None in column for column in self.columns):
            return self.columns
        shown = [[mark for mark in row if mark is not None] for row in zip(*self.columns, strict=True)]
        if len({len(row) for row in shown}) != 1:
            return None
        return tuple(zip(*shown, strict=True))


def marks_of(items: Sequence[str], maxima: Sequence[Decimal], attempts: Iterable[Sequence[Decimal | None]]) -> Marks:
    """Put marks into columns: one row per attempt, one entry per item, None when the item was not shown.

    Raises InvalidMarks with one sentence for a table that can't be analysed.
    """
    rows = list(attempts)
    _check_shape(items, len(maxima), rows, range(_FIRST_ATTEMPT, _FIRST_ATTEMPT + len(rows)))
    for maximum in maxima:
        _check(maximum, "满分")
    columns = list(zip(*rows, strict=True))
    values: list[dict[Decimal | None, Decimal | None]] = [{cell: cell for cell in set(column)} for column in columns]
    return _marks(items, maxima, columns, values)


def read_marks(data: bytes) -> Marks:
    """Read a table saved as text: item ids, then maximum marks, then one row per attempt; an empty cell is not shown.

    Comma, semicolon or tab; UTF-8, UTF-16 or GB18030. Rows without any entry are skipped. Raises InvalidMarks with one
    sentence that names the row and the item.
    """
    try:
        text = decode(data)
        first = text.split("\n", 1)[0]
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
    except (UnreadableFile, csv.Error):
        raise InvalidMarks("这个文件不是得分表，请另存为逗号分隔的.csv文件后重试。") from None
    rows = _without_empty_margin(rows)
    numbers = [number for number, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    if len(numbers) < _FIRST_ATTEMPT - 1:
        raise InvalidMarks("得分表至少要有题目编号、满分和一行得分，请补齐后重试。")
    items = [item.strip() for item in rows[numbers[0] - 1]]
    highest = rows[numbers[1] - 1]
    attempts = [rows[number - 1] for number in numbers[2:]]
    _check_shape(items, len(highest), attempts, numbers[2:])
    maxima = [_number(cell, f"“{item}”的满分") for item, cell in zip(items, highest, strict=True)]
    columns = list(zip(*attempts, strict=True))
    values = [_values(item, column, numbers) for item, column in zip(items, columns, strict=True)]
    return _marks(items, maxima, columns, values)


def _without_empty_margin(rows: list[list[str]]) -> list[list[str]]:
    """Drop columns at the right that hold nothing at all, as spreadsheets save them."""
    width = max((len(row) for row in rows), default=0)
    while width and not any(row[width - 1].strip() for row in rows if len(row) >= width):
        width -= 1
    return [row[:width] for row in rows]


def _check_shape(items: Sequence[str], maxima: int, rows: Sequence[Sequence[object]], numbers: Sequence[int]) -> None:
    if not items or not all(items):
        raise InvalidMarks("得分表第1行有空的题目编号，请补齐后重试。")
    seen: set[str] = set()
    for item in items:
        if item in seen:
            raise InvalidMarks(f"得分表第1行的题目编号“{item}”重复，请改为不同的编号后重试。")
        seen.add(item)
    if not rows:
        raise InvalidMarks("得分表没有得分行，请从第3行起一份答卷写一行后重试。")
    for number, length in ((2, maxima), *((number, len(row)) for number, row in zip(numbers, rows, strict=True))):
        if length != len(items):
            raise InvalidMarks(f"得分表第{number}行有{length}格，题目有{len(items)}道，请对齐后重试。")


def _values(item: str, column: Sequence[str], numbers: Sequence[int]) -> dict[str, Decimal | None]:
    """Read each different text of a column once."""
    values: dict[str, Decimal | None] = {}
    for cell in set(column):
        place = f"第{numbers[2 + column.index(cell)]}行“{item}”的得分"
        values[cell] = _number(cell, place) if cell.strip() else None
    return values


def _number(cell: str, place: str) -> Decimal:
    try:
        value = Decimal(cell.strip())
    except InvalidOperation:
        raise InvalidMarks(f"得分表{place}“{cell.strip()[:20]}”不是数字，请更正后重试。") from None
    _check(value, place)
    return value


def _check(value: Decimal, place: str) -> None:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(value) > _HIGHEST or exponent < -_PLACES:
        raise InvalidMarks(f"得分表{place}太大或小数位太多，请更正后重试。")
    if value < 0 and place.endswith("满分"):
        raise InvalidMarks(f"得分表{place}小于0，请更正后重试。")


def _marks(
    items: Sequence[str],
    maxima: Sequence[Decimal],
    columns: Sequence[Sequence[Cell]],
    values: Sequence[Mapping[Cell, Decimal | None]],
) -> Marks:
    known: list[Decimal] = [value for column in values for value in column.values() if value is not None]
    places = max((-int(value.as_tuple().exponent) for value in (*maxima, *known)), default=0)
    scale = 10 ** max(places, 0)
    highest = [int(maximum * scale) for maximum in maxima]
    scaled: list[Column] = []
    for item, top, column, cells in zip(items, highest, columns, values, strict=True):
        table = {cell: None if value is None else int(value * scale) for cell, value in cells.items()}
        for cell, mark in table.items():
            if mark is not None and mark > top:
                raise InvalidMarks(f"得分表“{item}”有得分{cell}，超过满分{Decimal(top) / scale}，请更正后重试。")
        scaled.append(list(map(table.__getitem__, column)))
    return Marks(tuple(items), tuple(highest), tuple(scaled), scale, _sums(scaled), _papers(scaled, highest))


def _sums(columns: Sequence[Column]) -> Sequence[int]:
    sums = [0] * len(columns[0])
    for column in columns:
        sums = list(map(add, sums, [mark or 0 for mark in column]))
    return sums


def _papers(columns: Sequence[Column], maxima: Sequence[int]) -> Sequence[int]:
    """Return the maximum of what each attempt was shown; what everybody was shown is added up once."""
    common = 0
    papers = [0] * len(columns[0])
    for column, maximum in zip(columns, maxima, strict=True):
        if None in column:
            papers = list(map(add, papers, [0 if mark is None else maximum for mark in column]))
        else:
            common += maximum
    return [paper + common for paper in papers]
