"""Decides what the marks say about one item: how easy it is, how it tells strong from weak, how much it weighs.

Everything is counted in integers from one table per item, how often each pair of mark and total occurs, and becomes a
float once, at the end: a covariance of 0 is 0 and not a last digit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from question_bank.statistics.marks import Column, Marks
from question_bank.statistics.tails import tail_shares, tail_size

Joint = Mapping[tuple[int, int], int]
"""How many attempts have this mark and this total (or rest), both times the scale."""


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item. Marks are in points; facility and group facilities are shares of 1; all other rates are percent.

    `attempt_count` attempts were shown the item and alone are counted; all but it may be None: undefined.
    """

    id: str
    maximum: Decimal
    attempt_count: int
    mean: float | None = None
    facility: float | None = None
    standard_deviation: float | None = None
    standard_deviation_percent: float | None = None
    intended_weight: float | None = None
    effective_weight: float | None = None
    discrimination_index: float | None = None
    discriminative_efficiency: float | None = None
    upper_facility: float | None = None
    lower_facility: float | None = None
    top_bottom_discrimination: float | None = None
    variance: float | None = None
    rest_variance: float | None = None
    covariance: float | None = None
    maximum_covariance: float | None = None


@dataclass(frozen=True, slots=True)
class _Spread:
    """Sums of a two-column table times its count: n²(n-1)/n times variances and covariance, in exact integers."""

    count: int
    first: int
    second: int
    both: int

    def per(self, value: int, scale: int) -> float | None:
        """Return an unbiased variance or covariance in points²; None for a single attempt."""
        return value / (self.count * (self.count - 1) * scale**2) if self.count > 1 else None


def _spread(joint: Joint) -> _Spread:
    count = sum(joint.values())
    first = sum(x * n for (x, _), n in joint.items())
    second = sum(y * n for (_, y), n in joint.items())
    return _Spread(
        count,
        count * sum(x * x * n for (x, _), n in joint.items()) - first**2,
        count * sum(y * y * n for (_, y), n in joint.items()) - second**2,
        count * sum(x * y * n for (x, y), n in joint.items()) - first * second,
    )


def joint_of(column: Column, totals: Sequence[int]) -> Joint:
    """Count the pairs of mark and total of the attempts that were shown the item."""
    counted = Counter(zip(column, totals, strict=True))
    shown = {pair: n for pair, n in counted.items() if pair[0] is not None}
    return cast("Joint", shown)


def item_statistics(marks: Marks, index: int, joint: Joint, effective_weight: float | None) -> ItemStatistics:
    """Analyse one item by the attempts that were shown it.

    Sources: facility F = mean/maximum, SD, intended weight 100·maximum/paper, discrimination index
    100·C(x,X)/√(V(x)V(X)) (item–rest correlation) and discriminative efficiency 100·C(x,X)/C_max(x,X), where C_max
    pairs both columns sorted: Moodle, Quiz statistics calculations. Upper and lower group: Kelley's 27% (`tails`).
    """
    maximum, scale = marks.maxima[index], marks.scale
    count = sum(joint.values())
    points = Decimal(maximum) / scale
    if not count:
        return ItemStatistics(marks.items[index], points, 0, effective_weight=effective_weight)
    total = sum(mark * n for (mark, _), n in joint.items())
    rest = Counter[tuple[int, int]]()
    for (mark, whole), n in joint.items():
        rest[mark, whole - mark] += n
    spread = _spread(rest)
    variance = spread.per(spread.first, scale)
    deviation = None if variance is None else math.sqrt(variance)
    highest = _highest_covariance(rest)
    upper, lower = _tails(joint, count)
    return ItemStatistics(
        id=marks.items[index],
        maximum=points,
        attempt_count=count,
        mean=total / (count * scale),
        facility=total / (count * maximum) if maximum else None,
        standard_deviation=deviation,
        standard_deviation_percent=100 * deviation * scale / maximum if maximum and deviation is not None else None,
        intended_weight=_intended_weight(marks, index, count),
        effective_weight=effective_weight,
        discrimination_index=_share(spread.both, math.sqrt(spread.first * spread.second)),
        discriminative_efficiency=_share(spread.both, highest),
        upper_facility=float(upper / maximum) if maximum and upper is not None else None,
        lower_facility=float(lower / maximum) if maximum and lower is not None else None,
        top_bottom_discrimination=(
            float(100 * (upper - lower) / maximum) if maximum and upper is not None and lower is not None else None
        ),
        variance=variance,
        rest_variance=spread.per(spread.second, scale),
        covariance=spread.per(spread.both, scale),
        maximum_covariance=spread.per(highest, scale),
    )


def _share(part: int, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _intended_weight(marks: Marks, index: int, count: int) -> float | None:
    """Return percent of the paper's maximum; where papers differ, of the mean of those that showed the item."""
    if count == marks.attempt_count:
        papers = sum(marks.papers)
    else:
        column = marks.columns[index]
        papers = sum(paper for mark, paper in zip(column, marks.papers, strict=True) if mark is not None)
    return 100 * marks.maxima[index] * count / papers if papers else None


def _highest_covariance(rest: Joint) -> int:
    """Return the covariance (as _Spread counts it) of marks and rests, each sorted by itself."""
    count = sum(rest.values())
    marks, others = Counter[int](), Counter[int]()
    for (mark, other), n in rest.items():
        marks[mark] += n
        others[other] += n
    ordered = iter(sorted(others.items()))
    other, left = next(ordered)
    both = 0
    for mark, wanted in sorted(marks.items()):
        while wanted:
            if not left:
                other, left = next(ordered)
            taken = min(wanted, left)
            both += mark * other * taken
            wanted, left = wanted - taken, left - taken
    return count * both - sum(m * n for m, n in marks.items()) * sum(o * n for o, n in others.items())


def _tails(joint: Joint, count: int) -> tuple[Fraction | None, Fraction | None]:
    """Return the mean mark of the upper and the lower group by total; None for fewer than two attempts."""
    if count < 2:
        return None, None
    by_total = Counter[int]()
    for (_, total), n in joint.items():
        by_total[total] += n
    upper, lower = (tail_shares(by_total, upper=upper) for upper in (True, False))
    return _mean_of(joint, upper, tail_size(count)), _mean_of(joint, lower, tail_size(count))


def _mean_of(joint: Joint, shares: Mapping[int, Fraction], size: int) -> Fraction:
    return sum((mark * n * shares[total] for (mark, total), n in joint.items() if total in shares), Fraction(0)) / size


def effective_weights(marks: Marks, joints: Sequence[Joint]) -> list[float | None]:
    """Return each item's effective weight in percent: 100·√C(x,T) / Σ√C(x,T), the sum over the items of a paper.

    Source: Moodle, Quiz statistics calculations, also its "Negative covariances": an item whose marks fall as totals
    rise has no effective weight and adds nothing to the sum. Where not everybody is shown every item, an item counts in
    the sum by the share of attempts that had it, so that the weights of an average paper make up 100.
    """
    roots = [_root(joint) for joint in joints]
    whole = sum(root * count for root, count in roots if root is not None) / marks.attempt_count
    return [None if root is None or not whole else 100 * root / whole for root, _ in roots]


def _root(joint: Joint) -> tuple[float | None, int]:
    """Return √C(x,T) in scaled marks, None where it is negative or undefined, and the number of attempts."""
    spread = _spread(joint)
    covariance = spread.per(spread.both, 1)
    return None if covariance is None or covariance < 0 else math.sqrt(covariance), spread.count
