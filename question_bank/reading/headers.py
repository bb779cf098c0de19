"""Decides which row of a sheet is its header, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase

from question_bank.reading.source import Table
from question_bank.text import mend, plain

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
    "group": "材料题组 题组 案例编号 材料编号 组号",
    "key_points": "要点 得分要点 评分要点 采分点",
    "own": "我的答案 考生答案 学生答案 你的答案 作答",
    "about": "选项数 选项个数 选项数量 答案数 出题人 命题人 录入人 审核人 创建人 作者 创建时间 更新时间 录入时间 修改时间 使用次数 正确率 错误率"
    " 答题人数 科目 课程 课程名称 年份 年度 是否启用 启用 排序 分类编号 试卷名称 题库名称 大题 适用范围 适用对象",
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
_RIGHT_COLUMN = re.compile(r"(?:对应项|右列|右项|匹配项)[_-]?(\d{1,2})")
_HEADER_WITHIN_ROWS = 30
_LONGEST_NAME = 20
_LONGEST_HEADING = 80
RIGHT = "right "
ABOUT = "about"
"""Role of a column that says nothing of the question itself: who wrote it, how many options it has."""

Header = dict[int, str]
"""Column position -> role: a name of _COLUMNS, an option letter, or RIGHT with the number of an entry of 连线题."""


def role_of(cell: str) -> str | None:
    """Return what a heading says its column holds, None for any other text."""
    if len(cell) > _LONGEST_HEADING:
        return None
    name = re.sub(r"[(\[【].*?[)\]】]", "", plain(cell)).strip("*:#").casefold()
    if len(name) > _LONGEST_NAME:
        return None
    if name in _ROLES:
        return _ROLES[name]
    match = _RIGHT_COLUMN.fullmatch(name)
    if match:
        return f"{RIGHT}{match[1]}"
    match = _OPTION_COLUMN.fullmatch(name)
    if match is None:
        return None
    if match[1]:
        return match[1].upper()
    return ascii_uppercase[int(match[2]) - 1 if match[2] else "一二三四五六七八九".index(match[3])]


def header_of(cells: Sequence[str]) -> Header | None:
    """Return the header that a row is: a stem column and a key, option or type column, each role once; else None."""
    header: Header = {}
    for position, cell in enumerate(cells):
        role = role_of(cell) if cell.strip() else None
        if role and (role == ABOUT or role not in header.values()):
            header[position] = role
    roles = set(header.values())
    proves = roles & {"key", "options", "hint", *ascii_uppercase}
    if "stem" not in roles or not proves:
        return None
    _spread_options(header, cells)
    _number_options(header, cells)
    return header


def _number_options(header: Header, cells: Sequence[str]) -> None:
    """Columns 1, 2, 3 … without another name hold the options A, B, C …"""
    found = {plain(cell): position for position, cell in enumerate(cells) if position not in header}
    if set(header.values()) & {"options", *ascii_uppercase} or not {"1", "2"} <= found.keys():
        return
    for at, letter in enumerate(ascii_uppercase, start=1):
        if str(at) not in found:
            return
        header[found[str(at)]] = letter


def numbered_options(cells: Sequence[str], header: Header) -> dict[str, str]:
    """Return the letters of option columns that a number names (选项1), by that number; {} where letters name them."""
    named = [(plain(cells[position]), role) for position, role in header.items() if len(role) == 1]
    numbers = {match[0]: role for text, role in named if (match := re.search(r"\d{1,2}$", text))}
    return numbers if len(numbers) == len(named) else {}


def turned(table: Table) -> list[Table]:
    """Return a table whose rows are named instead of its columns (题干 | …, 答案 | …) as one with a header per question."""
    rows = [([cell for cell in cells if cell.strip()], place) for cells, place in table.rows]
    rows = [row for row in rows if row[0]]
    roles = [role_of(mend(cells[0])) for cells, _ in rows]
    proves = {"key", "options", *ascii_uppercase} & set(filter(None, roles))
    if None in roles or "stem" not in roles or not proves or any(len(cells) > 2 for cells, _ in rows):
        return [table]
    found: list[Table] = []
    names: list[str] = []
    values: list[str] = []
    first = rows[0][1]
    for at, (cells, place) in enumerate(rows):
        if roles[at] in roles[at - len(names) : at]:
            found.append(Table(((tuple(names), first), (tuple(values), first))))
            names, values, first = [], [], place
        names.append(cells[0])
        values.append(cells[1] if len(cells) > 1 else "")
    return [*found, Table(((tuple(names), first), (tuple(values), first)))]


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


def find_header(table: Table) -> tuple[int, Header] | None:
    """Return the index of the header row, which may stand below titles and notes, and its columns; None without one."""
    for index, (cells, _) in enumerate(table.rows[:_HEADER_WITHIN_ROWS]):
        header = header_of(cells)
        if header:
            return index, header
    return None
