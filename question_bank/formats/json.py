"""Decides how questions are read from and written as JSON, one question a line: nothing of a question is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from question_bank.checking import BROKEN, checked_question
from question_bank.codec import question_to_json
from question_bank.errors import UnreadableFile
from question_bank.formats._items import TextLines, split_lines
from question_bank.formats._text import decode
from question_bank.formats.base import StandardItem, StandardReading, WritableFormat
from question_bank.model import Question

_BARE = Question("", "", (), ())
_DEFAULTS = question_to_json(_BARE)
# A hand-written line may leave out all that has a usual value.
_NEEDED = ("type", "stem", "key")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DECODER = json.JSONDecoder()
_BLANKS = re.compile(r"[ \t\r\n\ufeff]*")
_INCOMPLETE = UnreadableFile("JSON内容不完整，请检查括号和引号后重新上传。")


def _objects(text: str) -> Iterator[tuple[str, str, Any]]:
    """Yield place, source and value of each question: the lines of the file, or the entries of one list."""
    start = _blanks(text, 0)
    if text[start : start + 1] == "[":
        for number, (source, entry) in enumerate(_entries(text, start + 1), start=1):
            yield f"第{number}项", source, entry
        return
    for number, line in enumerate(split_lines(text), start=1):
        if line.strip():
            try:
                yield f"第{number}行", line.strip(), json.loads(line)
            except (ValueError, RecursionError):
                yield f"第{number}行", line.strip(), None


def _entries(text: str, at: int) -> Iterator[tuple[str, Any]]:
    """Yield source and value of the entries of a list, one at a time; `at` is the place behind its bracket."""
    at, separator = _blanks(text, at), ""
    while separator or text[at : at + 1] != "]":
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise _INCOMPLETE from None
        yield text[at:end], value
        at = _blanks(text, end)
        separator = text[at : at + 1]
        if separator == "]":
            break
        if separator != ",":
            raise _INCOMPLETE
        at = _blanks(text, at + 1)
    if _blanks(text, at + 1) < len(text):
        raise _INCOMPLETE


def _blanks(text: str, at: int) -> int:
    """Return where the next character stands that is no blank."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _question(data: dict[str, Any]) -> Question:
    filled = _DEFAULTS | data
    filled["parts"] = [_DEFAULTS | part for part in data.get("parts", ())]
    return checked_question(filled)


def _item(place: str, source: str, data: Any) -> StandardItem:
    if isinstance(data, dict) and all(name in data for name in _NEEDED):
        try:
            return StandardItem(place, source, _question(data))
        except BROKEN:
            return StandardItem(place, source, _BARE, problems=["字段的内容不符合题目的格式"])
    missing = [name for name in _NEEDED if isinstance(data, dict) and name not in data]
    return StandardItem(place, source, _BARE, problems=[f"缺少{'、'.join(missing)}" if missing else "不是一个JSON对象"])


class JsonLines(WritableFormat):
    """JSON, one question a line, as `question_to_json` gives it; the fields stay the same for ever."""

    code = "json"
    label = "JSON（每行一题）"
    priority = 3
    extension = "jsonl"
    media_type = "application/x-ndjson"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for an object or a list at the start that names a stem and a key."""
        start = data[:4000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if start[:1] not in (b"{", b"[") or start.startswith(b"{\\rtf"):
            return False
        return any('"stem"'.encode(code) in data and '"key"'.encode(code) in data for code in _ENCODINGS)

    def read(self, data: bytes) -> StandardReading:
        """Return the question of every line, or of every entry of one list."""
        text = decode(data).replace("\r\n", "\n")
        return StandardReading((_item(*found) for found in _objects(text)), TextLines(text))

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return one line per question in UTF-8."""
        lines = [json.dumps(question_to_json(question), ensure_ascii=False) for question in questions]
        return "".join(f"{line}\n" for line in lines).encode()


FORMAT = JsonLines()
