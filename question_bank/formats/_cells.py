"""Decides what a cell of a sheet shows for its value and number format: 1994 and not 1994.0, 007, 1.50, 50%, a date."""

from __future__ import annotations

import datetime
import re
from typing import Any

_FIXED = re.compile(
    r'(?:"(?P<before>[^"]*)")?(?P<thousands>#,##)?(?P<whole>0+)(?:\.(?P<decimals>0+))?'
    r'(?P<percent>%)?(?:_.)?(?:"(?P<after>[^"]*)")?'
)


def _number(value: float, number_format: str) -> str:
    fixed = _FIXED.fullmatch(number_format.split(";")[0].strip())
    if fixed:
        scaled = value * 100 if fixed["percent"] else value
        width, decimals = len(fixed["whole"]), len(fixed["decimals"] or "")
        comma = "," if fixed["thousands"] else ""
        total = width + decimals + (1 if decimals else 0) + (1 if scaled < 0 else 0)
        # Half up, as a sheet shows it; the small addend outweighs what binary fractions lose.
        shown = format(round(scaled + (1e-9 if scaled >= 0 else -1e-9), decimals), f"0{total}{comma}.{decimals}f")
        return f"{fixed['before'] or ''}{shown}{fixed['percent'] or ''}{fixed['after'] or ''}"
    if "%" in number_format:
        value = round(value * 100, 10)
    text = repr(value) if isinstance(value, int) else format(value, ".15g")
    return f"{text}%" if "%" in number_format else text


def _date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """Show a date in the way its cell does, as far as year, month, day and 年月日 go."""
    shown = number_format.casefold()
    has_day = "d" in shown or "日" in shown
    if "年" in shown:
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if has_day else "")
    if "月" in shown:
        return f"{value.month}月" + (f"{value.day}日" if has_day else "")
    text = f"{value.year}-{value.month:02}" + (f"-{value.day:02}" if has_day else "")
    if isinstance(value, datetime.datetime) and (value.hour or value.minute) and "h" in shown:
        text += f" {value.hour:02}:{value.minute:02}"
    return text


def shown(value: Any, number_format: str) -> str:
    """Return a cell's value as its reader sees it: 1994 and not 1994.0, 50%, 2021年7月1日."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, datetime.time):
        return f"{value.hour:02}:{value.minute:02}"
    return str(value)
