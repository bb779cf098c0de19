"""Decides how a file of Moodle XML becomes questions and back: categories, order, case groups, what a comment adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from question_bank.formats._gift_text import topic_of
from question_bank.formats._items import (
    fold_groups,
    put_together,
    with_gaps,
)
from question_bank.formats._moodle_read import QuestionReader, category_of
from question_bank.formats._moodle_write import QuestionWriter
from question_bank.formats._xml import add, elements_in, root_of, serialise, set_rest
from question_bank.formats.base import StandardItem, StandardReading, WritableFormat
from question_bank.model import Question
from question_bank.rest import rest_of

_ROOT = "$course$/top"


def _read_element(element: etree._Element, topic: str | None) -> tuple[StandardItem, str | None]:
    parts, gaps = QuestionReader(element).read(topic)
    item = put_together(parts)
    item.section = topic
    return with_gaps(item, gaps), parts.marks.group


def _written(question: Question, topic: str | None, group: str | None) -> etree._Element:
    """Return the element of a question; what is lost under this topic is found out by reading it back."""
    element = QuestionWriter(question, group).write()
    read = _read_element(element, topic)[0]
    # A description stands for a type that Moodle lacks: all of the question goes into the comment.
    is_lost = bool(question.type) and not read.question.type
    rest = rest_of(question, None if is_lost else read.question)
    if rest is not None:
        set_rest(element, rest)
    return element


def _elements(question: Question, topic: str | None, group: str) -> list[etree._Element]:
    if not question.parts:
        return [_written(question, topic, None)]
    head = replace(question, type="", parts=(), key=())
    # Parts stand under the topic of their group and have none of their own.
    return [_written(head, topic, group), *(_written(part, None, group) for part in question.parts)]


def _items(data: bytes) -> Iterator[tuple[StandardItem, str | None]]:
    """Yield each question of a file with the case group that it belongs to."""
    topic: str | None = None
    for element in elements_in(data, "question"):
        if (element.get("type") or "").strip().lower() == "category":
            topic = category_of(element)
        else:
            yield _read_element(element, topic)


class MoodleXml(WritableFormat):
    """Moodle XML, the format in which Moodle keeps everything."""

    code = "moodle_xml"
    label = "Moodle XML"
    priority = 2
    extension = "xml"
    media_type = "application/xml"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for the root element."""
        return root_of(data) == "quiz"

    def read(self, data: bytes) -> StandardReading:
        """Return the questions under the categories that stand before them."""
        return StandardReading(fold_groups(_items(data)))

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return the questions as one <quiz>, each under its category, in their order."""
        root = etree.Element("quiz")
        topic: str | None = None
        for number, question in enumerate(questions, start=1):
            wanted = question.topic if question.topic and topic_of(question.topic) == question.topic else None
            if wanted != topic:
                topic = wanted
                category = add(add(root, "question", type="category"), "category")
                add(category, "text", f"{_ROOT}/{topic}" if topic else _ROOT)
            root.extend(_elements(question, topic, str(number)))
        return serialise(root)


FORMAT = MoodleXml()
