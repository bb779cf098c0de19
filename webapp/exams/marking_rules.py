"""Decide what one mark may be, and when marks settle a response; no database.

A response waits for one marker, or where the office has set so for two different ones. Of two the mean counts, unless
they differ by more than DIFFERENCE of the points: then a liaison's decision counts (that may be one of the two, since a
small office has no third). Source: DOMAIN section 4, marking by question with names hidden, second marker a setting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256

STEP = Decimal("0.5")
DIFFERENCE = Decimal("0.2")
FIRST, SECOND, DECISION = 1, 2, 3
PLACES = {FIRST: "一阅", SECOND: "二阅", DECISION: "裁定"}


class WrongPoints(ValueError):
    """What was typed is no mark; the message says what is."""


@dataclass(frozen=True)
class Mark:
    """One mark that was given, of ``most`` points."""

    place: int
    marker_id: int
    points: Decimal
    most: Decimal


@dataclass(frozen=True)
class Verdict:
    """What marks add up to: the settled points, or the place that is asked next."""

    points: Decimal | None
    asks: int | None


def verdict(marks: Sequence[Mark], needs_two: bool) -> Verdict:
    """Return what a response's marks add up to."""
    by_place = {mark.place: mark.points for mark in marks}
    if DECISION in by_place:
        return Verdict(by_place[DECISION], None)
    if FIRST not in by_place:
        return Verdict(None, FIRST)
    if SECOND not in by_place:
        return Verdict(None, SECOND) if needs_two else Verdict(by_place[FIRST], None)
    first, second = by_place[FIRST], by_place[SECOND]
    if abs(first - second) > DIFFERENCE * marks[0].most:
        return Verdict(None, DECISION)
    return Verdict((first + second) / 2, None)


def may_give(marks: Sequence[Mark], place: int | None, marker_id: int | None) -> bool:
    """Say whether a person may fill the place that is asked: nobody marks the same response first and second."""
    if place is None:
        return False
    return place == DECISION or all(mark.marker_id != marker_id for mark in marks)


def points_of(text: str, most: Decimal) -> Decimal:
    """Return a typed mark; WrongPoints unless it is between 0 and ``most`` in steps of a half, or ``most`` itself."""
    shown = f"{most:f}".rstrip("0").rstrip(".") if "." in f"{most:f}" else f"{most:f}"
    try:
        points = Decimal(text.strip())
    except InvalidOperation:
        raise WrongPoints(f"请填 0 到 {shown} 的数") from None
    if not points.is_finite() or not 0 <= points <= most:
        raise WrongPoints(f"请填 0 到 {shown} 的数")
    if points % STEP and points != most:
        raise WrongPoints("请按 0.5 分一档填写")
    return points


def shuffled_key(version_id: int, part: int, attempt_id: int) -> str:
    """Return where an attempt stands among those to mark: an order that the question alone decides."""
    return sha256(f"{version_id}:{part}:{attempt_id}".encode()).hexdigest()
