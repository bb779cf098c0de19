"""Decides which questions resemble each other so much that a person should look, and what differs between two of them.

Identity (`similarity`) is exact; this is a suggestion and never merges anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from question_bank.model import Question
from question_bank.similarity import question_identity
from question_bank.text import plain
from question_bank.types import get_type

THRESHOLD = 0.75
"""Least score of a suggestion: about one character in eight changed, added or left out."""

# How much is looked at for one question, so that a bank made from one template costs no more than any other: grams
# kept of each question, entries read under them (rarest gram first), and entries compared in full.
_SKETCH, _READ, _COMPARED = 32, 600, 8
# Multiplicative hashing after D. E. Knuth, The Art of Computer Programming 3, 6.4: spreads grams evenly, the same ones
# in every process, which Python's own hash of a text is not.
_GOLDEN, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1

_SEARCHED = 1_000_000
"""Most pairs of characters that are searched for what two texts have in common."""

SegmentKind = Literal["same", "new", "existing"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that both questions have, or only the new or only the existing one."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two questions differ: 题型, 题干, 选项B, 第2小题题干, 答案 …, and its text in segments."""

    place: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """An existing question that resembles a new one: the caller's reference and a score up to 1."""

    reference: int
    score: float
    new: Question
    existing: Question

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, in reading order; worked out when asked for."""
        return differences(self.new, self.existing)


class NearIndex:
    """Finds existing questions that resemble a new one, one by one or thousands in a row.

    Blocks first: each question is filed under the 32 grams of three characters that come first in a fixed shuffle (a
    bottom-k sketch; A. Broder, On the resemblance and containment of documents, 1997), so that similar questions are
    filed under mostly the same ones. Only questions that share some are compared.
    """

    def __init__(self, entries: Iterable[tuple[int, Question]] = ()) -> None:
        self._entries: list[tuple[int, Question, str]] = []
        # Most grams have one entry, and a million lists of one would cost more than all the rest.
        self._first: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}
        for reference, question in entries:
            self.add(reference, question)

    def add(self, reference: int, question: Question) -> None:
        """Make a question findable under the caller's reference."""
        text, position = _text(question), len(self._entries)
        for gram in _sketch(text):
            if self._first.setdefault(gram, position) != position:
                self._more.setdefault(gram, []).append(position)
        self._entries.append((reference, question, text))

    def search(self, question: Question, *, limit: int = 3) -> tuple[Near, ...]:
        """Return the questions most like this one, best first, without those that are the same question.

        A score is the share of pairs of neighbouring characters that both have (L. R. Dice, 1945), 1 for texts that
        differ in type or order of their parts alone.
        """
        text = _text(question)
        pairs = _pairs(text)
        scored = []
        for position in self._candidates(text):
            others = _pairs(self._entries[position][2])
            score = 2 * len(pairs & others) / ((len(pairs) + len(others)) or 1)
            if score >= THRESHOLD:
                scored.append((-score, position))
        found: list[Near] = []
        identity = question_identity(question) if scored else ""
        for score, position in sorted(scored):
            reference, existing, _ = self._entries[position]
            if len(found) < limit and question_identity(existing) != identity:
                found.append(Near(reference, -score, question, existing))
        return tuple(found)

    def _candidates(self, text: str) -> Sequence[int]:
        """Return the positions that most of the text's grams are filed under."""
        known = [gram for gram in _sketch(text) if gram in self._first]
        filed = sorted(([self._first[gram], *self._more.get(gram, ())[:_READ]] for gram in known), key=len)
        read: list[int] = []
        lists = 0
        for positions in filed:
            if len(read) >= _READ:
                break
            read += positions
            lists += 1
        votes = sorted((-count, position) for position, count in Counter(read).items() if count * 6 >= lists)
        return [position for _, position in votes[:_COMPARED]]


def _text(question: Question) -> str:
    """Return all that counts of a question, its parts in one order whatever theirs is, with line ends between."""
    parts = sorted(_text(part) for part in question.parts)
    choices = sorted(plain(option.text) for option in (*question.options, *question.matches))
    return "\n".join([plain(question.stem), *choices, *parts])


def _pairs(text: str) -> set[str]:
    padded = f"\n{text}\n"
    return set(map(str.__add__, padded, padded[1:]))


def _sketch(text: str) -> list[int]:
    codes = list(map(ord, f"\n{text}\n"))
    grams = {((a << 42 | b << 21 | c) * _GOLDEN & _MASK) for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)}
    return sorted(grams)[:_SKETCH]


def differences(new: Question, existing: Question) -> tuple[Difference, ...]:
    """Return what differs between two questions in reading order: type, stem, options, parts, key.

    What counts as equal text (`text.plain`) is no difference. Options are paired by their text, not by their letters.
    """
    found = _compare("", new, existing)
    shown = _key_shown(new), _key_shown(existing)
    if plain(shown[0]) != plain(shown[1]):
        found += _whole("答案", *shown)
    return tuple(found)


def _compare(prefix: str, new: Question, existing: Question) -> list[Difference]:
    found = []
    if new.type != existing.type:
        found += _whole(f"{prefix}题型", get_type(new.type).label, get_type(existing.type).label)
    if plain(new.stem) != plain(existing.stem):
        found += _difference(f"{prefix}题干", new.stem, existing.stem)
    sides = ((new.options, existing.options, "选项"), (new.matches, existing.matches, "右列"))
    for mine, theirs, word in sides:
        names = [f"{prefix}{word}{option.id}" for option in mine]
        found += _listed(names, [o.text for o in mine], [o.text for o in theirs], f"{prefix}{word}")
    for number, (part, other) in enumerate(zip(new.parts, existing.parts, strict=False), start=1):
        found += _compare(f"{prefix}第{number}小题", part, other)
    shorter = min(len(new.parts), len(existing.parts))
    for number, part in enumerate(new.parts[shorter:], start=shorter + 1):
        found.append(Difference(f"{prefix}第{number}小题", (Segment("new", part.stem),)))
    for number, part in enumerate(existing.parts[shorter:], start=shorter + 1):
        found.append(Difference(f"{prefix}第{number}小题", (Segment("existing", part.stem),)))
    return found


def _listed(names: Sequence[str], new: Sequence[str], existing: Sequence[str], word: str) -> list[Difference]:
    """Pair what has no equal on the other side with the most similar that is left, and show both."""
    equal = Counter(map(plain, existing))
    lonely: list[tuple[str, str]] = []
    for name, text in zip(names, new, strict=True):
        if equal[plain(text)]:
            equal[plain(text)] -= 1
        else:
            lonely.append((name, text))
    left: list[str] = []
    for text in reversed(existing):
        if equal[plain(text)]:
            equal[plain(text)] -= 1
            left.insert(0, text)
    found = []
    for name, text in lonely:
        if left:
            other = max(left, key=lambda one: SequenceMatcher(None, text, one, autojunk=False).ratio())
            left.remove(other)
            found += _difference(name, text, other)
        else:
            found.append(Difference(name, (Segment("new", text),)))
    return found + [Difference(word, (Segment("existing", text),)) for text in left]


def _key_shown(question: Question) -> str:
    """Return the key by text where it names options, so that another order of options is no difference."""
    texts = {option.id: option.text for option in question.options}
    if question.parts or question.matches:
        return get_type(question.type).key_labels(question, ())
    if texts and all(entry in texts for entry in question.key_texts):
        return "；".join(texts[entry] for entry in question.key_texts)
    return get_type(question.type).key_labels(question, ())


def _whole(place: str, new: str, existing: str) -> list[Difference]:
    return [Difference(place, (Segment("existing", existing), Segment("new", new)))]


def _difference(place: str, new: str, existing: str) -> list[Difference]:
    """Compare two texts character by character, or show them side by side where little is common or much to search.

    What both begin and end with is not searched; blanks and widths that don't count are no difference.
    """
    before = _common(new, existing)
    after = _common(new[before:][::-1], existing[before:][::-1])
    middle = new[before : len(new) - after], existing[before : len(existing) - after]
    if len(middle[0]) * len(middle[1]) > _SEARCHED:
        return _whole(place, new, existing)
    matcher = SequenceMatcher(None, middle[1], middle[0], autojunk=False)
    segments = [Segment("same", new[:before])]
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        if plain(middle[1][i1:i2]) == plain(middle[0][j1:j2]):
            segments.append(Segment("same", middle[0][j1:j2]))
        else:
            segments += [Segment("existing", middle[1][i1:i2]), Segment("new", middle[0][j1:j2])]
    segments.append(Segment("same", new[len(new) - after :]))
    common = sum(len(segment.text) for segment in segments if segment.kind == "same")
    if 2 * common < min(len(new), len(existing)):
        return _whole(place, new, existing)
    return [Difference(place, tuple(segment for segment in segments if segment.text))]


def _common(first: str, second: str) -> int:
    """Return how many characters both texts begin with."""
    for length, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return length
    return min(len(first), len(second))
