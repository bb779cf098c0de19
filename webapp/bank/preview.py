"""Decide how a file that was read is shown before it enters: in which order, one entry open, its source beside it.

Doubts come first. Only one page of entries and one stretch of the source are handed to the template, so that a file of
thousands of questions stays a small page.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from question_bank import Question, get_type, question_from_json
from webapp.bank.reading import Report, items_of
from webapp.bank.rules import Decision, Lines, Present, decide, key_in_words, key_shown, lines_shown, parts_shown
from webapp.pictures import SIGN

GROUPS = {
    "held": "待补",
    "conflict": "答案冲突",
    "doubtful": "存疑",
    "near": "相近",
    "twice": "重复",
    "unread": "未识别",
    "present": "已在题库",
    "mended": "已修改",
    "left_out": "不导入",
    "clean": "可入库",
}
"""Groups in the order in which a person looks at them, with their words."""

TO_SETTLE = ("held", "conflict", "doubtful")
"""Groups that a person goes through one by one."""

_BEFORE, _WINDOW = 4, 60
_STEM_CLIP = 160


@dataclass(frozen=True)
class Side:
    """One of two questions beside each other: its key in words, where it stands, its page in the bank or its code."""

    key: str
    place: str
    question_id: int | None = None
    code: str | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the preview; ``line`` is its first line in the source, None where the place is not known."""

    code: str
    group: str
    number: str
    place: str
    text: str
    why: str
    line: int | None
    type_label: str = ""
    lines: Lines = ()
    parts: tuple[tuple[str, str, Lines], ...] = ()
    key: str = ""
    sides: tuple[Side, ...] = ()
    near: tuple[Mapping[str, Any], ...] = ()

    @property
    def group_label(self) -> str:
        """The word for the group."""
        return GROUPS[self.group]

    @property
    def chip(self) -> str:
        """The state whose shape and colour the group has: settled, or to be looked at."""
        if self.group == "left_out":
            return "withdrawn"
        return "completed" if self.group in ("clean", "present", "mended") else "look"


@dataclass(frozen=True)
class SourceLine:
    """One line of the file: the number that stands before it, and whether it belongs to the open entry."""

    label: str
    text: str
    is_on: bool


@dataclass(frozen=True)
class Preview:
    """All that the page shows of a file: how many it holds of each type, figures, and every entry in order."""

    counts: Sequence[tuple[str, int]]
    groups: Mapping[str, int]
    entries: Sequence[Entry]
    lines: Sequence[tuple[str, str]]

    @property
    def add_count(self) -> int:
        """How many questions confirming would add."""
        return sum(self.groups[group] for group in ("clean", "near", "doubtful", "mended"))

    @property
    def look_count(self) -> int:
        """How many a person should look at: doubtful, incomplete, contradictory."""
        return self.left_out_count + self.groups["doubtful"]

    @property
    def left_out_count(self) -> int:
        """How many recognised questions would stay out although the bank lacks them: incomplete or contradictory."""
        return self.groups["held"] + self.groups["conflict"]

    @property
    def question_count(self) -> int:
        """How many questions were recognised, complete or not."""
        return len(self.entries) - self.groups["unread"]

    def of_group(self, group: str) -> Sequence[Entry]:
        """Return the entries of one group, all when it names none."""
        return [entry for entry in self.entries if entry.group == group] if group in GROUPS else self.entries

    def source_at(self, entry: Entry | None) -> Sequence[SourceLine]:
        """Return the stretch of the source around an entry, from the top for None."""
        starts = sorted({one.line for one in self.entries if one.line is not None})
        first = entry.line if entry and entry.line is not None else None
        last = first
        if first is not None:
            after = bisect_right(starts, first)
            last = (starts[after] if after < len(starts) else len(self.lines)) - 1
        begin = max(0, (first or 0) - _BEFORE)
        return [
            SourceLine(_short(place), text, first is not None and last is not None and first <= begin + at <= last)
            for at, (place, text) in enumerate(self.lines[begin : begin + _WINDOW])
        ]


def build(report: Report, present: Mapping[str, Present]) -> Preview:
    """Put a report, mends applied or not, and what the bank already holds of it into the order of looking at it."""
    items = items_of(report)
    decisions = decide(items, present)
    codes = {at: read["code"] for at, read in enumerate(report["questions"]) if "code" in read}
    entries = [_of_decision(decision, report["questions"][decision.item.index], codes) for decision in decisions]
    entries += [_of_held(held.get("code", f"h{at}"), held) for at, held in enumerate(report["held_back"])]
    entries += [_of_unread(piece.get("code", f"u{at}"), piece) for at, piece in enumerate(report["unread"])]
    entries += [_of_left_out(read) for read in report.get("left_out", ())]
    ranks = {group: rank for rank, group in enumerate(GROUPS)}
    entries.sort(key=lambda entry: ranks[entry.group])
    groups = {group: sum(entry.group == group for entry in entries) for group in GROUPS}
    types = Counter(item.question.type for item in items)
    counts = [(get_type(code).label, count) for code, count in types.items()]
    return Preview(counts, groups, entries, [(place, text) for place, text in report["lines"]])


def _of_decision(decision: Decision, read: dict[str, Any], codes: Mapping[int, str]) -> Entry:
    item = decision.item
    question = item.question
    near = tuple(read.get("near", ()))
    clean = "mended" if read.get("is_mended") else "near" if near else "clean"
    entry = Entry(
        code=read.get("code", f"q{item.index}"),
        group=clean if decision.verdict == "clean" else decision.verdict,
        number=item.number or question.source_id or "",
        place=item.place,
        text=question.stem,
        why="；".join(item.doubts),
        line=read["line"],
        type_label=get_type(question.type).label,
        lines=lines_shown(question),
        parts=parts_shown(question),
        key=key_shown(question),
        near=near,
    )
    own = Side(key_in_words(question), item.place, code=entry.code)
    if decision.held is not None:
        held = decision.held
        other = Side(key_in_words(held.question), "题库里的题", held.question_id)
        retired = "，已停用" if held.state == "retired" else ""
        there = key_shown(held.question)
        why = {"conflict": f"题库里同一道题的答案是 {there}", "twice": "文件里出现多次，题库也已有"}
        entry = replace(entry, why=why.get(decision.verdict, f"题库已有同一道题{retired}"), sides=(own, other))
    elif decision.other is not None:
        twin = decision.other
        code = codes.get(twin.index, f"q{twin.index}")
        other = Side(key_in_words(twin.question), twin.place, code=code)
        why = {"conflict": f"与{twin.place}是同一道题，那里的答案是 {key_shown(twin.question)}"}
        entry = replace(entry, why=why.get(decision.verdict, f"与{twin.place}完全相同，只入库一道"), sides=(own, other))
    return entry


def of_content(entry: Entry, question: Question) -> Entry:
    """Return an entry with the texts of a question: that of the entry, its pictures drawn."""
    return replace(entry, text=question.stem, lines=lines_shown(question), parts=parts_shown(question))


def _of_held(code: str, held: dict[str, Any]) -> Entry:
    return Entry(
        code=code,
        group="held",
        number=held["number"] or held["source_id"] or "",
        place=held["place"],
        text=held["stem"] or held["text"],
        why=held["reason"],
        line=held["line"],
        type_label=get_type(held["type"]).label if held["type"] else "题型不明",
        lines=tuple((option["label"], option["text"]) for option in held["options"]),
        key="、".join(one if isinstance(one, str) else "/".join(one) for one in held["key"] or ()),
    )


def _of_unread(code: str, piece: dict[str, Any]) -> Entry:
    why = "没有看懂这一段，不会入库"
    return Entry(code, "unread", "", piece["place"], piece["text"], why, piece["line"])


def _of_left_out(read: dict[str, Any]) -> Entry:
    why, number = "您选了不导入", read.get("number") or ""
    if "question" not in read:
        return Entry(
            read["code"], "left_out", number, read["place"], read.get("stem") or read["text"], why, read["line"]
        )
    question = question_from_json(read["question"])
    shown = {"lines": lines_shown(question), "parts": parts_shown(question), "key": key_shown(question)}
    label = get_type(question.type).label
    return Entry(
        read["code"], "left_out", number, read["place"], question.stem, why, read["line"], type_label=label, **shown
    )


def clip(text: str) -> str:
    """Return the beginning of a long stem."""
    text = text.replace(SIGN, "〔图〕")
    return text if len(text) <= _STEM_CLIP else f"{text[:_STEM_CLIP]}…"


def _short(place: str) -> str:
    """Return the number of a place (第412段), which is all that fits before a line."""
    numbers = re.findall(r"\d+", place)
    return numbers[-1] if numbers else ""
