"""Decides how one cell says several things: options as JSON, lettered or only separated, and keys that name them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from question_bank.reading.roles import Role
from question_bank.reading.segments import split_line
from question_bank.reading.source import Line
from question_bank.text import fold, mend

_SEPARATORS = (r"\|+", r"<br\s*/?>", r"\n", r"[;；]+", r"\${1,3}", r"#{2,}", r"@{2,}", r"&{2,}")
_OWN_LETTER = re.compile(r"\(?([A-Z])\)?\s*[.、:)—-]\s*")
_LETTER = re.compile(r"[A-Za-z]")
_TEXT_NAMES = ("text", "content", "value", "title", "name", "desc", "option")
_RIGHT_NAME = re.compile(r"(?:is)?_?(?:right|correct|answer|checked|true)(?:option|answer)?", re.IGNORECASE)
_LONGEST_NAME = 20
_LONGEST_LITERAL = 20_000


@dataclass(slots=True)
class CellOptions:
    """The options of a cell by letter; `letters` says which letter a number of the file's own became.

    `key` are the letters of those that the cell itself calls right, "" where it says nothing.
    """

    options: list[tuple[str, str]]
    letters: dict[str, str] = field(default_factory=dict)
    key: str = ""


def _data(text: str) -> Any:
    """Return what JSON, or a list or mapping as Python writes it, says; None for any other text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(text) if len(text) <= _LONGEST_LITERAL else None
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _json_options(data: Any) -> CellOptions | None:
    if isinstance(data, dict):
        return _with_letters([(str(label).strip(), str(text)) for label, text in data.items()])
    if not isinstance(data, list):
        return None
    pairs: list[tuple[str, str]] = []
    right: list[bool | None] = []
    for letter, entry in zip(ascii_uppercase, data, strict=False):
        is_mapping = isinstance(entry, dict)
        pairs.append(_pair(entry, letter) if is_mapping else (letter, without_own_letter(letter, str(entry).strip())))
        right.append(_is_right(entry) if is_mapping else None)
    found = _with_letters(pairs)
    if any(right) and None not in right:
        found.key = "".join(label for (label, _), is_right in zip(found.options, right, strict=True) if is_right)
    return found


def _pair(entry: Mapping[str, Any], letter: str) -> tuple[str, str]:
    """Return label and text of an option written as a mapping, whatever its names are called."""
    texts = {name: str(value).strip() for name, value in entry.items() if isinstance(value, str | int)}
    texts = {name: text for name, text in texts.items() if not _RIGHT_NAME.fullmatch(name)}
    labels = [name for name, text in texts.items() if _LETTER.fullmatch(text)]
    labels = labels or [name for name in ("label", "key", "id", "no", "sort") if texts.get(name, "").isdecimal()]
    label = labels[0] if len(texts) > 1 and labels else None
    rest = {name: text for name, text in texts.items() if name != label}
    order = [name for word in _TEXT_NAMES for name in rest if word in name.casefold()] or list(rest)
    text = rest[order[0]] if order else ""
    return (texts[label] if label else letter), without_own_letter(texts[label].upper() if label else letter, text)


def _is_right(entry: Mapping[str, Any]) -> bool | None:
    for name, value in entry.items():
        if _RIGHT_NAME.fullmatch(name) and str(value).casefold() in ("true", "false", "1", "0"):
            return str(value).casefold() in ("true", "1")
    return None


def _with_letters(pairs: Sequence[tuple[str, str]]) -> CellOptions:
    """Give letters to options that the file numbers."""
    if pairs and all(label.isdecimal() for label, _ in pairs):
        letters = {label: letter for (label, _), letter in zip(pairs, ascii_uppercase, strict=False)}
        return CellOptions([(letters.get(label, label), text) for label, text in pairs], letters)
    return CellOptions([(label.upper(), text) for label, text in pairs])


def split_options(cell: str) -> CellOptions:
    """Return the options of one cell: JSON, lettered (`A. x | B. y`), or only separated (`正确 | 错误`), then A, B, C …"""
    text = mend(cell).strip()
    found = _json_options(_data(text)) if text[:1] in "[{" else None
    if found is not None:
        return found
    pieces = [text]
    for separator in _SEPARATORS:
        pieces = [piece.strip() for piece in re.split(separator, text) if piece.strip()]
        if len(pieces) > 1:
            break
    segments = [segment for piece in pieces for segment in split_line(Line(piece.replace("\n", " "), ""))]
    if segments and all(segment.role is Role.OPTION for segment in segments):
        return CellOptions(_without_separators([(segment.label, segment.text) for segment in segments]))
    own = [_OWN_LETTER.match(fold(piece[:_LONGEST_NAME])) for piece in pieces]
    lettered = zip(ascii_uppercase, pieces, strict=False)
    if all(match and match[1] == letter for match, letter in zip(own, ascii_uppercase, strict=False)):
        return CellOptions([(letter, without_own_letter(letter, piece)) for letter, piece in lettered])
    return CellOptions(list(lettered))


def _without_separators(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop the comma that only parts the options of a cell: `A:一,B:二`."""
    if all(text.endswith((",", "，", "、")) for _, text in options[:-1]):
        return [(label, text.rstrip(",，、")) for label, text in options]
    return options


def without_own_letter(letter: str, text: str) -> str:
    """Return the text of an option without the letter that its column or place names already."""
    match = _OWN_LETTER.match(fold(text[:_LONGEST_NAME]))
    return text[match.end() :] if match and match[1] == letter else text


def key_of(cell: str | None, letters: Mapping[str, str]) -> str | None:
    """Return a key as written; a JSON list gives its texts, numbers of options become their letters."""
    if not cell:
        return cell
    data = _data(cell) if cell[:1] == "[" else None
    if isinstance(data, list) and data and all(isinstance(entry, str | int) for entry in data):
        texts = [str(entry) for entry in data]
        short = all(_LETTER.fullmatch(text) or text in letters for text in texts)
        cell = (",".join(texts) if short else "；".join(texts)) or cell
    named = [part for part in re.split(r"[\s,，、;；|]+", cell) if part]
    if named and all(part in letters for part in named):
        return "".join(letters[part] for part in named)
    return cell
