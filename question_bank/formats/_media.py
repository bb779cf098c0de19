"""Decides which pictures of an office file can be shown in a browser, and collects them in reading order."""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

from question_bank.formats._package import parse_xml, read_part
from question_bank.model import Picture
from question_bank.reading.source import MAX_PICTURES, PICTURE, picture_sign

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


def _media_type(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _KINDS if data.startswith(start)), None)


def relations(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the targets of a part's relations inside the package, by id; {} where it has none."""
    folder, name = posixpath.split(part)
    data = read_part(package, f"{folder}/_rels/{name}.rels")
    root: etree._Element | None = parse_xml(data) if data else None
    found = {}
    for relation in root if root is not None else ():
        if relation.get("TargetMode") != "External" and relation.get("Id"):
            target = relation.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id") or ""] = path
    return found


class Media:
    """The pictures of one part of a package, each read once however often it is shown."""

    def __init__(self, package: zipfile.ZipFile, part: str) -> None:
        self._package = package
        self._targets = relations(package, part)
        self._signs: dict[str, str] = {}
        self.pictures: list[Picture] = []

    def of_part(self, part: str) -> Media:
        """Return the pictures of another part, collected together with these."""
        other = Media(self._package, part)
        other._signs, other.pictures = self._signs, self.pictures
        return other

    def sign(self, relation: str | None) -> str:
        """Return the sign that stands for a picture in a text; the plain one when it can't be shown (WMF, linked)."""
        target = self._targets.get(relation or "")
        if target is None:
            return PICTURE
        if target not in self._signs:
            data = read_part(self._package, target) or b""
            kind = _media_type(data)
            if kind is None or len(self.pictures) >= MAX_PICTURES:
                self._signs[target] = PICTURE
            else:
                self._signs[target] = picture_sign(len(self.pictures))
                self.pictures.append(Picture(kind, data))
        return self._signs[target]


class NoMedia(Media):
    """Stands for the pictures of a file that can't be taken out of it: each is shown by the plain sign."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []

    def sign(self, relation: str | None) -> str:
        """Return the plain sign."""
        return PICTURE
