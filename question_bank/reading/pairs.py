"""Decides which lines are the two columns of a 连线题, side by side or one below the other, and which key joins them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from question_bank.reading.keys import LONGEST_LETTERS, pairs_of
from question_bank.reading.source import Columns, KeyList, Line, Piece
from question_bank.reading.words import heading
from question_bank.text import fold, mend

_ABOUT = re.compile(r"连线|连起来|连接|匹配|配对|对应|搭配")
_LINES_ABOVE = 3
# Each group is a style of labels; two columns have two of them.
_LABEL = re.compile(
    r"(?:(?<=[\s:\])])|^)(?:(?P<plain>\d{1,2})(?:\s*[.、:)—-](?!\d)|\s+(?=\D))|\(\s*(?P<paren>\d{1,2})\s*\)"
    r"|(?P<circle>[①-⑳])|(?P<upper>[A-Z])(?:\s*[.、:)—-]|\s+)|(?P<lower>[a-z])\s*[.、:)]"
    r"|\(\s*(?P<bracket>[A-Z])\s*\))\s*"
)
_NUMBERS = ("plain", "paren", "circle")
_SIDE = r"(?:左(?:列|栏|侧|边)?|第一(?:列|栏|组)|甲(?:列|栏|组)|[Aa](?:列|栏|组))"
_OTHER_SIDE = r"(?:右(?:列|栏|侧|边)?|第二(?:列|栏|组)|乙(?:列|栏|组)|[Bb](?:列|栏|组))"
_NAMED = re.compile(rf"[\[(]?\s*(?:(?P<left>{_SIDE})|(?P<right>{_OTHER_SIDE}))\s*[\])]?\s*(?::|$)\s*")
_HEADER = re.compile(rf"{_SIDE}\s+{_OTHER_SIDE}")
_KEY_LINE = re.compile(r"[\[(]?\s*(?:正确|参考|标准)?答案\s*(?:是|为)?\s*[\])]?\s*:?\s*")
_SAME_KIND = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?\s*[-~—–―:→=>]+\s*\(?(\d{1,2}|[A-Za-z])(?![A-Za-z\d])\)?")
_LONGEST = 1000
_BY_ORDER = "答案没有左列的编号，按左列的顺序对应"

Unit = Line | KeyList | Columns
Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Side:
    """One column while it is read: the style of its labels, and the texts of its entries."""

    style: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Whether numbers or letters label the column."""
        return "number" if self.style in _NUMBERS else "letter"


class _Block:
    """Two columns while they are read, in the order in which they come; `is_turned` once the first is named the right.

    `rows` says which of them each line holds: 0, 1, or 2 for both.
    """

    def __init__(self) -> None:
        self.sides = (_Side(), _Side())
        self.is_turned = False
        self.rows: list[int] = []

    def take(self, folded: str, text: str) -> bool:
        """Add the entries of a line; say whether it holds any and nothing else."""
        named = _NAMED.match(folded)
        start = named.end() if named else 0
        styles = [side.style for side in self.sides]
        counts = [len(side.texts) for side in self.sides]
        found: list[tuple[int, int, int]] = []
        for label in _LABEL.finditer(folded, start):
            style = str(label.lastgroup)
            side = next((at for at, known in enumerate(styles) if known in ("", style)), None)
            if side is not None and _value(label[style]) == counts[side] + 1:
                styles[side] = style
                counts[side] += 1
                found.append((label.start(), label.end(), side))
        only_names = named is not None and start == len(folded)
        if not only_names and (not found or found[0][0] != start or not self._fits({side for *_, side in found})):
            return False
        if named and not self.rows[:-1] and not any(side.texts for side in self.sides):
            self.is_turned = bool(named["right"])
        ends = [at for at, *_ in found[1:]] + [len(text)]
        for (_, at, side), end in zip(found, ends, strict=False):
            self.sides[side].style = styles[side]
            self.sides[side].texts.append(text[at:end].strip(" \t　；;，,、"))
        return True

    def _fits(self, sides: set[int]) -> bool:
        """One below the other, the second column ends the first; side by side, only the longer one may go on alone."""
        row = 2 if len(sides) == 2 else next(iter(sides))
        alone = [earlier for earlier in self.rows if earlier != 2]
        if row == 2:
            fits = not alone
        elif 2 in self.rows:
            fits = set(alone) <= {row}
        else:
            fits = not alone or row == alone[-1] or row not in alone
        if fits:
            self.rows.append(row)
        return fits

    @property
    def is_whole(self) -> bool:
        """Whether both columns have two entries or more, each with a text."""
        return all(1 < len(side.texts) <= len(ascii_uppercase) and all(side.texts) for side in self.sides)

    def close(self, place: str, lines: Sequence[str]) -> Columns:
        """Return the columns, with letters on the left and numbers on the right however the file labels them."""
        left, right = self.sides[::-1] if self.is_turned else self.sides
        return Columns(
            left=tuple(zip(ascii_uppercase, left.texts, strict=False)),
            right=tuple((str(number), text) for number, text in enumerate(right.texts, start=1)),
            left_kind=left.kind,
            right_kind=right.kind,
            pieces=tuple(Piece(line, place) for line in lines if line),
        )


def _value(label: str) -> int:
    if label.isdecimal():
        return int(label)
    return ord(label) - ord("①") + 1 if label >= "①" else ord(label.upper()) - ord("A") + 1


class _Finder:
    """Walks over the units of a file once and lifts the columns out."""

    def __init__(self, units: Sequence[Line | KeyList], hint: str | None = None) -> None:
        self.units = units
        self.hint = hint
        self.texts = [mend(unit.text).strip() if isinstance(unit, Line) else "" for unit in units]
        self.folded = [fold(text) for text in self.texts]

    def find(self) -> list[Unit]:
        """Return the units with every pair of columns as one of them."""
        found: list[Unit] = []
        hint = self.hint
        lines_left = at = 0
        while at < len(self.units):
            text = self.texts[at]
            title = heading(text) if text else None
            hint = title.hint if title and title.hint is not None else hint
            lines_left = _LINES_ABOVE if _ABOUT.search(text) else lines_left - bool(text)
            may_begin = text and not title and (hint == "matching" or lines_left >= 0)
            columns, end = self._columns(at) if may_begin else (None, at)
            found.append(columns or self.units[at])
            at = end if columns else at + 1
        return found

    def _columns(self, start: int) -> tuple[Columns | None, int]:
        block = _Block()
        at = start
        while at < len(self.units) and isinstance(self.units[at], Line) and len(self.texts[at]) <= _LONGEST:
            is_header = at == start and bool(_HEADER.fullmatch(self.folded[at]))
            if self.texts[at] and not is_header and not block.take(self.folded[at], self.texts[at]):
                break
            at += 1
        if not block.is_whole:
            return None, start
        unit = self.units[start]
        columns = block.close(unit.place if isinstance(unit, Line) else "", self.texts[start:at])
        return self._with_key(columns, at)

    def _with_key(self, columns: Columns, at: int) -> tuple[Columns, int]:
        """Return the columns with the pairs that follow behind 答案, on its line or the next, and the place behind."""
        first = at
        while first < len(self.units) and isinstance(self.units[first], Line) and not self.texts[first]:
            first += 1
        word = _KEY_LINE.match(self.folded[first]) if first < len(self.units) else None
        if word is None:
            return columns, at
        written, end = self.texts[first][word.end() :], first + 1
        if not written and end < len(self.units):
            written, end = self.texts[end], end + 1
        unit = self.units[first]
        if not isinstance(unit, Line) or not pairs_in(columns, written)[0]:
            return columns, at
        pieces = tuple(Piece(text, unit.place) for text in self.texts[first:end])
        return replace(columns, key=written, pieces=(*columns.pieces, *pieces)), end


def find_columns(units: Sequence[Line | KeyList]) -> list[Unit]:
    """Return the units of a file with the columns of each 连线题 lifted out of the lines into one unit of their own.

    Two styles of labels tell the columns apart; what has none stays lines, and its question is held back.
    """
    if not any(isinstance(unit, Line) and _ABOUT.search(unit.text) for unit in units):
        return list(units)
    return _Finder(units).find()


def columns_in(text: str) -> tuple[str, Columns | None]:
    """Part a cell into what is asked and the two columns below it, or the one that is named the right one (右列：…)."""
    lines = [Line(line, "") for line in text.split("\n")]
    found = _Finder(lines, hint="matching").find()
    columns = next((unit for unit in found if isinstance(unit, Columns)), None)
    asked = "\n".join(unit.text for unit in found if isinstance(unit, Line)).strip()
    if columns is not None:
        return asked, columns
    block = _Block()
    named = [line.text for line in lines if _NAMED.match(fold(line.text))]
    if not named or not block.take(fold(named[-1]), named[-1]) or not block.is_turned:
        return text, None
    right = tuple((str(number), entry) for number, entry in enumerate(block.sides[0].texts, start=1))
    rest = "\n".join(line.text for line in lines if line.text != named[-1])
    return rest.strip(), Columns((), right, "letter", block.sides[0].kind) if right else None


def pairs_in(columns: Columns | None, key: str) -> tuple[Pairs, str | None]:
    """Return the pairs of a written key, letter left and number right, and a doubt; () where it does not tell them.

    `1-B 2-A`, `1B2A`, `B-1`; `①-2` goes from left to right; `BA` alone by the order of the left column, with a doubt.
    """
    if columns is None:
        return pairs_of(key), None
    bare = unicodedata.normalize("NFKC", key).strip().upper() if len(key) <= LONGEST_LETTERS else ""
    in_order = re.findall(r"[A-Z]" if columns.right_kind == "letter" else r"\d{1,2}", bare)
    if len(in_order) == len(columns.left) and not re.sub(r"[\s,、;.。]|" + "|".join(in_order), "", bare):
        found = [(str(at), label) for at, label in enumerate(in_order, start=1)]
        return _by_ids(found), _BY_ORDER
    if columns.left_kind != columns.right_kind:
        mixed = [(number, letter) for letter, number in pairs_of(key)]
        return _by_ids([pair if columns.left_kind == "number" else pair[::-1] for pair in mixed]), None
    if re.sub(r"[\s,、;.。/|]+", "", _SAME_KIND.sub("", bare)):
        return (), None
    return _by_ids(_SAME_KIND.findall(bare)), None


def _by_ids(pairs: Sequence[tuple[str, ...]]) -> Pairs:
    """Return pairs of labels as the ids of their entries."""
    values = [(_value(left), _value(right)) for left, right in pairs]
    if not all(1 <= left <= len(ascii_uppercase) for left, _ in values):
        return ()
    return tuple(sorted((ascii_uppercase[left - 1], str(right)) for left, right in values))
