"""Command ``xuefa bank statistics MARKS.csv``: what a table of marks says of items and test, without a database."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from question_bank import BankError
from question_bank.statistics import Analysis, ItemStatistics, TestStatistics, analyse, read_marks
from webapp.errors import InvalidInput

_LIMIT_BYTES = 200 * 1024 * 1024
_DIGITS = 10
_HELP = """由得分表计算试题和试卷的统计指标，不需要数据库；表格有误时退出码为 2。

得分表是 .csv：第一行题目编号，第二行满分，以后一份答卷一行，空格子表示没有出这道题。

\b
加 --json 输出 {"file", "test", "items"}，算不出的为 null：
test 整卷：item_count 题数，place_count 每卷题数，attempt_count 答卷数，maximum 满分，
  mean 平均分，median 中位数，standard_deviation 标准差，skewness 偏度，kurtosis 峰度，
  coefficient_of_internal_consistency 内部一致性系数（%），alpha、kr20（0至1），
  error_ratio 误差比（%），standard_error 标准误（分）
items 每题：id，maximum 满分，attempt_count 答卷数，mean 平均分，facility 得分率（0至1，越高越易），
  standard_deviation 标准差（分），standard_deviation_percent 标准差（占满分%），
  random_guess_score 随机猜测得分率（得分表里没有题目，为 null），
  intended_weight 预期权重（%），effective_weight 有效权重（%），
  discrimination_index 区分度（题与其余题得分的相关，%），discriminative_efficiency 区分效率（%），
  upper_facility、lower_facility 高分组、低分组（各27%）得分率，top_bottom_discrimination 两者之差（%），
  variance、rest_variance、covariance、maximum_covariance 计算用的方差和协方差（分²）
"""
_ITEM_COLUMNS = (
    ("得分率", "facility", 100),
    ("标准差%", "standard_deviation_percent", 1),
    ("预期权重", "intended_weight", 1),
    ("有效权重", "effective_weight", 1),
    ("区分度", "discrimination_index", 1),
    ("区分效率", "discriminative_efficiency", 1),
    ("高低27%", "top_bottom_discrimination", 1),
)
_TEST_LINES = (
    ("平均分", "mean"),
    ("中位数", "median"),
    ("标准差", "standard_deviation"),
    ("偏度", "skewness"),
    ("峰度", "kurtosis"),
    ("内部一致性系数%", "coefficient_of_internal_consistency"),
    ("误差比%", "error_ratio"),
    ("标准误", "standard_error"),
)


@click.command("statistics", help=_HELP)
@click.argument("file", metavar="MARKS.csv")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(file: str, as_json: bool) -> None:
    """Print the analysis of one table."""
    try:
        found = analyse(read_marks(_content(file)))
    except BankError as error:
        raise InvalidInput(error.sentence) from None
    if as_json:
        data = {"file": file, "test": as_data(found.test), "items": [_item(item) for item in found.items]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(found)))


def _content(file: str) -> bytes:
    path = Path(file)
    if not path.is_file():
        raise InvalidInput(f"找不到文件 {file}，请检查路径后重试。")
    if path.stat().st_size > _LIMIT_BYTES:
        raise InvalidInput(f"文件《{path.name}》超过 200 MB，请拆分后重试。")
    try:
        return path.read_bytes()
    except OSError:
        raise InvalidInput(f"没有读取文件 {file} 的权限，请检查后重试。") from None


def as_data(found: TestStatistics | ItemStatistics) -> dict[str, Any]:
    """Return figures ready for JSON: floats of ten significant digits, None where undefined."""
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: _rounded(value) for name, value in values.items()}


def _item(item: ItemStatistics) -> dict[str, Any]:
    return {**as_data(item), "random_guess_score": None}


def _rounded(value: Any) -> Any:
    if isinstance(value, float | Decimal):
        shortened = float(f"{value:.{_DIGITS}g}")
        return int(shortened) if isinstance(value, Decimal) and shortened.is_integer() else shortened
    return value


def as_lines(found: Analysis) -> list[str]:
    """Return the analysis as a table for people, the whole test below it."""
    rows = [["题目", "满分", "答卷", *(title for title, _, _ in _ITEM_COLUMNS)]]
    rows += [
        [
            item.id,
            f"{item.maximum:f}",
            str(item.attempt_count),
            *(_shown(getattr(item, name), factor) for _, name, factor in _ITEM_COLUMNS),
        ]
        for item in found.items
    ]
    test = found.test
    whole = "、".join(f"{title} {_shown(getattr(test, name), 1)}" for title, name in _TEST_LINES)
    maximum = "各卷不同" if test.maximum is None else f"{test.maximum:f}"
    return [*_aligned(rows), f"全卷：答卷 {test.attempt_count} 份，{test.item_count} 题，满分 {maximum}", whole]


def _shown(value: float | None, factor: int) -> str:
    return "—" if value is None else f"{value * factor:.2f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) if at == 0 else " " * (width - _width(cell)) + cell
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
