"""Decides how Aiken files are read: one line of question, options `A. ` or `A) `, and a line `ANSWER: A`.

Source: Moodle documentation, "Aiken format"; a question that breaks its rules is held back with the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from question_bank.errors import UnreadableFile
from question_bank.formats._answers import Reply
from question_bank.formats._items import Parts, TextLines, put_together, split_lines
from question_bank.formats._rich import Rich, verbatim
from question_bank.formats._western import decode_text
from question_bank.formats.base import Format, StandardItem, StandardReading

_OPTION = re.compile(r"([A-Z])[.)]([ \t\u3000]+|$)(.*)")
_UNSPACED = re.compile(r"([A-Z])[.)](?=\S)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
_LETTERS = re.compile(r"[A-Z](?:\s*,\s*[A-Z])*")
_SHOWS_AIKEN = re.compile(r"^[ \t]*ANSWER:[ \t]*[A-Z][ \t]*$", re.MULTILINE)
_OTHER_ANSWER = re.compile(r"^[ \t]*(?:正确|参考|标准)?答案", re.MULTILINE)


@dataclass(slots=True)
class _Open:
    """The question that is being read."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    key: str | None = None
    problems: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def _take(found: _Open, number: int, line: str) -> None:
    found.lines.append(line)
    answer = _ANSWER.match(line)
    option = _OPTION.match(line)
    if answer:
        found.key = answer[1].strip()
    elif option:
        found.options.append((option[1], option[3].strip()))
    elif _UNSPACED.match(line):
        found.problems.append(f"第{number}行的选项“{line[:2]}”后面要有一个空格")
    elif found.options:
        found.problems.append(f"第{number}行既不是选项，也不是ANSWER行")
    else:
        found.stem.append(line)


def _item(found: _Open) -> StandardItem:
    reply = Reply("single_choice", [Rich(text) for _, text in found.options], problems=list(found.problems))
    labels = [label for label, _ in found.options]
    if labels != [chr(ord("A") + at) for at in range(len(labels))]:
        reply.problems.append("选项字母没有从A开始依次排列")
    if found.key is None:
        reply.problems.append("没有ANSWER行")
    elif _LETTERS.fullmatch(found.key):
        reply.key = tuple(sorted(set(re.findall("[A-Z]", found.key))))
    else:
        reply.problems.append(f"ANSWER后面的“{found.key[:20]}”不是选项字母")
    if len(reply.key) > 1:
        reply.type = "multiple_choice"
    return put_together(Parts(f"第{found.line}行", "\n".join(found.lines), verbatim("\n".join(found.stem)), reply))


def _items(text: str) -> Iterator[StandardItem]:
    found: _Open | None = None
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip():
            continue
        # A new question begins where the last one has all it needs.
        if found is None or found.key is not None:
            if found is not None:
                yield _item(found)
            found = _Open(number)
        _take(found, number, line.strip())
    if found is not None:
        yield _item(found)


class Aiken(Format):
    """Aiken, the plainest text format of Moodle; it knows choices only."""

    code = "aiken"
    label = "Aiken（Moodle选择题文本）"
    priority = 6

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for lines ANSWER: with one letter, and for none that holds a Chinese 答案."""
        if b"ANSWER:" not in data.replace(b"\x00", b""):
            return False
        try:
            text = decode_text(data)
        except UnreadableFile:
            return False
        return bool(_SHOWS_AIKEN.search(text)) and not _OTHER_ANSWER.search(text)

    def read(self, data: bytes) -> StandardReading:
        """Return the questions; a question ends with its ANSWER line."""
        text = decode_text(data)
        return StandardReading(_items(text), TextLines(text))


FORMAT = Aiken()
