"""Decides everything about 排序: putting the options into the right order, and what a partly right order earns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from question_bank.concealing import renamed
from question_bank.errors import MalformedResponse
from question_bank.model import MultipleRule, Option, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    FieldValues,
    QuestionType,
    Rank,
    option_problems,
    order_of,
    require_option,
    require_texts,
    response_texts,
    shown_letter,
    stem_problems,
    text_of_options,
)

EMPTY_PLACE = "—"


class Ordering(QuestionType):
    """排序: response and key list the option ids in order; "" in a response is a place left empty."""

    code = "ordering"
    label = "排序"
    long_label = "排序题"
    control = "order"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, two or more distinct options and a key that places each of them once."""
        problems = stem_problems(question) + option_problems(question)
        ids = sorted(option.id for option in question.options)
        if question.key and sorted(question.key_texts) != ids:
            problems += ("答案应把每个选项各排一次",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read one option id, or "" for none, per place; None and nothing but empty places are blank."""
        if raw is None:
            return None
        placed = require_texts(raw)
        ids = [require_option(question, option_id) for option_id in placed if option_id]
        if not ids:
            return None
        if len(placed) != len(question.options):
            raise MalformedResponse(f"应排{len(question.options)}项")
        if len(set(ids)) < len(ids):
            raise MalformedResponse("同一项排了两次")
        return placed

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give full credit for the right order; under `partial` and `net` the share of options in their right place.

        Source: Moodle's ordering question type, grading types "All or nothing" and "Absolute position".
        """
        key, placed = question.key_texts, response_texts(response)
        right = sum(wanted == found for wanted, found in zip(key, placed, strict=True))
        if right == len(key):
            return FULL_CREDIT
        return NO_CREDIT if multiple_rule == "all_or_nothing" else Fraction(right, len(key))

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Read values like "B:1": option B in the first place; an option without a place has the value ""."""
        placed = {str(place): "" for place in range(1, len(question.options) + 1)}
        for value in filter(None, values_of(name)):
            option_id, _, place = value.partition(":")
            if place not in placed:
                raise MalformedResponse("没有这个位置")
            if placed[place]:
                raise MalformedResponse(f"有两项都排在第{place}位")
            placed[place] = option_id
        return list(placed.values())

    def shown_order(self, question: Question, shuffle: bool, rank: Rank) -> ShownOrder:
        """Shuffle as any options, and always where the stored order is the right one and would give it away."""
        ids = tuple(option.id for option in question.options)
        return order_of(ids, (shuffle and not question.keeps_order) or ids == question.key, rank)

    def conceal_key(self, question: Question) -> Question:
        """Rename the options where their letters in order are the key; options that name letters keep theirs."""
        if question.keeps_order or tuple(option.id for option in question.options) != question.key:
            return question
        found = renamed(question, rename_options=True)
        return replace(found.question, key=tuple(found.option_ids[option_id] for option_id in question.key_texts))

    def key_facts(self, question: Question) -> object:
        """Give the options' texts in the right order."""
        return text_of_options(question, question.key_texts)

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Leave it open: it depends on the rule for partial credit."""
        return None

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show the letters in the right order."""
        return _letters(question.key_texts, option_order)

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show the letters in the given order, — for a place left empty."""
        return BLANK_LABEL if response is None else _letters(response_texts(response), option_order)

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome under the rules that count it differently."""
        question = Question(
            type=self.code,
            stem="把行政处罚普通程序的步骤按先后排列。",
            options=(Option("A", "送达"), Option("B", "立案"), Option("C", "决定"), Option("D", "调查取证")),
            key=("B", "D", "C", "A"),
        )
        return (
            Example(question, ["B", "D", "C", "A"], "right", FULL_CREDIT),
            Example(question, ["B", "D", "C", "A"], "right", FULL_CREDIT, "partial"),
            Example(question, ["B", "D", "A", "C"], "wrong", NO_CREDIT),
            Example(question, ["B", "D", "A", "C"], "partial", Fraction(1, 2), "partial"),
            Example(question, ["B", "", "", "A"], "partial", Fraction(1, 2), "net"),
            Example(question, ["A", "C", "D", "B"], "wrong", NO_CREDIT, "partial"),
            Example(question, ["", "", "", ""], "blank", NO_CREDIT),
            Example(question, [], "blank", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, ["B", "D", "C"], "malformed", NO_CREDIT),
            Example(question, ["B", "B", "C", "A"], "malformed", NO_CREDIT),
            Example(question, ["B", "D", "C", "E"], "malformed", NO_CREDIT),
            Example(question, "BDCA", "malformed", NO_CREDIT),
        )


def _letters(ids: tuple[str, ...], option_order: ShownOrder) -> str:
    return "→".join(shown_letter(option_id, option_order) if option_id else EMPTY_PLACE for option_id in ids)


TYPE = Ordering()
