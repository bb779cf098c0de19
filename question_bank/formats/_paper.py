"""Decides how questions look as a paper in Word: sections by type, numbered questions, key and explanation below."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from question_bank.formats._layout import about, key_in_words, stem_in_words
from question_bank.formats._xml import clean
from question_bank.model import Picture, Question
from question_bank.reading.source import PICTURE
from question_bank.types import get_type

_HAN = "一二三四五六七八九十"
_PICTURE_WIDTH = Cm(10)
_APART = Pt(8)
_TITLE = "题目和答案"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _HAN[number - 1]
    return ("" if tens == 1 else _HAN[tens - 1]) + "十" + (_HAN[ones - 1] if ones else "")


def _dress(document: Any) -> None:
    """Give a document the page and the typefaces of Chinese offices; the library's own are American."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    for name, typeface, size in (("Normal", "宋体", 11), ("Heading 1", "黑体", 16), ("Heading 2", "黑体", 13)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Times New Roman"
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), typeface)
        style.paragraph_format.space_after = Pt(2)
        language = OxmlElement("w:lang")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)


class _Paper:
    """Writes one document."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        _dress(self.document)
        self.end = self.document.element.body.sectPr
        self.pictures: Iterator[Picture] = iter(())

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return the document; a new section begins whenever the type changes, so that the order stays."""
        self.document.add_heading(_TITLE, level=1)
        for at, (kind, run) in enumerate(groupby(questions, key=lambda question: question.type), start=1):
            self.document.add_heading(f"{_han(at) if at < 100 else at}、{get_type(kind).long_label}", level=2)
            for number, question in enumerate(run, start=1):
                self._question(question, f"{number}. ")
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _question(self, question: Question, lead: str) -> None:
        self.pictures = iter(question.pictures)
        if question.parts:
            self._paragraph(f"材料{lead.strip(' .')}：{question.stem}", opens=True)
            for number, part in enumerate(question.parts, start=1):
                self._question(part, f"（{number}）")
        else:
            self._paragraph(lead + stem_in_words(question), opens=True)
        for option in question.options:
            self._paragraph(f"{option.id}. {option.text}")
        if not question.parts:
            self._paragraph(f"答案：{key_in_words(question)}")
        for name, text in about(question).items():
            self._paragraph(f"{name}：{text}")

    def _paragraph(self, text: str, *, opens: bool = False) -> None:
        """Add a paragraph; a picture stands where its sign stood, in a line of its own kind where it is unknown.

        One that `opens` a question stands apart from the one before, on the page of what follows.
        """
        # The library looks for the end of the document each time, which takes seconds for a thousand questions.
        element: Any = OxmlElement("w:p")
        self.end.addprevious(element)
        paragraph = Paragraph(element, self.document._body)
        if opens:
            paragraph.paragraph_format.space_before = _APART
            paragraph.paragraph_format.keep_with_next = True
        for piece in re.split(f"({PICTURE})", clean(text)):
            picture = next(self.pictures, None) if piece == PICTURE else None
            if picture is not None:
                self._picture(paragraph, picture)
            elif piece and piece != PICTURE:
                paragraph.add_run(piece)

    def _picture(self, paragraph: Any, picture: Picture) -> None:
        shape = None
        # The library knows png, jpeg, gif, bmp and tiff, and raises many kinds of errors on what it can't measure.
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(picture.data))
        except Exception:  # noqa: BLE001
            paragraph.add_run("〔图〕")
        if shape is not None and shape.width > _PICTURE_WIDTH:
            shape.height = int(shape.height * _PICTURE_WIDTH / shape.width)
            shape.width = _PICTURE_WIDTH


def write_paper(questions: Sequence[Question]) -> bytes:
    """Return the questions as a .docx."""
    return _Paper().write(questions)
