"""Decides everything about 填空: how many blanks, which texts a blank accepts, and whether their order counts."""

from __future__ import annotations

from fractions import Fraction

from question_bank.errors import MalformedResponse
from question_bank.model import MultipleRule, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.text import plain
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    FieldValues,
    QuestionType,
    require_texts,
    response_texts,
    stem_problems,
)


def _folded(text: str) -> str:
    return plain(text).casefold()


def _accepts(accepted: tuple[str, ...], given: str) -> bool:
    return _folded(given) in map(_folded, accepted)


def _best_matching(blanks: tuple[tuple[str, ...], ...], given: tuple[str, ...]) -> int:
    """Return how many blanks can be filled at most when each text fills one blank and each blank takes one text.

    Augmenting paths (Kuhn's method for the largest matching of two sides), so no right text is lost to a blank that
    could have taken another.
    """
    holder: dict[int, int] = {}

    def place(text: int, tried: set[int]) -> bool:
        for blank, accepted in enumerate(blanks):
            if blank in tried or not _accepts(accepted, given[text]):
                continue
            tried.add(blank)
            if blank not in holder or place(holder[blank], tried):
                holder[blank] = text
                return True
        return False

    return sum(place(text, set()) for text in range(len(given)))


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
        """Give each blank the same share; full and half width, blanks and letter case make no difference.

        With `any_order` the texts are put to the blanks as well as they can be, each blank used once.
        """
        blanks, given = question.key_blanks, response_texts(response)
        if question.any_order:
            return Fraction(_best_matching(blanks, given), len(blanks))
        return Fraction(sum(map(_accepts, blanks, given)), len(blanks))

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Take the text of every blank."""
        return list(values_of(name))

    def key_facts(self, question: Question) -> object:
        """Give the accepted texts of each blank; where any order counts, so do the blanks."""
        blanks = [sorted(plain(text) for text in blank) for blank in question.key_blanks]
        return ["any_order", *sorted(blanks)] if question.any_order else blanks

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show accepted texts with 或 between them, blanks with ；, and say when their order is free."""
        note = "（顺序不限）" if question.any_order else ""
        return "；".join("或".join(accepted) for accepted in question.key_blanks) + note

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show what was filled in, blank by blank; an empty one reads （空）."""
        return BLANK_LABEL if response is None else "；".join(text or "（空）" for text in response_texts(response))

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome, with two blanks and two accepted texts, in their order and in any."""
        question = Question(
            type=self.code,
            stem="行政机关实施行政许可，应当自受理之日起____日内作出决定；经批准可以延长____日。",
            options=(),
            key=(("20", "二十"), ("10", "十")),
        )
        free = Question(
            type=self.code,
            stem="行政处罚应当遵循____、____的原则。",
            options=(),
            key=(("公正", "公平公正"), ("公开", "公正")),
            any_order=True,
        )
        return (
            Example(free, ["公开", "公 正"], "right", FULL_CREDIT),
            Example(free, ["公正", "公平公正"], "right", FULL_CREDIT),
            Example(free, ["公开", "公开"], "partial", Fraction(1, 2)),
            Example(free, ["公平", "合理"], "wrong", NO_CREDIT),
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
