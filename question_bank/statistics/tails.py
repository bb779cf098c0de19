"""Decides who belongs to the upper and the lower group of a test: 27% at either end by total."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

TAIL_PERCENT = 27
"""Share of the attempts in either group. Source: T. L. Kelley, The selection of upper and lower groups for the
validation of test items, Journal of Educational Psychology 30 (1939)."""

Total = TypeVar("Total", int, Decimal)


def tail_size(count: int) -> int:
    """Return how many of `count` attempts make up a group: 27%, halves rounded up, at least one."""
    return max(1, (TAIL_PERCENT * count + 50) // 100)


def tail_shares(counts: Mapping[Total, int], *, upper: bool) -> dict[Total, Fraction]:
    """Return, by total, the share of the attempts with this total that belongs to the group; only totals with any.

    Attempts at the group's border share the places left, so that no order among equals decides.
    """
    left = tail_size(sum(counts.values()))
    shares: dict[Total, Fraction] = {}
    for total in sorted(counts, reverse=upper):
        taken = min(counts[total], left)
        if not taken:
            break
        shares[total] = Fraction(taken, counts[total])
        left -= taken
    return shares
