"""Decide what looks accidental in the demonstration: the same words always give the same share."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
_PHRASE = "xuefa demonstration office"
_SPAN = 2**64


def share(*words: object) -> float:
    """Return a number from 0 up to, not including, 1 that depends on the words alone."""
    text = "\x1f".join([_PHRASE, *map(str, words)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / _SPAN


def between(low: int, high: int, *words: object) -> int:
    """Return a whole number from ``low`` to ``high``, both included."""
    return low + int(share(*words) * (high - low + 1))


def shuffled(things: Iterable[T], *words: object) -> list[T]:
    """Return the things in an order that depends on the words alone."""
    drawn = [(share(*words, place), thing) for place, thing in enumerate(things)]
    return [thing for _, thing in sorted(drawn, key=lambda pair: pair[0])]
