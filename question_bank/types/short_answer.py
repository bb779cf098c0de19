"""Decides everything about 简答: a text that a person marks against a model answer."""

from __future__ import annotations

from fractions import Fraction

from question_bank.model import MultipleRule, Question, Response, ShownOrder
from question_bank.points import NO_CREDIT
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    QuestionType,
    require_text,
    stem_problems,
)


class ShortAnswer(QuestionType):
    """简答: response is a text, key is one model answer, key points are optional; marking gives the credit."""

    code = "short_answer"
    label = "简答"
    long_label = "简答题"
    control = "text"
    needs_marking = True

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, no options, and a model answer for the person who marks."""
        problems = stem_problems(question)
        if question.options:
            problems += ("简答题不应有选项",)
        if not any(text.strip() for text in question.key_texts):
            problems += ("没有答案",)
        if not all(point.strip() for point in question.key_points):
            problems += ("有的要点没有内容",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read a text; None and nothing but blanks are blank."""
        if raw is None:
            return None
        return require_text(raw).strip() or None

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give nothing: only a person's mark does."""
        return NO_CREDIT

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show the model answer, then the key points that a marker looks for."""
        points = [f"要点{number}：{point}" for number, point in enumerate(question.key_points, start=1)]
        return "\n".join([*question.key_texts, *points])

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show the text."""
        return BLANK_LABEL if response is None else str(response)

    def examples(self) -> tuple[Example, ...]:
        """Cover marking, blank and malformed; right and wrong are a person's decision."""
        question = Question(
            type=self.code,
            stem="简述行政处罚的公开原则。",
            options=(),
            key=("对违法行为给予行政处罚的规定必须公布；未经公布的，不得作为行政处罚的依据。",),
            key_points=("规定必须公布", "未经公布不得作为依据"),
        )
        return (
            Example(question, "未经公布的规定不得作为依据。", "needs_marking", NO_CREDIT),
            Example(question, "  \n", "blank", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, ["要点一"], "malformed", NO_CREDIT),
        )


TYPE = ShortAnswer()
