"""Decide how a name is spelled in pinyin, which serves search only: surnames by their own table, the rest by character.

The library reads the variable when it is loaded: without its list of phrases, since names are no phrases and loading
them takes longer than all else here.
"""

import os

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import lazy_pinyin

SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "翟": "zhai",
    "盖": "ge",
    "缪": "miao",
    "覃": "qin",
    "召": "shao",
    "黑": "he",
    "乐": "yue",
    "员": "yun",
    "种": "chong",
    "秘": "bi",
    "折": "she",
    "洗": "xian",
    "隗": "wei",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "澹台": "tan tai",
    "单于": "chan yu",
}
"""Surnames whose usual reading is not the commonest one of the character (新华字典, 姓氏读音)."""


def syllables(full_name: str) -> list[str]:
    """Return the syllables of a name without tones; what is no Chinese character stays as it is."""
    name = full_name.strip()
    for length in (2, 1):
        surname = SURNAMES.get(name[:length])
        if surname is not None:
            return [*surname.split(), *lazy_pinyin(name[length:])]
    return lazy_pinyin(name)


def search_text(full_name: str) -> str:
    """Return what a search may be typed as: the syllables in one and, after a blank, their initials."""
    found = syllables(full_name)
    return f"{''.join(found)} {''.join(syllable[:1] for syllable in found)}"[:120]
