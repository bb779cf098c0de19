"""Decides which colour, bold type, underline or highlight of an option says that it is right, and which nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from question_bank.reading.keys import letters_of
from question_bank.reading.source import RawItem
from question_bank.text import fold

# From so many questions on, a mark that always lies on the same letter is layout.
_ENOUGH = 5
_SIGN_BEHIND = re.compile(r"(?<=\S)\s*(?:[*★☆√✓✔☑]|\((?:[*√✓✔☑]|正确(?:答案|选项)?|答案)\))$")
_SIGNS = (*"*★☆√✓✔☑＊", ")", "）")
_Labels = tuple[str, ...]


def _marked(item: RawItem, kind: str) -> _Labels:
    """Return the labels of the options that carry a mark; all of them do where 全选 is right."""
    return tuple(label for (label, _), marks in zip(item.options, item.option_marks, strict=True) if kind in marks)


def _telling_kinds(items: Sequence[RawItem]) -> list[str]:
    """Return the kinds of marks that single options out, in a file where not everything carries them."""
    kinds = sorted({kind for item in items for marks in item.option_marks for kind in marks})
    telling = []
    for kind in kinds:
        found = [(_marked(item, kind), len(item.options)) for item in items]
        singled = [labels for labels, count in found if 0 < len(labels) < count]
        whole = sum(len(labels) == count for labels, count in found)
        always_same = len(singled) >= _ENOUGH and len(set(singled)) == 1
        if singled and len(singled) >= whole and not always_same:
            telling.append(kind)
    return telling


def _take_signs(items: Sequence[RawItem]) -> None:
    """Turn a sign behind some options of a question (`B. 二 √`) into a mark, which must not stay readable."""
    for item in items:
        found = [_SIGN_BEHIND.search(fold(text)) if text.endswith(_SIGNS) else None for _, text in item.options]
        if not any(found) or all(found):
            continue
        labels = tuple(label for (label, _), match in zip(item.options, found, strict=True) if match)
        written = letters_of(item.key or "", item.options)
        if written and written != labels:
            continue
        for at, match in enumerate(found):
            if match:
                label, text = item.options[at]
                item.options[at] = (label, text[: match.start()].rstrip())
                item.option_marks[at] |= {"sign"}


def take_marked_keys(items: Sequence[RawItem]) -> None:
    """Give keys to choices whose right options are marked; doubt or hold back where marks and written key differ."""
    _take_signs([item for item in items if len(item.options) > 1 and len(item.option_marks) == len(item.options)])
    choices = [item for item in items if len(item.options) > 1 and len(item.option_marks) == len(item.options)]
    telling = _telling_kinds([item for item in choices if any(item.option_marks)])
    readings = [Counter(filter(None, (_marked(item, kind) for kind in telling))) for item in choices]
    keyless = [not (item.key or "").strip() for item in choices]
    usual = [kind for kind in telling if 2 * sum(bool(_marked(item, kind)) for item in choices) >= len(choices)]
    for item, marked, is_keyless in zip(choices, readings, keyless, strict=True):
        if is_keyless:
            _take(item, marked, any(_marked(item, kind) for kind in usual))
            continue
        written = letters_of(item.key or "", item.options)
        other = next((labels for labels in marked if written and tuple(sorted(labels)) != written), None)
        if other:
            item.doubts.append(f"标出的选项{''.join(other)}与答案{''.join(written)}不一致")


def _take(item: RawItem, marked: Counter[_Labels], is_usual: bool) -> None:
    if len(marked) > 1:
        item.problems.append("选项的标记互相矛盾")
    elif marked:
        # Labels are letters, or the words true and false of a judgement, of which one is marked.
        item.key = "".join(next(iter(marked)))
        if not is_usual:
            item.doubts.append("答案按选项的标记读出")
