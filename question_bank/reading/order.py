"""Decides which options speak about other options and so keep their order for ever."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.model import Option
from question_bank.text import fold

# Options that speak about other options lose their sense when the order changes. 两名以上, 县级以上 don't.
_NAMES_OTHERS = re.compile(
    r"^(?:以上|上述|前述)|(?:以上|上述|前述)(?:都|均|全|皆|各项|说法|选项|答案|几|[二三四五\d]项)"
    r"|^(?:全部?|都|均)(?:是|对|正确|错误?|不对|不是|不正确)$"
    r"|(?<![A-Za-z])[A-H]\s*[、,和与及或]\s*[A-H](?![A-Za-z])|(?<![A-Za-z])[A-H](?:项|选项)|选项\s*[A-H](?![A-Za-z])"
)
_ONLY_LETTERS = re.compile(r"([A-H]{2,8})(?:[都均]?(?:是|对|正确|错误?))?")


def _names_others(text: str, option_count: int) -> bool:
    folded = fold(text).strip(" 。.")
    letters = _ONLY_LETTERS.fullmatch(folded)
    if letters and list(letters[1]) == sorted(set(letters[1])) and ord(letters[1][-1]) - ord("A") < option_count:
        return True
    return bool(_NAMES_OTHERS.search(folded))


def keeps_order(options: Sequence[Option]) -> bool:
    """Say whether any option names other options (以上都是, A和C), so that shuffling would change what it says."""
    return any(_names_others(option.text, len(options)) for option in options)
