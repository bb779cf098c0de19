"""Decide what the page of an exam's item statistics shows: the figures of each question, and where it lies in the plot.

The figures themselves are those of ``question_bank.statistics``; everybody counts with their first attempt, because
later ones build on it (Moodle, Quiz statistics calculations, "Quizzes that allow multiple attempts").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from question_bank import MalformedResponse, Question, get_type
from question_bank.statistics import ItemStatistics, TestStatistics, analyse, count_options, marks_of
from webapp.bank import queries as bank
from webapp.exams import mark_queries, paper

WEAK_PERCENT = 20
"""A question below this discrimination should be looked at. Source: R. L. Ebel and D. A. Frisbie, Essentials of
Educational Measurement, 1991, chapter 13 (below 0.20: poor items)."""
FEW_ATTEMPTS = 30
"""Below this many attempts figures are shown with a warning: chance alone moves them a lot."""

Column = tuple[int, int, Decimal]
"""Section, question id and points: the same question for other points is another item."""


@dataclass(frozen=True)
class Row:
    """One question of an exam with its figures as text; ``x`` and ``y`` are its place in the plot, None without one."""

    number: int
    question_id: int
    type_label: str
    stem: str
    attempt_count: int
    facility: str
    deviation: str
    guess: str
    intended_weight: str
    effective_weight: str
    discrimination: str
    efficiency: str
    top_bottom: str
    is_weak: bool
    x: int | None
    y: int | None


@dataclass(frozen=True)
class Page:
    """All that the page shows; ``figures`` are the whole test's, each with its word."""

    rows: Sequence[Row]
    figures: Sequence[tuple[str, str]]
    attempt_count: int

    @property
    def weak_count(self) -> int:
        """How many questions should be looked at."""
        return sum(row.is_weak for row in self.rows)

    @property
    def is_few(self) -> bool:
        """Say whether there are too few attempts to rely on."""
        return self.attempt_count < FEW_ATTEMPTS


def page(session: orm.Session, exam_id: int) -> Page:
    """Analyse everybody's first graded attempt at an exam; a page without rows when there is none yet."""
    attempts = [_cells(snapshot, earned) for snapshot, earned in mark_queries.first_marks(session, exam_id)]
    columns = sorted({column for cells in attempts for column in cells})
    if not columns:
        return Page((), (), 0)
    names = [f"{section}.{question_id}.{points}" for section, question_id, points in columns]
    table = [[cells.get(column) for column in columns] for cells in attempts]
    found = analyse(marks_of(names, [points for _, _, points in columns], table))
    contents = bank.current_versions(session, {question_id for _, question_id, _ in columns})
    rows = [
        _row(number, column[1], contents[column[1]][1], item)
        for number, (column, item) in enumerate(zip(columns, found.items, strict=True), start=1)
    ]
    return Page(rows, _figures(found.test), len(attempts))


def _cells(snapshot: Mapping[str, Any], earned: Mapping[int, Decimal]) -> dict[Column, Decimal]:
    return {
        (item["section"], item["question_id"], Decimal(item["points"])): earned[place]
        for place, item in enumerate(snapshot["items"])
        if place in earned
    }


def _row(number: int, question_id: int, content: Question, item: ItemStatistics) -> Row:
    kind = get_type(content.type)
    guess = kind.random_guess_score(content)
    index, facility = item.discrimination_index, item.facility
    has_place = index is not None and facility is not None
    return Row(
        number=number,
        question_id=question_id,
        type_label=kind.label,
        stem=content.stem,
        attempt_count=item.attempt_count,
        facility=_percent(None if facility is None else 100 * facility),
        deviation=_percent(item.standard_deviation_percent),
        guess=_percent(None if guess is None else 100 * float(guess)),
        intended_weight=_percent(item.intended_weight),
        effective_weight=_percent(item.effective_weight),
        discrimination=_percent(index),
        efficiency=_percent(item.discriminative_efficiency),
        top_bottom=_percent(item.top_bottom_discrimination),
        is_weak=index is not None and index < WEAK_PERCENT,
        x=round(100 * (facility or 0)) if has_place else None,
        # The plot runs from 100 at the top to -100 at the bottom.
        y=round(100 - (index or 0)) if has_place else None,
    )


def _figures(test: TestStatistics) -> list[tuple[str, str]]:
    return [
        ("平均分", _shown(test.mean)),
        ("中位数", _shown(test.median)),
        ("标准差", _shown(test.standard_deviation)),
        ("偏度", _shown(test.skewness)),
        ("峰度", _shown(test.kurtosis)),
        ("内部一致性系数", _percent(test.coefficient_of_internal_consistency)),
        ("误差比", _percent(test.error_ratio)),
        ("标准误", _shown(test.standard_error)),
    ]


def _shown(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}%"


@dataclass(frozen=True)
class ExamUse:
    """How one exam's people did on a question; ``share`` is the facility in whole percent, for the bar."""

    exam_id: int
    title: str
    attempt_count: int
    facility: str
    share: int


@dataclass(frozen=True)
class Choice:
    """How often one option was taken: by everybody, by the upper and by the lower 27% of all attempts."""

    label: str
    text: str
    is_right: bool
    count: int
    upper: str
    lower: str


@dataclass(frozen=True)
class QuestionPage:
    """A question's facility in each exam that asked it, and its options' counts over all of them."""

    stem: str
    guess: str
    uses: Sequence[ExamUse]
    choices: Sequence[Choice]
    attempt_count: int


def question_page(session: orm.Session, unit_id: int, question_id: int) -> QuestionPage | None:
    """Tell how a question of the unit has done; None when no exam of the unit has asked it."""
    answers = mark_queries.answered(session, unit_id, question_id)
    if not answers:
        return None
    content = bank.current_versions(session, [question_id])[question_id][1]
    guess = get_type(content.type).random_guess_score(content)
    by_exam: dict[int, list[mark_queries.Answered]] = {}
    for one in answers:
        by_exam.setdefault(one.exam_id, []).append(one)
    uses = [_use(exam_id, found) for exam_id, found in by_exam.items()]
    shown_guess = _percent(None if guess is None else 100 * float(guess))
    return QuestionPage(content.stem, shown_guess, uses, _choices(content, answers), len(answers))


def _use(exam_id: int, answers: Sequence[mark_queries.Answered]) -> ExamUse:
    possible = sum((Decimal(one.item["points"]) for one in answers), Decimal(0))
    earned = sum((one.awarded for one in answers), Decimal(0))
    facility = 100 * earned / possible if possible else None
    shown = _percent(None if facility is None else float(facility))
    return ExamUse(exam_id, answers[0].title, len(answers), shown, int(facility or 0))


def _choices(content: Question, answers: Sequence[mark_queries.Answered]) -> list[Choice]:
    """Count options; only where a response is one or several of a few that can be listed, not a text or an order."""
    chosen = content.options and not content.matches and set(content.key_texts) != {one.id for one in content.options}
    if not (chosen or set(content.key_texts) & {"true", "false"}):
        return []
    given = []
    for one in answers:
        try:
            given.append((paper.read_response(one.item, one.raw), one.score))
        except MalformedResponse:
            given.append((None, one.score))
    texts = {option.id: option.text for option in content.options}
    words = {"true": "正确", "false": "错误", None: "未作答"}
    return [
        Choice(
            label=found.option_id if found.option_id in texts else "",
            text=texts.get(found.option_id or "") or words.get(found.option_id) or found.option_id or "",
            is_right=found.is_right,
            count=found.count,
            upper=_shown(None if found.upper is None else float(found.upper)),
            lower=_shown(None if found.lower is None else float(found.lower)),
        )
        for found in count_options(content, given)
    ]
