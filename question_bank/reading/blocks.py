"""Decides which segments make one raw item: where a question starts, which field a line continues, what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from question_bank.reading.cuts import bare_options, option_at_end
from question_bank.reading.groups import GroupBuilder
from question_bank.reading.items import FIELD_NAMES, LONG_FIELDS, PROOF
from question_bank.reading.layout import survey
from question_bank.reading.materials import asks, opening
from question_bank.reading.roles import ASKED, CHOSEN, Role, Segment
from question_bank.reading.segments import split_line
from question_bank.reading.source import UNMARKED, Columns, KeyList, Line, RawItem, Reading
from question_bank.reading.words import bare_title, heading, is_han_title, legend_of, truth
from question_bank.text import fold

_BRACKET_KEY = re.compile(r"[(\[]\s*(?P<key>[A-Z]{1,8}|[√×✓✔✗✘✕❌对错]|正确|错误)\s*[)\]][.。]?")
_GAP = re.compile(r"_{2,}|\(\s*\)")
_COUNTED = re.compile(r"(?<![\d.])(\d{1,3})\s*[.、)](?!\d)")
_LONGEST_BRACKET = 20
_NEAR = 8


def _is_of_several(item: RawItem, key: str) -> bool:
    """Say whether a key in words counts up to the item's own number (1．北京 2．平等 below 2.) beyond its own gaps."""
    gaps = len(_GAP.findall(fold(item.stem)))
    numbers = [int(number) for number in _COUNTED.findall(fold(key))]
    counts_up = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return bool(gaps) and counts_up and len(numbers) > gaps and item.number == str(len(numbers))


class _Builder(GroupBuilder):
    """Walks over the segments once and decides by role and neighbours what each of them does."""

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
            Role.NOTE: self._note,
            Role.NOTES: self._notes,
            Role.MATERIAL: self._material,
            Role.KEYS: self._keys,
            Role.COLUMNS: self._columns,
            Role.TEXT: self._text,
        }
        for at, segment in enumerate(self.segments):
            self.at = at
            if not self._is_aside(segment):
                handlers.get(segment.role, self._field)(segment)
        self._end_group()
        self._end_section()
        self.reading.section, self.reading.hint = self.section, self.hint
        return self.reading

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
        item = self.item
        if item is not None and fold(segment.source[:1]) in "[(" and not (item.stem or item.options or self.buffer):
            # Right behind a bare number, 【单选题】 is the type of that question.
            self._continue(segment, segment.source)
            return
        self._begin_section(segment, found.text)
        if found.hint is not None:
            self.hint, self.legend = found.hint or None, found.legend

    def _begin_section(self, segment: Segment, title: str) -> None:
        self._end_group()
        self._end_section()
        self._structure(segment)
        self.style, self.section, self.last_number, self.section_has_items = None, title, 0, False

    def _number(self, segment: Segment) -> None:
        is_title = segment.style == "han" and not self.proofs[self.at] and is_han_title(segment.source)
        if is_title and (self.item is None or self._is_done):
            self._begin_section(segment, segment.source)
            return
        if self.layout.has_idents:
            self._continue(segment, segment.source)
            return
        if self.group is not None and self._leaves_group(segment):
            self._end_group()
        found = opening(segment.text) if segment.text else None
        if self._opens_case(segment) or (found and not found.is_instruction and not self.proofs[self.at]):
            self._open_case(segment)
            return
        if self.group is not None and not self.group.is_open and not self._starts_part(segment):
            self._add_material(segment, segment.source)
            return
        if not self._starts(segment):
            self._continue(segment, segment.source)
            return
        item = self._start(segment, number=segment.label)
        item.stem = segment.text
        self.style, self.separator = segment.style, _separator(segment)
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
            is_inner = number is not None and number <= last and _separator(segment) != self.separator
            return segment.style == self.style and not is_inner
        if segment.style != self.style:
            return self.field is not Role.OPTION and self._is_done and self.proofs[self.at]
        if self.field not in (Role.KEY, Role.EXPLANATION) or (self.field is Role.KEY and self._is_done):
            return True
        if self.proofs[self.at]:
            return True
        is_next_inside = self.inner == (segment.style, last)
        return number == last + 1 and not is_next_inside

    def _ident(self, segment: Segment) -> None:
        if not self.layout.has_idents:
            if self.item and self.field in LONG_FIELDS and not self._is_done:
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
        if item is not None and segment.style == ASKED and item.stem and not item.key:
            self._continue(segment, segment.source)
            return
        if item is None or item.stem or item.options or item.key:
            item = self._start(segment)
        item.stem = segment.text
        self.field = Role.STEM
        self._own_text(segment)

    def _bracket_key(self, segment: Segment) -> bool:
        """Take a line of nothing but (B) below options, or (√) below a judgement, for the key; say whether it was."""
        match = _BRACKET_KEY.fullmatch(fold(segment.source)) if len(segment.source) <= _LONGEST_BRACKET else None
        item = self.item
        if match is None or item is None or item.key or self.field not in (Role.STEM, Role.OPTION):
            return False
        labels = [label for label, _ in item.options]
        names_options = len(labels) > 1 and set(match["key"]) <= set(labels)
        if not names_options and not (item.hint == "true_false" and truth(match["key"])):
            return False
        self._field(replace(segment, role=Role.KEY, text=match["key"]))
        return True

    def _option(self, segment: Segment) -> None:
        if not segment.text and self._bracket_key(segment):
            return
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
        self._add_option(item, segment, segment.label, segment.text)
        if segment.repeats:
            item.problems.append(f"选项字母重复（{segment.label}）")

    def _take_option_from_stem(self, item: RawItem) -> None:
        """An option B proves that an A at the end of the stem is an option."""
        found = option_at_end(item.stem)
        if found:
            item.stem, first = found
            item.options.append(("A", first))
            item.option_marks.append(UNMARKED)

    def _own(self, segment: Segment) -> None:
        """What somebody answered once is neither key nor stem; it may stand in the lines below."""
        self._structure(segment)
        self.has_own = self.item is not None
        self.is_in_own = not segment.text and self.item is not None and not self.item.key

    def _notes(self, segment: Segment) -> None:
        """注意事项 at the head of a paper: what is numbered below are no questions."""
        if self.item is not None or self.section_has_items:
            self._text(segment)
            return
        self._structure(segment)
        self.is_in_notes = True

    def _is_aside(self, segment: Segment) -> bool:
        """Take the lines of notes and of somebody's own answer for structure; say whether this was one."""
        is_text = segment.role in (Role.TEXT, Role.NUMBER, Role.BLANK, Role.IDENT)
        self.is_in_notes = self.is_in_notes and is_text and not self.proofs[self.at]
        is_next = segment.style == self.style and segment.label == str(self.last_number + 1)
        self.is_in_own = self.is_in_own and is_text and not is_next
        if not (self.is_in_notes or self.is_in_own) or segment.role is Role.BLANK:
            return False
        self._structure(segment)
        return True

    def _field(self, segment: Segment) -> None:
        item = self.item or self._claim_waiting()
        if item is None:
            self._unread(segment)
            return
        if segment.style == CHOSEN and item.key:
            self._continue(segment, segment.source)
            return
        self._flush()
        name = FIELD_NAMES[segment.role]
        earlier = getattr(item, name)
        if segment.role is Role.KEY and earlier and segment.text and earlier != segment.text:
            item.problems.append("有两个不同的答案")
        if segment.role is Role.KEY and _is_of_several(item, segment.text):
            item.problems.append("这里像是几道题的答案")
        joined = segment.text if not earlier or earlier == segment.text else f"{earlier}\n{segment.text}"
        setattr(item, name, joined)
        self.field = segment.role
        self.inner = None
        self._own_text(segment)

    def _text(self, segment: Segment) -> None:
        if self._is_title(segment):
            self._structure(segment)
            return
        if self._bare_option(segment) or self._bracket_key(segment):
            return
        if self.item is None and self.hint == "true_false" and not self.section_has_items:
            self.legend = legend_of(fold(segment.text)) or self.legend
        if self.item is not None and self._opens_unnumbered():
            self._close()
        if self._is_new_material(segment):
            self._open_group(segment, segment.text, None)
        elif self.group is not None and not self.group.is_open:
            announces = asks(segment.source)
            self.group.is_announced = self.group.is_announced or announces
            self._add_material(segment, "" if announces else segment.source)
        elif self.item is None:
            self.waiting[-1].append(segment)
        else:
            self._continue(segment, segment.source)

    def _bare_option(self, segment: Segment) -> bool:
        """Take `A绿水` for an option where its letter is the one to come and, for an A, a B follows."""
        if self.field not in (Role.STEM, Role.OPTION):
            return False
        lone = self._lone_letter(segment)
        found = lone or bare_options(segment.source)
        if not found or found[0][0] != _next_label(self.item):
            return False
        following = next((later for later in self.segments[self.at + 1 :] if later.role is not Role.BLANK), None)
        below = bare_options(following.source) if following else []
        after = following and (following.label or (below[0][0] if below else ""))
        if not lone and ((found[0][0] == "A" and len(found) == 1 and after != "B") or after == found[0][0]):
            return False
        item = self.item or self._claim_waiting()
        if item is None:
            return False
        for letter, text in found:
            self._add_option(item, segment if letter == found[0][0] else replace(segment, source=""), letter, text)
        return True

    def _lone_letter(self, segment: Segment) -> list[tuple[str, str]]:
        """Return an option that is only its letter, with its text on the next line; an A needs a B that is, too."""
        letter = fold(segment.source)
        below = [later.source for later in self.segments[self.at + 1 : self.at + _NEAR] if later.role is not Role.BLANK]
        is_lone = len(letter) == 1 and "A" <= letter <= "Z" and bool(below)
        return [(letter, "")] if is_lone and (letter != "A" or "B" in map(fold, below[1:])) else []

    def _opens_unnumbered(self) -> bool:
        """Decide whether a text opens the next question of a file without numbers."""
        if not self.layout.is_unnumbered or not self.item or not (self.item.key or self.field is Role.KEY):
            return False
        if (self.field is Role.KEY and self._is_done) or self.field in (Role.DIFFICULTY, Role.TOPIC, Role.POINTS):
            return True
        after_blank = self.at > 0 and self.segments[self.at - 1].role is Role.BLANK
        before_proof = self.at + 1 < len(self.segments) and self.segments[self.at + 1].role in PROOF
        return before_proof or (after_blank and self._is_done and self.field is not Role.OPTION)

    def _columns(self, segment: Segment) -> None:
        """Give the columns of a 连线题 to the open question, to the text above them, or to their section's title."""
        columns = segment.columns
        if columns is None:
            return
        is_taken = self.item is not None and (self.item.options or self.item.key)
        if is_taken:
            self._close()
        item = self.item or self._claim_waiting()
        if item is None:
            item = self._start(segment)
            item.stem = bare_title(self.section or "")
        self._flush()
        item.columns, item.options = columns, list(columns.left)
        item.option_marks = [UNMARKED for _ in columns.left]
        item.lines += [piece.text for piece in columns.pieces]
        self.field = Role.OPTION
        if columns.key:
            item.key, self.field = columns.key, Role.KEY

    def _keys(self, segment: Segment) -> None:
        """A list of keys ends the question before it, not the section; one without keys is a table of scores."""
        if segment.keys is not None and not segment.keys.sections:
            self.reading.structure += segment.keys.structure
            return
        self._end_section()
        if segment.keys is not None:
            self.reading.key_lists.append((len(self.reading.items), segment.keys))

    def _note(self, segment: Segment) -> None:
        """得分, page numbers and the like are nobody's text, unless a long answer is open that they may belong to."""
        is_open = self.item is not None and self.field in LONG_FIELDS and not self._is_done
        if is_open and "页" not in segment.text and not self.has_own:
            self._continue(segment, segment.source)
        else:
            self._structure(segment)


def _separator(segment: Segment) -> str:
    """Return the sign behind a number: 1）甲 below 1. is a point of its stem."""
    return fold(segment.source).lstrip("(第 0123456789")[:1]


def _next_label(item: RawItem | None) -> str:
    """Return the letter that the next option of an item should have; past Z there is none."""
    last = item.options[-1][0][-1] if item and item.options else "@"
    return chr(ord(last) + 1) if "@" <= last < "Z" else ""


def _segments(unit: Line | KeyList | Columns) -> list[Segment]:
    if isinstance(unit, KeyList):
        return [Segment(Role.KEYS, "", "", "", keys=unit)]
    if isinstance(unit, Columns):
        return [Segment(Role.COLUMNS, "", unit.pieces[0].place, "", columns=unit)]
    return split_line(unit)


def read_lines(
    lines: Sequence[Line | KeyList | Columns], section: str | None = None, hint: str | None = None
) -> Reading:
    """Return the raw items of free text; every non-empty line is in an item, unread, or structure.

    `section` and `hint` are in force from an earlier part of the same file.
    """
    segments = [segment for line in lines for segment in _segments(line)]
    builder = _Builder(segments, survey(segments))
    builder.section, builder.hint = section, hint
    return builder.build()
