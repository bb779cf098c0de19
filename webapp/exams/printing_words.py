"""Decide in which words and how tightly a printed paper speaks: numerals, widths, options on a line, lines to write on.

Widths are in halves of a Chinese character, as ``unicodedata`` gives them.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase

_HAN = "一二三四五六七八九十"
_OPTION_MARK = 4
"""What the letter, its point and the blank behind an option take."""
_SHORTEST_GAP = 12
_GAP = re.compile(r"[_＿]{2,}")
_PLACE = re.compile(r"[（(][\s　\u2002\xa0]*[)）]")
_FEWEST_LINES, _MOST_LINES = 4, 14


def han(number: int) -> str:
    """Return 一 … 九十九 for a number from 1 on; from 100 on its digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0 or number == 10:
        return _HAN[number - 1]
    return ("" if tens == 1 else _HAN[tens - 1]) + "十" + (_HAN[ones - 1] if ones else "")


def paper_letter(number: int) -> str:
    """Return A for the first of an exam's papers."""
    return ascii_uppercase[number - 1]


def width(text: str) -> int:
    """Return how wide a line of text is; a line break counts as never fitting beside anything."""
    if "\n" in text:
        return 10**6
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def options_on_a_line(texts: Sequence[str], room: int) -> int:
    """Return 4, 2 or 1: how many options of these texts stand side by side in ``room``, as exam papers set them."""
    widest = max((width(text) for text in texts), default=0) + _OPTION_MARK
    if widest <= room // 4 and len(texts) > 2:
        return 4
    return 2 if widest <= room // 2 else 1


def with_place(stem: str) -> str:
    """Return the stem of a question whose answer is written into a bracket, with that bracket if it has none."""
    return stem if _PLACE.search(stem) else f"{stem}（　　）"


def with_gaps(stem: str) -> str:
    """Return a stem whose gaps are wide enough to write into."""
    return _GAP.sub(lambda found: "_" * max(_SHORTEST_GAP, len(found.group())), stem)


def lines_for(points: Decimal) -> int:
    """Return how many lines are left for a written answer that earns so many points."""
    return max(_FEWEST_LINES, min(_MOST_LINES, math.ceil(points / 2) + 3))


def plain_points(points: Decimal) -> str:
    """Return 2 or 2.5, without trailing zeros."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def section_line(number: int, title: str, points: Sequence[Decimal], rule: str) -> str:
    """Return the heading of a section: 一、单项选择题（本大题共20小题，每小题2分，共40分。全部选对才得分）."""
    each = f"，每小题{plain_points(points[0])}分" if len(set(points)) == 1 else ""
    total = plain_points(sum(points, Decimal(0)))
    ending = f"。{rule}" if rule else ""
    return f"{han(number)}、{title}（本大题共{len(points)}小题{each}，共{total}分{ending}）"
