"""Decides how what a foreign format has no field for travels in its tags: difficulty, use, points, citation, order.

A tag is `名称:值`; signs that the formats keep for themselves are written as %XX. Tags of other makers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from question_bank.model import USES, Citation, Question

_USE_WORDS = {"practice": "练习", "exam": "考试", "both": "练习和考试"}
_RESERVED = re.compile(r"[%\[\]<>`,\\\x00-\x1f\x7f]")
_ENCODED = re.compile(r"%([0-9A-F]{2})")
_KEEPS_ORDER, _ANY_ORDER = "选项顺序固定", "填空不分先后"


@dataclass(slots=True)
class Marks:
    """What the tags and fields of a question say beside its text; None where they say nothing."""

    topic: str | None = None
    source_id: str | None = None
    points: Decimal | None = None
    difficulty: int | None = None
    use: str = "both"
    law: str | None = None
    article: str | None = None
    version: str | None = None
    keeps_order: bool | None = None
    any_order: bool = False
    group: str | None = None

    @property
    def citation(self) -> Citation | None:
        """The provision that the tags name."""
        return Citation(self.law, self.article, self.version) if self.law else None


def _encode(text: str) -> str:
    return _RESERVED.sub(lambda match: f"%{ord(match[0]):02X}", text)


def _decode(text: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), text)


def tags_of(
    question: Question, *, with_points: bool = False, with_topic: bool = False, group: str | None = None
) -> list[str]:
    """Return the tags of a question; its points and topic only where the format has no field for them."""
    citation = question.citation
    pairs = (
        ("知识点", question.topic if with_topic else None),
        ("难度", str(question.difficulty) if question.difficulty else None),
        ("用途", _USE_WORDS.get(question.use) if question.use != "both" else None),
        ("分值", str(question.points) if with_points and question.points is not None else None),
        ("依据", citation and citation.law),
        ("条文", citation and citation.article),
        ("版本", citation and citation.version),
        ("材料题组", group),
    )
    tags = [f"{name}:{_encode(value)}" for name, value in pairs if value]
    return tags + [_KEEPS_ORDER] * question.keeps_order + [_ANY_ORDER] * question.any_order


def points_of(text: str) -> Decimal | None:
    """Return points written as a number, None for what is none or not above 0."""
    try:
        points = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not points.is_finite() or not 0 < points < 10000:
        return None
    # Moodle writes 2.0000000.
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def read_tags(tags: Iterable[str]) -> Marks:
    """Return what tags say; of two with one name the last."""
    said = {name.strip(): _decode(value.strip()) for name, _, value in (tag.strip().partition(":") for tag in tags)}
    level = said.get("难度")
    return Marks(
        topic=said.get("知识点") or None,
        points=points_of(said.get("分值", "")),
        difficulty=int(level) if level in ("1", "2", "3", "4", "5") else None,
        use=next((use for use in USES if _USE_WORDS[use] == said.get("用途")), "both"),
        law=said.get("依据") or None,
        article=said.get("条文") or None,
        version=said.get("版本") or None,
        keeps_order=True if _KEEPS_ORDER in said else None,
        any_order=_ANY_ORDER in said,
        group=said.get("材料题组") or None,
    )
