"""Decides everything about 单选: one option is right, all or nothing."""

from __future__ import annotations

from fractions import Fraction

from question_bank.model import MultipleRule, Option, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    QuestionType,
    option_problems,
    require_option,
    require_text,
    shown_letters,
    stem_problems,
)


class SingleChoice(QuestionType):
    """单选: response "A", key ("A",)."""

    code = "single_choice"
    label = "单选"
    long_label = "单项选择题"
    control = "one"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, two or more distinct options and exactly one key letter."""
        problems = stem_problems(question) + option_problems(question)
        if len(question.key_texts) > 1:
            problems += (f"单选题有{len(question.key_texts)}个答案",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read an option id; None and "" are blank."""
        if raw is None or raw == "":
            return None
        return require_option(question, require_text(raw))

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give full credit for the key's option."""
        return FULL_CREDIT if (response,) == question.key_texts else NO_CREDIT

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Count every option as equally likely."""
        return Fraction(1, len(question.options))

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show the key's letter."""
        return shown_letters(question.key_texts, option_order)

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show the chosen letter."""
        return BLANK_LABEL if response is None else shown_letters((str(response),), option_order)

    def examples(self) -> tuple[Example, ...]:
        """Cover right, wrong, blank and malformed; one option can't be partly right."""
        question = Question(
            type=self.code,
            stem="行政处罚由（　）的行政机关管辖，法律、行政法规另有规定的除外。",
            options=(Option("A", "违法行为发生地"), Option("B", "当事人户籍地"), Option("C", "当事人经常居住地")),
            key=("A",),
        )
        return (
            Example(question, "A", "right", FULL_CREDIT),
            Example(question, "B", "wrong", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, "", "blank", NO_CREDIT),
            Example(question, "Z", "malformed", NO_CREDIT),
            Example(question, ["A"], "malformed", NO_CREDIT),
            Example(question, 1, "malformed", NO_CREDIT),
        )


TYPE = SingleChoice()
