"""Decides which questions a paper holds and in which order: the same spec, pool and seed give the same paper for ever.

Order comes from SHA-256 of seed, section and question id, because the shuffles of libraries change between versions.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from question_bank.errors import NotEnoughQuestions
from question_bank.model import Paper, PaperItem, PaperSpec, PoolQuestion, ShownOrder
from question_bank.types import get_type

Shortfall = tuple[str, int, int]
"""Section title, questions wanted, questions available to that section."""

Cell = tuple[int, ...]
"""The sections that a question may stand in; questions of one cell are interchangeable."""


def _rank(seed: str, purpose: str, section: int, *names: object) -> str:
    return hashlib.sha256("\n".join([seed, purpose, str(section), *map(str, names)]).encode()).hexdigest()


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


def _cells(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> dict[int, Cell]:
    cells = {}
    for entry in pool:
        cell = tuple(index for index, section in enumerate(spec.sections) if section.wants(entry.question))
        if cell:
            cells[entry.id] = cell
    return cells


def _capacity(cells: dict[int, Cell], excluded: frozenset[int] | set[int] = frozenset()) -> dict[Cell, int]:
    capacity: dict[Cell, int] = defaultdict(int)
    for question_id, cell in cells.items():
        if question_id not in excluded:
            capacity[cell] += 1
    return dict(capacity)


def _seat_counts(wanted: Sequence[int], capacity: dict[Cell, int]) -> list[int]:
    """Return how many questions each section can have at most, earlier sections served first."""
    seats = _Seats(capacity, len(wanted))
    counts = []
    for section, count in enumerate(wanted):
        seated = 0
        while seated < count and seats.seat(section):
            seated += 1
        counts.append(seated)
    return counts


def check_shortfall(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> tuple[Shortfall, ...]:
    """Return (section title, wanted, available) of each section that can't be filled; empty when a paper can be drawn.

    No question stands twice in a paper, so sections that share questions are weighed together, earlier ones first.
    """
    wanted = [section.count for section in spec.sections]
    available = _seat_counts(wanted, _capacity(_cells(spec, pool)))
    return tuple(
        (section.title, section.count, count)
        for section, count in zip(spec.sections, available, strict=True)
        if count < section.count
    )


def _draw(spec: PaperSpec, cells: dict[int, Cell], seed: str, seen: frozenset[int]) -> list[list[int]]:
    """Draw ids section by section; a question that a later section can't do without is left to it."""
    wanted = [section.count for section in spec.sections]
    taken: set[int] = set()
    drawn: list[list[int]] = []
    for index, section in enumerate(spec.sections):
        candidates = [question_id for question_id, cell in cells.items() if index in cell]
        candidates.sort(key=lambda question_id: (question_id in seen, _rank(seed, "draw", index, question_id)))
        chosen: list[int] = []
        for question_id in candidates:
            if len(chosen) == section.count:
                break
            if question_id in taken:
                continue
            if cells[question_id][-1] > index:
                needs = [0] * index + [section.count - len(chosen) - 1, *wanted[index + 1 :]]
                if _seat_counts(needs, _capacity(cells, taken | {question_id})) != needs:
                    continue
            chosen.append(question_id)
            taken.add(question_id)
        drawn.append(chosen)
    return drawn


def _option_order(spec: PaperSpec, entry: PoolQuestion, seed: str, section: int) -> ShownOrder:
    return get_type(entry.question.type).shown_order(
        entry.question, spec.shuffle_options, lambda name: _rank(seed, "options", section, entry.id, name)
    )


def assemble(
    spec: PaperSpec, pool: Sequence[PoolQuestion], seed: str, *, seen: frozenset[int] = frozenset()
) -> Paper:
    """Draw a paper from the pool; no question stands in it twice.

    `seen` holds ids of questions that this person had before: they come in only where the unseen ones don't suffice.
    Raises NotEnoughQuestions, naming every short section, before anything is drawn.
    The order of the pool makes no difference.
    """
    shortfalls = check_shortfall(spec, pool)
    if shortfalls:
        raise NotEnoughQuestions(shortfalls)
    entries = {entry.id: entry for entry in pool}
    cells = _cells(spec, pool)
    unseen = {question_id: cell for question_id, cell in cells.items() if question_id not in seen}
    wanted = [section.count for section in spec.sections]
    if _seat_counts(wanted, _capacity(unseen)) == wanted:
        cells = unseen
    items = []
    for index, chosen in enumerate(_draw(spec, cells, seed, seen)):
        if spec.shuffle_questions:
            chosen.sort(key=lambda question_id: _rank(seed, "order", index, question_id))
        else:
            chosen.sort()
        for question_id in chosen:
            order = _option_order(spec, entries[question_id], seed, index)
            items.append(PaperItem(question_id, index, order, spec.sections[index].points))
    return Paper(seed, tuple(items))
