"""Decide how a question's pictures reach a page: which kinds are served, and where a text draws each of them.

A text with pictures becomes a ``Pictured``: in a template it draws them, as a plain string it names them (图1).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from flask import Response
from markupsafe import Markup

from question_bank import Option, Picture, Question
from webapp.errors import NotFound
from webapp.picture_size import size_of

SIGN = "\ufffc"
"""The character that stands in a text for one picture (``question_bank.Question.pictures``)."""

# Drawn by a browser without running anything; SVG and old metafiles are not among them.
_MAGIC: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "image/bmp": (b"BM",),
}
_IMAGE = Markup('<img class="q-picture" src="{}" alt="{}" loading="lazy"{}>')
_SIZE = Markup(' width="{}" height="{}"')
_TALLEST = 384
"""Pixels; what the style of .q-picture allows (24rem), so that the place that is kept has the picture's own shape."""
Address = Callable[[int], str]
T = TypeVar("T")


class Pictured(str):
    """A text whose pictures a template draws where they stand."""

    _html: Markup

    @classmethod
    def of(cls, plain: str, html: Markup) -> "Pictured":
        """Return the text that reads ``plain`` as a string and ``html`` in a template."""
        made = cls(plain)
        made._html = html
        return made

    def __html__(self) -> Markup:
        """Return what a template shows."""
        return self._html


def is_drawable(picture: Picture) -> bool:
    """Say whether a picture is of a kind that is served, by its media type and its first bytes."""
    return picture.data.startswith(_MAGIC.get(picture.media_type, ())) if picture.media_type in _MAGIC else False


def all_of(question: Question) -> list[tuple[Picture, bool]]:
    """Return the pictures of a question and its parts in reading order, each with whether it explains the key."""
    texts = [question.stem, *(one.text for one in (*question.options, *question.matches))]
    before = sum(text.count(SIGN) for text in texts)
    own = [(picture, place >= before) for place, picture in enumerate(question.pictures)]
    return own + [found for part in question.parts for found in all_of(part)]


def shown(question: Question, address: Address) -> Question:
    """Return the question with texts that draw its pictures; ``address`` gives that of the picture numbered from 0."""
    if not all_of(question):
        return question
    return _shown(question, address, count())


def shown_all(contents: Mapping[T, Question], address: Callable[[T, int], str]) -> dict[T, Question]:
    """Do the same for questions by key; ``address`` is given the key too."""

    def one(key: T, content: Question) -> Question:
        return shown(content, lambda number: address(key, number))

    return {key: one(key, content) for key, content in contents.items()}


def _shown(question: Question, address: Address, numbers: Iterator[int]) -> Question:
    left = iter(question.pictures)

    def drawn(text: str) -> str:
        return _drawn(text, left, address, numbers)

    def options(some: Sequence[Option]) -> tuple[Option, ...]:
        return tuple(Option(one.id, drawn(one.text)) for one in some)

    stem, choices, matches = drawn(question.stem), options(question.options), options(question.matches)
    changed = replace(
        question,
        stem=_with_those_of(stem, matches),
        options=choices,
        # A menu of matches can't draw; they name their pictures, which stand below the stem.
        matches=tuple(Option(one.id, str(one.text)) for one in matches),
        explanation=drawn(question.explanation) if question.explanation else question.explanation,
    )
    for _ in left:
        next(numbers)
    return replace(changed, parts=tuple(_shown(part, address, numbers) for part in question.parts))


def _with_those_of(stem: str, matches: Sequence[Option]) -> str:
    pictured = [one.text for one in matches if isinstance(one.text, Pictured)]
    if not pictured:
        return stem
    html = Markup("{}<br>{}").format(stem, Markup("　").join(pictured))
    return Pictured.of(str(stem), html)


def _drawn(text: str, left: Iterator[Picture], address: Address, numbers: Iterator[int]) -> str:
    if SIGN not in text:
        return text
    first, *rest = text.split(SIGN)
    plain, html = first, Markup.escape(first)
    for after in rest:
        picture = next(left, None)
        number = next(numbers) if picture else None
        word = "图" if number is None else f"图{number + 1}"
        if picture and number is not None and is_drawable(picture):
            html += _IMAGE.format(address(number), word, _place_of(picture))
        else:
            html += f"（{word}不能显示）"
        plain, html = f"{plain}{word}{after}", html + after
    return Pictured.of(plain, html)


def _place_of(picture: Picture) -> Markup:
    """Return the attributes of the place that a page keeps for a picture, "" where its size is not known."""
    size = size_of(picture)
    if size is None:
        return Markup("")
    width, height = size
    shown_height = min(height, _TALLEST)
    return _SIZE.format(max(round(width * shown_height / height), 1), shown_height)


def respond(question: Question, number: int, *, with_explanation: bool) -> Response:
    """Answer with the picture numbered from 0; NotFound for none, for one that may not be seen or is not served.

    What stands under an address never changes, so a browser keeps it; nobody between may.
    """
    found = all_of(question)
    if not 0 <= number < len(found):
        raise NotFound("没有找到这张图片，请刷新页面。")
    picture, explains = found[number]
    if (explains and not with_explanation) or not is_drawable(picture):
        raise NotFound("没有找到这张图片，请刷新页面。")
    response = Response(picture.data, mimetype=picture.media_type)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
