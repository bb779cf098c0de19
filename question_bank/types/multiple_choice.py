"""Decides everything about 多选 (and 不定项): which sets of options earn how much under each of the three rules."""

from __future__ import annotations

from fractions import Fraction

from question_bank.model import MultipleRule, Option, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    FieldValues,
    QuestionType,
    option_problems,
    require_option,
    require_texts,
    response_texts,
    shown_letters,
    stem_problems,
)


class MultipleChoice(QuestionType):
    """多选: response ["A", "C"], key ("A", "C")."""

    code = "multiple_choice"
    label = "多选"
    long_label = "多项选择题"
    control = "many"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, two or more distinct options and at least one key letter, each once."""
        problems = stem_problems(question) + option_problems(question)
        if len(set(question.key_texts)) < len(question.key_texts):
            problems += ("答案字母重复",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read a list of option ids in any order; None and [] are blank; a repeated id counts once."""
        if raw is None:
            return None
        chosen = {require_option(question, letter) for letter in require_texts(raw)}
        return tuple(option.id for option in question.options if option.id in chosen) or None

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give full credit for exactly the key; under `partial` the share of it chosen, nothing with a wrong option.

        Under `net` each right option chosen earns its share of all right ones, each wrong one costs its share of all
        wrong ones, and nobody falls below 0. Sources: the two rules that exam notices announce, 全对得分 and
        少选按比例、错选零分; for `net` the partial credits of R/exams (exams_eval, rule "false", negative = FALSE).
        """
        chosen, right = set(response), set(question.key_texts)
        if chosen == right:
            return FULL_CREDIT
        if multiple_rule == "partial" and chosen < right:
            return Fraction(len(chosen), len(right))
        if multiple_rule == "net":
            # Whoever chose something wrong has a wrong option to divide by; nobody else needs the divisor.
            wrong_count = max(1, len(question.options) - len(right))
            net = Fraction(len(chosen & right), len(right)) - Fraction(len(chosen - right), wrong_count)
            return max(NO_CREDIT, net)
        return NO_CREDIT

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Take every tick."""
        return list(values_of(name))

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Leave it open: nobody knows how many options somebody who guesses ticks."""
        return None

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show the key's letters in shown order."""
        return shown_letters(question.key_texts, option_order)

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show the chosen letters in shown order."""
        return BLANK_LABEL if response is None else shown_letters(response_texts(response), option_order)

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome under the three rules."""
        question = Question(
            type=self.code,
            stem="下列属于行政处罚种类的有（　）。",
            options=(Option("A", "警告、通报批评"), Option("B", "记过"), Option("C", "行政拘留"), Option("D", "罚款")),
            key=("A", "C", "D"),
        )
        five = Question(
            type=self.code,
            stem="下列可以作为行政诉讼证据的有（　）。",
            options=(
                Option("A", "书证"),
                Option("B", "鉴定意见"),
                Option("C", "现场笔录"),
                Option("D", "传言"),
                Option("E", "推测"),
            ),
            key=("A", "B", "C"),
        )
        return (
            Example(question, ["D", "A", "C"], "right", FULL_CREDIT),
            Example(question, ["A", "C"], "wrong", NO_CREDIT),
            Example(question, ["A", "C"], "partial", Fraction(2, 3), "partial"),
            Example(question, ["A", "B"], "wrong", NO_CREDIT, "partial"),
            Example(question, ["A", "B", "C", "D"], "wrong", NO_CREDIT, "partial"),
            Example(question, ["A", "C"], "partial", Fraction(2, 3), "net"),
            Example(question, ["A", "C", "B", "D"], "wrong", NO_CREDIT, "net"),
            Example(five, ["A", "B", "C"], "right", FULL_CREDIT, "net"),
            Example(five, ["A", "B", "C", "D"], "partial", Fraction(1, 2), "net"),
            Example(five, ["A", "B", "D"], "partial", Fraction(1, 6), "net"),
            Example(five, ["A", "D", "E"], "wrong", NO_CREDIT, "net"),
            Example(question, [], "blank", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, ["A", "F"], "malformed", NO_CREDIT),
            Example(question, "AC", "malformed", NO_CREDIT),
            Example(question, [1], "malformed", NO_CREDIT),
        )


TYPE = MultipleChoice()
