"""Decides what one assessmentItem of QTI 2.x or 3.0 says.

Source: 1EdTech QTI Assessment Test, Section and Item Information Model 2.1 and 3.0 (interactions, response
declarations, mapping, correctResponse, modalFeedback, rubricBlock).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from question_bank.formats._answers import Reply, letter
from question_bank.formats._cloze import GAP_TEXT
from question_bank.formats._items import Parts, put_together, with_gaps
from question_bank.formats._marks import points_of, read_tags
from question_bank.formats._qti_names import (
    KNOWN_INTERACTIONS,
    UNKNOWN_INTERACTIONS,
    attribute,
    children,
    interactions,
    named,
    qti_name,
)
from question_bank.formats._rich import NOTHING, Rich, joined, reduce_element
from question_bank.formats._xml import rest_in
from question_bank.formats.base import StandardItem
from question_bank.model import Picture, Question
from question_bank.reading.words import truth

Files = Mapping[str, Picture]
_FALSE = ("false", "0")
_INLINE = frozenset(("textEntryInteraction", "inlineChoiceInteraction"))
_LONGEST_TEXT = 2000


@dataclass(slots=True)
class _Declared:
    """What a responseDeclaration says: right values, and values with their worth."""

    cardinality: str = "single"
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, Decimal] = field(default_factory=dict)

    @property
    def right(self) -> list[str]:
        """The right values: those declared so, else those worth most (single) or anything (multiple)."""
        if self.correct:
            return self.correct
        best = max(self.mapping.values(), default=Decimal(0))
        if best <= 0:
            return []
        is_single = self.cardinality == "single"
        return [value for value, worth in self.mapping.items() if (worth == best if is_single else worth > 0)]


def _decimal(text: str | None) -> Decimal:
    try:
        number = Decimal((text or "0").strip()[:30])
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def _declaration(element: etree._Element) -> _Declared:
    declared = _Declared((attribute(element, "cardinality") or "single").lower())
    for correct in children(element, "correctResponse"):
        declared.correct = [_flat(value) for value in children(correct, "value")]
    for mapping in children(element, "mapping"):
        for entry in children(mapping, "mapEntry"):
            declared.mapping[(attribute(entry, "mapKey") or "").strip()] = _decimal(attribute(entry, "mappedValue"))
    return declared


def _flat(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


class ItemReader:
    """Reads one item; `files` are the pictures of its package by name."""

    def __init__(self, item: etree._Element, files: Files) -> None:
        self.item = item
        self.files = files
        self.declared = {
            attribute(one, "identifier") or "": _declaration(one) for one in children(item, "responseDeclaration")
        }

    def read(self, place: str, tags: Sequence[str]) -> StandardItem:
        """Return the item; `tags` are the keywords that the package gives it."""
        item = self.item
        marks = read_tags(tags)
        marks.source_id = (attribute(item, "label") or "").strip() or None
        marks.points = self._points()
        body = next(iter(children(item, "itemBody")), None)
        parts = Parts(place, self._shown(body), marks=marks, rest=rest_in(item))
        found = interactions(body) if body is not None else []
        parts.general = joined([self._text(one) for one in named(item, "modalFeedback", "feedbackBlock")])
        kinds = {qti_name(one) for one in found}
        shuffles = {attribute(one, "shuffle") for one in found}
        if shuffles & set(_FALSE) and "true" not in shuffles:
            marks.keeps_order = True
        if body is None or not found:
            parts.stem = self._text(body)
            parts.reply = Reply(problems=["没有作答方式，只是说明文字"])
            return put_together(parts)
        hindrance = self._hindrance(kinds)
        if hindrance:
            parts.stem = self._text(body)
            parts.reply = Reply(problems=[hindrance])
            return put_together(parts)
        return self._several(parts, body, found, kinds)

    def _hindrance(self, kinds: set[str]) -> str | None:
        unknown = [UNKNOWN_INTERACTIONS[kind] for kind in sorted(kinds) if kind in UNKNOWN_INTERACTIONS]
        if unknown:
            return f"{'、'.join(unknown)}没有对应的题型"
        if children(self.item, "templateDeclaration"):
            return "随机变量题（template）没有对应的题型"
        return "自适应题（adaptive）没有对应的题型" if attribute(self.item, "adaptive") == "true" else None

    def _several(
        self, parts: Parts, body: etree._Element, found: list[etree._Element], kinds: set[str]
    ) -> StandardItem:
        if kinds == {"textEntryInteraction"}:
            parts.stem, parts.reply = self._text(body), self._blanks(found)
            return put_together(parts)
        if kinds == {"inlineChoiceInteraction"}:
            parts.stem = self._text(body)
            replies = [self._choice(one) for one in found]
            if len(replies) == 1:
                parts.reply = replies[0]
                return put_together(parts)
            parts.reply = Reply("case_group")
            return with_gaps(put_together(parts), replies)
        if len(found) == 1:
            parts.stem, parts.reply = self._text(body), self._reply(found[0])
            return put_together(parts)
        return self._group(parts, body)

    def _group(self, parts: Parts, body: etree._Element) -> StandardItem:
        """Take an item of several interactions apart: each block of the body that holds one is a part."""
        blocks = list(body)
        while len(blocks) == 1 and qti_name(blocks[0]) not in KNOWN_INTERACTIONS:
            blocks = list(blocks[0])
        holders = [block for block in blocks if interactions(block)]
        material = [block for block in blocks if block not in holders and not _is_unseen(block)]
        parts.stem = joined([self._text(block) for block in material])
        parts.reply = Reply("case_group")
        item = put_together(parts)
        if item.question.parts:
            return item
        found: list[Question] = []
        for number, block in enumerate(holders, start=1):
            inside = interactions(block)
            kinds = {qti_name(one) for one in inside}
            reply = self._blanks(inside) if kinds == {"textEntryInteraction"} else self._reply(inside[0])
            if len(inside) > 1 and kinds != {"textEntryInteraction"}:
                reply.problems.append("一段里有几种作答方式")
            part = put_together(Parts(parts.place, "", self._text(block), reply))
            found.append(part.question)
            item.problems += [f"第{number}小题：{problem}" for problem in part.problems]
            item.doubts += [f"第{number}小题：{doubt}" for doubt in part.doubts]
        item.question = replace(item.question, parts=tuple(found))
        return item

    # Texts -----------------------------------------------------------------------------------------------------

    def _text(self, element: etree._Element | None) -> Rich:
        """Return the text of an element: prompts stay, inline interactions are gaps, choices and rubrics go."""
        return reduce_element(_as_html(element), self.files) if element is not None else NOTHING

    def _shown(self, body: etree._Element | None) -> str:
        title = (attribute(self.item, "title") or "").strip()
        texts = [self._text(body).text] if body is not None else []
        if body is not None:
            texts += [self._text(one).text for one in named(body, *_CHOICES)]
        return "\n".join(text for text in texts if text)[:_LONGEST_TEXT] or title

    def _points(self) -> Decimal | None:
        for one in children(self.item, "outcomeDeclaration"):
            if attribute(one, "identifier") == "MAXSCORE":
                return points_of("".join(_flat(value) for value in children(one, "defaultValue")))
        return None

    # Interactions ----------------------------------------------------------------------------------------------

    def _of(self, interaction: etree._Element) -> _Declared:
        return self.declared.get(attribute(interaction, "responseIdentifier") or "", _Declared())

    def _reply(self, interaction: etree._Element) -> Reply:
        return _READERS[qti_name(interaction)](self, interaction)

    def _choice(self, interaction: etree._Element) -> Reply:
        declared = self._of(interaction)
        choices = list(named(interaction, "simpleChoice", "inlineChoice"))
        ids = [attribute(one, "identifier") or "" for one in choices]
        reply = Reply("single_choice" if declared.cardinality == "single" else "multiple_choice")
        reply.options = [self._text(one) for one in choices]
        for at, one in enumerate(choices):
            told = joined([self._text(inside) for inside in named(one, "feedbackInline", "feedbackBlock")])
            if told.text:
                reply.remarks.append(Rich(f"{letter(at)}：{told.text}", told.pictures))
        reply.key = tuple(letter(ids.index(value)) for value in declared.right if value in ids)
        reply.key = tuple(sorted(reply.key))
        lost = [value for value in declared.right if value not in ids]
        if lost:
            reply.problems.append(f"答案“{lost[0][:40]}”没有对应的选项")
        if reply.type == "single_choice" and len(reply.key) > 1:
            reply.problems.append(f"单选题有{len(reply.key)}个正确选项")
        if reply.type == "multiple_choice" and declared.mapping and not declared.correct:
            reply.doubts += _unequal(declared)
        judged = [truth(option.text) for option in reply.options]
        if reply.type == "single_choice" and judged in (["true", "false"], ["false", "true"]) and len(reply.key) == 1:
            side = judged["AB".index(reply.key[0])] or ""
            return Reply("true_false", key=(side,), remarks=reply.remarks, problems=reply.problems)
        return reply

    def _blanks(self, found: Sequence[etree._Element]) -> Reply:
        reply = Reply("fill_blank")
        blanks: list[tuple[str, ...]] = []
        for number, one in enumerate(found, start=1):
            declared = self._of(one)
            best = max(declared.mapping.values(), default=Decimal(0))
            full = [value for value, worth in declared.mapping.items() if worth == best > 0]
            accepted = tuple(dict.fromkeys(value for value in [*declared.correct, *full] if value))
            if not accepted:
                reply.problems.append(f"第{number}个空没有答案" if len(found) > 1 else "没有答案")
                continue
            blanks.append(accepted)
            reply.doubts += [
                f"答案“{value}”原来只得一部分分，这里不得分"
                for value, worth in declared.mapping.items()
                if 0 < worth < best and value not in accepted
            ]
        reply.key = tuple(blanks)
        return reply

    def _essay(self, interaction: etree._Element) -> Reply:
        models = [
            self._text(one)
            for one in named(self.item, "rubricBlock")
            if "scorer" in (attribute(one, "view") or "").split()
            and (attribute(one, "use") or "") in ("", "ext:model", attribute(interaction, "responseIdentifier") or "")
        ]
        model = joined(models).text or "\n".join(self._of(interaction).correct)
        return Reply("short_answer", key=(model,) if model else ())

    def _order(self, interaction: etree._Element) -> Reply:
        choices = list(named(interaction, "simpleChoice"))
        ids = [attribute(one, "identifier") or "" for one in choices]
        right = self._of(interaction).correct
        reply = Reply("ordering", [self._text(one) for one in choices])
        reply.key = tuple(letter(ids.index(value)) for value in right if value in ids)
        return reply

    def _match(self, interaction: etree._Element) -> Reply:
        sets = [list(named(one, "simpleAssociableChoice")) for one in children(interaction, "simpleMatchSet")]
        if len(sets) != 2:
            return Reply("matching", problems=["连线题应有左右两组"])
        left, right = ([attribute(one, "identifier") or "" for one in group] for group in sets)
        reply = Reply("matching", [self._text(one) for one in sets[0]], [self._text(one) for one in sets[1]])
        pairs: list[tuple[str, str]] = []
        for value in self._of(interaction).right:
            first, _, second = value.partition(" ")
            if second in left and first in right:
                first, second = second, first
            if first in left and second in right:
                pairs.append((letter(left.index(first)), str(right.index(second) + 1)))
            else:
                reply.problems.append(f"答案“{value[:40]}”没有对应的选项")
        if len({first for first, _ in pairs}) < len(pairs):
            reply.problems.append("左边的一项对应右边的几项，没有对应的题型")
        reply.key = tuple(sorted(pairs))
        return reply


def _unequal(declared: _Declared) -> list[str]:
    worths = {worth for worth in declared.mapping.values() if worth > 0}
    return ["正确选项的分值不同，这里同样计分"] if len(worths) > 1 else []


_CHOICES = ("simpleChoice", "inlineChoice", "simpleAssociableChoice")
_UNSEEN = frozenset((*_CHOICES, "rubricBlock", "feedbackInline", "feedbackBlock", "modalFeedback", "stylesheet"))
_BLOCK_NAMES = frozenset(("prompt", "simpleMatchSet", "itemBody", "contentBody", "rubricBlock"))


def _is_for_candidate(element: etree._Element) -> bool:
    return qti_name(element) == "rubricBlock" and "candidate" in (attribute(element, "view") or "").split()


def _is_unseen(element: etree._Element) -> bool:
    return qti_name(element) in _UNSEEN and not _is_for_candidate(element)


def _as_html(element: etree._Element) -> etree._Element:
    """Return a copy of an element in which QTI's own elements are HTML or gone."""
    root = copy.deepcopy(element)
    root.tail = None
    for one in list(root.iter()):
        name = qti_name(one)
        if one is root or one.getparent() is None:
            continue
        if name in _INLINE:
            _replace(one, GAP_TEXT)
        elif _is_unseen(one) or not isinstance(one.tag, str):
            _replace(one, "")
        elif name in _BLOCK_NAMES or name.endswith("Interaction"):
            one.tag = "div"
        elif name == "object" and (one.get("type") or "").startswith("image/"):
            picture = etree.Element("img", src=one.get("data") or "")
            picture.tail = one.tail
            one.getparent().replace(one, picture)  # type: ignore[union-attr]
    return root


def _replace(element: etree._Element, text: str) -> None:
    """Put a text in the place of an element, keeping what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    joint = text + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + joint
    else:
        parent.text = (parent.text or "") + joint
    parent.remove(element)


_READERS: dict[str, Callable[[ItemReader, etree._Element], Reply]] = {
    "choiceInteraction": ItemReader._choice,
    "inlineChoiceInteraction": ItemReader._choice,
    "extendedTextInteraction": ItemReader._essay,
    "orderInteraction": ItemReader._order,
    "matchInteraction": ItemReader._match,
    "textEntryInteraction": lambda reader, interaction: reader._blanks([interaction]),
}
