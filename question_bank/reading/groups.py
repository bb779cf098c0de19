"""Decides where a case group begins and ends, and what belongs to its material rather than to a sub-question."""

from __future__ import annotations

import re

from question_bank.reading.items import LONG_FIELDS, ItemBuilder
from question_bank.reading.materials import opening
from question_bank.reading.roles import Role, Segment
from question_bank.text import fold

_SHORTEST_MATERIAL = 15
_ASKING = re.compile(r"[?？]\s*$|\(\s*\)|_{2,}|^\s*[\[(](?:单|多|判|填|简|不定)")


class GroupBuilder(ItemBuilder):
    """Reads what opens a case group, stands in its material, or goes on behind it."""

    def _material(self, segment: Segment) -> None:
        """Open a case group; an instruction that speaks of the material above it joins that."""
        found = opening(segment.source)
        if found is None:
            return
        is_plain = not found.is_instruction and segment.source[:1] not in "【["
        explains = self.item is not None and self.field in (Role.EXPLANATION, Role.CITATION)
        if is_plain and explains and not self._is_case:
            self._continue(segment, segment.source)
            return
        is_below = self.group is not None and not self.group.is_open
        if is_below and self.group is not None and (found.is_instruction or not found.number or found.may_join):
            self.group.is_announced = self.group.is_announced or found.is_instruction
            self.group.last = found.last or self.group.last
            self._add_material(segment, "" if found.is_instruction else segment.source)
            return
        above = [waiting for group in self.waiting for waiting in group] if found.points_up else []
        if above:
            self.waiting = [[]]
            self._open_group(above[0], above[0].source, found.number, found.last)
            for waiting in above[1:]:
                self._add_material(waiting, waiting.source)
            self._add_material(segment, "")
        else:
            self._open_group(segment, segment.text, found.number, found.last)
        if self.group is not None:
            self.group.is_announced = found.is_instruction
            if found.first:
                self.last_number = found.first - 1

    @property
    def _is_case(self) -> bool:
        return self.hint == "case_group"

    def _opens_case(self, segment: Segment) -> bool:
        """In a section of cases, a number opens a case when other numbers come before any option or key."""
        if not self._is_case or self.proofs[self.at] or (self.group is not None and not self.group.is_open):
            return False
        if self.group is not None and segment.style == self.style:
            return False
        base, last = (self.style, self.last_number) if self.group is None else self.outer
        in_answer = self.item is not None and self.field in LONG_FIELDS and not self._is_done
        is_next = segment.label.isdecimal() and int(segment.label) == last + 1
        if (base is not None and segment.style != base) or (in_answer and not is_next):
            return False
        following = (later for later in self.segments[self.at + 1 :] if later.role not in (Role.BLANK, Role.TEXT))
        after = next(following, None)
        return after is not None and (
            (after.role is Role.NUMBER and after.style != segment.style) or after.role is Role.MATERIAL
        )

    def _open_case(self, segment: Segment) -> None:
        number = int(segment.label) if segment.label.isdecimal() else 0
        self._end_group()
        self._close()
        self.style, self.last_number = segment.style, number
        found = opening(segment.text)
        text = segment.text[found.content :].strip() if found and not found.is_instruction else segment.text
        self._open_group(segment, text, segment.label)
        self.last_number = 0

    def _leaves_group(self, segment: Segment) -> bool:
        """Decide whether a number behind sub-questions goes on with the questions outside of their group."""
        if self.group is None or not self.group.is_open or not segment.label.isdecimal():
            return False
        number = int(segment.label)
        if self.group.last and self.last_number >= self.group.last:
            return True
        outer_style, outer_number = self.outer
        return segment.style != self.style and segment.style == outer_style and number == outer_number + 1

    def _starts_part(self, segment: Segment) -> bool:
        """Decide whether a number below material starts the first sub-question or belongs to the facts."""
        if self.group is None or self.group.is_announced:
            return True
        number = int(segment.label) if segment.label.isdecimal() else 1
        if number not in (1, self.outer[1] + 1, self.last_number + 1) and segment.is_weak:
            return False
        return self.proofs[self.at] or bool(_ASKING.search(fold(segment.text)))

    def _is_new_material(self, segment: Segment) -> bool:
        """In a section of cases, long text that no question can take is the material of the next case."""
        if not self._is_case or len(segment.text) < _SHORTEST_MATERIAL:
            return False
        if self.item is None:
            return self.group is None or self.group.is_open
        return self._is_done
