"""Decides what is done with a raw item while it is open: how it starts, grows, closes, and which text waits for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.reading.keys import LONGEST_LETTERS, is_closed_key
from question_bank.reading.layout import Layout
from question_bank.reading.roles import Role, Segment
from question_bank.reading.source import Group, Piece, RawItem, Reading

FIELD_NAMES = {
    Role.STEM: "stem",
    Role.KEY: "key",
    Role.EXPLANATION: "explanation",
    Role.CITATION: "citation",
    Role.DIFFICULTY: "difficulty",
    Role.TOPIC: "topic",
    Role.POINTS: "points",
}
LONG_FIELDS = (Role.KEY, Role.EXPLANATION, Role.CITATION)
_STARTERS = (Role.NUMBER, Role.IDENT, Role.STEM, Role.HEADING, Role.MATERIAL, Role.KEYS)
_SHORTEST_TITLE = 4
_NOTE = re.compile(r"\s*[(（【\[].*[)）】\]]\s*|\s*注[:：].*")
PROOF = (Role.OPTION, Role.KEY, Role.COLUMNS)


def _proofs(segments: Sequence[Segment]) -> list[bool]:
    """For each segment, say whether an option or key follows before the next possible start of a question."""
    proofs = [False] * len(segments)
    seen = False
    for index in range(len(segments) - 1, -1, -1):
        proofs[index] = seen
        role = segments[index].role
        seen = role in PROOF or (seen and role not in _STARTERS)
    return proofs


class ItemBuilder:
    """Holds the open item, its open field, the open case group and the text that waits for an owner."""

    def __init__(self, segments: Sequence[Segment], layout: Layout) -> None:
        self.segments = segments
        self.layout = layout
        self.proofs = _proofs(segments)
        self.reading = Reading()
        self.item: RawItem | None = None
        self.field = Role.STEM
        self.buffer: list[str] = []
        self.style: str | None = None
        self.separator = ""
        self.last_number = 0
        self.inner: tuple[str, int] | None = None
        # Groups of text lines, parted by blank lines, that no question has claimed yet.
        self.waiting: list[list[Segment]] = [[]]
        self.section: str | None = None
        self.section_has_items = False
        self.hint: str | None = None
        self.legend: dict[str, str] = {}
        self.group: Group | None = None
        self.outer: tuple[str | None, int] = (None, 0)
        self.titles: set[str] = set()
        self.is_in_notes = False
        self.is_in_own = False
        self.has_own = False
        self.at = 0

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
            group=self.group,
        )
        self.reading.items.append(self.item)
        self.section_has_items = True
        self.has_own = False
        if self.group:
            self.group.is_open = True
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
            name = FIELD_NAMES[self.field]
            setattr(item, name, f"{getattr(item, name) or ''}\n{text}".strip())

    def _own_text(self, segment: Segment) -> None:
        """Keep the source of a segment with the open item."""
        if self.item:
            self.item.lines.append(segment.source)
            if self.field is Role.STEM:
                self.item.underlined += segment.underlined

    def _add_option(self, item: RawItem, segment: Segment, label: str, text: str) -> None:
        """Add an option to an item and leave its text open."""
        self._flush()
        item.options.append((label, text))
        item.option_marks.append(segment.marks)
        self.field = Role.OPTION
        self._own_text(segment)

    def _continue(self, segment: Segment, text: str) -> None:
        """Add text to the open field; where nothing can take it, it is unread."""
        if self.item is None:
            self.waiting[-1].append(segment)
            return
        is_short = self.field in (Role.DIFFICULTY, Role.TOPIC, Role.POINTS)
        is_full = is_short and bool(self.buffer or getattr(self.item, FIELD_NAMES[self.field]))
        if is_full or (self.field is Role.KEY and self._is_done):
            self._unread(segment)
            return
        if segment.role is Role.NUMBER and segment.label.isdecimal():
            self.inner = (segment.style, int(segment.label))
        self.buffer.append(text)
        self._own_text(segment)

    def _is_title(self, segment: Segment) -> bool:
        """Say whether a line repeats a title at the head of the file, as on each page of it."""
        return segment.source in self.titles

    def _unread(self, segment: Segment) -> None:
        self.reading.unread.append(Piece(segment.source, segment.place))

    def _structure(self, segment: Segment) -> None:
        self.reading.structure.append(Piece(segment.source, segment.place))

    def _settle_waiting(self) -> None:
        """Text that no question claimed is title or note at the head of a file or section, and unread further down."""
        for group in self.waiting:
            for segment in group:
                (self._unread if self.section_has_items else self._structure)(segment)
                if not self.section_has_items and len(segment.source) >= _SHORTEST_TITLE:
                    self.titles.add(segment.source)
        self.waiting = [[]]

    def _end_section(self) -> None:
        """End the open item; all that a section 论述题 says is its one question, without a number."""
        texts = [segment for group in self.waiting for segment in group]
        asked = [segment for segment in texts if not _NOTE.fullmatch(segment.source)]
        is_open = self.item is not None or self.section_has_items
        if asked and not is_open and self.hint == "short_answer" and self.section:
            self.waiting = [[segment for segment in texts if segment not in asked]]
            self._question_of_lines(asked)
        self._close()

    def _claim_waiting(self) -> RawItem | None:
        """Start an item from the last lines that wait, now that an option or key proves them to be a stem.

        At the head of a file or section only the last line is taken: the one above it may be a title. Under 连线题 all
        of them are, since columns without labels may be among them.
        """
        if self.group is not None and not self.group.is_open:
            return self._question_of_material(self.group)
        groups = [group for group in self.waiting if group]
        if not groups:
            return None
        stem = groups.pop()
        if not self.section_has_items and self.hint != "matching":
            groups.append(stem[:-1])
            stem = stem[-1:]
        self.waiting = groups
        return self._question_of_lines(stem)

    def _question_of_lines(self, stem: Sequence[Segment]) -> RawItem:
        item = self._start(stem[0])
        item.stem = "\n".join(segment.source for segment in stem)
        for segment in stem:
            self._own_text(segment)
        return item

    @property
    def _is_done(self) -> bool:
        """Whether the open item has a key of a choice or judgement, after which free text belongs to nothing."""
        item = self.item
        if item is None or len(item.key or "") > LONGEST_LETTERS:
            return False
        if self.field is Role.KEY:
            self._flush()
        return bool(item.key) and is_closed_key(item.key or "", "matching" if item.columns else item.hint, item.options)

    # Case groups -----------------------------------------------------------------------------------------------

    def _open_group(self, segment: Segment, text: str, number: str | None, last: int | None = None) -> None:
        """Open a case group with the first line of its material."""
        self._end_group()
        self._close()
        self.outer = (self.style, self.last_number)
        self.group = Group(segment.place, number, self.section, last=last, hint=self.hint)
        if text:
            self.group.material.append(text)
        self.group.lines.append(segment.source)
        self.style = None

    def _end_group(self) -> None:
        """End the open case group; material without sub-questions is a question that lacks its key."""
        if self.group is None:
            return
        if not self.group.is_open:
            self._question_of_material(self.group)
        self._close()
        self.group = None
        self.style, outer_number = self.outer
        self.last_number = max(self.last_number if self.style == "plain" else 0, outer_number)

    def _question_of_material(self, group: Group) -> RawItem:
        """Turn material into the stem of one question: its options or its key follow without sub-questions."""
        self.group = None
        self.style, self.last_number = self.outer
        self._close()
        self.item = RawItem(group.place, group.number, section=group.section, hint=group.hint, legend=self.legend)
        self.item.stem = "\n".join(group.material)
        self.item.lines = group.lines
        self.reading.items.append(self.item)
        self.section_has_items = True
        return self.item

    def _add_material(self, segment: Segment, text: str) -> None:
        if self.group is not None:
            self.group.material.append(text)
            self.group.lines.append(segment.source)
