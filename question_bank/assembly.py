"""Decides which questions a paper holds and in which order: the same spec, pool and seed give the same paper for ever.

Order comes from SHA-256 of seed, section and question id, because the shuffles of libraries change between versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from question_bank.balance import balanced, facilities_of, rank, target_mean
from question_bank.errors import NoEvenPaper, NotEnoughQuestions
from question_bank.model import Paper, PaperItem, PaperSpec, PoolQuestion, ShownOrder
from question_bank.seating import Cell, capacity_of, cells_of, seat_counts
from question_bank.types import get_type

Shortfall = tuple[str, int, int]
"""Section title, questions wanted, questions available to that section."""

_STARTS = 16
"""From how many draws a paper of the wanted mean is searched before there is none."""


def _usable(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> dict[int, Cell]:
    """Return the cells of the questions that may be drawn; under a tolerance only those whose facility is known."""
    if spec.mean_tolerance is not None:
        pool = [entry for entry in pool if entry.facility is not None]
    return cells_of(spec, pool)


def check_shortfall(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> tuple[Shortfall, ...]:
    """Return (section title, wanted, available) of each section that can't be filled; empty when a paper can be drawn.

    No question stands twice in a paper, so sections that share questions are weighed together, earlier ones first.
    Under a tolerance of the predicted mean only questions with a known facility are available.
    """
    wanted = [section.count for section in spec.sections]
    available = seat_counts(wanted, capacity_of(_usable(spec, pool)))
    return tuple(
        (section.title, section.count, count)
        for section, count in zip(spec.sections, available, strict=True)
        if count < section.count
    )


def _draw(spec: PaperSpec, cells: Mapping[int, Cell], seed: str, seen: frozenset[int]) -> list[list[int]]:
    """Draw ids section by section; a question that a later section can't do without is left to it."""
    wanted = [section.count for section in spec.sections]
    taken: set[int] = set()
    drawn: list[list[int]] = []
    for index, section in enumerate(spec.sections):
        if section.question_ids:
            drawn.append(list(section.question_ids))
            continue
        candidates = [question_id for question_id, cell in cells.items() if index in cell]
        candidates.sort(key=lambda question_id: (question_id in seen, rank(seed, "draw", index, question_id)))
        chosen: list[int] = []
        for question_id in candidates:
            if len(chosen) == section.count:
                break
            if question_id in taken:
                continue
            if cells[question_id][-1] > index:
                needs = [0] * index + [section.count - len(chosen) - 1, *wanted[index + 1 :]]
                if seat_counts(needs, capacity_of(cells, taken | {question_id})) != needs:
                    continue
            chosen.append(question_id)
            taken.add(question_id)
        drawn.append(chosen)
    return drawn


def _option_order(spec: PaperSpec, entry: PoolQuestion, seed: str, section: int) -> ShownOrder:
    return get_type(entry.question.type).shown_order(
        entry.question, spec.shuffle_options, lambda name: rank(seed, "options", section, entry.id, name)
    )


def _draw_evenly(spec: PaperSpec, pool: Sequence[PoolQuestion], seed: str, seen: frozenset[int]) -> list[list[int]]:
    """Draw from what the person has not seen, or from everything where that does not suffice.

    Under a tolerance what they have seen comes in too where nothing else makes the paper even.
    """
    cells = _usable(spec, pool)
    named = {question_id for section in spec.sections for question_id in section.question_ids}
    unseen = {
        question_id: cell for question_id, cell in cells.items() if question_id in named or question_id not in seen
    }
    wanted = [section.count for section in spec.sections]
    suffices = seat_counts(wanted, capacity_of(unseen)) == wanted
    if spec.mean_tolerance is None:
        return _draw(spec, unseen if suffices else cells, seed, seen)
    facilities = facilities_of(pool)
    target = target_mean(spec, cells, facilities)
    choices = [(unseen, seen)] if suffices else []
    for choice, kept_out in (*choices, (cells, seen), (cells, frozenset[int]())):
        for start in range(_STARTS):
            own = f"{seed}#{start}" if start else seed
            found = balanced(spec, _draw(spec, choice, own, seen), choice, facilities, target, own, kept_out)
            if found is not None:
                return found
    raise NoEvenPaper(target, spec.mean_tolerance)


def check_even(spec: PaperSpec, pool: Sequence[PoolQuestion]) -> None:
    """Raise NoEvenPaper when no paper within the spec's tolerance is found, NotEnoughQuestions when none can be drawn.

    Tells before an exam opens what drawing would tell. The search exchanges single questions from sixteen draws; a
    paper that only several exchanges at once would reach, each of them for the worse, is not found.
    """
    assemble(spec, pool, "check")


def assemble(spec: PaperSpec, pool: Sequence[PoolQuestion], seed: str, *, seen: frozenset[int] = frozenset()) -> Paper:
    """Draw a paper from the pool; no question stands in it twice.

    `seen` holds ids of questions that this person had before: they come in only where the unseen ones don't suffice.
    A section that names its questions has them in that order, whether seen or not; `shuffle_questions` shuffles them
    like any other's. A case group is one question and is drawn whole. With `mean_tolerance` the paper's predicted mean
    lies within it of the mean of an average paper, the same target for everybody, by exchanging drawn questions.
    Raises NotEnoughQuestions, naming every short section, or NoEvenPaper, before anything is drawn.
    The order of the pool makes no difference.
    """
    shortfalls = check_shortfall(spec, pool)
    if shortfalls:
        raise NotEnoughQuestions(shortfalls, must_be_known=spec.mean_tolerance is not None)
    entries = {entry.id: entry for entry in pool}
    items = []
    for index, chosen in enumerate(_draw_evenly(spec, pool, seed, seen)):
        section = spec.sections[index]
        if spec.shuffle_questions:
            chosen.sort(key=lambda question_id: rank(seed, "order", index, question_id))
        elif not section.question_ids:
            chosen.sort()
        for question_id in chosen:
            order = _option_order(spec, entries[question_id], seed, index)
            items.append(PaperItem(question_id, index, order, section.points))
    return Paper(seed, tuple(items))
