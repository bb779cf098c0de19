"""Decides what the items of QTI 1.2 say, as old exports and Canvas write them.

Source: IMS QTI ASI Information Model 1.2 (presentation, response_lid, response_str, resprocessing), and the field
question_type that Canvas adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from question_bank.formats._answers import Reply, letter
from question_bank.formats._cloze import GAP_TEXT
from question_bank.formats._items import Parts, put_together
from question_bank.formats._marks import Marks, points_of
from question_bank.formats._rich import Rich, joined, reduce_html, verbatim
from question_bank.formats._xml import name_of, rest_in
from question_bank.formats.base import StandardItem
from question_bank.model import Picture
from question_bank.reading.source import PICTURE
from question_bank.reading.words import truth

_UNKNOWN = {
    "calculated_question": "计算题（calculated）",
    "file_upload_question": "上传文件（file_upload）",
    "multiple_dropdowns_question": "多个下拉选择（multiple_dropdowns）",
}
_RENDERS = {
    "render_hotspot": "图上热区（hotspot）",
    "render_slider": "滑块（slider）",
    "response_xy": "图上选点（xy）",
    "response_grp": "分组（grp）",
}
_LONGEST_TEXT = 2000


@dataclass(slots=True)
class _Scored:
    """One condition with credit: (response, value) pairs that it asks for, and its worth."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    worth: Decimal = Decimal(0)


def _find(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    for found in element.iter():
        if name_of(found) in names:
            yield found


def _material(element: etree._Element, files: dict[str, Picture]) -> Rich:
    """Return the text of the materials right inside an element or its flows, not those of responses inside it."""
    found: list[Rich] = []
    for child in element:
        name = name_of(child)
        if name in ("mattext", "matemtext"):
            text = "".join(str(part) for part in child.itertext())
            kind = (child.get("texttype") or "text/plain").lower()
            found.append(reduce_html(text, files) if "html" in kind else verbatim(text))
        elif name == "matimage":
            picture = files.get((child.get("uri") or "").rpartition("/")[2])
            missing = f"题目中的图片（{(child.get('uri') or '无名')[:60]}）不在文件里"
            found.append(Rich(PICTURE, (picture,)) if picture else Rich("", (), (missing,)))
        elif name in ("material", "flow", "flow_mat", "flow_label"):
            found.append(_material(child, files))
        elif name in ("response_str", "response_num") and found and any(True for _ in child.itersiblings()):
            found[-1] = Rich(found[-1].text + GAP_TEXT, found[-1].pictures, found[-1].problems)
    return joined(found)


def _worth(condition: etree._Element) -> Decimal:
    worth = Decimal(0)
    for variable in _find(condition, "setvar"):
        try:
            number = Decimal((variable.text or "0").strip()[:20])
        except InvalidOperation:
            continue
        if number.is_finite() and (variable.get("action") or "Set").lower() in ("set", "add"):
            worth += number
    return worth


def _asked(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what a condition asks to be given, leaving out what stands inside <not>."""
    for child in element:
        name = name_of(child)
        if name in ("varequal", "varsubset", "varsubstring"):
            yield child.get("respident") or "", " ".join((child.text or "").split())
        elif name not in ("not", "setvar", "displayfeedback"):
            yield from _asked(child)


def _scored(item: etree._Element) -> list[_Scored]:
    found = []
    for condition in _find(item, "respcondition"):
        worth = _worth(condition)
        inside = [pair for one in condition if name_of(one) == "conditionvar" for pair in _asked(one)]
        if worth > 0 and inside:
            found.append(_Scored(inside, worth))
    return found


def _metadata(item: etree._Element) -> dict[str, str]:
    found = {}
    for one in _find(item, "qtimetadatafield"):
        texts = {name_of(child): (child.text or "").strip() for child in one}
        found[texts.get("fieldlabel", "").lower()] = texts.get("fieldentry", "")
    for one in _find(item, "qmd_itemtype", "qmd_topic"):
        found[name_of(one)] = (one.text or "").strip()
    return found


class _Reader:
    """Reads one item of QTI 1.2."""

    def __init__(self, item: etree._Element, files: dict[str, Picture]) -> None:
        self.item = item
        self.files = files
        self.presentation = next(_find(item, "presentation"), None)
        self.meta = _metadata(item)
        self.scored = _scored(item)

    def read(self, place: str) -> StandardItem:
        """Return the item."""
        item = self.item
        marks = Marks(source_id=item.get("ident"), topic=self.meta.get("qmd_topic") or None)
        marks.points = points_of(self.meta.get("points_possible", ""))
        parts = Parts(place, item.get("title") or "", marks=marks, rest=rest_in(item))
        if self.presentation is not None:
            parts.stem = _material(self.presentation, self.files)
            parts.text = parts.stem.text[:_LONGEST_TEXT] or parts.text
        parts.general = joined([_material(one, self.files) for one in _find(item, "itemfeedback")])
        parts.reply = self._reply()
        return put_together(parts)

    def _reply(self) -> Reply:
        kind = self.meta.get("question_type", "")
        element = self.presentation
        if kind in _UNKNOWN or element is None:
            return Reply(problems=[f"{_UNKNOWN.get(kind, '没有题面的项目')}没有对应的题型"])
        strange = [_RENDERS[name_of(one)] for one in element.iter() if name_of(one) in _RENDERS]
        if strange:
            return Reply(problems=[f"{strange[-1]}没有对应的题型"])
        lists, texts = list(_find(element, "response_lid")), list(_find(element, "response_str", "response_num"))
        if lists and texts:
            return Reply(problems=["一题里有几种作答方式"])
        if len(lists) > 1:
            return self._pairs(lists)
        if lists:
            ordered = (lists[0].get("rcardinality") or "").lower() == "ordered"
            return self._order(lists[0]) if ordered else self._choice(lists[0])
        if texts:
            return self._texts(texts, kind)
        return Reply(problems=["没有作答方式，只是说明文字"])

    def _labels(self, response: etree._Element) -> tuple[list[str], list[Rich]]:
        labels = list(_find(response, "response_label"))
        return [label.get("ident") or "" for label in labels], [_material(label, self.files) for label in labels]

    def _choice(self, response: etree._Element) -> Reply:
        ids, texts = self._labels(response)
        is_multiple = (response.get("rcardinality") or "Single").lower() == "multiple"
        reply = Reply("multiple_choice" if is_multiple else "single_choice", texts)
        best = max((one.worth for one in self.scored), default=Decimal(0))
        full = [one for one in self.scored if one.worth == best]
        # Several right options are one condition that asks for all, or one condition for each.
        right = {value for one in (self.scored if is_multiple else full) for _, value in one.asked}
        reply.key = tuple(letter(at) for at, ident in enumerate(ids) if ident in right)
        if not is_multiple and len(reply.key) > 1:
            reply.problems.append(f"单选题有{len(reply.key)}个正确选项")
        for one in self.scored:
            if not is_multiple and one.worth < best:
                reply.doubts += [f"选项{letter(ids.index(v))}原来只得一部分分，这里不得分" for _, v in one.asked if v in ids]
        judged = [truth(text.text) for text in texts]
        if not is_multiple and judged in (["true", "false"], ["false", "true"]) and len(reply.key) == 1:
            return Reply("true_false", key=(judged["AB".index(reply.key[0])] or "",))
        return reply

    def _order(self, response: etree._Element) -> Reply:
        ids, texts = self._labels(response)
        asked = [value for one in self.scored[:1] for _, value in one.asked]
        return Reply("ordering", texts, key=tuple(letter(ids.index(value)) for value in asked if value in ids))

    def _pairs(self, lists: list[etree._Element]) -> Reply:
        ids, rights = self._labels(lists[0])
        if any(self._labels(one)[0] != ids for one in lists):
            return Reply(problems=["一题里有几组不同的选项，没有对应的题型"])
        chosen = {name: value for one in self.scored for name, value in one.asked if len(one.asked) == 1}
        reply = Reply("matching", [_material(one, self.files) for one in lists], rights)
        pairs = []
        for at, one in enumerate(lists):
            value = chosen.get(one.get("ident") or "")
            if value in ids:
                pairs.append((letter(at), str(ids.index(value) + 1)))
        reply.key = tuple(pairs)
        return reply

    def _texts(self, texts: list[etree._Element], kind: str) -> Reply:
        asked: dict[str, list[str]] = {one.get("ident") or "": [] for one in texts}
        best = max((one.worth for one in self.scored), default=Decimal(0))
        doubts = []
        for one in self.scored:
            for name, value in one.asked:
                if len(texts) == 1 and one.worth < best:
                    doubts.append(f"答案“{value}”原来只得一部分分，这里不得分")
                elif name in asked and value:
                    asked[name].append(value)
        if kind == "essay_question" or not any(asked.values()):
            model = joined([_material(one, self.files) for one in _find(self.item, "solution", "solutionmaterial")])
            return Reply("short_answer", key=(model.text,) if model.text else ())
        problems = [f"第{at}个空没有答案" for at, found in enumerate(asked.values(), start=1) if not found]
        key = tuple(tuple(dict.fromkeys(found)) for found in asked.values() if found)
        return Reply("fill_blank", key=key, problems=problems, doubts=doubts)


def read_interop(element: etree._Element, files: dict[str, Picture], name: str) -> StandardItem:
    """Return one item of a questestinterop document; a section that has a title gives it to its items."""
    place = f"{name}第{element.sourceline}行" if name else f"第{element.sourceline}行"
    item = _Reader(element, files).read(place)
    titles = [one.get("title") for one in element.iterancestors() if name_of(one) == "section"]
    item.section = next((title for title in titles if title), None)
    return item


