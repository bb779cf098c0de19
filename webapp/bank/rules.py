"""Decide which files may be uploaded, and what becomes of each question of a file when it meets the bank.

Pure: a file's questions and what the bank holds under the same identity go in, one verdict for each question comes out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from question_bank import Question, get_type

Verdict = Literal["clean", "doubtful", "present", "twice", "conflict"]
"""clean and doubtful are added; present is in the bank already; twice is a copy within the file; conflict stays out."""

_LEVEL = "绝密|机密|秘密"
_INNER = "工作秘密|内部资料|内部文件"
# A mark fills its line: options (`C. 机密`) and table cells beside others are content, not marks (保密法 is exam matter).
_MARK_WITH_STAR = re.compile(rf"\W*(?P<mark>{_LEVEL})\s*[★☆].{{0,20}}")
_MARK_WITH_LABEL = re.compile(rf"\W*密\s*级\s*[:：]\s*(?P<mark>{_LEVEL}|{_INNER}).{{0,20}}")
_BARE_MARK = re.compile(rf"\W*(?P<mark>{_LEVEL}|工作秘密|内部(?:资料|文件)(?:\W.{{0,20}})?)\W*")
_BARE_WITHIN_LINES = 10
_NAME_MARK = re.compile(rf"绝密|机密|{_INNER}|(?:^|[\W_])秘密(?=$|[\W_])|秘密★")


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One question of a file: where it stood, what is doubtful about it, and what it is compared by."""

    index: int
    number: str | None
    section: str | None
    place: str
    doubts: tuple[str, ...]
    question: Question
    identity: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Present:
    """A question of the unit's bank that a file's question is identical to, but perhaps for its key."""

    question_id: int
    state: str
    question: Question
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one question; ``other`` is the twin or adversary in the file, ``held`` the one in the bank."""

    item: ReadItem
    verdict: Verdict
    other: ReadItem | None = None
    held: Present | None = None


def classified_mark(filename: str, lines: Sequence[str]) -> str | None:
    """Return the sentence that refuses a classified or internal file, None when nothing marks it as one.

    Source: 保守国家秘密法 forbids state secrets on machines not meant for them; DOMAIN: 不得上传涉密和内部文件.
    """
    named = _NAME_MARK.search(filename)
    if named:
        mark = named.group().strip("_ ★【[（(")
        return f"文件名含“{mark}”，涉密和内部文件不得上传，如果只是题目讲到这些内容，请改文件名后重新上传。"
    for position, line in enumerate(lines):
        text = line.strip()
        found = _MARK_WITH_STAR.fullmatch(text) or _MARK_WITH_LABEL.fullmatch(text)
        if found is None and position < _BARE_WITHIN_LINES:
            found = _BARE_MARK.fullmatch(text)
        if found:
            return (
                f"文件里有“{text[:20]}”字样，涉密和内部文件不得上传，平台没有保留这个文件，"
                "如果确实不涉密，请删去这一行后重新上传。"
            )
    return None


def decide(items: Sequence[ReadItem], present: Mapping[str, Present]) -> tuple[Decision, ...]:
    """Give every question of a file its verdict, in the file's order; ``present`` is keyed by identity.

    Of identical questions one is added (the first without doubts) and the others are named. The same question with two
    keys, in the file or against the bank, is a conflict: nobody guesses which key is right, so none of them is added.
    """
    groups: dict[str, list[ReadItem]] = defaultdict(list)
    for item in items:
        groups[item.identity].append(item)
    decisions: dict[int, Decision] = {}
    for identity, group in groups.items():
        for decision in _decide_group(group, present.get(identity)):
            decisions[decision.item.index] = decision
    return tuple(decisions[item.index] for item in items)


def _decide_group(group: Sequence[ReadItem], held: Present | None) -> list[Decision]:
    if len({item.fingerprint for item in group}) > 1:
        return [_contradicted(item, group, held) for item in group]
    kept = next((item for item in group if not item.doubts), group[0])
    return [_judged(item, held) if item is kept else Decision(item, "twice", other=kept, held=held) for item in group]


def _contradicted(item: ReadItem, group: Sequence[ReadItem], held: Present | None) -> Decision:
    if held is not None and held.fingerprint == item.fingerprint:
        return Decision(item, "present", held=held)
    if held is not None:
        return Decision(item, "conflict", held=held)
    other = next(one for one in group if one.fingerprint != item.fingerprint)
    return Decision(item, "conflict", other=other)


def _judged(item: ReadItem, held: Present | None) -> Decision:
    if held is None:
        return Decision(item, "doubtful" if item.doubts else "clean")
    return Decision(item, "present" if held.fingerprint == item.fingerprint else "conflict", held=held)


def key_shown(question: Question) -> str:
    """Return a question's key for a person, in its stored letters."""
    return get_type(question.type).key_labels(question, ())


def key_in_words(question: Question) -> str:
    """Return a question's key with the texts of the options that it names: B　12月4日."""
    texts = {option.id: option.text for option in question.options}
    named = [f"{letter}　{texts[letter]}" for letter in question.key_texts if letter in texts]
    return "；".join(named) if named and len(named) == len(question.key) else key_shown(question)


Lines = tuple[tuple[str, str], ...]
"""What stands below a stem: the mark (letter or number) and the text of each line."""


def lines_shown(question: Question) -> Lines:
    """Return a question's options by letter, then its right-hand side by number."""
    return tuple((option.id, option.text) for option in (*question.options, *question.matches))


def parts_shown(question: Question) -> tuple[tuple[str, str, Lines], ...]:
    """Return (number with type, stem, lines) of each sub-question of a case; () for any other question."""
    return tuple(
        (f"（{number}）{get_type(part.type).label if part.type else '题型不明'}", part.stem, lines_shown(part))
        for number, part in enumerate(question.parts, start=1)
    )


def counts_by_type(decisions: Sequence[Decision]) -> dict[str, int]:
    """Count what would be added (clean and doubtful) by type code."""
    counts: dict[str, int] = defaultdict(int)
    for decision in decisions:
        if decision.verdict in ("clean", "doubtful"):
            counts[decision.item.question.type] += 1
    return dict(counts)
