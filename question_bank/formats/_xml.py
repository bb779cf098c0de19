"""Decides how XML of unknown origin is parsed, and how texts and comments are put into XML of our own.

Entities, network and external declarations are off; what declares entities of its own is refused before it is parsed.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from typing import IO, Any

from lxml import etree

from question_bank.errors import UnreadableFile
from question_bank.formats._items import COMMENT
from question_bank.formats._package import MAX_TREE
from question_bank.formats._western import decode_text

_DECLARES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]{0,2000}\[|<!ELEMENT|<!ATTLIST")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,2000}>")
_BLOCK = 64 * 1024
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
# What XML 1.0 (section 2.2, Char) has no way to write.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 8000
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
# Atomic, so that a heap of comments is walked over once.
_ROOT = re.compile(rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<([A-Za-z_][\w:.-]*)", re.DOTALL)

BROKEN_XML = UnreadableFile("XML内容不完整，请从原来的系统重新导出后上传。")
REFUSED_XML = UnreadableFile("文件中含有不允许的声明（DTD或实体），请从原来的系统重新导出后上传。")


def root_of(data: bytes) -> str:
    """Return the name of the element that an XML file begins with, in UTF-16 too; "" for what is no XML."""
    match = _ROOT.match(data[:_SAMPLE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))
    return match[1].decode().rpartition(":")[2] if match else ""


class _Nothing:
    """Takes what a parser finds and keeps none of it."""

    def close(self) -> None:
        """Return nothing."""


_NOTHING: Any = _Nothing()


def well_formed(data: bytes) -> bytes:
    """Return an XML file as it can be parsed; raise UnreadableFile for what is none or declares entities.

    Files whose encoding is not the one that they declare, or that name characters as HTML does, are mended.
    """
    _refuse_declarations(data)
    data = _without_doctype(data)
    # Parsers guess differently what is written in two or four bytes a character.
    if b"\x00" not in data[:_SAMPLE] and _is_well_formed(data):
        return data
    mended = _NAMED.sub(_character, _FORBIDDEN.sub("", _DECLARATION.sub("", decode_text(data))))
    data = _without_doctype(mended.encode(errors="replace"))
    if not _is_well_formed(data):
        raise BROKEN_XML
    return data


def _refuse_declarations(data: bytes) -> None:
    if _DECLARES.search(data.replace(b"\x00", b"") if b"\x00" in data[:_SAMPLE] else data):
        raise REFUSED_XML


def _without_doctype(data: bytes) -> bytes:
    """Return an XML file that refers to no declarations elsewhere: what only they name would vanish."""
    match = _DOCTYPE.search(data, 0, _SAMPLE)
    return data[: match.start()] + data[match.end() :] if match else data


def _is_well_formed(data: bytes) -> bool:
    try:
        etree.fromstring(data, etree.XMLParser(target=_NOTHING, **_SAFE))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return False
    return True


def parse_document(data: bytes) -> etree._Element:
    """Return the root of an XML file that is small enough to be held whole; otherwise as `well_formed`."""
    if len(data) > MAX_TREE:
        raise UnreadableFile("文件内容过多，请拆分成几个文件后分别上传。")
    _refuse_declarations(data)
    try:
        return _parse(_without_doctype(data))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        mended = well_formed(data)
    # A tree asks more of a file than its form, as of the addresses of its namespaces.
    try:
        return _parse(mended)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise BROKEN_XML from None


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(remove_pis=True, **_SAFE))


def elements_in(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names of an XML file, which is looked at as a whole first (`well_formed`)."""
    try:
        yield from each_element(io.BytesIO(well_formed(data)), *tags)
    except etree.XMLSyntaxError:
        raise BROKEN_XML from None


def each_element(stream: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names, each emptied afterwards; never more than a stretch of the tree is held.

    What is no XML raises etree.XMLSyntaxError on the way.
    """
    wanted = [f"{{*}}{tag}" for tag in tags]
    block = stream.read(_BLOCK)
    parser = etree.XMLPullParser(("start", "end"), tag=[f"{{*}}{root_of(block) or '-'}", *wanted], **_SAFE)
    root: etree._Element | None = None
    while block:
        parser.feed(block)
        events: Any = parser.read_events()
        for event, element in events:
            if root is None:
                root = element
            if event == "end" and name_of(element) in tags:
                yield element
                element.clear()
        if root is not None:
            _prune(root, tags)
        block = stream.read(_BLOCK)
    parser.close()


def _prune(element: etree._Element, tags: Sequence[str]) -> None:
    """Remove what has been gone through: all but the last child, which may still be open, on every level."""
    while len(element) and name_of(element) not in tags:
        del element[:-1]
        element = element[-1]


def _character(match: re.Match[str]) -> str:
    if match[1] in _OF_XML:
        return match[0]
    return html.escape(html.unescape(match[0]))


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def clean(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return _FORBIDDEN.sub("", text)


def add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Add an element with text; attribute names may end with _ where Python keeps them."""
    element = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        element.set(name.rstrip("_"), clean(value))
    if text is not None:
        element.text = clean(text)
    return element


def set_rest(element: etree._Element, rest: str) -> None:
    """Put what only this platform understands into a comment at the start of an element."""
    # Two hyphens end a comment.
    safe = _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", rest.replace("-", "\\u002d"))
    element.insert(0, etree.Comment(f" {COMMENT}{safe} "))


def rest_in(element: etree._Element) -> str | None:
    """Return what such a comment says, None where there is none."""
    for child in element:
        if isinstance(child, etree._Comment) and (child.text or "").strip().startswith(COMMENT):
            return (child.text or "").strip()[len(COMMENT) :]
    return None


def serialise(root: etree._Element) -> bytes:
    """Return an XML file in UTF-8, indented."""
    etree.indent(root, space="  ")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"
