"""Decides what the marks say about the test as a whole: where totals lie, how they spread, how far they can be trusted.

Sources: Moodle, Quiz statistics calculations, "Test statistics" (k-statistics after R. A. Fisher); L. J. Cronbach,
Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951); G. F. Kuder and M. W. Richardson, The
theory of the estimation of test reliability, Psychometrika 2 (1937), formula 20.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from question_bank.statistics.marks import Column, Marks


@dataclass(frozen=True, slots=True)
class TestStatistics:
    """The whole test; totals are in points. Consistency and error ratio are percent, `alpha` and `kr20` shares of 1.

    `maximum` is None when attempts were shown papers of different maxima; every float is None where undefined.
    `place_count` is how many items each attempt was shown, None when they differ.
    """

    item_count: int
    place_count: int | None
    attempt_count: int
    maximum: Decimal | None
    mean: float
    median: float
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None
    coefficient_of_internal_consistency: float | None
    alpha: float | None
    kr20: float | None
    error_ratio: float | None
    standard_error: float | None


def test_statistics(marks: Marks) -> TestStatistics:
    """Analyse the totals of all attempts.

    Standard deviation divides by n - 1; skewness is k3/k2^(3/2) and needs three attempts, kurtosis is k4/k2² (0 for a
    normal distribution) and needs four. Consistency 100·p/(p-1)·(1 - ΣV(x)/V(T)) needs two places and unequal totals,
    and may be negative. `kr20` is alpha where every mark is all or nothing of one and the same maximum.
    """
    count, scale, places = marks.attempt_count, marks.scale, marks.places()
    totals = Counter(marks.totals)
    mean = sum(marks.totals) / (count * scale)
    powers = [_central_power(totals, count, power) for power in (2, 3, 4)]
    k2 = powers[0] / (count - 1) if count > 1 else None
    alpha = _alpha(marks, places, powers[0] * count)
    error_ratio = None if alpha is None else 100 * math.sqrt(1 - alpha)
    deviation = None if k2 is None else math.sqrt(k2) / scale
    papers = set(marks.papers)
    return TestStatistics(
        item_count=len(marks.items),
        place_count=None if places is None else len(places),
        attempt_count=count,
        maximum=Decimal(papers.pop()) / scale if len(papers) == 1 else None,
        mean=mean,
        median=_median(totals, count) / scale,
        standard_deviation=deviation,
        skewness=_skewness(count, k2, powers[1]),
        kurtosis=_kurtosis(count, k2, powers[2]),
        coefficient_of_internal_consistency=None if alpha is None else 100 * alpha,
        alpha=alpha,
        kr20=alpha if _is_right_or_wrong(marks) else None,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None or deviation is None else error_ratio * deviation / 100,
    )


def _central_power(totals: Mapping[int, int], count: int, power: int) -> float:
    """Return Σ(T - mean)^power over all attempts, in scaled marks; summed exactly, because differences are small."""
    whole = sum(total * n for total, n in totals.items())
    summed: int = sum(n * (count * total - whole) ** power for total, n in totals.items())
    return float(summed / count**power)


def _median(totals: Mapping[int, int], count: int) -> float:
    """Return the middle total, the mean of both middle ones for an even number of attempts."""
    wanted = ((count - 1) // 2, count // 2)
    found, passed = [], 0
    for total, n in sorted(totals.items()):
        found += [total for place in wanted if passed <= place < passed + n]
        passed += n
    return sum(found) / 2


def _skewness(count: int, k2: float | None, third: float) -> float | None:
    if count < 3 or not k2:
        return None
    return float(count * third / ((count - 1) * (count - 2)) / k2**1.5)


def _kurtosis(count: int, k2: float | None, fourth: float) -> float | None:
    if count < 4 or not k2:
        return None
    m2, m4 = k2 * (count - 1) / count, fourth / count
    k4 = count**2 * ((count + 1) * m4 - 3 * (count - 1) * m2**2) / ((count - 1) * (count - 2) * (count - 3))
    return float(k4 / k2**2)


def _alpha(marks: Marks, places: Sequence[Column] | None, spread: float) -> float | None:
    """Return alpha; `spread` is n times the sum of squares of the totals, as each place's is summed up here."""
    if places is None or len(places) < 2 or not spread:
        return None
    within = 0
    for column in places:
        counted = Counter(column)
        shown = [(mark, n) for mark, n in counted.items() if mark is not None]
        within += marks.attempt_count * sum(m * m * n for m, n in shown) - sum(m * n for m, n in shown) ** 2
    return len(places) / (len(places) - 1) * (1 - within / spread)


def _is_right_or_wrong(marks: Marks) -> bool:
    allowed = {0, marks.maxima[0], None}
    return len(set(marks.maxima)) == 1 and all(set(column) <= allowed for column in marks.columns)
