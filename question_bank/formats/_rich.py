"""Decides how marked-up text becomes plain text with pictures, and plain text becomes markup that reads back equal."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from question_bank.model import Picture
from question_bank.reading.source import PICTURE
from question_bank.text import mend

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_DROPPED = frozenset(("script", "style", "head", "title", "template"))
_MEDIA = frozenset(("video", "audio", "object", "embed", "iframe", "canvas", "svg", "applet", "math"))
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_SHOWN_SPACE = re.compile(r"(?<![^ \n]) | (?![^ \n])")
_DATA_URI = re.compile(r"data:(image/[\w.+-]+);base64,(.*)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
# Tags that nobody writes but to format; `<a>` or `<link>` alone is what a question about web pages talks about.
_FORMATTING = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|sub|sup|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|pre|font|blockquote)\s*/?>"
    r"|<(?:p|div|span|a|table|td|th|tr|ul|ol|li|font|pre|h[1-6])\s+[a-z-]+\s*=[^<>]*>|<img\s[^<>]*src\s*=[^<>]*>",
    re.IGNORECASE,
)
_MEDIA_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"<svg": "image/svg+xml",
}
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Rich:
    """A plain text with one U+FFFC for each of its pictures, and what keeps the question from being published."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()
    problems: tuple[str, ...] = ()


NOTHING = Rich()


def verbatim(text: str) -> Rich:
    """Return a text that holds no markup: what looks like a tag stays."""
    return Rich(mend(text.replace("\r\n", "\n").replace("\r", "\n")).replace(PICTURE, "").strip())


def looks_like_html(text: str) -> bool:
    """Say whether a text of unknown kind is meant to be marked up: formatting tags or entities of the web."""
    return ("<" in text and bool(_FORMATTING.search(text))) or ("&" in text and bool(_ENTITY.search(text)))


def media_type_of(data: bytes) -> str | None:
    """Return the media type of a picture by its first bytes, None for what is no known picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _MEDIA_TYPES.items() if data.startswith(start)), None)


def picture_name(number: int, picture: Picture) -> str:
    """Return a file name for the picture of this number."""
    return f"{number}.{_EXTENSIONS.get(picture.media_type, 'bin')}"


def base64_of(data: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(data).decode()


def decode_base64(text: str) -> bytes | None:
    """Return the bytes behind base64 text, None when it is broken."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


class _Reducer:
    """Walks over one parsed text without recursion and gathers what shows."""

    def __init__(self, files: Mapping[str, Picture]) -> None:
        self.files = files
        self.parts: list[str] = []
        self.pictures: list[Picture] = []
        self.problems: list[str] = []
        self.pre_depth = 0
        # How many entries each open list has shown; None for a list without numbers.
        self.lists: list[int | None] = []
        self.shift: list[tuple[str, int]] = []

    def reduce(self, root: etree._Element) -> Rich:
        """Return the text of an element."""
        self._text(root.text)
        dropped = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if element is root:
                continue
            tag = str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else "script"
            if event == "start":
                dropped += tag in _DROPPED or tag in _MEDIA
                if not dropped:
                    self._open(tag, element)
                elif tag in _MEDIA:
                    self._media(tag, element)
            else:
                if not dropped:
                    self._close(tag)
                dropped -= tag in _DROPPED or tag in _MEDIA
                if not dropped:
                    self._text(element.tail)
        return self._result()

    def _result(self) -> Rich:
        # A block's edge is \x00: any number of them together are one line break.
        text = re.sub(r"[ \t]*\x00[ \t\x00]*", "\x00", "".join(self.parts)).strip("\x00")
        text = _AROUND_BREAK.sub("\n", text.replace("\n\x00", "\n").replace("\x00", "\n"))
        return Rich(mend(text).strip(), tuple(self.pictures), tuple(dict.fromkeys(self.problems)))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self.pre_depth:
            self.parts.append(text)
            return
        collapsed = _SPACES.sub(" ", text).replace(PICTURE, "")
        if collapsed.startswith(" ") and self.parts and self.parts[-1][-1:] in (" ", "\n", "\x00"):
            collapsed = collapsed[1:]
        if collapsed:
            self.parts.append(collapsed)

    def _open(self, tag: str, element: etree._Element) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._block(tag)
        elif tag in _CELLS:
            self.parts.append(" ")
        elif tag == "img":
            self._picture(element)
        elif tag in ("sup", "sub"):
            self.shift.append((tag, len(self.parts)))
        self.pre_depth += tag == "pre"
        self._text(element.text)

    def _block(self, tag: str) -> None:
        self.parts.append("\x00")
        if tag in ("ol", "ul"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            self.parts.append(f"{self.lists[-1]}. ")

    def _media(self, tag: str, element: etree._Element) -> None:
        """Take the words that a formula gives for itself; nothing else of this kind can be read."""
        words = (element.get("alttext") or "").strip() if tag == "math" else ""
        if words:
            self.parts.append(words)
        else:
            self.problems.append(f"含有无法读入的内容（{tag}）")

    def _close(self, tag: str) -> None:
        self.pre_depth -= tag == "pre"
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag in _BLOCKS:
            self.parts.append("\x00")
        elif tag in ("sup", "sub") and self.shift:
            _, start = self.shift.pop()
            inner = "".join(self.parts[start:])
            table, sign = (_RAISED, "^") if tag == "sup" else (_LOWERED, "_")
            moved = inner.translate(table)
            fits = all(ord(character) in table for character in inner)
            self.parts[start:] = [moved if fits or not inner.strip() else f"{sign}{inner}"]

    def _picture(self, element: etree._Element) -> None:
        source = (element.get("src") or "").strip()
        match = _DATA_URI.fullmatch(source)
        data = decode_base64(match[2]) if match else None
        picture = Picture(match[1], data) if match and data else self.files.get(_file_name(source))
        if picture is None:
            name = _file_name(source) or "无名"
            self.problems.append(f"题目中的图片（{name[:60]}）不在文件里")
        else:
            self.pictures.append(picture)
            self.parts.append(PICTURE)


def _file_name(source: str) -> str:
    """Return the name by which a picture is looked up: without Moodle's placeholder, folders and query."""
    return _unquote(source.partition("?")[0].rpartition("/")[2])


def _unquote(name: str) -> str:
    octets = re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), name.encode(errors="replace"))
    return octets.decode(errors="replace")


def reduce_html(source: str, files: Mapping[str, Picture] | None = None) -> Rich:
    """Return what a marked-up text shows; pictures come from `files` by name, or from data addresses."""
    if "<" not in source and "&" not in source:
        return Rich(mend(_SPACES.sub(" ", source).replace(PICTURE, "")).strip())
    cleaned = "".join(character for character in source if character >= " " or character in "\t\n\r")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring("<div>" + cleaned, parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeError):
        return Rich(mend(source).strip(), (), ("文字中的标记无法识别",))
    return reduce_element(root, files)


def reduce_element(root: etree._Element | None, files: Mapping[str, Picture] | None = None) -> Rich:
    """Return what the markup inside a parsed element shows; nothing for None."""
    return _Reducer(files or {}).reduce(root) if root is not None else NOTHING


def to_html(text: str, images: Iterator[str]) -> str:
    """Return a plain text as HTML that `reduce_html` reads back equal; `images` yields one address per picture."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    spaced = _SHOWN_SPACE.sub("&#160;", escaped).replace("\n", "<br/>")
    parts = spaced.split(PICTURE)
    out = parts[0]
    for part in parts[1:]:
        out += f'<img src="{next(images, "")}" alt=""/>' + part
    return out


def joined(parts: list[Rich]) -> Rich:
    """Return texts below each other; empty ones fall away."""
    kept = [part for part in parts if part.text]
    return Rich(
        "\n".join(part.text for part in kept),
        tuple(picture for part in kept for picture in part.pictures),
        tuple(problem for part in parts for problem in part.problems),
    )
