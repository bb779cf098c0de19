"""Decides how a GIFT file falls into questions: escapes, comments, categories, blank lines, braces left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from question_bank.formats._items import COMMENT

_SPECIAL = "\\:#={}~n"
# A control character stands for each escaped sign while the text is cut; the file itself holds none.
_HIDDEN = {sign: chr(0x10 + at) for at, sign in enumerate(_SPECIAL)}
_SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_SHOW = re.compile("[" + "".join(_SHOWN) + "]")
_TO_ESCAPE = re.compile(r"[\\:#={}~]")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")
_CONTEXT = re.compile(r"\$(?:course|system|module|cat\d*|coursecat|[a-z]+)\$", re.IGNORECASE)
_SLASH = re.compile(r"(?<!/)/(?!/)")
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
_STARTS = re.compile(r"\s*(?:::|\$CATEGORY:)")
_SAMPLE = 200_000
# More is no question, but braces that nobody closes.
_MOST_LINES = 5_000
_SHOWS_GIFT = re.compile(r"(?<!\\)\{\s*(?:[=~#]|(?:TRUE|FALSE|T|F)\s*[}#])|\A\s*::[^:]", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """The lines of one question, with the category above it and what its comments say."""

    line: int
    category: str | None
    lines: list[str] = field(default_factory=list)
    source_id: str | None = None
    tags: list[str] = field(default_factory=list)
    rest: str | None = None
    depth: int = 0

    @property
    def text(self) -> str:
        """The lines as one text, as written."""
        return "\n".join(self.lines)

    @property
    def holds_something(self) -> bool:
        """Whether a question stands here, if only in a comment of ours."""
        return bool(self.lines or self.rest)

    def comment(self, text: str) -> None:
        """Take what a comment says: an id, tags, or what only this platform understands."""
        body = text[2:].strip()
        if body.startswith(COMMENT):
            self.rest = body[len(COMMENT) :].strip()
            return
        found = _ID.search(body)
        if found:
            self.source_id = found[1].replace("\\]", "]").strip() or self.source_id
        self.tags += [tag.replace("\\]", "]") for tag in _TAG.findall(body)]

    def add(self, line: str) -> None:
        """Take a line of the question and count its braces."""
        bare = _ESCAPE.sub("", line) if "\\" in line else line
        self.lines.append(line)
        self.depth += bare.count("{") - bare.count("}")

    def add_open(self, line: str) -> None:
        """Take a line between open braces, where comments say nothing."""
        if not line.startswith("//"):
            self.add(line)


def topic_of(path: str) -> str | None:
    """Return the topic behind a category path: without Moodle's context and its top category; None for nothing."""
    # A name that holds a slash has two of them.
    parts = [part.strip().replace("//", "/") for part in _SLASH.split(path)]
    if parts and _CONTEXT.fullmatch(parts[0]):
        parts = parts[1:]
    if parts and parts[0].casefold() == "top":
        parts = parts[1:]
    return "/".join(part for part in parts if part) or None


def blocks_of(lines: Iterable[str]) -> Iterator[Block]:
    """Yield the questions of a file. A blank line ends one unless its braces are open; a new title ends that too."""
    category: str | None = None
    block = Block(1, None)
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if len(block.lines) >= _MOST_LINES:
            yield block
            block = Block(number, category)
        if block.depth > 0:
            if block.lines[-1] or not _STARTS.match(line):
                block.add_open(stripped)
                continue
            yield block
            block = Block(number, category)
        found = _CATEGORY.match(stripped)
        if not stripped or found:
            if block.holds_something:
                yield block
            category = topic_of(found[1]) if found else category
            block = Block(number + 1, category)
        elif stripped.startswith("//"):
            block.comment(stripped)
        else:
            block.line = block.line if block.lines else number
            block.add(stripped)
    if block.holds_something:
        yield block


def looks_like_gift(text: str) -> bool:
    """Say whether half the paragraphs of a text or more have the braces, titles or tags of GIFT."""
    paragraphs = list(blocks_of(text[:_SAMPLE].split("\n")))
    shown = sum(bool(each.rest or each.tags or _SHOWS_GIFT.search(each.text)) for each in paragraphs)
    has_category = bool(re.search(r"^[ \t]*\$CATEGORY:", text, re.MULTILINE))
    return shown > 0 and (2 * shown >= len(paragraphs) or has_category)


def hide(text: str) -> str:
    """Return a text in which escaped signs can't be taken for signs of GIFT."""
    return _ESCAPE.sub(lambda match: _HIDDEN[match[1]], text) if "\\" in text else text


def show(text: str) -> str:
    """Return a cut text with its escaped signs as they are meant."""
    return _SHOW.sub(lambda match: _SHOWN[match[0]], text)


def escape(text: str) -> str:
    """Return a text as GIFT writes it: on one line, its signs escaped."""
    return _TO_ESCAPE.sub(lambda match: "\\" + match[0], text).replace("\n", "\\n")
