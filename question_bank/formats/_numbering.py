"""Decides which number Word shows before a paragraph; it stands in no text, only in w:numPr and numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_glued: bool = False


@dataclass(slots=True)
class _List:
    """The levels of one w:num; lists of the same abstract list go on counting together."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


def _value(element: etree._Element | None, tag: str) -> str | None:
    child = element.find(W + tag) if element is not None else None
    return child.get(W + "val") if child is not None else None


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default


def _han(number: int) -> str:
    if number < 10:
        return _HAN[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
    return str(number)


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


def _shown(number: int, form: str) -> str:
    if not 0 < number < 1000:
        return str(number)
    if form == "upperLetter":
        return _letters(number)
    if form == "lowerLetter":
        return _letters(number).lower()
    if form == "upperRoman":
        return _roman(number)
    if form == "lowerRoman":
        return _roman(number).lower()
    if form.startswith(("chinese", "ideograph", "japaneseCounting", "taiwaneseCounting")):
        return _han(number)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


class Numbering:
    """Counts the lists of one document; ask it once per paragraph, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._styles = _read_styles(styles) if styles is not None else {}

    def prefix(self, properties: etree._Element | None) -> str:
        """Return what Word shows before a paragraph with these w:pPr, "" for none; counts the paragraph."""
        list_id, level = self._list_of(properties)
        numbered = self._lists.get(list_id or "")
        if numbered is None or level not in numbered.levels:
            return ""
        counters = numbered.counters
        if level in numbered.restarts:
            counters[level] = numbered.restarts.pop(level) - 1
        counters[level] = counters.get(level, numbered.levels[level].start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        shape = numbered.levels[level]
        if shape.form in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            form = numbered.levels[other].form if other in numbered.levels else "decimal"
            return _shown(counters.get(other, 1), form)

        text = re.sub(r"%([1-9])", number, shape.text)
        return text if shape.is_glued or not text else f"{text} "

    def _list_of(self, properties: etree._Element | None) -> tuple[str | None, int]:
        if properties is None:
            return None, 0
        own = properties.find(W + "numPr")
        styled = self._styles.get(_value(properties, "pStyle") or "", (None, 0))
        if own is None:
            return styled
        return _value(own, "numId") or styled[0], _integer(_value(own, "ilvl"), styled[1])


def _read_levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in element.iterfind(W + "lvl"):
        levels[_integer(level.get(W + "ilvl"), 0)] = _Level(
            start=_integer(_value(level, "start"), 1),
            form=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText") or "",
            is_glued=_value(level, "suff") == "nothing",
        )
    return levels


def _read_lists(root: etree._Element) -> dict[str, _List]:
    abstract = {item.get(W + "abstractNumId"): _read_levels(item) for item in root.iterfind(W + "abstractNum")}
    counters: dict[str | None, dict[int, int]] = {name: {} for name in abstract}
    lists = {}
    for item in root.iterfind(W + "num"):
        name = _value(item, "abstractNumId")
        levels = dict(abstract.get(name, {}))
        restarts = {}
        for override in item.iterfind(W + "lvlOverride"):
            level = _integer(override.get(W + "ilvl"), 0)
            levels.update(_read_levels(override))
            start = _value(override, "startOverride")
            if start is not None:
                restarts[level] = _integer(start, 1)
        lists[item.get(W + "numId") or ""] = _List(levels, counters.get(name, {}), restarts)
    return lists


def _read_styles(root: etree._Element) -> dict[str, tuple[str | None, int]]:
    """Return list and level of each paragraph style, its own or that of the style it is based on."""
    styles = {style.get(W + "styleId") or "": style for style in root.iterfind(W + "style")}
    found: dict[str, tuple[str | None, int]] = {}
    for name, style in styles.items():
        current: etree._Element | None = style
        visited: set[str] = set()
        while current is not None:
            properties = current.find(W + "pPr")
            numbered = properties.find(W + "numPr") if properties is not None else None
            if numbered is not None:
                found[name] = (_value(numbered, "numId"), _integer(_value(numbered, "ilvl"), 0))
                break
            base = _value(current, "basedOn") or ""
            if base in visited:
                break
            visited.add(base)
            current = styles.get(base)
    return found
