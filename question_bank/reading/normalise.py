"""Decides what a raw item becomes: a question that may be published, with doubts, or one held back with its reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from string import ascii_uppercase

from question_bank.model import Key, Option, Question
from question_bank.reading.cells import without_own_letter
from question_bank.reading.citations import parse_citation
from question_bank.reading.gaps import take_filled_gaps
from question_bank.reading.keys import (
    GAP,
    blanks_of,
    judgement_of,
    letters_of,
    order_of,
    says_options,
    split_rest,
    without_order_note,
)
from question_bank.reading.order import keeps_order
from question_bank.reading.pairs import pairs_in
from question_bank.reading.pictures import has_unknown_picture
from question_bank.reading.source import RawItem
from question_bank.reading.stems import (
    Stem,
    first_option_below,
    key_behind_options,
    options_below,
    take_key,
    take_tags,
    without_judge_options,
)
from question_bank.reading.words import CHOICE, DIFFICULTY_WORDS, INDEFINITE, truth
from question_bank.text import fold, plain
from question_bank.types import get_type

_CHOICES = ("single_choice", "multiple_choice", CHOICE, INDEFINITE)
# What people write where they have no key.
_NO_KEYS = ("略", "无", "暂无", "-", "—", "?", "？", "暂缺", "null", "None")


_NOTHING = Question("", "", (), ())


@dataclass(slots=True)
class Draft:
    """A raw item being interpreted; `problems` hold it back, `doubts` only mark it; `content` is all that was read."""

    raw: RawItem
    type: str | None = None
    stem: str = ""
    options: tuple[Option, ...] = ()
    written_options: list[tuple[str, str]] = field(default_factory=list)
    any_order: bool = False
    key: Key | None = None
    is_key_read: bool = True
    points: str | None = None
    explanations: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    content: Question = _NOTHING

    @property
    def question(self) -> Question | None:
        """The question, None while something holds it back."""
        return None if self.problems else self.content


def normalise(raw: RawItem) -> Draft:
    """Interpret a raw item: what it says, what holds it back, what is doubtful."""
    draft = Draft(raw, problems=list(dict.fromkeys(raw.problems)), doubts=list(dict.fromkeys(raw.doubts)))
    hint, key_text = _take_stem(draft)
    key_text = _take_gaps(draft, hint, key_text)
    _decide_type(draft, hint, key_text)
    _read_key(draft, key_text)
    _check_labels(draft)
    question = _question(draft)
    if has_unknown_picture(question):
        draft.problems.append("题目含有图片，请改用文字表述")
    if draft.type:
        # A key that was written but not understood has its own reason; that there is none is not true.
        checked = question if draft.is_key_read else replace(question, key=())
        found = get_type(draft.type).validate(checked)
        draft.problems += [problem for problem in found if draft.is_key_read or problem != "没有答案"]
    draft.problems = list(dict.fromkeys(draft.problems))
    draft.content = question
    if not draft.problems:
        _note_doubts(draft, hint)
    return draft


def _take_stem(draft: Draft) -> tuple[str | None, str | None]:
    """Part the stem from tags, points and key; return the type that tag or section names, and the key as written.

    A tag speaks louder than the section; 案例 names no type that a single question has.
    """
    raw = draft.raw
    stem = take_tags(raw.stem)
    hint = stem.hint or raw.hint
    hint = "matching" if raw.columns else None if hint == "case_group" else hint
    written = (raw.key or "").strip() or None
    if written and plain(written).strip("()") in _NO_KEYS:
        written = None
    behind = key_behind_options(raw.options)
    if behind and (written is None or letters_of(written) == letters_of(behind[1])):
        raw.options[-1] = (raw.options[-1][0], behind[0])
        written = written or behind[1]
    _restore_letters(draft, stem, hint, written)
    take_key(stem, written, draft.written_options, raw.legend, hint)
    draft.stem, draft.points = stem.text, raw.points or stem.points
    raw.difficulty = raw.difficulty or stem.difficulty
    if stem.explanation:
        draft.explanations.append(stem.explanation)
    if stem.problem:
        draft.problems.append(stem.problem)
    if stem.doubt:
        draft.doubts.append(stem.doubt)
    return hint, written or stem.key


def _restore_letters(draft: Draft, stem: Stem, hint: str | None, written: str | None) -> None:
    """Give letters to options that lost them to Word's numbering, where nothing else can be meant."""
    options = draft.written_options = list(draft.raw.options)
    letters = letters_of(written or "")
    is_choice = hint in _CHOICES or (hint is None and bool(letters))
    if not options and is_choice and "\n" in stem.text:
        needed = max((ord(letter) - ord("A") + 1 for letter in letters), default=0)
        found = options_below(stem.text, needed)
        if found:
            stem.text, texts = found
            lettered = list(zip(ascii_uppercase, texts, strict=False))
            draft.written_options = [(letter, without_own_letter(letter, text)) for letter, text in lettered]
            draft.doubts.append(f"选项没有字母，按顺序编为A至{ascii_uppercase[len(texts) - 1]}")
    elif options and options[0][0] == "B":
        first = first_option_below(stem.text)
        if first:
            stem.text, text = first
            draft.written_options = [("A", text), *options]
            draft.doubts.append("选项A没有字母，取自题干下面一行")


def _take_gaps(draft: Draft, hint: str | None, key_text: str | None) -> str | None:
    """Return the key of a fill-in; one that stands in the gaps of the stem is taken out of them."""
    if key_text is not None or hint != "fill_blank" or draft.written_options:
        return key_text
    stem, answers, doubt = take_filled_gaps(draft.stem, draft.raw.underlined)
    if not answers:
        return None
    draft.stem = stem
    if doubt:
        draft.doubts.append(doubt)
    return "\n".join(answers)


def _decide_type(draft: Draft, hint: str | None, key_text: str | None) -> None:
    options = draft.written_options
    letters = (letters_of(key_text, options) or letters_of(split_rest(key_text)[0], options)) if key_text else ()
    # X and Y are answers to some questions; as options they judge nothing.
    judgements = [truth(text or label) if len(text) != 1 or not text.isascii() else None for label, text in options]
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
    if draft.type == "true_false":
        draft.stem = without_judge_options(draft.stem)
    if draft.type == "true_false" and judges:
        return
    draft.options = tuple(Option(label, text) for label, text in options)


def _read_key(draft: Draft, key_text: str | None) -> None:
    if key_text is None:
        if not any("括号" in problem or "标记" in problem for problem in draft.problems):
            draft.problems.append("没有答案")
        if draft.type is None and not draft.written_options:
            draft.problems.append("没有选项")
        return
    if draft.type == "true_false":
        _read_judgement(draft, key_text)
    elif draft.type == "fill_blank":
        bare, draft.any_order = without_order_note(key_text)
        blanks, doubts, problem = blanks_of(bare, draft.stem)
        draft.key = blanks if problem is None else (key_text,)
        draft.doubts += doubts
        draft.is_key_read = problem is None
        if problem:
            draft.problems.append(problem)
    elif draft.type == "short_answer":
        draft.key = (key_text,)
    elif draft.type == "matching":
        _read_pairs(draft, key_text)
    else:
        _read_letters(draft, key_text)


def _read_judgement(draft: Draft, key_text: str) -> None:
    raw = draft.raw
    judgement = judgement_of(key_text, raw.options, raw.legend)
    if judgement is None:
        core, rest = split_rest(key_text)
        judgement = judgement_of(core, raw.options, raw.legend) if rest else None
        if judgement is not None:
            draft.explanations.append(rest)
    draft.key = (judgement or key_text,)
    draft.is_key_read = judgement is not None
    if judgement is None:
        draft.problems.append(f"答案“{key_text}”没有说明是正确还是错误")


def _read_pairs(draft: Draft, key_text: str) -> None:
    pairs, doubt = pairs_in(draft.raw.columns, key_text)
    draft.key, draft.is_key_read = pairs or (key_text,), bool(pairs)
    if doubt:
        draft.doubts.append(doubt)
    if not pairs:
        draft.problems.append(f"答案“{key_text}”不是左右成对")


def _read_letters(draft: Draft, key_text: str) -> None:
    options = draft.written_options
    letters = order_of(key_text) if draft.type == "ordering" else letters_of(key_text, options)
    if not letters:
        core, rest = split_rest(key_text)
        letters = letters_of(core, options) if rest else ()
        if letters and not says_options(rest, letters, options):
            draft.explanations.append(rest)
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
    explanation = [text.strip() for text in (*draft.explanations, raw.explanation or "") if text.strip()]
    citation, left_over = parse_citation(raw.citation) if raw.citation else (None, None)
    if left_over:
        explanation.append(f"依据：{left_over}")
    return Question(
        type=draft.type or "",
        stem=draft.stem,
        options=draft.options,
        key=draft.key or (),
        explanation="\n".join(explanation) or None,
        citation=citation,
        points=_points(draft),
        topic=raw.topic.strip() or None if raw.topic else None,
        difficulty=_difficulty(draft),
        keeps_order=keeps_order(draft.options),
        source_id=raw.source_id,
        any_order=draft.any_order,
        key_points=tuple(filter(None, map(str.strip, re.split(r"[;；\n]", raw.key_points or "")))),
        matches=tuple(Option(number, text) for number, text in raw.columns.right) if raw.columns else (),
    )


def _points(draft: Draft) -> Decimal | None:
    written = plain(draft.points or "").rstrip("分")
    if not written:
        return None
    if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", written) and Decimal(written) > 0:
        return Decimal(written)
    draft.doubts.append(f"分值“{draft.points}”无法识别")
    return None


def _difficulty(draft: Draft) -> int | None:
    written = plain(draft.raw.difficulty or "")
    if not written:
        return None
    if re.fullmatch(r"[1-5]", written):
        return int(written)
    if written in DIFFICULTY_WORDS:
        return DIFFICULTY_WORDS[written]
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
