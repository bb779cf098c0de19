"""Decides what a QTI package may be: a harmless zip whose documents, order, keywords and pictures are told.

Source: IMS Content Packaging 1.1 (imsmanifest.xml, resources); size, ratio and paths are checked before anything else.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from question_bank.errors import UnreadableFile
from question_bank.formats._package import (
    BROKEN_ZIP,
    MAX_RATIO,
    MAX_UNPACKED,
)
from question_bank.formats._rich import media_type_of
from question_bank.formats._xml import elements_in, name_of, root_of, serialise
from question_bank.model import Picture

_ROOTS = frozenset(("assessmentItem", "qti-assessment-item", "questestinterop"))
_LISTS = frozenset(("assessmentTest", "qti-assessment-test", "assessmentSection", "qti-assessment-section", "manifest"))
MANIFEST = "imsmanifest.xml"
_NUMBERS = re.compile(r"(\d+)")
_MANY = 5 * 1024 * 1024
# One file a question, and its pictures: what fits into 20 MB must come back from its own package.
MAX_PARTS = 60_000
_BROKEN = UnreadableFile("压缩包已损坏，请从原来的系统重新导出后上传。")
_TOO_LARGE = UnreadableFile("压缩包解压后过大，可能不是正常的题库文件，请重新导出后上传。")
_BAD_PATHS = UnreadableFile("压缩包里有不允许的路径，请从原来的系统重新导出后上传。")
_LOCKED = UnreadableFile("压缩包已加密，请去掉密码后重新上传。")


@dataclass(slots=True)
class Document:
    """One XML file of a package, with the keywords that the manifest gives it."""

    name: str
    data: bytes
    tags: list[str] = field(default_factory=list)


def is_question_document(data: bytes) -> bool:
    """Say whether an XML file opens as an item of any version of QTI."""
    return root_of(data) in _ROOTS


def is_qti_document(data: bytes) -> bool:
    """Say whether an XML file that stands alone is of QTI: items, or the list of a test or package without them."""
    return root_of(data) in _ROOTS | _LISTS


def has_questions(data: bytes) -> bool:
    """Say whether a zip file is a QTI package: it has a manifest or an XML file that opens as an item."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()[:MAX_PARTS]
            if any(posixpath.basename(name) == MANIFEST for name in names):
                return True
            for name in [name for name in names if name.casefold().endswith(".xml")][:50]:
                with package.open(name) as part:
                    if is_question_document(part.read(8000)):
                        return True
    except BROKEN_ZIP:
        return False
    return False


class Package:
    """Reads the parts of one checked zip file."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP:
            raise _BROKEN from None
        parts = self.zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
            raise _TOO_LARGE
        if unpacked > _MANY and unpacked > MAX_RATIO * len(data):
            raise _TOO_LARGE
        for part in parts:
            path = part.filename.replace("\\", "/")
            if path.startswith("/") or ":" in path or ".." in path.split("/"):
                raise _BAD_PATHS
            if part.flag_bits & 1:
                raise _LOCKED
        self.names = {part.filename.replace("\\", "/"): part for part in parts}

    def bytes_of(self, name: str) -> bytes | None:
        """Return a part, None when there is none; raise UnreadableFile for a damaged or disguised one."""
        part = self.names.get(name)
        if part is None:
            return None
        try:
            with self.zip.open(part) as stream:
                data = stream.read(part.file_size + 1)
        except BROKEN_ZIP:
            raise _BROKEN from None
        if len(data) > part.file_size:
            raise _BROKEN
        return data

    def documents(self) -> Iterator[Document]:
        """Yield the item files in the order of the manifest, else in natural order of their names."""
        manifest = next((name for name in sorted(self.names, key=len) if posixpath.basename(name) == MANIFEST), None)
        told = self._resources(manifest) if manifest else {}
        others = sorted((name for name in self.names if name.casefold().endswith(".xml")), key=_natural)
        listed = [name for name in told if name in self.names]
        for name in [*listed, *(name for name in others if name not in told)]:
            data = self.bytes_of(name) or b""
            if is_question_document(data):
                yield Document(name, data, told.get(name, []))

    def _resources(self, manifest: str) -> dict[str, list[str]]:
        """Return the XML files that a manifest lists, each with its keywords."""
        found: dict[str, list[str]] = {}
        folder = posixpath.dirname(manifest)
        for resource in self._elements(manifest, "resource"):
            href = resource.get("href") or next(
                (one.get("href") or "" for one in resource.iter() if name_of(one) == "file"), ""
            )
            keywords = [one for one in resource.iter() if name_of(one) == "keyword"]
            tags = ["".join(str(part) for part in one.itertext()).strip() for one in keywords]
            if href:
                found[posixpath.normpath(posixpath.join(folder, href))] = tags
        return found

    def _elements(self, name: str, tag: str) -> Iterator[etree._Element]:
        """Yield the elements of a name in a part, none when it is broken."""
        try:
            yield from elements_in(self.bytes_of(name) or b"", tag)
        except UnreadableFile:
            return

    def pictures(self, name: str, item: etree._Element) -> dict[str, Picture]:
        """Return the pictures that an item of a document shows, under the last part of their addresses."""
        found: dict[str, Picture] = {}
        folder = posixpath.dirname(name)
        for element in item.iter():
            address = element.get("src") or element.get("data") or element.get("uri")
            if not isinstance(address, str) or ":" in address:
                continue
            data = self.bytes_of(posixpath.normpath(posixpath.join(folder, address)))
            kind = media_type_of(data) if data else None
            if data and kind:
                found[posixpath.basename(address)] = Picture(kind, data)
        return found


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _NUMBERS.split(name) if part)


def with_namespace(root: etree._Element, attributes: str) -> bytes:
    """Return a document of ours with namespaces on its root; it is not indented."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    opening = f"<{root.tag} ".encode()
    return written.replace(opening, opening + attributes.encode() + b" ", 1)


def manifest_of(resources: list[tuple[str, str, list[str], list[str]]]) -> bytes:
    """Return the manifest of resources: identifier, address, further files, keywords."""
    root = etree.Element("manifest", identifier="MANIFEST")
    metadata = etree.SubElement(root, "metadata")
    etree.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, "schemaversion").text = "1.0.0"
    etree.SubElement(root, "organizations")
    parent = etree.SubElement(root, "resources")
    for identifier, href, files, tags in resources:
        resource = etree.SubElement(
            parent, "resource", identifier=identifier, type="imsqti_item_xmlv2p1", href=href
        )
        if tags:
            lom = etree.SubElement(etree.SubElement(resource, "metadata"), _LOM + "lom", nsmap={"imsmd": _LOM[1:-1]})
            general = etree.SubElement(lom, _LOM + "general")
            for tag in tags:
                keyword = etree.SubElement(etree.SubElement(general, _LOM + "keyword"), _LOM + "string", language="zh")
                keyword.text = tag
        for file in (href, *files):
            etree.SubElement(resource, "file", href=file)
    opening = b'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
    return serialise(root).replace(b"<manifest ", opening, 1)


_LOM = "{http://ltsc.ieee.org/xsd/LOM}"


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    """Return a zip file of these parts without any time in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return stream.getvalue()
