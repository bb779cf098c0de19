"""Decides how rows with a header become raw items: which column means what, and how a cell of options is cut."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from string import ascii_uppercase

from question_bank.reading.blocks import read_lines
from question_bank.reading.segments import Role, split_line
from question_bank.reading.source import Line, Piece, RawItem, Reading, Source, Table
from question_bank.reading.words import heading, type_hint
from question_bank.text import fold, mend, plain

_COLUMNS = {
    "stem": "题目 题干 试题 试题内容 题目内容 试题题干 题目题干 题目名称 问题 内容 questioncontent question stem",
    "key": "答案 正确答案 标准答案 参考答案 试题答案 题目答案 questionanswer answer",
    "hint": "题型 类型 试题类型 题目类型 试题题型 questiontype type",
    "options": "选项 选项内容 备选项 备选答案 候选项 所有选项 questionoptions options",
    "explanation": "解析 答案解析 试题解析 题目解析 备注 说明 analysis",
    "citation": "依据 法条依据 法律依据 法规依据 政策依据 出处 来源",
    "difficulty": "难度 难易度 难度等级 难易程度",
    "points": "分值 分数 本题分数",
    "topic": "知识点 考点 知识点名称 章节 分类",
    "number": "序号 题号 编号 no",
    "own": "我的答案 考生答案 学生答案",
    # Columns of the platform's own exports that say nothing about the question.
    "bank": "题库",
    "state": "状态",
    "reason": "退回原因",
    "place": "原文位置",
}
_ROLES = {name: role for role, names in _COLUMNS.items() for name in names.split()}
_OPTION_COLUMN = re.compile(r"(?:选项|备选答案|答案|option)?([a-j])(?:选项)?|(?:选项|备选答案|option)(10|[1-9])")
_HEADER_WITHIN_ROWS = 30
_CELL_SEPARATORS = (r"\|", r"\n", r"[;；]")
_LONGEST_NAME = 20

Header = dict[int, str]
"""Column position -> role: a name of _COLUMNS, or an option letter."""


def _role(cell: str) -> str | None:
    if len(cell) > _LONGEST_NAME:
        return None
    name = re.sub(r"[(\[].*?[)\]]", "", plain(cell)).strip("*:").casefold()
    if name in _ROLES:
        return _ROLES[name]
    match = _OPTION_COLUMN.fullmatch(name)
    if match is None:
        return None
    return match[1].upper() if match[1] else ascii_uppercase[int(match[2]) - 1]


def _header(cells: Sequence[str]) -> Header | None:
    """Return the header that a row is: a stem column and a key, option or type column, each role once; else None."""
    header: Header = {}
    for position, cell in enumerate(cells):
        role = _role(cell) if cell.strip() else None
        if role and role not in header.values():
            header[position] = role
    roles = set(header.values())
    proves = roles & {"key", "options", "hint", *ascii_uppercase}
    return header if "stem" in roles and proves else None


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
        return [(segment.label, segment.text) for segment in segments]
    return list(zip(ascii_uppercase, pieces, strict=False))


def _without_own_letter(letter: str, text: str) -> str:
    match = re.match(rf"{letter}\s*[.、:]\s*", fold(text))
    return text[match.end() :] if match else text


def _item(cells: Sequence[str], place: str, header: Header, reading: Reading) -> RawItem | None:
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
    if not values.keys() - {"number"}:
        reading.structure += [Piece(text, place) for text in values.values()]
        return None
    item = RawItem(place=place, lines=list(values.values()), number=values.get("number"))
    item.hint = type_hint(values.get("hint", ""))
    if "hint" in values and item.hint is None:
        item.problems.append(f"题型“{values['hint']}”无法识别")
    item.stem = values.get("stem", "")
    item.key = values.get("key")
    item.explanation = values.get("explanation")
    item.citation = values.get("citation")
    item.difficulty = values.get("difficulty")
    item.topic = values.get("topic")
    item.points = values.get("points")
    item.options = split_options(values["options"]) if "options" in values else []
    letters = [letter for letter in ascii_uppercase if letter in values]
    item.options += [(letter, _without_own_letter(letter, values[letter])) for letter in letters]
    return item


def _read_rows(table: Table, first: int, header: Header) -> Reading:
    reading = Reading()
    for cells, place in table.rows[:first]:
        reading.structure += [Piece(cell.strip(), place) for cell in cells if cell.strip()]
    section: str | None = None
    hint: str | None = None
    for cells, place in table.rows[first:]:
        filled = [cell for cell in cells if cell.strip()]
        again = _header(cells) if any(_role(cell) == "stem" for cell in filled[:4]) else None
        found = heading(mend(filled[0])) if len(filled) == 1 else None
        if again or found:
            header = again or header
            section, hint = (found.text, found.hint) if found else (section, hint)
            reading.structure += [Piece(cell.strip(), place) for cell in filled]
            continue
        item = _item(cells, place, header, reading)
        if item is not None:
            item.section = section
            item.hint = item.hint or hint
            reading.items.append(item)
    return reading


def read_table(table: Table) -> Reading | None:
    """Return the raw items of rows under a header, which may stand below titles and notes; None without a header."""
    for index, (cells, _) in enumerate(table.rows[:_HEADER_WITHIN_ROWS]):
        header = _header(cells)
        if header:
            return _read_rows(table, index, header)
    return None


def _as_lines(table: Table) -> list[Line]:
    """Return the cells of a layout table as lines: cells of a row stay together, paragraphs of a cell come apart."""
    lines = []
    for cells, place in table.rows:
        if any("\n" in cell for cell in cells):
            lines += [Line(text, place) for cell in cells for text in cell.split("\n")]
        else:
            lines.append(Line("\t".join(cell for cell in cells if cell.strip()), place))
    return lines


def read_source(source: Source) -> Reading:
    """Return the raw items of a whole file; tables without a header are read as lines among the others."""
    reading = Reading()
    lines: list[Line] = []
    for part in source:
        if isinstance(part, Line):
            lines.append(part)
            continue
        found = read_table(part)
        if found is None:
            lines += _as_lines(part)
        else:
            reading.extend(read_lines(lines))
            reading.extend(found)
            lines = []
    reading.extend(read_lines(lines))
    return reading
