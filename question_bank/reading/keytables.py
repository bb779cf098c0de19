"""Decides whether a table holds keys (numbers above keys, or columns 题号 and 答案) or nothing but scores."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keyregions import section_of
from question_bank.reading.keyrows import is_key
from question_bank.reading.source import KeyEntry, KeyList, KeyRow, KeySection, Line, Piece, Table
from question_bank.text import fold, mend, plain

_NUMBER_LABEL = re.compile(r"(?:试题|题目)?(?:题号|序号|编号|题目)|题\d*")
_KEY_LABEL = re.compile(r"(?:参考|正确|标准|试题)?(?:答案|选项)|答|我的答案|作答")
_SCORE_LABEL = re.compile(r"得分|评卷人|阅卷人|总分|合计|复核人?|统分人?|评分人?|满分|分值|分数")
_NUMBER = re.compile(r"(?:第)?\(?(\d{1,4})\)?(?:题|[.、])?")
_STARTS_NUMBERS = re.compile(r"[\s|]*(?:(?:试题|题目)?(?:题号|序号|编号)|\d{1,3}(?:[\s|]+\d{1,3})+[\s|]*$)")
_PARTS = re.compile(r"[一二三四五六七八九十]+|[IVX]+|题[号型]|大题|总分|合计")


def _row(cells: Sequence[str]) -> list[str]:
    return [mend(cell).strip() for cell in cells]


def _number(cell: str) -> str | None:
    match = _NUMBER.fullmatch(plain(fold(cell)))
    return str(int(match[1])) if match else None


def _number_row(cells: Sequence[str]) -> dict[int, str] | None:
    """Return the numbers of a row by column: two or more, rising, with at most a label before them."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell]
    label = bool(filled) and bool(_NUMBER_LABEL.fullmatch(plain(filled[0][1])))
    numbers = {column: _number(cell) for column, cell in filled[label:]}
    values = [int(number) for number in numbers.values() if number]
    if len(values) < len(numbers) or values != sorted(set(values)) or len(values) < (1 if label else 2):
        return None
    return {column: number for column, number in numbers.items() if number}


def _key_row(cells: Sequence[str], numbers: dict[int, str], place: str) -> list[KeyEntry] | None:
    """Return the keys below a row of numbers; [] for an answer sheet that was left empty; None for another row."""
    filled = {column: cell for column, cell in enumerate(cells) if cell}
    first = next(iter(filled), None)
    has_label = first is not None and bool(_KEY_LABEL.fullmatch(plain(filled[first])))
    if first is not None and has_label:
        del filled[first]
    if not all(column in numbers and (is_key(cell) or has_label) for column, cell in filled.items()):
        return None
    if not filled and not has_label and any(cells):
        return None
    return [
        KeyEntry(numbers[column], cell.strip("()（） "), place, f"{numbers[column]} {cell}")
        for column, cell in filled.items()
    ]


def _paired_rows(rows: Sequence[tuple[list[str], str]]) -> tuple[list[KeySection], list[Piece]] | None:
    """Read rows of numbers, each with a row of keys below it; section names may stand between."""
    sections = [KeySection(None, None)]
    notes: list[Piece] = []
    at = 0
    while at < len(rows):
        cells, place = rows[at]
        filled = [cell for cell in cells if cell]
        named = section_of(filled[0]) if len(set(filled)) == 1 else None
        if not filled or named:
            if named:
                sections.append(KeySection(named.text, named.hint))
                notes.append(Piece(" ".join(filled), place))
            at += 1
            continue
        numbers = _number_row(cells)
        if numbers is None or at + 1 == len(rows):
            return None
        below, below_place = rows[at + 1]
        entries = _key_row(below, numbers, below_place)
        if entries is None:
            return None
        notes.append(Piece(" ".join(filled), place))
        if entries:
            sections[-1].rows.append(KeyRow(" ".join(cell for cell in below if cell), below_place, entries))
        else:
            notes.append(Piece(" ".join(cell for cell in below if cell), below_place))
        at += 2
    return sections, [note for note in notes if note.text]


def _columns(rows: Sequence[tuple[list[str], str]]) -> tuple[list[KeySection], list[Piece]] | None:
    """Read columns 题号 and 答案, once or several times side by side, with 解析 beside them."""
    if not rows:
        return None
    labels = [plain(cell) for cell in rows[0][0]]
    numbers = [column for column, label in enumerate(labels) if _NUMBER_LABEL.fullmatch(label)]
    keys = [column for column, label in enumerate(labels) if _KEY_LABEL.fullmatch(label)]
    notes = {column for column, label in enumerate(labels) if re.fullmatch(r"(?:答案)?解析|说明|依据|备注", label)}
    if not numbers or len(numbers) != len(keys):
        return None
    if any(key <= number for number, key in zip(numbers, keys, strict=True)):
        return None
    if len(numbers) + len(keys) + len(notes) != sum(bool(label) for label in labels):
        return None
    section = KeySection(None, None)
    bounds = [*numbers[1:], len(labels)]
    for number_at, key_at, until in zip(numbers, keys, bounds, strict=True):
        for cells, place in rows[1:]:
            own = [*cells, *[""] * len(labels)][number_at:until]
            number, key = _number(own[0]), own[key_at - number_at]
            explanation = "\n".join(own[column - number_at] for column in notes if key_at < column < until)
            if (key or own[0]) and not number:
                return None
            if number:
                entry = KeyEntry(number, key.strip("()（） "), place, f"{number} {key}", explanation.strip() or None)
                text = " ".join(cell for cell in own if cell)
                section.rows.append(KeyRow(text, place, [entry] if key else []))
    return [section], [Piece(" ".join(cell for cell in rows[0][0] if cell), rows[0][1])]


def read_key_table(table: Table) -> KeyList | None:
    """Return the keys of a table that holds nothing else, also when every key is still to be filled in; else None."""
    rows = [(_row(cells), place) for cells, place in table.rows]
    rows = [row for row in rows if any(row[0])]
    for read in (_paired_rows, _columns):
        found = read(rows)
        if found:
            sections, notes = found
            empty = [row for section in sections for row in section.rows if not row.entries]
            for section in sections:
                section.rows = [row for row in section.rows if row.entries]
            notes += [Piece(row.text, row.place) for row in empty]
            return KeyList(tuple(section for section in sections if section.rows), tuple(notes)) if rows else None
    return None


def lift_rows(lines: Sequence[Line | KeyList]) -> list[Line | KeyList]:
    """Return the lines of a file with rows of numbers over rows of keys (题号 1 2 3 / 答案 A B C) as lists of keys."""
    found: list[Line | KeyList] = []
    at = 0
    while at < len(lines):
        pair = [line for line in lines[at : at + 2] if isinstance(line, Line)]
        keys = _two_rows(*pair) if len(pair) == 2 else None
        found.append(keys or lines[at])
        at += 2 if keys else 1
    return found


def _two_rows(above: Line, below: Line) -> KeyList | None:
    if not _STARTS_NUMBERS.match(above.text):
        return None
    numbers, keys = ([cell for cell in re.split(r"[\s|:：]+", line.text.strip()) if cell] for line in (above, below))
    count = sum(_number(cell) is not None for cell in numbers)
    label = keys[:1] if keys and _KEY_LABEL.fullmatch(plain(keys[0])) else []
    signs = keys[len(label) :]
    if len(signs) == 1 and len(signs[0]) == count:
        signs = list(signs[0])
    if len(signs) != count or not all(map(is_key, signs)):
        return None
    if len(numbers) > count:
        label = label or ["答案"]
    elif label:
        numbers = ["题号", *numbers]
    return read_key_table(Table(((tuple(numbers), above.place), ((*label, *signs), below.place))))


def read_score_table(table: Table) -> KeyList | None:
    """Return a list without keys for a table that only keeps the scores of a paper (题号 一 二 三 总分); else None."""
    cells = [(plain(cell), place) for row, place in table.rows for cell in row if cell.strip()]
    has_label = any(_SCORE_LABEL.fullmatch(cell) for cell, _ in cells)
    if not has_label or not all(
        _SCORE_LABEL.fullmatch(cell) or _PARTS.fullmatch(cell) or re.fullmatch(r"\d{1,3}分?", cell) for cell, _ in cells
    ):
        return None
    return KeyList((), tuple(Piece(cell, place) for cell, place in cells))
