"""Decides what of a fill-in stem is an answer that somebody wrote into its gap, and empties the gap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keys import GAP
from question_bank.text import fold, plain

EMPTY = "____"
_LINED = re.compile(r"(?<!_)_+\s*(?P<inside>[^_\s](?:[^_]{0,60}?[^_\s])?)\s*_+")
_BRACKETED = re.compile(r"[(\[]\s*(?P<inside>[^()\[\]]{1,40}?)\s*[)\]]")
_SPACED = re.compile(r"(?<=\S)\s{2,}(?P<inside>\S{1,30})\s{2,}(?=\S)|(?<=\S)\s{2,}(?P<last>\S{1,30}?)\s{2,}[。.]?$")
_RUN = re.compile(r"_+")
# Words that stand between two gaps rather than in one.
_BETWEEN = re.compile(r"[是和与及或为的、在以由并]|以及|或者|.*[,。;:].*")
# Brackets that explain: 以下简称甲, 2021年修订, 含本数.
_EXPLAINS = re.compile(r"以下|简称|下同|不?含|包括|如|即|例如|注|见|\d{4}年?|[一二三四五六七八九十]+|\d+|.*(?:修订|修正|施行|版)|.*分")

_ADDS = re.compile(r"以下|简称|不?含|包括|如|即")


def _cut(stem: str, spans: Sequence[tuple[int, int, str]]) -> tuple[str, list[str]]:
    """Put an empty gap in the place of each span; return the stem and what stood there."""
    parts, at, texts = [], 0, []
    for start, end, inside in spans:
        parts += [stem[at:start], EMPTY]
        texts.append(inside)
        at = end
    return "".join([*parts, stem[at:]]), texts


def _underlined(stem: str, texts: Sequence[str]) -> list[tuple[int, int, str]]:
    """Find the texts with a line below them, in order."""
    spans, at = [], 0
    for text in texts:
        start = stem.find(text, at)
        if start < 0:
            return []
        end = start + len(text)
        # The line often runs on over blanks or underscores at both ends.
        while start > at and stem[start - 1] in " _　":
            start -= 1
        while end < len(stem) and stem[end] in " _　":
            end += 1
        spans.append((start, end, text.strip()))
        at = end
    return spans


def take_filled_gaps(stem: str, underlined: Sequence[str]) -> tuple[str, list[str], str | None]:
    """Return a stem with empty gaps, the answers that stood in them, and a doubt where brackets or blanks held them.

    An underlined text, text between two underscores, a filled bracket or a word between wide blanks is an answer only
    where the stem has no empty gap of that kind; ([], no answers) where nothing is certain.
    """
    spans = _underlined(stem, underlined)
    if spans and not GAP.search(fold(_cut(stem, spans)[0]).replace(EMPTY, "")):
        return (*_cut(stem, spans), None)
    folded = fold(stem)
    lined = list(_LINED.finditer(folded))
    if lined:
        insides = [stem[match.start("inside") : match.end("inside")] for match in lined]
        runs = len(_RUN.findall(folded))
        if runs == 2 * len(lined) and not any(_BETWEEN.fullmatch(plain(inside)) for inside in insides):
            return (*_cut(stem, [(m.start(), m.end(), text) for m, text in zip(lined, insides, strict=True)]), None)
        return stem, [], None
    if GAP.search(folded):
        return stem, [], None
    bracketed = [
        match
        for match in _BRACKETED.finditer(folded)
        if match[0].startswith("[") or not (_EXPLAINS.fullmatch(match["inside"]) or _ADDS.match(match["inside"]))
    ]
    for found, names, doubt in (
        (bracketed, ("inside",), "答案取自题干的括号"),
        (list(_SPACED.finditer(folded)), ("inside", "last"), "答案取自题干的空白处"),
    ):
        spans = []
        for match in found:
            name = next(name for name in names if match[name])
            spans.append((match.start(name), match.end(name), stem[match.start(name) : match.end(name)]))
        if spans:
            return (*_cut(stem, spans), doubt)
    return stem, [], None
