"""Decides how many questions each section of a paper can have, when sections share questions and none stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from question_bank.model import PaperSpec, PoolQuestion

Cell = tuple[int, ...]
"""The sections that a question may stand in; questions of one cell are interchangeable."""


class _Seats:
    """Keeps a seating of sections in cells possible: a maximum flow with one unit per question still to be drawn."""

    def __init__(self, capacity: dict[Cell, int], section_count: int) -> None:
        self._free = dict(capacity)
        self._seated: list[dict[Cell, int]] = [defaultdict(int) for _ in range(section_count)]

    def seat(self, section: int) -> bool:
        """Find one more question for a section, moving other sections' seats where that helps."""
        came_from: dict[int, tuple[int, Cell] | None] = {section: None}
        queue = [section]
        for current in queue:
            for cell, free in self._free.items():
                if current not in cell:
                    continue
                if free:
                    self._move(current, cell, came_from)
                    return True
                for other in cell:
                    if other not in came_from and self._seated[other].get(cell):
                        came_from[other] = (current, cell)
                        queue.append(other)
        return False

    def _move(self, current: int, cell: Cell, came_from: dict[int, tuple[int, Cell] | None]) -> None:
        self._free[cell] -= 1
        self._seated[current][cell] += 1
        step = came_from[current]
        while step is not None:
            receiver, given = step
            self._seated[current][given] -= 1
            self._seated[receiver][given] += 1
            current, step = receiver, came_from[receiver]


def cells_of(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> dict[int, Cell]:
    """Return the cell of every question that a section can use; one that a section names belongs to it alone."""
    named = {question_id for section in spec.sections for question_id in section.question_ids}
    cells = {}
    for entry in pool:
        cell = tuple(
            index
            for index, section in enumerate(spec.sections)
            if (entry.id in section.question_ids or entry.id not in named) and section.accepts(entry)
        )
        if cell:
            cells[entry.id] = cell
    return cells


def capacity_of(cells: Mapping[int, Cell], excluded: Collection[int] = frozenset()) -> dict[Cell, int]:
    """Count the questions of each cell, without some."""
    capacity: dict[Cell, int] = defaultdict(int)
    for question_id, cell in cells.items():
        if question_id not in excluded:
            capacity[cell] += 1
    return dict(capacity)


def seat_counts(wanted: Sequence[int], capacity: dict[Cell, int]) -> list[int]:
    """Return how many questions each section can have at most, earlier sections served first."""
    seats = _Seats(capacity, len(wanted))
    counts = []
    for section, count in enumerate(wanted):
        seated = 0
        while seated < count and seats.seat(section):
            seated += 1
        counts.append(seated)
    return counts
