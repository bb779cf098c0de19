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


def order(stem="按先后排列", options=("甲", "乙", "丙"), key="BAC", **more):
    """Make an ordering with options A, B, C … of these texts."""
    letters = tuple(Option("ABCDEFGHIJ"[i], text) for i, text in enumerate(options))
    return Question("ordering", stem, letters, tuple(key), **more)


def pairs(stem="连起来", options=("甲", "乙"), matches=("一", "二", "三"), key=("A2", "B1"), **more):
    """Make a matching with options A, B … and matches 1, 2 …; "A2" is a pair of the key."""
    letters = tuple(Option("ABCDEFGHIJ"[i], text) for i, text in enumerate(options))
    numbers = tuple(Option(str(i), text) for i, text in enumerate(matches, start=1))
    return Question("matching", stem, letters, tuple((pair[0], pair[1:]) for pair in key), matches=numbers, **more)


def case(*parts, stem="材料", **more):
    """Make a case group of these parts."""
    return Question("case_group", stem, (), (), parts=parts, **more)
