"""Decides how rows with a header become raw items: which column means what, and how a cell of options is cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from question_bank.reading.blocks import read_lines
from question_bank.reading.keylists import find_key_lists
from question_bank.reading.keytables import read_key_table, read_score_table
from question_bank.reading.segments import Role, split_line
from question_bank.reading.source import UNMARKED, Group, KeyList, Line, Mark, Piece, RawItem, Reading, Source, Table
from question_bank.reading.words import heading, type_hint
from question_bank.text import fold, mend, plain

_COLUMNS = {
    "stem": "题目 题干 试题 试题内容 题目内容 试题题干 题目题干 题干内容 题目名称 试题名称 题目描述 试题描述 问题 问题内容 内容 题面"
    " questioncontent question questiontitle questiontext stem title content",
    "key": "答案 正确答案 标准答案 参考答案 试题答案 题目答案 正确选项 正确答案选项 答案选项 答案内容"
    " questionanswer answer answers rightanswer correctanswer",
    "hint": "题型 类型 试题类型 题目类型 试题题型 题目题型 题型名称 题类 questiontype type",
    "options": "选项 选项内容 备选项 备选答案 候选项 候选答案 所有选项 选项列表 试题选项 题目选项"
    " questionoptions questionoption options option choices",
    "explanation": "解析 答案解析 试题解析 题目解析 试题分析 题目分析 答题解析 解释 备注 说明 答案说明 analysis explanation remark",
    "citation": "依据 法条依据 法律依据 法规依据 政策依据 答案依据 出题依据 命题依据 试题依据 出处 试题出处 题目出处 来源 试题来源"
    " 题目来源 source",
    "difficulty": "难度 难易度 难度等级 难度系数 难易程度 试题难度 题目难度 difficulty level",
    "points": "分值 分数 本题分数 题目分值 试题分值 得分 score points",
    "topic": "知识点 考点 知识点名称 章节 所属章节 分类 试题分类 题目分类 类别 所属知识点 标签 topic category",
    "number": "序号 题号 编号 试题编号 题目编号 no id questionid",
    "material": "材料 案例 案例材料 背景材料 材料内容 题干材料 案例内容 材料题干 大题干 material",
    "own": "我的答案 考生答案 学生答案 你的答案 作答",
    # Columns of the platform's own exports that say nothing about the question.
    "bank": "题库",
    "state": "状态",
    "reason": "退回原因",
    "place": "原文位置",
}
_ROLES = {name: role for role, names in _COLUMNS.items() for name in names.split()}
_OPTION_COLUMN = re.compile(
    r"(?:选项|备选项|备选答案|候选项|答案|option|choice)?[_-]?([a-l])(?:选项|项|答案)?"
    r"|(?:选项|备选项|备选答案|候选项|option|choice)[_-]?(1[0-2]|[1-9])|选项([一二三四五六七八九])"
)
_NOTE_ROW = re.compile(r"(?:注|说明|备注|注意|填写说明|填表说明|注意事项|示例|合计|共计)\s*[:：].*|合计|共计", re.DOTALL)
_HEADER_WITHIN_ROWS = 30
_CELL_SEPARATORS = (r"\|", r"\n", r"[;；]")
_LONGEST_NAME = 20
_LONGEST_HEADING = 80
_OWN_LETTER = re.compile(r"([A-Z])\s*[.、:]\s*")

Header = dict[int, str]
"""Column position -> role: a name of _COLUMNS, or an option letter."""


def _role(cell: str) -> str | None:
    if len(cell) > _LONGEST_HEADING:
        return None
    name = re.sub(r"[(\[【].*?[)\]】]", "", plain(cell)).strip("*:#").casefold()
    if len(name) > _LONGEST_NAME:
        return None
    if name in _ROLES:
        return _ROLES[name]
    match = _OPTION_COLUMN.fullmatch(name)
    if match is None:
        return None
    if match[1]:
        return match[1].upper()
    return ascii_uppercase[int(match[2]) - 1 if match[2] else "一二三四五六七八九".index(match[3])]


def _header(cells: Sequence[str]) -> Header | None:
    """Return the header that a row is: a stem column and a key, option or type column, each role once; else None."""
    header: Header = {}
    for position, cell in enumerate(cells):
        role = _role(cell) if cell.strip() else None
        if role and role not in header.values():
            header[position] = role
    roles = set(header.values())
    proves = roles & {"key", "options", "hint", *ascii_uppercase}
    if "stem" not in roles or not proves:
        return None
    _spread_options(header, cells)
    return header


def _spread_options(header: Header, cells: Sequence[str]) -> None:
    """选项 above several nameless columns names them A, B, C …; merged cells leave all but the first without text."""
    at = next((position for position, role in header.items() if role == "options"), None)
    if at is None or set(header.values()) & set(ascii_uppercase):
        return
    last = max(header)
    for letter, position in zip(ascii_uppercase[1:], range(at + 1, last), strict=False):
        if cells[position].strip():
            return
        header[position] = letter


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
    item.option_marks = [kinds.get(letter, UNMARKED) for letter, _ in item.options]
    return item


class _Rows:
    """Reads the rows of one table below its header."""

    def __init__(self, table: Table, header: Header, section: str | None, hint: str | None) -> None:
        self.table = table
        self.header = header
        self.reading = Reading(section=section, hint=hint)
        self.material: str | None = None
        self.group: Group | None = None

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
        again = _header(cells) if any(_role(cell) == "stem" for cell in filled[:4]) else None
        found = heading(mend(filled[0])) if len(filled) == 1 else None
        is_first = bool(filled) and not self.reading.items
        letters = {at: _role(cell) or "" for at, cell in enumerate(cells) if cell.strip()} if is_first else {}
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
        material = values.pop("material", None)
        item = _item(values, place, kinds)
        item.section, item.hint = self.reading.section, item.hint or self.reading.hint
        if material:
            if self.group is None or self.group.material != [material]:
                self.group = Group(place, None, item.section, "case_group", [material], [material])
            else:
                self.reading.structure.append(Piece(material, place))
            item.group = self.group
            item.number = item.number or str(sum(other.group is self.group for other in self.reading.items) + 1)
        self.reading.items.append(item)


def find_header(table: Table) -> tuple[int, Header] | None:
    """Return the index of the header row, which may stand below titles and notes, and its columns; None without one."""
    for index, (cells, _) in enumerate(table.rows[:_HEADER_WITHIN_ROWS]):
        header = _header(cells)
        if header:
            return index, header
    return None


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
            if len(cells) > 1 and (pasted or _header(cells)):
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
            reading.extend(read_lines(find_key_lists(lines), reading.section, reading.hint))
            lines.clear()

    for unit in _units(source):
        if isinstance(unit, Table):
            read_waiting_lines()
            reading.extend(read_table(unit, reading.section, reading.hint))
        else:
            lines.append(unit)
    read_waiting_lines()
    return reading
