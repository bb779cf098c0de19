"""Decides how credit becomes a score: this is the only rounding of scores in the whole platform."""

from __future__ import annotations

from collections.abc import Sequence
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


def shares_of(own_points: Sequence[Decimal | None]) -> tuple[Fraction, ...]:
    """Return each part's share of its group: by the parts' own points when every part has some, else equal shares.

    The shares add up to exactly 1; () for no parts.
    """
    known = [Fraction(points) for points in own_points if points is not None]
    if len(known) == len(own_points) and known and all(points > 0 for points in known):
        return tuple(points / sum(known) for points in known)
    return tuple(Fraction(1, len(own_points)) for _ in own_points)


def award_parts(credits: Sequence[Fraction], points: Decimal) -> tuple[Decimal, ...]:
    """Return what each part adds to a group of so many points; `credits` are already weighted by the parts' shares.

    The rule: what is awarded up to and including a part is `award` of the credits so far, and the part gets the rise.
    So the parts add up to `award(sum(credits), points)` exactly, no part is more than one SCORE_STEP off its own exact
    value, and a part without credit gets nothing.
    """
    reached, awarded = NO_CREDIT, []
    for credit in credits:
        awarded.append(award(reached + credit, points) - award(reached, points))
        reached += credit
    return tuple(awarded)
