"""Decides how credit becomes a score: this is the only rounding of scores in the whole platform."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

SCORE_STEP = Decimal("0.01")
"""Scores are kept to the hundredth of a point, halves rounded up, as school marks are in China (四舍五入)."""

NO_CREDIT = Fraction(0)
FULL_CREDIT = Fraction(1)


def award(credit: Fraction, points: Decimal) -> Decimal:
    """Return credit (0 to 1) times points, rounded half up to SCORE_STEP; exact until that one rounding.

    Raises ValueError for credit outside 0..1 or negative points.
    """
    if not NO_CREDIT <= credit <= FULL_CREDIT:
        raise ValueError(f"credit {credit} is outside 0..1")
    if points < 0:
        raise ValueError(f"points {points} are negative")
    hundredths = credit * Fraction(points) / Fraction(SCORE_STEP)
    rounded = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return Decimal(rounded) * SCORE_STEP
