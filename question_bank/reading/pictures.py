"""Decides where the pictures of a file belong: each stays with the question in whose text its sign stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from question_bank.model import Option, Picture, Question
from question_bank.reading.source import PICTURE, picture_index


def without_signs(text: str) -> str:
    """Return a text with the plain sign of a picture where the file shows one."""
    if text.isascii() or not any(picture_index(character) is not None for character in set(text)):
        return text
    return "".join(PICTURE if picture_index(character) is not None else character for character in text)


def has_unknown_picture(question: Question) -> bool:
    """Say whether a picture can't be shown: its bytes are unknown, or it stands in a key."""
    texts = [question.stem, question.explanation or "", *(option.text for option in question.options)]
    keys = [text for entry in question.key for text in ([entry] if isinstance(entry, str) else entry)]
    in_key = any(PICTURE in text or without_signs(text) != text for text in keys)
    return in_key or any(PICTURE in text for text in texts)


def place_pictures(question: Question, album: Sequence[Picture]) -> Question:
    """Return the question with its own pictures, in reading order of stem, options, matches and explanation."""
    texts = [
        question.stem,
        *(option.text for option in question.options),
        *(match.text for match in question.matches),
        question.explanation or "",
    ]
    found = [index for text in texts for index in map(picture_index, text) if index is not None]
    if not found:
        return question
    return replace(
        question,
        stem=without_signs(question.stem),
        options=tuple(Option(option.id, without_signs(option.text)) for option in question.options),
        matches=tuple(Option(match.id, without_signs(match.text)) for match in question.matches),
        explanation=question.explanation and without_signs(question.explanation),
        pictures=tuple(album[index] for index in found if index < len(album)),
    )
