"""Verdicts on questions, marks on files: pure decisions."""

import pytest

from question_bank import Option, Question, key_fingerprint, question_identity
from webapp.bank.rules import Present, ReadItem, Verdict, classified_mark, decide


def item(index: int, key: str, doubts: tuple[str, ...] = (), stem: str = "题干") -> ReadItem:
    """Make one question of a file, with options 甲 (A) and 乙 (B)."""
    question = Question("single_choice", stem, (Option("A", "甲"), Option("B", "乙")), (key,))
    identity, fingerprint = question_identity(question), key_fingerprint(question)
    return ReadItem(index, str(index), None, f"第{index}行", doubts, question, identity, fingerprint)


def held(key: str) -> dict[str, Present]:
    """Say that the bank holds the same question with this key."""
    one = item(0, key)
    return {one.identity: Present(7, "published", one.question, one.fingerprint)}


def verdicts(items: list[ReadItem], present: dict[str, Present]) -> list[Verdict]:
    """Return the verdicts in the order of the items."""
    return [decision.verdict for decision in decide(items, present)]


@pytest.mark.parametrize(
    ("items", "present", "expected"),
    [
        ([item(0, "A"), item(1, "A", stem="别的")], {}, ["clean", "clean"]),
        ([item(0, "A", ("标记矛盾",))], {}, ["doubtful"]),
        ([item(0, "A"), item(1, "A"), item(2, "A")], {}, ["clean", "twice", "twice"]),
        ([item(0, "A", ("标记矛盾",)), item(1, "A")], {}, ["twice", "clean"]),
        ([item(0, "A"), item(1, "B")], {}, ["conflict", "conflict"]),
        ([item(0, "A")], held("A"), ["present"]),
        ([item(0, "B")], held("A"), ["conflict"]),
        ([item(0, "A"), item(1, "A")], held("A"), ["present", "twice"]),
        ([item(0, "A"), item(1, "B")], held("A"), ["present", "conflict"]),
        ([item(0, "B", ("标记矛盾",))], held("A"), ["conflict"]),
    ],
)
def test_verdicts(items: list[ReadItem], present: dict[str, Present], expected: list[Verdict]) -> None:
    """One of identical questions is added, a contradiction never, and what is there stays."""
    assert verdicts(items, present) == expected


def test_a_conflict_names_the_other_side() -> None:
    """A conflict within a file points to its adversary there, one against the bank to the bank's question."""
    first, second = decide([item(0, "A"), item(1, "B")], {})
    assert (first.other, second.other) == (item(1, "B"), item(0, "A"))
    (against,) = decide([item(0, "B")], held("A"))
    assert against.held is not None and against.held.question_id == 7


@pytest.mark.parametrize(
    ("filename", "lines", "is_refused"),
    [
        ("题库.docx", ["一、单选题"], False),
        ("保守国家秘密法题库.docx", ["国家秘密的密级分为绝密、机密、秘密三级。"], False),
        ("题库.txt", ["A. 机密★10年", "答案：A"], False),
        ("题库.txt", ["题干 | 绝密 | 机密★10年 | A"], False),
        ("题库.txt", ["题"] * 10 + ["工作秘密"], False),
        ("题库.txt", ["机密★1年"], True),
        ("题库.txt", ["题"] * 50 + ["秘密★启用前"], True),
        ("题库.txt", ["（内部资料，严禁外传）"], True),
        ("题库.txt", ["密级：工作秘密"], True),
        ("绝密题库.docx", [], True),
        ("2026年题库_秘密.docx", [], True),
        ("秘密★题库.docx", [], True),
        ("工作秘密.docx", [], True),
    ],
)
def test_marks_are_told_from_questions_about_secrets(filename: str, lines: list[str], is_refused: bool) -> None:
    """A mark fills its line or stands in the file's name; 保密法 in stems and options is exam matter."""
    sentence = classified_mark(filename, lines)
    assert (sentence is not None) == is_refused
    assert sentence is None or "重新上传" in sentence
