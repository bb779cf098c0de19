"""Decides everything about 填空: how many blanks, and which texts a blank accepts."""

from __future__ import annotations

from fractions import Fraction

from question_bank.errors import MalformedResponse
from question_bank.model import MultipleRule, Question, Response
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.text import plain
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    QuestionType,
    require_texts,
    response_texts,
    stem_problems,
)


def _matches(given: str, accepted: tuple[str, ...]) -> bool:
    wanted = plain(given).casefold()
    return any(plain(text).casefold() == wanted for text in accepted)


class FillBlank(QuestionType):
    """填空: response has one text per blank, key has one tuple of accepted texts per blank."""

    code = "fill_blank"
    label = "填空"
    long_label = "填空题"
    control = "blanks"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, no options, and at least one accepted text for every blank."""
        problems = stem_problems(question)
        if question.options:
            problems += ("填空题不应有选项",)
        if not question.key:
            problems += ("没有答案",)
        elif question.key_texts or any(not blank or not all(map(plain, blank)) for blank in question.key_blanks):
            problems += ("有的空没有答案",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read one text per blank; None and texts of nothing but blanks are blank."""
        if raw is None:
            return None
        texts = tuple(text.strip() for text in require_texts(raw))
        if not any(texts):
            return None
        if len(texts) != len(question.key):
            raise MalformedResponse(f"应填{len(question.key)}个空")
        return texts

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give each blank the same share; full and half width, blanks and letter case make no difference."""
        blanks = question.key_blanks
        right = sum(_matches(given, accepted) for given, accepted in zip(response_texts(response), blanks, strict=True))
        return Fraction(right, len(blanks))

    def key_labels(self, question: Question, option_order: tuple[str, ...]) -> str:
        """Show accepted texts with 或 between them, blanks with ；."""
        return "；".join("或".join(accepted) for accepted in question.key_blanks)

    def response_labels(self, question: Question, response: Response | None, option_order: tuple[str, ...]) -> str:
        """Show what was filled in, blank by blank; an empty one reads （空）."""
        return BLANK_LABEL if response is None else "；".join(text or "（空）" for text in response_texts(response))

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome, with two blanks and two accepted texts."""
        question = Question(
            type=self.code,
            stem="行政机关实施行政许可，应当自受理之日起____日内作出决定；经批准可以延长____日。",
            options=(),
            key=(("20", "二十"), ("10", "十")),
        )
        return (
            Example(question, ["２０", " 十 "], "right", FULL_CREDIT),
            Example(question, ["二十", "15"], "partial", Fraction(1, 2)),
            Example(question, ["二十", ""], "partial", Fraction(1, 2)),
            Example(question, ["30", "15"], "wrong", NO_CREDIT),
            Example(question, ["", " "], "blank", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, ["20"], "malformed", NO_CREDIT),
            Example(question, "20", "malformed", NO_CREDIT),
        )


TYPE = FillBlank()
