"""Decides how choices are counted: how often each option was taken, by everybody and by the strong and the weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from question_bank.model import Question, Response
from question_bank.statistics.tails import tail_shares


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often one option was taken; `option_id` None counts the attempts that left the question blank.

    `upper` and `lower` count the upper and the lower 27% by total (fractions where equal totals share a place), None
    for fewer than two attempts. A wrong option that nobody of the lower group takes does no work; one that the upper
    group takes more often than the lower is worth a look.
    """

    option_id: str | None
    is_right: bool
    count: int
    upper: Fraction | None
    lower: Fraction | None


def count_options(question: Question, attempts: Sequence[tuple[Response | None, Decimal]]) -> tuple[OptionCount, ...]:
    """Count what was chosen, from one pair (parsed response, total of the attempt) per attempt; None is blank.

    Options come as stored, the blank ones last; a question without options (true_false) has its key and whatever else
    was given, in order of the text. Source: classical distractor analysis with Kelley's groups.
    """
    right = set(question.key_texts)
    given = [(_chosen(response), total) for response, total in attempts]
    ids = [option.id for option in question.options]
    ids = ids or sorted(right.union(*(chosen for chosen, _ in given if chosen is not None)))
    totals = Counter(total for _, total in attempts)
    groups = [tail_shares(totals, upper=upper) for upper in (True, False)] if len(attempts) > 1 else [None, None]
    counts = []
    for option_id in (*ids, None):
        takers = [
            total for chosen, total in given if (chosen is None if option_id is None else option_id in (chosen or ()))
        ]
        upper, lower = (
            None if group is None else sum((group.get(t, Fraction(0)) for t in takers), Fraction(0)) for group in groups
        )
        counts.append(OptionCount(option_id, option_id in right, len(takers), upper, lower))
    return tuple(counts)


def _chosen(response: Response | None) -> frozenset[str] | None:
    if response is None:
        return None
    return frozenset([response] if isinstance(response, str) else (one for one in response if isinstance(one, str)))
