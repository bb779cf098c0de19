"""Decides how hard a paper will be, and how a drawn paper is made as hard as every other."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from question_bank.model import Paper, PaperSpec, PoolQuestion
from question_bank.seating import Cell

Facilities = Mapping[int, Fraction]
"""Share of the points that people earn on average, 0 to 1, by question id."""


def rank(seed: str, purpose: str, section: int, *names: object) -> str:
    """Return the place of something in an order that depends on nothing but the seed: hex SHA-256, to be sorted."""
    return hashlib.sha256("\n".join([seed, purpose, str(section), *map(str, names)]).encode()).hexdigest()


LEAST_ANSWERS = 30
"""From how many answers on a facility counts as known.

The credit for an answer lies between 0 and 1, so its standard deviation is 1/2 at most (T. Popoviciu, Sur les équations
algébriques ayant toutes leurs racines réelles, 1935) and the standard error of the mean of 30 is 0.09 at most: on a
paper of 50 questions of 2 points that adds up to 1.3 points, which is as near as a tolerance can be meant.
"""


def facilities_from(answers: Iterable[tuple[int, Decimal, Decimal]]) -> dict[int, Fraction]:
    """Return the facilities that answers tell: (question id, points earned, points possible) each, in any order.

    Earned by possible points, kept within 0 and 1; unknown for less than LEAST_ANSWERS answers or no possible points.
    """
    earned: dict[int, Fraction] = defaultdict(Fraction)
    possible: dict[int, Fraction] = defaultdict(Fraction)
    counts: dict[int, int] = defaultdict(int)
    for question_id, points, most in answers:
        earned[question_id] += Fraction(points)
        possible[question_id] += Fraction(most)
        counts[question_id] += 1
    return {
        question_id: min(max(earned[question_id] / possible[question_id], Fraction(0)), Fraction(1))
        for question_id, count in counts.items()
        if count >= LEAST_ANSWERS and possible[question_id] > 0
    }


def with_facilities(pool: Sequence[PoolQuestion], facilities: Facilities) -> list[PoolQuestion]:
    """Return a pool in which each question has the facility that is known of it, None where none is."""
    return [replace(entry, facility=facilities.get(entry.id)) for entry in pool]


def facilities_of(pool: Sequence[PoolQuestion]) -> dict[int, Fraction]:
    """Return the known facilities of a pool."""
    return {entry.id: entry.facility for entry in pool if entry.facility is not None}


def predicted_mean(paper: Paper, facilities: Facilities) -> Fraction | None:
    """Return the mean score to be expected of a paper: the sum of points times facility; None where one is unknown.

    Source: the mean of a sum is the sum of the means (F. M. Lord and M. R. Novick, Statistical Theories of Mental Test
    Scores, 1968, 15.2).
    """
    if any(item.question_id not in facilities for item in paper.items):
        return None
    return sum((Fraction(item.points) * facilities[item.question_id] for item in paper.items), Fraction(0))


def target_mean(spec: PaperSpec, cells: Mapping[int, Cell], facilities: Facilities) -> Fraction:
    """Return the mean that every paper is held to: that of an average paper, the same for every seed and person.

    Each section counts with the mean facility of all questions that it can use; cells hold known facilities only.
    """
    mean = Fraction(0)
    for index, section in enumerate(spec.sections):
        usable = [facilities[question_id] for question_id, cell in cells.items() if index in cell]
        if usable:
            mean += Fraction(section.points) * section.count * sum(usable, Fraction(0)) / len(usable)
    return mean


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One drawn question given for one that was left, and how far the mean is off after it."""

    off: Fraction
    order: str
    section: int
    given: int
    taken: int


def balanced(
    spec: PaperSpec,
    drawn: Sequence[Sequence[int]],
    cells: Mapping[int, Cell],
    facilities: Facilities,
    target: Fraction,
    seed: str,
    seen: frozenset[int],
) -> list[list[int]] | None:
    """Exchange questions of a draw one by one until its mean lies within the tolerance; None when no exchange helps.

    Each step takes the exchange that brings the mean nearest to the target, among equals the first by seed. A question
    that is not in `seen` is never given for one that is.
    """
    chosen = [list(ids) for ids in drawn]
    points = [Fraction(section.points) for section in spec.sections]
    tolerance = Fraction(spec.mean_tolerance or 0)
    off = sum((points[at] * facilities[one] for at, ids in enumerate(chosen) for one in ids), -target)
    order = {one: rank(seed, "balance", cell[0], one) for one, cell in cells.items()} if abs(off) > tolerance else {}
    while abs(off) > tolerance:
        left = set(cells).difference(*chosen)
        steps: list[_Exchange] = []
        for at, section in enumerate(spec.sections):
            if section.question_ids or not points[at]:
                continue
            usable = [(facilities[one], order[one], one) for one in left if at in cells[one]]
            unseen = [entry for entry in usable if entry[2] not in seen]
            for had_before, others in ((False, unseen), (True, usable)):
                givers = [one for one in chosen[at] if (one in seen) == had_before]
                steps += _exchanges(at, givers, others, facilities, points[at], off)
        best = min(steps, key=lambda step: (step.off, step.order, step.section, step.given), default=None)
        if best is None or best.off >= abs(off):
            return None
        off += points[best.section] * (facilities[best.taken] - facilities[best.given])
        chosen[best.section][chosen[best.section].index(best.given)] = best.taken
    return chosen


def _exchanges(
    section: int,
    chosen: Sequence[int],
    left: Iterable[tuple[Fraction, str, int]],
    facilities: Facilities,
    points: Fraction,
    off: Fraction,
) -> Iterator[_Exchange]:
    """Offer for each drawn question the two left ones whose facilities lie nearest to what would put the mean right."""
    ordered = sorted(left)
    for given in chosen:
        wanted = facilities[given] - off / points
        above = bisect_left(ordered, (wanted, "", 0))
        # Of equally easy questions the first by seed, below as above.
        below = bisect_left(ordered, (ordered[above - 1][0], "", 0)) if above else above
        for place in {below, above} - {len(ordered)}:
            facility, order, taken = ordered[place]
            yield _Exchange(abs(off + points * (facility - facilities[given])), order, section, given, taken)
