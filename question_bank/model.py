"""Decides the shapes of the domain: questions, paper specs, papers and results, all frozen and free of any storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Key = tuple[str, ...] | tuple[tuple[str, ...], ...]
"""Standard answer. Choices: option ids ("A", "C"). true_false: ("true",) or ("false",). fill_blank: one tuple of
accepted texts per blank. short_answer: (model answer,). ordering: option ids in the right order. matching: one pair
(option id, match id) per option. case_group: (), its parts carry their own."""

Response = str | tuple["str | Response | None", ...]
"""A parsed response: option id, option ids (in stored order, or in the order given for ordering), "true"/"false", one
text per blank, one text, pairs of ids for matching, or one response per part of a case group (None is blank)."""

MultipleRule = Literal["all_or_nothing", "partial", "net"]
"""全对得分, 少选按比例、错选零分, or 按选项净得分 (right choices less wrong ones, each side by its share, never below 0)."""

ItemState = Literal["right", "partial", "wrong", "blank", "malformed", "needs_marking"]

ShownOrder = tuple[str, ...] | tuple[tuple[str, ...], ...]
"""The order in which a paper shows a question: its option ids; for matching the option ids, then the match ids; for a
case_group one order per part; () for types without options."""

USES = ("practice", "exam", "both")


@dataclass(frozen=True, slots=True)
class Option:
    """One option; `id` is a letter "A".."Z" that never changes, the letter on the screen depends on the shuffle."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a question: its media type like "image/png" and its bytes."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Citation:
    """The provision behind a question: full title without 《》, article like "第九条", version like "2021年修订"."""

    law: str
    article: str | None = None
    version: str | None = None

    def __str__(self) -> str:
        version = f"（{self.version}）" if self.version else ""
        return f"《{self.law}》{version}{self.article or ''}"


@dataclass(frozen=True, slots=True)
class Question:
    """One version of a question, complete enough to be shown and graded once its type's `validate` finds nothing.

    `key_points` are what a marker looks for (short_answer); `matches` is the right-hand side of matching, with ids "1",
    "2" …; `any_order` lets the blanks of fill_blank be filled in any order; `parts` are the sub-questions of a
    case_group; `pictures` stand in reading order of stem, options, matches and explanation, each at one U+FFFC.
    """

    type: str
    stem: str
    options: tuple[Option, ...]
    key: Key
    explanation: str | None = None
    citation: Citation | None = None
    points: Decimal | None = None
    topic: str | None = None
    difficulty: int | None = None
    use: str = "both"
    keeps_order: bool = False
    source_id: str | None = None
    key_points: tuple[str, ...] = ()
    matches: tuple[Option, ...] = ()
    any_order: bool = False
    parts: tuple[Question, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The key of every type but fill_blank: its plain strings."""
        return tuple(entry for entry in self.key if isinstance(entry, str))

    @property
    def key_blanks(self) -> tuple[tuple[str, ...], ...]:
        """The key of fill_blank: accepted texts, one tuple per blank."""
        return tuple(entry for entry in self.key if isinstance(entry, tuple))


@dataclass(frozen=True, slots=True)
class SpecSection:
    """One section of a paper: `count` questions of `type`, `points` each; no topics or difficulties means any.

    `question_ids` names them all instead, in order: everybody gets these. Raises ValueError when they are not `count`
    different ones.
    """

    title: str
    type: str
    count: int
    points: Decimal
    topics: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    question_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.question_ids and (
            len(self.question_ids) != self.count or len(set(self.question_ids)) != len(self.question_ids)
        ):
            raise ValueError(f"section {self.title} names {self.question_ids} for {self.count} questions")

    def accepts(self, entry: PoolQuestion) -> bool:
        """Say whether a question of the pool may stand in this section."""
        if self.question_ids:
            return entry.id in self.question_ids and entry.question.type == self.type
        return self.wants(entry.question)

    def wants(self, question: Question) -> bool:
        """Say whether a question is of the type, topics and difficulties that this section is drawn from."""
        return (
            question.type == self.type
            and (not self.topics or question.topic in self.topics)
            and (not self.difficulties or question.difficulty in self.difficulties)
        )


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """How papers are drawn: sections in order, what is shuffled, and the rule for multiple choice.

    With `mean_tolerance`, in points, every paper's predicted mean lies that near to the same target.
    """

    sections: tuple[SpecSection, ...]
    shuffle_questions: bool = True
    shuffle_options: bool = True
    multiple_rule: MultipleRule = "all_or_nothing"
    mean_tolerance: Decimal | None = None

    @property
    def total_points(self) -> Decimal:
        """Points of a complete paper."""
        return sum((section.points * section.count for section in self.sections), Decimal(0))

    @property
    def question_count(self) -> int:
        """Number of questions of a complete paper."""
        return sum(section.count for section in self.sections)


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question that may be drawn, with the id under which the caller keeps it.

    `facility` is the share of its points that people earned on average (0 to 1), None while nobody knows.
    """

    id: int
    question: Question
    facility: Fraction | None = None


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One place of a paper; `section` counts from 0, `points` are those of a whole case group."""

    question_id: int
    section: int
    option_order: ShownOrder
    points: Decimal


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawn paper; a person's responses are kept by position in `items`, counted from 0."""

    seed: str
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What one response earned; `awarded` is credit times points after the one rounding.

    `parts` holds the results of a case group's parts: each part's own credit, and what it adds to the group's points.
    """

    state: ItemState
    credit: Fraction
    awarded: Decimal
    parts: tuple[ItemResult, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What a whole paper earned; while `needs_marking`, the score counts what nobody has marked yet as 0."""

    items: tuple[ItemResult, ...]
    score: Decimal
    total: Decimal
    needs_marking: bool = field(default=False)
