"""Decides which failures the question bank knows; each carries one Chinese sentence that says what to do next."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


class BankError(Exception):
    """A failure that a person can be told about; `str(error)` is the sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnreadableFile(BankError):
    """The file can't be read as a question file at all."""


class InvalidQuestion(BankError):
    """A question breaks the rules of its type; `problems` names every breach."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("题目不完整：" + "；".join(problems) + "，请修改后再保存。")
        self.problems = problems


class NotEnoughQuestions(BankError):
    """The bank can't fill the spec; `shortfalls` holds (section title, wanted, available) of each short section.

    `must_be_known` says that only questions with a known facility could be used.
    """

    def __init__(self, shortfalls: tuple[tuple[str, int, int], ...], *, must_be_known: bool = False) -> None:
        kind = "有得分率、可用的" if must_be_known else "可用"
        parts = "；".join(f"“{title}”需要{wanted}道，{kind}{available}道" for title, wanted, available in shortfalls)
        super().__init__(f"题库题目不足：{parts}，请补充题目或减少题数。")
        self.shortfalls = shortfalls


class NoEvenPaper(BankError):
    """No paper's predicted mean lies within the tolerance of the target."""

    def __init__(self, target: Fraction, tolerance: Decimal) -> None:
        super().__init__(
            f"组不出预测平均分在{float(target):.1f}分上下{tolerance}分以内的试卷，请放宽允许相差的分数或补充题目。"
        )


class InvalidMarks(BankError):
    """A table of marks that can't be analysed."""


class MalformedResponse(BankError):
    """A response whose shape the type can't read; it is neither blank nor wrong."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"作答内容无法识别（{detail}），请重新作答。")
