"""Decides what the marks of a test say about its items and about itself: classical item analysis, None where undefined.

Definitions, with their units: Moodle, "Quiz statistics calculations" (docs.moodle.org/dev), whose x_p(s) is the mark of
attempt s on item p, T_s the total of s and X_p(s) = T_s - x_p(s) the rest. V and C are the unbiased variance and
covariance (divided by n - 1). `marks` is the table, `items` one item, `whole` the test, `choices` counts of options.
"""

from __future__ import annotations

from dataclasses import dataclass

from question_bank.statistics.choices import OptionCount, count_options
from question_bank.statistics.items import ItemStatistics, effective_weights, item_statistics, joint_of
from question_bank.statistics.marks import Marks, marks_of, read_marks
from question_bank.statistics.whole import TestStatistics, test_statistics

__all__ = [
    "Analysis",
    "ItemStatistics",
    "Marks",
    "OptionCount",
    "TestStatistics",
    "analyse",
    "count_options",
    "marks_of",
    "read_marks",
]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the marks of one test say: its items in the table's order, and the whole."""

    items: tuple[ItemStatistics, ...]
    test: TestStatistics


def analyse(marks: Marks) -> Analysis:
    """Analyse a table of marks.

    An item that not everybody was shown (a random draw) is judged by the attempts that had it, as Moodle judges the
    questions behind a random one. Consistency goes by places, the first, second … item that an attempt was shown; it
    is undefined when attempts were shown different numbers of items.
    """
    joints = [joint_of(column, marks.totals) for column in marks.columns]
    weights = effective_weights(marks, joints)
    items = tuple(item_statistics(marks, index, joints[index], weights[index]) for index in range(len(marks.items)))
    return Analysis(items, test_statistics(marks))
