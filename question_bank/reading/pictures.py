"""Decides where the pictures of a file belong: each stays with the question in whose text its sign stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from question_bank.model import Key, Option, Picture, Question
from question_bank.reading.source import PICTURE, picture_index

_UNKNOWN = Picture("", b"")


def without_signs(text: str) -> str:
    """Return a text with the plain sign of a picture where the file shows one."""
    if text.isascii() or not any(picture_index(character) is not None for character in set(text)):
        return text
    return "".join(PICTURE if picture_index(character) is not None else character for character in text)


def has_unknown_picture(question: Question) -> bool:
    """Say whether a picture can't be shown: its bytes are unknown, or it stands in a key."""
    in_key = any(PICTURE in without_signs(text) for text in _key_texts(question))
    return in_key or any(PICTURE in text for text in _shown_texts(question))


def place_pictures(question: Question, album: Sequence[Picture]) -> Question:
    """Return the question with its own pictures, in reading order of stem, options, matches and explanation.

    A picture that can't be shown has no bytes, so that those behind it keep their places.
    """
    texts = _shown_texts(question)
    # Signs lie above all other characters of a text, which is quickly seen.
    if not any(text and max(text) >= PICTURE for text in (*texts, *_key_texts(question))):
        return question
    signs = [sign for text in texts for sign in text if sign == PICTURE or picture_index(sign) is not None]
    return replace(
        question,
        stem=without_signs(question.stem),
        options=tuple(Option(option.id, without_signs(option.text)) for option in question.options),
        matches=tuple(Option(match.id, without_signs(match.text)) for match in question.matches),
        explanation=question.explanation and without_signs(question.explanation),
        key=_key_without_signs(question.key),
        pictures=tuple(_picture(sign, album) for sign in signs),
    )


def _picture(sign: str, album: Sequence[Picture]) -> Picture:
    index = picture_index(sign)
    return album[index] if index is not None and index < len(album) else _UNKNOWN


def _shown_texts(question: Question) -> list[str]:
    sides = (*question.options, *question.matches)
    return [question.stem, *(option.text for option in sides), question.explanation or ""]


def _key_texts(question: Question) -> list[str]:
    return [text for entry in question.key for text in ([entry] if isinstance(entry, str) else entry)]


def _key_without_signs(key: Key) -> Key:
    texts = [entry for entry in key if isinstance(entry, str)]
    if texts:
        return tuple(map(without_signs, texts))
    return tuple(tuple(map(without_signs, entry)) for entry in key)
