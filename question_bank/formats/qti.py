"""Decides how QTI is read, in every version and packing, and written as a package of QTI 2.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from lxml import etree

from question_bank.errors import UnreadableFile
from question_bank.formats._marks import tags_of
from question_bank.formats._qti_12 import read_interop
from question_bank.formats._qti_item import Files, ItemReader
from question_bank.formats._qti_package import (
    MANIFEST,
    Document,
    Package,
    has_questions,
    is_qti_document,
    is_question_document,
    manifest_of,
    with_namespace,
    zipped,
)
from question_bank.formats._qti_write import ItemWriter
from question_bank.formats._xml import BROKEN_XML, clean, elements_in, parse_document, root_of, set_rest
from question_bank.formats.base import StandardItem, StandardReading, WritableFormat
from question_bank.model import Picture, Question
from question_bank.rest import rest_of

_NAMESPACES = (
    'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqti_v2p1 '
    'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"'
)


Items = Iterator[StandardItem]


def _numbered(items: Iterable[StandardItem]) -> Iterator[StandardItem]:
    for number, item in enumerate(items, start=1):
        item.number = item.number or str(number)
        yield item


def _of_package(package: Package) -> Iterator[StandardItem]:
    for document in package.documents():
        try:
            yield from _of_document(document, partial(package.pictures, document.name))
        except UnreadableFile as error:
            problem = error.sentence if error is not BROKEN_XML else "XML内容不完整"
            yield StandardItem(document.name, document.name, Question("", "", (), ()), problems=[problem])


def _of_document(document: Document, pictures: Callable[[etree._Element], dict[str, Picture]]) -> Items:
    """Yield the items of an XML file; `pictures` finds those that an item shows."""
    if root_of(document.data) == "questestinterop":
        for element in elements_in(document.data, "item"):
            yield read_interop(element, pictures(element), document.name)
        return
    item = parse_document(document.data)
    yield ItemReader(item, pictures(item)).read(document.name or "第1题", document.tags)


def _written(question: Question, identifier: str, tags: Sequence[str]) -> tuple[etree._Element, list[str]]:
    """Return the item of a question and the names of its pictures; what is lost is found out by reading it back."""
    writer = ItemWriter(question, identifier)
    item = writer.write()
    files: Files = dict(zip(writer.images, question.pictures, strict=False))
    read = ItemReader(item, files).read("", tags).question
    rest = rest_of(question, read if read.type else None)
    if rest is not None:
        set_rest(item, rest)
    return item, writer.images


class Qti(WritableFormat):
    """QTI of 1EdTech: 1.2, 2.x and 3.0, as a package or as one XML file."""

    code = "qti"
    label = "QTI 2.1（试题包）"
    priority = 1
    extension = "zip"
    media_type = "application/zip"

    def sniff(self, data: bytes, filename: str) -> bool:
        """Look for a manifest or for documents that open as items."""
        return has_questions(data) if data.startswith(b"PK") else is_qti_document(data)

    def read(self, data: bytes) -> StandardReading:
        """Return the items in the order of the manifest; without one in natural order of the files' names."""
        if data.startswith(b"PK"):
            return StandardReading(_numbered(_of_package(Package(data))))
        if not is_question_document(data):
            raise UnreadableFile("这个文件只列出试题的名单，请上传整个试题包（.zip）。")
        return StandardReading(_numbered(_of_document(Document("", data), lambda _: {})))

    def write(self, questions: Sequence[Question]) -> bytes:
        """Return a package: a manifest, one file per question, and the pictures beside them."""
        parts: list[tuple[str, bytes]] = []
        resources: list[tuple[str, str, list[str], list[str]]] = []
        for number, question in enumerate(questions, start=1):
            identifier = f"Q{number}"
            tags = [clean(tag) for tag in tags_of(question, with_topic=True)]
            item, images = _written(question, identifier, tags)
            href = f"items/{identifier}.xml"
            parts.append((href, with_namespace(item, _NAMESPACES)))
            named: list[tuple[str, Picture]] = list(zip(images, question.pictures, strict=False))
            parts += [(f"items/images/{name}", picture.data) for name, picture in named]
            resources.append((identifier, href, [f"items/images/{name}" for name in images], tags))
        return zipped([(MANIFEST, manifest_of(resources)), *parts])


FORMAT = Qti()
