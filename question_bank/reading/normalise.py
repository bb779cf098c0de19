"""Decides what a raw item becomes: a question that may be published, with doubts, or one held back with its reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from string import ascii_uppercase

from question_bank.model import Key, Option, Question
from question_bank.reading.citations import parse_citation
from question_bank.reading.keys import GAP, blanks_of, judgement_of, letters_of
from question_bank.reading.order import keeps_order
from question_bank.reading.source import PICTURE, RawItem
from question_bank.reading.words import CHOICE, INDEFINITE, truth, type_hint
from question_bank.text import fold, plain
from question_bank.types import get_type

_TAG_FIRST = re.compile(r"\s*[\[(]([^\[\]()]{2,8})[\])]\s*")
_TAG_LAST = re.compile(r"[\[(]([^\[\]()]{2,8})[\])]\s*$")
_FILLED_BRACKET = re.compile(r"\(\s*([A-Z](?:[\s,、]*[A-Z])*|[√×✓✔✗✘对错]|正确|错误)\s*\)")
_LEGEND_BRACKET = re.compile(r"\(\s*([12AB√×对错]|正确|错误)\s*\)")
_DIFFICULTY_WORDS = {"易": 1, "容易": 1, "简单": 1, "较易": 2, "中": 3, "中等": 3, "一般": 3, "较难": 4, "难": 5, "困难": 5}


@dataclass(slots=True)
class Draft:
    """A raw item under interpretation; `problems` hold it back, `doubts` only mark it."""

    raw: RawItem
    type: str | None = None
    stem: str = ""
    options: tuple[Option, ...] = ()
    key: Key | None = None
    is_key_read: bool = True
    explanation: str | None = None
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    question: Question | None = None


def normalise(raw: RawItem) -> Draft:
    """Interpret a raw item; the draft has a question exactly when nothing holds it back."""
    draft = Draft(raw, problems=list(dict.fromkeys(raw.problems)))
    hint = _take_tags(draft)
    key_text = _take_bracket_key(draft)
    _decide_type(draft, hint, key_text)
    _read_key(draft, key_text)
    _check_labels(draft)
    if any(PICTURE in text for text in (draft.stem, *(option.text for option in draft.options))):
        draft.problems.append("题目含有图片，请改用文字表述")
    question = _question(draft)
    if draft.type:
        # A key that was written but not understood has its own reason; that there is none is not true.
        checked = question if draft.is_key_read else replace(question, key=())
        found = get_type(draft.type).validate(checked)
        draft.problems += [problem for problem in found if draft.is_key_read or problem != "没有答案"]
    draft.problems = list(dict.fromkeys(draft.problems))
    if not draft.problems:
        draft.question = question
        _note_doubts(draft, hint)
    return draft


def _take_tags(draft: Draft) -> str | None:
    """Move a type tag like 【单选题】 or （多选） out of the stem; a tag speaks louder than the section."""
    draft.stem = draft.raw.stem.strip()
    hint = draft.raw.hint
    for pattern, position in ((_TAG_FIRST, "first"), (_TAG_LAST, "last")):
        folded = fold(draft.stem)
        match = pattern.match(folded) if position == "first" else pattern.search(folded)
        named = type_hint(match[1]) if match else None
        if match and named:
            draft.stem = (draft.stem[: match.start()] + draft.stem[match.end() :]).strip()
            hint = named
    return hint


def _take_bracket_key(draft: Draft) -> str | None:
    """Return the key text; one that stands in a bracket of the stem is taken from there, and never left readable."""
    key = draft.raw.key
    key = key.strip() if key and key.strip() else None
    pattern = _LEGEND_BRACKET if draft.raw.legend else _FILLED_BRACKET
    brackets = list(pattern.finditer(fold(draft.stem)))
    if len(brackets) != 1:
        return key
    inside = brackets[0][1]
    if inside in draft.raw.legend and key is None:
        _empty_bracket(draft, brackets[0])
        return inside
    labels = [label for label, _ in draft.raw.options]
    fits = truth(inside) is not None if not labels else all(letter in labels for letter in letters_of(inside))
    if not fits or (truth(inside) is None and not labels):
        return key
    same = key is not None and (letters_of(key) == letters_of(inside) != () or truth(key) == truth(inside) is not None)
    if key is None or same:
        _empty_bracket(draft, brackets[0])
        return key or inside
    return key


def _empty_bracket(draft: Draft, bracket: re.Match[str]) -> None:
    start, end = bracket.span(1)
    draft.stem = f"{draft.stem[:start].rstrip()}    {draft.stem[end:].lstrip()}"


def _decide_type(draft: Draft, hint: str | None, key_text: str | None) -> None:
    options = draft.raw.options
    letters = letters_of(key_text, options) if key_text else ()
    judgements = [truth(text or label) for label, text in options]
    judges = judgements in (["true", "false"], ["false", "true"])
    if hint == INDEFINITE:
        draft.type = "multiple_choice"
    elif hint and hint != CHOICE:
        draft.type = hint
    elif judges and hint is None:
        draft.type = "true_false"
    elif key_text is None:
        draft.type = None
    elif not options and truth(key_text) and hint is None:
        draft.type = "true_false"
    elif letters or options or hint == CHOICE:
        draft.type = "multiple_choice" if len(letters) > 1 else "single_choice"
    elif GAP.search(fold(draft.stem)):
        draft.type = "fill_blank"
    else:
        draft.type = "short_answer"
    if draft.type == "true_false" and judges:
        return
    draft.options = tuple(Option(label, text) for label, text in options)


def _read_key(draft: Draft, key_text: str | None) -> None:
    raw = draft.raw
    if key_text is None:
        draft.problems.append("没有答案")
        if draft.type is None and not raw.options:
            draft.problems.append("没有选项")
        return
    if draft.type == "true_false":
        judgement = judgement_of(key_text, raw.options, raw.legend)
        draft.key = (judgement or key_text,)
        draft.is_key_read = judgement is not None
        if judgement is None:
            draft.problems.append(f"答案“{key_text}”没有说明是正确还是错误")
    elif draft.type == "fill_blank":
        blanks, doubts, problem = blanks_of(key_text, draft.stem)
        draft.key = blanks if problem is None else (key_text,)
        draft.doubts += doubts
        draft.is_key_read = problem is None
        if problem:
            draft.problems.append(problem)
    elif draft.type == "short_answer":
        draft.key = (key_text,)
    else:
        letters = letters_of(key_text, raw.options)
        draft.key = letters or (key_text,)
        draft.is_key_read = bool(letters)
        if not letters:
            draft.problems.append(f"答案“{key_text}”不是选项字母")


def _check_labels(draft: Draft) -> None:
    labels = [option.id for option in draft.options]
    if not labels or any(len(label) != 1 or label not in ascii_uppercase for label in labels):
        return
    repeated = sorted(label for label, count in Counter(labels).items() if count > 1)
    missing = [letter for letter in ascii_uppercase if letter < max(labels) and letter not in labels]
    if repeated:
        draft.problems.append(f"选项字母重复（{'、'.join(repeated)}）")
    if missing:
        draft.problems.append(f"缺少选项{'、'.join(missing)}")
    if not repeated and labels != sorted(labels):
        draft.problems.append("选项没有按字母顺序排列")


def _question(draft: Draft) -> Question:
    raw = draft.raw
    explanation = [raw.explanation.strip()] if raw.explanation and raw.explanation.strip() else []
    citation, left_over = parse_citation(raw.citation) if raw.citation else (None, None)
    if left_over:
        explanation.append(f"依据：{left_over}")
    draft.explanation = "\n".join(explanation) or None
    return Question(
        type=draft.type or "",
        stem=draft.stem,
        options=draft.options,
        key=draft.key or (),
        explanation=draft.explanation,
        citation=citation,
        points=_points(draft),
        topic=raw.topic.strip() or None if raw.topic else None,
        difficulty=_difficulty(draft),
        keeps_order=keeps_order(draft.options),
        source_id=raw.source_id,
    )


def _points(draft: Draft) -> Decimal | None:
    written = plain(draft.raw.points or "").rstrip("分")
    if not written:
        return None
    if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", written) and Decimal(written) > 0:
        return Decimal(written)
    draft.doubts.append(f"分值“{draft.raw.points}”无法识别")
    return None


def _difficulty(draft: Draft) -> int | None:
    written = plain(draft.raw.difficulty or "")
    if not written:
        return None
    if re.fullmatch(r"[1-5]", written):
        return int(written)
    if written in _DIFFICULTY_WORDS:
        return _DIFFICULTY_WORDS[written]
    draft.doubts.append(f"难度“{draft.raw.difficulty}”不是1至5")
    return None


def _note_doubts(draft: Draft, hint: str | None) -> None:
    texts = [plain(option.text) for option in draft.options]
    for index, text in enumerate(texts):
        first = texts.index(text)
        if first < index:
            draft.doubts.append(f"选项{draft.options[first].id}与选项{draft.options[index].id}文字相同")
    if draft.type == "fill_blank" and not GAP.search(fold(draft.stem)):
        draft.doubts.append("题干没有留空")
    if draft.type == "multiple_choice" and hint == "multiple_choice" and draft.key and len(draft.key) == 1:
        draft.doubts.append("多选题只有一个答案")
