"""Decides which failures the question bank knows; each carries one Chinese sentence that says what to do next."""

from __future__ import annotations


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
    """The bank can't fill the spec; `shortfalls` holds (section title, wanted, available) of each short section."""

    def __init__(self, shortfalls: tuple[tuple[str, int, int], ...]) -> None:
        parts = "；".join(f"“{title}”需要{wanted}道，可用{available}道" for title, wanted, available in shortfalls)
        super().__init__(f"题库题目不足：{parts}，请补充题目或减少题数。")
        self.shortfalls = shortfalls


class InvalidMarks(BankError):
    """A table of marks that can't be analysed."""


class MalformedResponse(BankError):
    """A response whose shape the type can't read; it is neither blank nor wrong."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"作答内容无法识别（{detail}），请重新作答。")
