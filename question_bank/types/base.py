"""Decides the contract that a question type answers; everything else in the platform talks to types only through it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from string import ascii_uppercase

from question_bank.errors import MalformedResponse
from question_bank.model import ItemResult, ItemState, MultipleRule, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT, award
from question_bank.text import plain

BLANK_LABEL = "未作答"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with one raw response and what grading must say; `state` "malformed" means that parsing refuses it."""

    question: Question
    raw: object
    state: ItemState
    credit: Fraction
    multiple_rule: MultipleRule = "all_or_nothing"


Rank = Callable[[str], str]
"""Gives the id of an option or match its place in a shuffle: ids are shown in ascending order of what it returns."""

FieldValues = Callable[[str], Sequence[str]]
"""Gives the values that a plain form holds under a field's name, in the page's order."""


class QuestionType(ABC):
    """One question type. `control` names the response control of the templates, `code` is the file name."""

    code: str
    label: str
    long_label: str
    control: str
    needs_marking: bool = False

    @abstractmethod
    def validate(self, question: Question) -> tuple[str, ...]:
        """Return every breach of the type's rules as a short Chinese clause; empty when the question may be used."""

    @abstractmethod
    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Return the response behind raw JSON, None when it is blank; raise MalformedResponse for any other shape."""

    @abstractmethod
    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Return the share of the points (0 to 1) that a response earns."""

    @abstractmethod
    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Return the key for a person, in the letters that this order of options shows."""

    @abstractmethod
    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Return a response for a person, in the letters that this order of options shows; None reads 未作答."""

    @abstractmethod
    def examples(self) -> tuple[Example, ...]:
        """Return cases of every outcome, for the contract test and for documentation."""

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Return raw JSON from the fields of a plain form, whose names begin with `name`: here the one value or None.

        The result is as unchecked as any raw response; raise MalformedResponse for what has no raw form at all.
        """
        values = values_of(name)
        return values[0] if values else None

    def shown_order(self, question: Question, shuffle: bool, rank: Rank) -> ShownOrder:
        """Return the order in which a paper shows the options: shuffled by `rank`, or as stored."""
        return order_of([option.id for option in question.options], shuffle and not question.keeps_order, rank)

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Return the credit that blind guessing earns on average: none for what is written; None where unknown.

        Source: Moodle, Quiz statistics calculations, "Random guess score", and its question types.
        """
        return NO_CREDIT

    def conceal_key(self, question: Question) -> Question:
        """Return the question as it is to be stored: with ids that say nothing of the key."""
        return question

    def key_facts(self, question: Question) -> object:
        """Return what the key says as JSON that is equal for equal keys: options by their texts, not by their ids."""
        if question.options:
            return sorted(text_of_options(question, question.key_texts))
        return [plain(text) for text in question.key_texts]

    def waits_for_marking(self, question: Question) -> bool:
        """Say whether a response to this question has to be marked by a person."""
        return self.needs_marking

    def grade_raw(self, question: Question, raw: object, points: Decimal, multiple_rule: MultipleRule) -> ItemResult:
        """Grade raw JSON; what `parse_response` refuses is malformed, which is neither blank nor wrong."""
        try:
            response = self.parse_response(question, raw)
        except MalformedResponse:
            return ItemResult("malformed", NO_CREDIT, award(NO_CREDIT, points))
        return self.grade(question, response, points, multiple_rule)

    def grade(
        self, question: Question, response: Response | None, points: Decimal, multiple_rule: MultipleRule
    ) -> ItemResult:
        """Grade a parsed response; None is blank, which is not wrong; a type that needs marking gives 0 till then."""
        if response is None:
            return ItemResult("blank", NO_CREDIT, award(NO_CREDIT, points))
        if self.needs_marking:
            return ItemResult("needs_marking", NO_CREDIT, award(NO_CREDIT, points))
        credit = self.credit(question, response, multiple_rule)
        return ItemResult(state_of(credit), credit, award(credit, points))

    def open_marks(self, question: Question, result: ItemResult, points: Decimal) -> dict[int, Decimal]:
        """Return the most points that a person may give to each place that waits for a mark: 0, or a part from 0."""
        return {0: points} if result.state == "needs_marking" else {}

    def with_marks(
        self, question: Question, result: ItemResult, marks: Mapping[int, Decimal], points: Decimal
    ) -> ItemResult:
        """Return the result with a person's marks in points, by the places of `open_marks`; others stay as they are."""
        if result.state != "needs_marking" or 0 not in marks:
            return result
        credit = share_of(marks[0], Fraction(points))
        return ItemResult(state_of(credit), credit, award(credit, points))


REGISTERED: dict[str, QuestionType] = {}
"""Every type by its code, filled once by the package; types with parts find the types of their parts here."""


def share_of(mark: Decimal, most: Fraction) -> Fraction:
    """Return which share of so many points a mark is, at most all of them; nothing of nothing is none."""
    return min(FULL_CREDIT, Fraction(mark) / most) if most else NO_CREDIT


def state_of(credit: Fraction) -> ItemState:
    """Return the state that a credit stands for."""
    if credit == FULL_CREDIT:
        return "right"
    return "partial" if credit > NO_CREDIT else "wrong"


def stem_problems(question: Question) -> tuple[str, ...]:
    """Return what is wrong with the stem."""
    return () if question.stem.strip() else ("没有题干",)


def option_problems(question: Question) -> tuple[str, ...]:
    """Return what is wrong with the options of a choice question and with a key that points at them."""
    problems: list[str] = []
    ids = [option.id for option in question.options]
    if not ids:
        problems.append("没有选项")
    elif len(ids) < 2:
        problems.append("只有一个选项")
    repeated = sorted(letter for letter, count in Counter(ids).items() if count > 1)
    if repeated:
        problems.append(f"选项字母重复（{'、'.join(repeated)}）")
    if any(letter not in ascii_uppercase or len(letter) != 1 for letter in ids):
        problems.append("选项字母超出A至Z")
    empty = [option.id for option in question.options if not option.text.strip()]
    if empty:
        problems.append(f"选项{'、'.join(empty)}没有内容")
    if not question.key:
        problems.append("没有答案")
    unknown = [letter for letter in question.key_texts if letter not in ids]
    if unknown and ids:
        problems.append(f"答案{'、'.join(unknown)}没有对应的选项")
    return tuple(problems)


def order_of(ids: Sequence[str], shuffle: bool, rank: Rank) -> tuple[str, ...]:
    """Return ids in ascending order of rank, or as they stand."""
    return tuple(sorted(ids, key=rank)) if shuffle else tuple(ids)


def text_of_options(question: Question, ids: Sequence[str]) -> list[str]:
    """Return options as what counts when texts are compared; an id without an option stands for itself."""
    texts = {option.id: plain(option.text) for option in question.options}
    return [texts.get(option_id, option_id) for option_id in ids]


def shown_letter(option_id: str, option_order: ShownOrder) -> str:
    """Return the letter under which an option is shown; an empty order means stored order."""
    return ascii_uppercase[option_order.index(option_id)] if option_id in option_order else option_id


def shown_letters(chosen: tuple[str, ...], option_order: ShownOrder) -> str:
    """Return option ids as the letters shown to the person, in the shown order; an empty order means stored order."""
    return "".join(sorted(shown_letter(option_id, option_order) for option_id in chosen))


def require_text(raw: object) -> str:
    """Return raw JSON as a string; raise MalformedResponse for anything else."""
    if not isinstance(raw, str):
        raise MalformedResponse("应为文字")
    return raw


def require_texts(raw: object) -> tuple[str, ...]:
    """Return raw JSON as a tuple of strings; raise MalformedResponse for anything else."""
    if not isinstance(raw, list | tuple):
        raise MalformedResponse("应为列表")
    return tuple(require_text(entry) for entry in raw)


def response_texts(response: Response | None) -> tuple[str, ...]:
    """Return the plain texts of a parsed response, in order; () for None or a single text."""
    return tuple(entry for entry in response if isinstance(entry, str)) if isinstance(response, tuple) else ()


def require_option(question: Question, letter: str) -> str:
    """Return an option id that the question has; raise MalformedResponse for another."""
    if all(option.id != letter for option in question.options):
        raise MalformedResponse("选了不存在的选项")
    return letter
