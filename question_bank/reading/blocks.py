"""Decides which segments make one raw item: where a question starts, which field a line continues, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.reading.keys import LONGEST_LETTERS, is_closed_key
from question_bank.reading.layout import Layout, survey
from question_bank.reading.segments import (
    Role,
    Segment,
    bare_option,
    option_at_end,
    split_line,
)
from question_bank.reading.source import Line, Piece, RawItem, Reading
from question_bank.reading.words import heading, is_han_title

_STARTERS = (Role.NUMBER, Role.IDENT, Role.STEM, Role.HEADING)
_PROOF = (Role.OPTION, Role.KEY)
_FIELD_NAMES = {
    Role.STEM: "stem",
    Role.KEY: "key",
    Role.EXPLANATION: "explanation",
    Role.CITATION: "citation",
    Role.DIFFICULTY: "difficulty",
    Role.TOPIC: "topic",
    Role.POINTS: "points",
}
_LONG_FIELDS = (Role.KEY, Role.EXPLANATION, Role.CITATION)


def _proofs(segments: Sequence[Segment]) -> list[bool]:
    """For each segment, say whether an option or key follows before the next possible start of a question."""
    proofs = [False] * len(segments)
    seen = False
    for index in range(len(segments) - 1, -1, -1):
        proofs[index] = seen
        role = segments[index].role
        seen = role in _PROOF or (seen and role not in _STARTERS)
    return proofs


class _Builder:
    """Walks over the segments once, holding the open item, its open field and the text that waits for an owner."""

    def __init__(self, segments: Sequence[Segment], layout: Layout) -> None:
        self.segments = segments
        self.layout = layout
        self.proofs = _proofs(segments)
        self.reading = Reading()
        self.item: RawItem | None = None
        self.field = Role.STEM
        self.buffer: list[str] = []
        self.style: str | None = None
        self.last_number = 0
        self.inner: tuple[str, int] | None = None
        # Groups of text lines, parted by blank lines, that no question has claimed yet.
        self.waiting: list[list[Segment]] = [[]]
        self.section: str | None = None
        self.section_has_items = False
        self.hint: str | None = None
        self.legend: dict[str, str] = {}
        self.at = 0

    def build(self) -> Reading:
        """Return items, unread pieces and structure of all segments."""
        handlers = {
            Role.BLANK: self._blank,
            Role.RULE: self._rule,
            Role.HEADING: self._heading,
            Role.NUMBER: self._number,
            Role.IDENT: self._ident,
            Role.STEM: self._stem,
            Role.OPTION: self._option,
            Role.OWN: self._own,
            Role.TEXT: self._text,
        }
        for at, segment in enumerate(self.segments):
            self.at = at
            handlers.get(segment.role, self._field)(segment)
        self._close()
        return self.reading

    # Items -----------------------------------------------------------------------------------------------------

    def _start(self, segment: Segment, number: str | None = None, source_id: str | None = None) -> RawItem:
        self._close()
        self.item = RawItem(
            place=segment.place,
            number=number,
            source_id=source_id,
            section=self.section,
            hint=self.hint,
            legend=self.legend,
        )
        self.reading.items.append(self.item)
        self.section_has_items = True
        return self.item

    def _close(self) -> None:
        """End the open item and settle what waits."""
        self._flush()
        self._settle_waiting()
        self.item, self.field, self.inner = None, Role.STEM, None

    def _flush(self) -> None:
        """Add the lines that continued the open field to it, all at once: long answers come line by line."""
        item, text = self.item, "\n".join(self.buffer)
        self.buffer = []
        if item is None or not text:
            return
        if self.field is Role.OPTION:
            label, earlier = item.options[-1]
            item.options[-1] = (label, f"{earlier}\n{text}".strip())
        else:
            name = _FIELD_NAMES[self.field]
            setattr(item, name, f"{getattr(item, name) or ''}\n{text}".strip())

    def _own_text(self, segment: Segment) -> None:
        """Keep the source of a segment with the open item."""
        if self.item:
            self.item.lines.append(segment.source)

    def _unread(self, segment: Segment) -> None:
        self.reading.unread.append(Piece(segment.source, segment.place))

    def _structure(self, segment: Segment) -> None:
        self.reading.structure.append(Piece(segment.source, segment.place))

    def _settle_waiting(self) -> None:
        """Text that no question claimed is title or note at the head of a file or section, and unread further down."""
        for group in self.waiting:
            for segment in group:
                (self._unread if self.section_has_items else self._structure)(segment)
        self.waiting = [[]]

    def _claim_waiting(self) -> RawItem | None:
        """Start an item from the last lines that wait, now that an option or key proves them to be a stem.

        At the head of a file or section only the last line is taken: the one above it may be a title.
        """
        groups = [group for group in self.waiting if group]
        if not groups:
            return None
        stem = groups.pop()
        if not self.section_has_items:
            groups.append(stem[:-1])
            stem = stem[-1:]
        self.waiting = groups
        item = self._start(stem[0])
        item.stem = "\n".join(segment.source for segment in stem)
        item.lines += [segment.source for segment in stem]
        return item

    @property
    def _is_done(self) -> bool:
        """Whether the open item has a key of a choice or judgement, after which free text belongs to nothing."""
        item = self.item
        if item is None or len(item.key or "") > LONGEST_LETTERS:
            return False
        if self.field is Role.KEY:
            self._flush()
        return bool(item.key) and is_closed_key(item.key or "", item.hint)

    # Roles -----------------------------------------------------------------------------------------------------

    def _blank(self, segment: Segment) -> None:
        if self.item is None and self.waiting[-1]:
            self.waiting.append([])

    def _rule(self, segment: Segment) -> None:
        self._structure(segment)
        if not self.layout.has_idents:
            self._close()

    def _heading(self, segment: Segment) -> None:
        found = heading(segment.source)
        if found is None:
            return
        self._begin_section(segment, found.text)
        if found.hint:
            self.hint, self.legend = found.hint, found.legend

    def _begin_section(self, segment: Segment, title: str) -> None:
        self._close()
        self._structure(segment)
        self.style, self.section, self.last_number, self.section_has_items = None, title, 0, False

    def _number(self, segment: Segment) -> None:
        is_title = segment.style == "han" and not self.proofs[self.at] and is_han_title(segment.source)
        if is_title and (self.item is None or self._is_done):
            self._begin_section(segment, segment.source)
            return
        if self.layout.has_idents or not self._starts(segment):
            self._continue(segment, segment.source)
            return
        item = self._start(segment, number=segment.label)
        item.stem = segment.text
        self.style = segment.style
        self.last_number = int(segment.label) if segment.label.isdecimal() else 0
        self._own_text(segment)

    def _starts(self, segment: Segment) -> bool:
        """Decide whether a number starts a question or stands inside a stem, an answer or an explanation."""
        number = int(segment.label) if segment.label.isdecimal() else None
        last = self.last_number
        if segment.is_weak and number != last + 1:
            return False
        if self.item is None:
            return self.style in (None, segment.style) or self.proofs[self.at]
        if self.field is Role.STEM:
            return segment.style == self.style
        if segment.style != self.style:
            return self.field is not Role.OPTION and self._is_done and self.proofs[self.at]
        if self.field not in (Role.KEY, Role.EXPLANATION) or (self.field is Role.KEY and self._is_done):
            return True
        if self.proofs[self.at]:
            return True
        is_next_inside = self.inner is not None and number == self.inner[1] + 1
        return number == last + 1 and not is_next_inside

    def _ident(self, segment: Segment) -> None:
        if not self.layout.has_idents:
            if self.item and self.field in _LONG_FIELDS and not self._is_done:
                self._continue(segment, segment.source)
            else:
                self._unread(segment)
        elif self.layout.idents_count:
            self._start(segment, number=segment.label)
            self._own_text(segment)
        else:
            self._start(segment, source_id=segment.label)
            self._own_text(segment)

    def _stem(self, segment: Segment) -> None:
        self._flush()
        item = self.item
        if item is None or item.stem or item.options or item.key:
            item = self._start(segment)
        item.stem = segment.text
        self.field = Role.STEM
        self._own_text(segment)

    def _option(self, segment: Segment) -> None:
        item = self.item or self._claim_waiting()
        if item is None:
            self._unread(segment)
            return
        explains = self.field in (Role.EXPLANATION, Role.CITATION) and bool(item.options)
        if explains and segment.label != _next_label(item):
            self._continue(segment, segment.source)
            return
        self._flush()
        if segment.label == "B" and not item.options:
            self._take_option_from_stem(item)
        item.options.append((segment.label, segment.text))
        if segment.repeats:
            item.problems.append(f"选项字母重复（{segment.label}）")
        self.field = Role.OPTION
        self._own_text(segment)

    def _take_option_from_stem(self, item: RawItem) -> None:
        """An option B proves that an A at the end of the stem is an option."""
        found = option_at_end(item.stem)
        if found:
            item.stem, first = found
            item.options.append(("A", first))

    def _own(self, segment: Segment) -> None:
        """What somebody answered once is neither key nor stem."""
        self._structure(segment)

    def _field(self, segment: Segment) -> None:
        item = self.item or self._claim_waiting()
        if item is None:
            self._unread(segment)
            return
        self._flush()
        name = _FIELD_NAMES[segment.role]
        earlier = getattr(item, name)
        if segment.role is Role.KEY and earlier and segment.text and earlier != segment.text:
            item.problems.append("有两个不同的答案")
        joined = segment.text if not earlier or earlier == segment.text else f"{earlier}\n{segment.text}"
        setattr(item, name, joined)
        self.field = segment.role
        self.inner = None
        self._own_text(segment)

    def _text(self, segment: Segment) -> None:
        if self._bare_option(segment):
            return
        if self.item is not None and self._opens_unnumbered():
            self._close()
        if self.item is None:
            self.waiting[-1].append(segment)
        else:
            self._continue(segment, segment.source)

    def _bare_option(self, segment: Segment) -> bool:
        """Take `A绿水` for an option where its letter is the one to come and, for an A, a B follows."""
        found = bare_option(segment.source)
        if found is None or self.field not in (Role.STEM, Role.OPTION):
            return False
        letter, text = found
        if letter != _next_label(self.item):
            return False
        following = next((later for later in self.segments[self.at + 1 :] if later.role is not Role.BLANK), None)
        after = following and (following.label or (bare_option(following.source) or ("",))[0])
        if (letter == "A" and after != "B") or after == letter:
            return False
        item = self.item or self._claim_waiting()
        if item is None:
            return False
        self._flush()
        item.options.append((letter, text))
        self.field = Role.OPTION
        self._own_text(segment)
        return True

    def _opens_unnumbered(self) -> bool:
        """Decide whether a text opens the next question of a file without numbers."""
        if not self.layout.is_unnumbered or not self.item or not (self.item.key or self.field is Role.KEY):
            return False
        if (self.field is Role.KEY and self._is_done) or self.field in (Role.DIFFICULTY, Role.TOPIC, Role.POINTS):
            return True
        after_blank = self.at > 0 and self.segments[self.at - 1].role is Role.BLANK
        before_proof = self.at + 1 < len(self.segments) and self.segments[self.at + 1].role in _PROOF
        return before_proof or (after_blank and self._is_done and self.field is not Role.OPTION)

    def _continue(self, segment: Segment, text: str) -> None:
        """Add text to the open field; where nothing can take it, it is unread."""
        if self.item is None:
            self.waiting[-1].append(segment)
            return
        if (self.field is Role.KEY and self._is_done) or self.field in (Role.DIFFICULTY, Role.TOPIC, Role.POINTS):
            self._unread(segment)
            return
        if segment.role is Role.NUMBER and segment.label.isdecimal():
            self.inner = (segment.style, int(segment.label))
        self.buffer.append(text)
        self._own_text(segment)


def _next_label(item: RawItem | None) -> str:
    """Return the letter that the next option of an item should have."""
    return chr(ord(item.options[-1][0][-1]) + 1) if item and item.options else "A"


def read_lines(lines: Sequence[Line]) -> Reading:
    """Return the raw items of free text; every non-empty line is in an item, unread, or structure."""
    segments = [segment for line in lines for segment in split_line(line)]
    return _Builder(segments, survey(segments)).build()
