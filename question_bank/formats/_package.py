"""Decides when a zipped office file may be opened: size, ratio, parts and entity declarations are checked first."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from question_bank.errors import UnreadableFile

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 5000
# A parsed tree takes several times the room of its text.
MAX_TREE = 32 * 1024 * 1024
# Office XML of repeated empty rows packs at about 100 to 1; a bomb packs at 1000 to 1.
MAX_RATIO = 400
_RATIO_COUNTS_FROM = 5 * 1024 * 1024

DAMAGED = UnreadableFile("文件已损坏，请用Word、WPS或Excel打开并另存后重新上传。")
FORBIDDEN = UnreadableFile("文件中含有不允许的声明，请用Word、WPS或Excel另存后重新上传。")
_BLOCK = 1024 * 1024

# Everything that the standard library raises on zip files that were cut off, altered or encrypted.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)


def has_part(data: bytes, name: str) -> bool:
    """Say whether the bytes are a zip file with a part of this name."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return name in package.namelist()
    except BROKEN_ZIP:
        return False


def open_parts(data: bytes) -> zipfile.ZipFile:
    """Return the zip file after its declared sizes were found harmless; raise UnreadableFile otherwise."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP:
        raise DAMAGED from None
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(len(data), 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > _RATIO_COUNTS_FROM and ratio > MAX_RATIO):
        raise UnreadableFile("文件解压后过大，可能不是正常的题库文件，请另存为新文件后重新上传。")
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a part, None when there is none; raise UnreadableFile for a damaged or disguised one."""
    try:
        part = package.getinfo(name)
    except KeyError:
        return None
    try:
        with package.open(part) as stream:
            data = stream.read(part.file_size + 1)
    except BROKEN_ZIP:
        raise DAMAGED from None
    if len(data) > part.file_size:
        raise DAMAGED
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FORBIDDEN
    return data


def check_declarations(package: zipfile.ZipFile, name: str) -> None:
    """Raise UnreadableFile for a part that declares entities or a document type, without holding it whole."""
    size = 0
    tail = b""
    try:
        limit = package.getinfo(name).file_size
        with package.open(name) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > limit:
                    raise DAMAGED
                if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
                    raise FORBIDDEN
                tail = block[-10:]
    except (KeyError, *BROKEN_ZIP):
        raise DAMAGED from None


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML with entities, network and huge trees off; raise UnreadableFile for anything that is not XML."""
    if len(data) > MAX_TREE:
        raise UnreadableFile("文件内容过多，请拆分成几个文件后分别上传。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DAMAGED from None
