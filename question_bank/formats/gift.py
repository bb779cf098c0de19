"""Decides how questions are read from and written as GIFT (Moodle documentation, "GIFT format")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from question_bank.errors import UnreadableFile
from question_bank.formats._gift_read import read_block
from question_bank.formats._gift_text import blocks_of, escape, looks_like_gift, topic_of
from question_bank.formats._items import (
    COMMENT,
    TextLines,
    fold_groups,
    put_together,
    split_lines,
)
from question_bank.formats._marks import tags_of
from question_bank.formats._text import looks_like_text
from question_bank.formats._western import decode_text
from question_bank.formats.base import StandardItem, StandardReading, WritableFormat
from question_bank.model import Question
from question_bank.rest import rest_of

_SHARE_PLACES = 5
_NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0")
_ROOT = "$course$/top"


def _share(count: int) -> str:
    """Return the weight of one of several right options, as Moodle writes it: 50, 33.33333."""
    return f"{float(Fraction(100, count)):.{_SHARE_PLACES}f}".rstrip("0").rstrip(".")


def _marked(sign: str, weight: str | None, text: str) -> str:
    # A text that begins with % would be read as a weight, were there none before it.
    if weight is None and text.startswith("%"):
        weight = "100" if sign == "=" else "0"
    return f"\t{sign}{f'%{weight}%' if weight else ''}{escape(text)}"


def _choice_lines(question: Question) -> list[str]:
    right = set(question.key_texts)
    if question.type == "single_choice":
        return [_marked("=" if option.id in right else "~", None, option.text) for option in question.options]
    share = _share(max(len(right), 1))
    return [_marked("~", share if option.id in right else "-100", option.text) for option in question.options]


def _matching_lines(question: Question) -> list[str]:
    rights = {match.id: match.text for match in question.matches}
    chosen = {pair[0]: pair[1] for pair in question.key_blanks if len(pair) == 2}
    found = [(option.text, rights.get(chosen.get(option.id, ""), "")) for option in question.options]
    lines = [f"\t={escape(left)} -> {escape(right)}" for left, right in found]
    unused = [text for match, text in rights.items() if match not in chosen.values()]
    return lines + [f"\t= -> {escape(text)}" for text in unused]


def _answer_lines(question: Question) -> list[str] | None:
    """Return what stands in the braces, None for what GIFT has no braces for."""
    if question.type in ("single_choice", "multiple_choice"):
        return _choice_lines(question)
    if question.type == "true_false":
        return ["\tTRUE" if question.key_texts == ("true",) else "\tFALSE"]
    if question.type == "fill_blank" and len(question.key) == 1:
        return [_marked("=", None, text.replace("*", "\\*")) for text in question.key_blanks[0]]
    if question.type == "matching":
        return _matching_lines(question)
    return [] if question.type == "short_answer" else None


def _native(question: Question) -> str | None:
    """Return a question in GIFT without comments, None when GIFT has no such type; a description has no type."""
    texts = [question.stem, question.explanation or "", *(one.text for one in question.options + question.matches)]
    mark = "[plain]" if any(sign in text for text in texts for sign in "<&[") or question.stem[:2] == "//" else ""
    stem = mark + escape(question.stem)
    if not question.type:
        return stem
    lines = _answer_lines(question)
    if lines is None:
        return None
    if question.explanation:
        lines.append(f"\t####{escape(question.explanation)}")
    return f"{stem} {{\n{chr(10).join(lines)}\n}}" if lines else f"{stem} {{}}"


def _comments(question: Question, group: str | None) -> list[str]:
    name = question.source_id
    words = [f"[id:{name.replace(']', chr(92) + ']')}]"] if name and name.isprintable() else []
    tags = tags_of(question, with_points=True, group=group)
    words += [f"[tag:{tag}]" for tag in tags]
    return [f"// {' '.join(words)}"] if words else []


def _block(question: Question, topic: str | None, group: str | None) -> str:
    """Return a question with its comments; what is lost under this topic is found out by reading it back."""
    native = _native(question)
    comments = _comments(question, group)
    text = "\n".join([*comments, native or ""])
    found = [put_together(read_block(block)).question for block in blocks_of(text.split("\n"))] if native else []
    read = replace(found[0], topic=topic) if len(found) == 1 else None
    rest = rest_of(question, read)
    if rest is not None:
        comments.append(f"// {COMMENT}{rest}")
    return "\n".join([*comments, *([native] if native and read else [])])


def _blocks(question: Question, topic: str | None, group: str) -> list[str]:
    if not question.parts:
        return [_block(question, topic, None)]
    head = replace(question, type="", parts=(), key=())
    # Parts stand under the topic of their group and have none of their own.
    return [_block(head, topic, group), *(_block(part, None, group) for part in question.parts)]


def _items(text: str) -> Iterator[tuple[StandardItem, str | None]]:
    """Yield each question of a text with the case group that it belongs to."""
    for block in blocks_of(split_lines(text)):
        parts = read_block(block)
        item = put_together(parts)
        item.section = block.category
        yield item, parts.marks.group


class Gift(WritableFormat):
    """GIFT, the text format of Moodle."""

    code = "gift"
    label = "GIFT（Moodle文本）"
    priority = 5
    extension = "gift"
    media_type = "text/plain; charset=utf-8"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Go by the name .gift, else look for titles and braces of GIFT in a text."""
        if data.startswith(_NO_TEXT) or filename.casefold().endswith((".csv", ".tsv")):
            return False
        try:
            text = decode_text(data)
        except UnreadableFile:
            return False
        return looks_like_text(text) and (filename.casefold().endswith(".gift") or looks_like_gift(text))

    def read(self, data: bytes) -> StandardReading:
        """Return the questions of a GIFT file in any of the usual encodings, Windows-1252 too."""
        text = decode_text(data)
        return StandardReading(fold_groups(_items(text)), TextLines(text))

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return the questions as GIFT in UTF-8, each under its category, in their order."""
        out: list[str] = []
        topic: str | None = None
        for number, question in enumerate(questions, start=1):
            wanted = question.topic if question.topic and topic_of(question.topic) == question.topic else None
            if wanted != topic:
                topic = wanted
                out.append(f"$CATEGORY: {_ROOT}/{topic}" if topic else f"$CATEGORY: {_ROOT}")
            out += _blocks(question, topic, str(number))
        return ("\n\n".join(out) + "\n").encode()


FORMAT = Gift()
