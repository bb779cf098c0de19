"""Decides everything about 判断: a statement is right or wrong."""

from __future__ import annotations

from fractions import Fraction

from question_bank.errors import MalformedResponse
from question_bank.model import MultipleRule, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.types.base import BLANK_LABEL, Example, QuestionType, stem_problems

_LABELS = {"true": "正确", "false": "错误"}


class TrueFalse(QuestionType):
    """判断: response and key are "true" or "false"; there are no options."""

    code = "true_false"
    label = "判断"
    long_label = "判断题"
    control = "judge"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, no options, and one key of "true" or "false"."""
        problems = stem_problems(question)
        if question.options:
            problems += ("判断题不应有选项",)
        if not question.key_texts:
            problems += ("没有答案",)
        elif len(question.key_texts) > 1 or question.key_texts[0] not in _LABELS:
            problems += ("判断题的答案应为正确或错误",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read "true" or "false"; None and "" are blank."""
        if raw is None or raw == "":
            return None
        if raw == "true" or raw == "false":
            return str(raw)
        raise MalformedResponse("应为正确或错误")

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give full credit for the right judgement."""
        return FULL_CREDIT if (response,) == question.key_texts else NO_CREDIT

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Count both answers as equally likely."""
        return Fraction(1, 2)

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show 正确 or 错误."""
        return _LABELS[question.key_texts[0]]

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show 正确 or 错误."""
        return BLANK_LABEL if response is None else _LABELS[str(response)]

    def examples(self) -> tuple[Example, ...]:
        """Cover right, wrong, blank and malformed."""
        question = Question(self.code, "对当事人的同一个违法行为，可以给予两次以上罚款的行政处罚。", (), ("false",))
        return (
            Example(question, "false", "right", FULL_CREDIT),
            Example(question, "true", "wrong", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, "", "blank", NO_CREDIT),
            Example(question, "A", "malformed", NO_CREDIT),
            Example(question, False, "malformed", NO_CREDIT),
            Example(question, {"value": "true"}, "malformed", NO_CREDIT),
        )


TYPE = TrueFalse()
