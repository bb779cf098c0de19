"""Decides what stands out in the runs of a Word paragraph: colour, bold, underline, highlight, by run or by style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from question_bank.formats._numbering import W
from question_bank.reading.source import Line, Mark

_PLAIN_COLOURS = ("auto", "000000", None)
_PLAIN_FILLS = ("auto", "FFFFFF", "none", "white", None)
_DEEPEST = 10

Kinds = frozenset[str]
NOTHING: Kinds = frozenset()


class Run(NamedTuple):
    """A stretch of text of one look."""

    text: str
    kinds: Kinds


def kinds_of(properties: etree._Element | None) -> tuple[Kinds, Kinds]:
    """Return the kinds that w:rPr switches on, and those that it switches off against the style."""
    on: set[str] = set()
    off: set[str] = set()
    if properties is None:
        return NOTHING, NOTHING
    for child in properties:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        value = child.get(W + "val")
        if name == "b":
            (off if value in ("0", "false", "off") else on).add("bold")
        elif name == "u":
            (off if value == "none" else on).add("underline")
        elif name == "color" and value not in _PLAIN_COLOURS:
            on.add(f"colour {value}")
        elif (name == "highlight" and value not in _PLAIN_FILLS) or (
            name == "shd" and child.get(W + "fill") not in _PLAIN_FILLS
        ):
            on.add("highlight")
    return frozenset(on), frozenset(off)


class Looks:
    """The looks that the styles of a document give to runs and paragraphs."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.iterfind(W + "style") if styles is not None else ()
        self._styles = {style.get(W + "styleId") or "": style for style in found}
        self._known: dict[str, Kinds] = {"": NOTHING}

    def of_style(self, name: str) -> Kinds:
        """Return what a style makes stand out, with the styles that it is based on."""
        if name not in self._known:
            chain: list[etree._Element] = []
            current = self._styles.get(name)
            while current is not None and len(chain) < _DEEPEST:
                chain.append(current)
                current = self._styles.get(_value(current, "basedOn"))
            kinds = NOTHING
            for style in reversed(chain):
                on, off = kinds_of(style.find(W + "rPr"))
                kinds = (kinds | on) - off
            self._known[name] = kinds
        return self._known[name]

    def of_run(self, run: etree._Element, paragraph_style: str) -> Kinds:
        """Return what stands out in a run."""
        properties = run.find(W + "rPr")
        on, off = kinds_of(properties)
        styled = self.of_style(paragraph_style)
        if properties is not None:
            styled = styled | self.of_style(_value(properties, "rStyle"))
        return (styled | on) - off


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(W + tag)
    return (child.get(W + "val") or "") if child is not None else ""


def _visible(run: Run) -> str:
    """A line below nothing but blanks is a gap to fill in."""
    if "underline" in run.kinds and run.text and not run.text.strip(" \t\u3000\xa0\u2002"):
        return "_" * max(4, len(run.text))
    return run.text


def lines_of(runs: Sequence[Run], place: str) -> list[Line]:
    """Return the lines of a paragraph, cut at its soft breaks, with what stands out in each."""
    text = ""
    spans: list[Mark] = []
    for run in runs:
        shown = _visible(run)
        for kind in run.kinds if shown.strip(" _") else ():
            touching = (index for index, mark in enumerate(spans) if mark.end == len(text) and mark.kind == kind)
            last = next(touching, None)
            end = len(text) + len(shown)
            if last is None:
                spans.append(Mark(len(text), end, kind))
            else:
                spans[last] = spans[last]._replace(end=end)
        text += shown
    lines, start = [], 0
    for part in text.split("\n"):
        end = start + len(part)
        own = [mark for mark in spans if mark.start < end and mark.end > start]
        cut = [Mark(max(mark.start - start, 0), min(mark.end, end) - start, mark.kind) for mark in own]
        lines.append(Line(part, place, tuple(cut)))
        start = end + 1
    return lines
