"""Decides how the two spellings of QTI are one: `qti-choice-interaction` of 3.0 is `choiceInteraction` of 2.x."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_KEBAB = re.compile(r"-([a-z])")
_CAMEL = re.compile(r"([A-Z])")

# What no type here can be asked with, and what a person calls it.
UNKNOWN_INTERACTIONS = {
    "associateInteraction": "配对（associate）",
    "customInteraction": "自定义交互（custom）",
    "drawingInteraction": "绘图（drawing）",
    "gapMatchInteraction": "拖放填空（gapMatch）",
    "graphicAssociateInteraction": "图上配对（graphicAssociate）",
    "graphicGapMatchInteraction": "图上拖放（graphicGapMatch）",
    "graphicOrderInteraction": "图上排序（graphicOrder）",
    "hotspotInteraction": "图上热区（hotspot）",
    "hottextInteraction": "点选文字（hottext）",
    "mediaInteraction": "音视频（media）",
    "portableCustomInteraction": "自定义交互（PCI）",
    "positionObjectInteraction": "图上定位（positionObject）",
    "selectPointInteraction": "图上选点（selectPoint）",
    "sliderInteraction": "滑块（slider）",
    "uploadInteraction": "上传文件（upload）",
}
KNOWN_INTERACTIONS = frozenset(
    (
        "choiceInteraction",
        "textEntryInteraction",
        "extendedTextInteraction",
        "inlineChoiceInteraction",
        "orderInteraction",
        "matchInteraction",
    )
)


def qti_name(element: etree._Element) -> str:
    """Return the name of an element as QTI 2.x spells it."""
    return _of_tag(element.tag) if isinstance(element.tag, str) else ""


# A package asks for the same few names a hundred times an item.
@lru_cache(maxsize=500)
def _of_tag(tag: str) -> str:
    name = tag.rpartition("}")[2]
    return _KEBAB.sub(lambda match: match[1].upper(), name[4:]) if name.startswith("qti-") else name


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its name in QTI 2.x, None where it is missing."""
    value = element.get(name)
    if value is None:
        value = element.get(_CAMEL.sub(lambda match: f"-{match[1].lower()}", name))
    return None if value is None else str(value)


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants of these names, in order."""
    for found in element.iter():
        if qti_name(found) in names:
            yield found


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these names."""
    return [child for child in element if qti_name(child) in names]


def interactions(element: etree._Element) -> list[etree._Element]:
    """Return every interaction inside an element, known or not."""
    return [found for found in element.iter() if qti_name(found) in KNOWN_INTERACTIONS | UNKNOWN_INTERACTIONS.keys()]
