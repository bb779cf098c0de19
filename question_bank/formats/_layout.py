"""Decides in which words a question is written down for people so that the free-form reader reads it back."""

from __future__ import annotations

from question_bank.model import Question

_JUDGEMENTS = {"true": "正确", "false": "错误"}


def key_in_words(question: Question) -> str:
    """Return the key as a person writes it: letters, 正确 or 错误, accepted texts by / and blanks by ；."""
    if question.type == "matching":
        return "，".join("-".join(pair) for pair in question.key_blanks)
    if question.type == "true_false":
        return "".join(_JUDGEMENTS.get(side, side) for side in question.key_texts)
    if question.key_blanks:
        return "；".join("/".join(accepted) for accepted in question.key_blanks)
    return ("" if question.options else "\n").join(question.key_texts)


def stem_in_words(question: Question) -> str:
    """Return the stem, with the right side of a matching on one line below it."""
    rights = "　".join(f"{match.id}－{match.text}" for match in question.matches)
    return f"{question.stem}\n右列：{rights}" if rights else question.stem


def about(question: Question) -> dict[str, str]:
    """Return what else is said of a question, by the word that names it; what is not said is missing."""
    found = {
        "解析": question.explanation or "",
        "依据": str(question.citation) if question.citation else "",
        "难度": str(question.difficulty or ""),
        "知识点": question.topic or "",
        "分值": str(question.points or ""),
    }
    return {name: text for name, text in found.items() if text}
