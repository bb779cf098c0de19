"""A heading and its first questions in one line; keys of several questions below the last; a text without any."""

import pytest

from question_bank import read_questions


def read(text: str):
    """Read a text file."""
    return read_questions(text.encode(), "题.txt")


def test_a_heading_and_questions_in_one_line_are_parted() -> None:
    """Blanks, judgements: each question is one of its section, and keys below the next heading find them."""
    found = read(
        "一、填空题 1．我国的首都是____。\n2．法律面前人人____。\n"
        "二、判断题（每题2分）1．宪法是根本法。（√）2．民法典有1260条。（×）\n答案：\n一、1．北京 2．平等\n"
    )
    assert [(one.number, one.question.type, one.question.key) for one in found.questions] == [
        ("1", "fill_blank", (("北京",),)),
        ("2", "fill_blank", (("平等",),)),
        ("1", "true_false", ("true",)),
        ("2", "true_false", ("false",)),
    ]
    assert not found.held_back
    assert not found.unread


@pytest.mark.parametrize("start", ["填空题：1．我国的首都是____。2．", "1．我国的首都是____。\n2．"])
def test_keys_of_several_questions_are_nobody_s_key(start: str) -> None:
    """What counts 1．… 2．… below the second of two questions is held back, not taken for the second one's key."""
    found = read(f"{start}法律面前人人____。\n答案：1．北京 2．平等\n")
    assert not found.questions
    assert [one.number for one in found.held_back] == ["1", "2"]
    assert "像是几道题的答案" in found.held_back[1].reason


def test_two_keys_of_two_gaps_are_one_question_s() -> None:
    """As many numbers as gaps are the question's own."""
    found = read("1．首都是____。\n答案：北京\n2．任何____都应当保守____。\n答案：1．公民 2．国家秘密\n")
    assert [one.question.key for one in found.questions] == [(("北京",),), (("公民",), ("国家秘密",))]


@pytest.mark.parametrize("text", ["二、简答题：1．简述立法法的作用 2．简述行政处罚的种类", "这是一份工作总结。"])
def test_a_text_without_questions_is_shown_as_unread(text: str) -> None:
    """Nothing disappears, not even what looks like a title of nothing."""
    found = read(text)
    assert [piece.text for piece in found.unread] == [text]
