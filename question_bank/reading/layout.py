"""Decides how a file as a whole tells its questions apart: numbers, bare id lines, or nothing but order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.reading.roles import Role, Segment


@dataclass(frozen=True, slots=True)
class Layout:
    """`has_idents`: a line or cell of nothing but digits starts a question; `idents_count`: they run 1, 2, 3 …

    `is_unnumbered`: neither ids nor numbers nor 题目： start questions, only a text after a complete one does.
    """

    has_idents: bool
    idents_count: bool
    is_unnumbered: bool


def survey(segments: Sequence[Segment]) -> Layout:
    """Look at all segments of a file once and say how it is laid out."""
    idents = [int(segment.label) for segment in segments if segment.role is Role.IDENT]
    numbers = sum(segment.role is Role.NUMBER and segment.style == "plain" for segment in segments)
    other_numbers = any(segment.role is Role.NUMBER and not segment.is_weak for segment in segments)
    has_idents = bool(idents) and len(idents) >= numbers
    steps = sum(later in (earlier + 1, 1) for earlier, later in pairwise(idents))
    return Layout(
        has_idents=has_idents,
        idents_count=has_idents and idents[0] == 1 and steps >= 0.9 * (len(idents) - 1),
        is_unnumbered=not has_idents
        and not other_numbers
        and not any(segment.role is Role.STEM for segment in segments),
    )
