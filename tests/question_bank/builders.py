"""Decides how the tests of the question bank make questions, pools and specs in one line."""

from decimal import Decimal

from question_bank import Option, PaperSpec, PoolQuestion, Question, SpecSection


def single(stem="题干", options=("甲", "乙", "丙", "丁"), key="A", **more):
    """Make a single choice with options A, B, C … of these texts."""
    letters = tuple(Option("ABCDEFGHIJ"[i], text) for i, text in enumerate(options))
    return Question("single_choice", stem, letters, (key,), **more)


def multiple(stem="题干", options=("甲", "乙", "丙", "丁"), key="AB", **more):
    """Make a multiple choice with options A, B, C … of these texts."""
    letters = tuple(Option("ABCDEFGHIJ"[i], text) for i, text in enumerate(options))
    return Question("multiple_choice", stem, letters, tuple(key), **more)


def judge(stem="陈述", key="true", **more):
    """Make a true/false question."""
    return Question("true_false", stem, (), (key,), **more)


def pool_of(*questions):
    """Give questions the ids 1, 2, 3 …"""
    return [PoolQuestion(number, question) for number, question in enumerate(questions, start=1)]


def section(title="单选", type="single_choice", count=2, points="2", topics=(), difficulties=()):
    """Make a section of a spec."""
    return SpecSection(title, type, count, Decimal(points), tuple(topics), tuple(difficulties))


def spec(*sections, shuffle_questions=True, shuffle_options=True, multiple_rule="all_or_nothing"):
    """Make a spec of these sections."""
    return PaperSpec(tuple(sections), shuffle_questions, shuffle_options, multiple_rule)
