"""Decides how raw sub-questions and their material become one case group, held back as a whole when a part is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from question_bank.model import Question
from question_bank.reading.normalise import Draft
from question_bank.reading.source import RawItem
from question_bank.text import fold
from question_bank.types import get_type

_POINT = re.compile(
    r"(?:^|(?<=[\s。;；]))(?:\(\s*(\d{1,2})\s*\)|([①-⑳])|第(\d{1,2})(?:题|问)\s*:?)\s*|(?m:^)\s*(\d{1,2})\s*[.、)](?!\d)\s*"
)


def _group_of(item: RawItem) -> int:
    return id(item.group) if item.group is not None else id(item)


def _shared_key(items: Sequence[RawItem]) -> list[str] | None:
    """Return one key per sub-question where the last one's key holds them all, each with its number; else None."""
    key = items[-1].key or ""
    folded = fold(key)
    points = list(_POINT.finditer(folded))
    numbers = [next(group for group in match.groups() if group) for match in points]
    if not points or folded[: points[0].start()].strip() or numbers != [item.number for item in items]:
        return None
    ends = [match.start() for match in points[1:]] + [len(key)]
    return [key[match.end() : end].strip() for match, end in zip(points, ends, strict=True)]


def share_keys(items: Sequence[RawItem]) -> list[RawItem]:
    """Return the raw items of a file, with the one key behind the questions of a case given to each of them.

    A key that does not tell its questions apart is the model answer of material and questions together.
    """
    found: list[RawItem] = []
    for _, run in groupby(items, key=_group_of):
        parts = list(run)
        has_own = any((part.key or "").strip() for part in parts[:-1]) or not (parts[-1].key or "").strip()
        if len(parts) < 2 or parts[0].group is None or has_own or any(part.options for part in parts):
            found += parts
            continue
        keys = _shared_key(parts)
        if keys is None:
            found.append(_together(parts))
            continue
        for part, key in zip(parts, keys, strict=True):
            part.key = key
        found += parts
    return found


def _together(parts: Sequence[RawItem]) -> RawItem:
    group, last = parts[0].group, parts[-1]
    lines = [*(group.lines if group else []), *(line for part in parts for line in part.lines)]
    questions = [f"{part.number}. {part.stem}" for part in parts]
    return RawItem(
        place=group.place if group else parts[0].place,
        number=group.number if group else parts[0].number,
        section=parts[0].section,
        hint="short_answer",
        stem="\n".join([*(group.material if group else []), *questions]),
        key=last.key,
        explanation=last.explanation,
        citation=last.citation,
        lines=lines,
    )


def assemble(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a file with those of each case group put together into one."""
    found: list[Draft] = []
    for _, run in groupby(drafts, key=lambda draft: _group_of(draft.raw)):
        parts = list(run)
        found.append(_case(parts) if parts[0].raw.group is not None else parts[0])
    return found


def _case(parts: Sequence[Draft]) -> Draft:
    group = parts[0].raw.group
    if group is None:
        return parts[0]
    raw = RawItem(
        place=group.place,
        number=group.number,
        section=group.section,
        hint="case_group",
        stem="\n".join(line for line in group.material if line).strip(),
        lines=[*group.lines, *(line for part in parts for line in part.raw.lines)],
    )
    draft = Draft(raw, type="case_group", stem=raw.stem, key=())
    for place, part in enumerate(parts, start=1):
        draft.problems += [f"第{part.raw.number or place}小题{problem}" for problem in part.problems]
        draft.doubts += [f"第{part.raw.number or place}小题：{doubt}" for doubt in part.doubts]
    draft.content = Question("case_group", draft.stem, (), (), parts=tuple(part.content for part in parts))
    if not draft.problems:
        draft.problems += get_type("case_group").validate(draft.content)
    return draft
