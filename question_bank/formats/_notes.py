"""Decides where a Word or Excel file of ours keeps its notes: in a custom XML part, which both programs carry along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

from question_bank.errors import UnreadableFile
from question_bank.formats._package import parse_xml, read_part
from question_bank.formats._qti_package import zipped
from question_bank.formats._xml import clean
from question_bank.model import Question
from question_bank.reading.interpret import interpret
from question_bank.reading.notes import notes_for
from question_bank.reading.source import Notes, Source

_SPACE = "urn:xuefa:notes"
_PART = "customXml/xuefa.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


def notes_in(package: zipfile.ZipFile) -> tuple[Notes, ...]:
    """Return the notes of a file, nothing for a file that is not ours or whose notes are damaged."""
    for name in package.namelist():
        if name.startswith("customXml/") and name.endswith(".xml"):
            try:
                root = parse_xml(read_part(package, name) or b"")
            except UnreadableFile:
                continue
            if root.tag == f"{{{_SPACE}}}notes":
                return (Notes(root.text or ""),)
    return ()


def with_notes(
    data: bytes, questions: Sequence[Question], read: Callable[[bytes], Source], main: str
) -> bytes:
    """Return an office file with the notes that it needs to read back equal; no time stands in it.

    `main` is the part, like "word/document.xml", that the notes are tied to.
    """
    text = notes_for(questions, interpret(read(data)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    if text is not None:
        folder, _, file = main.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        tie = f'<Relationship Id="xuefa" Type="{_RELATION}" Target="../{_PART}"/></Relationships>'.encode()
        parts = [
            (name, part.replace(b"</Relationships>", tie) if name == relations else part) for name, part in parts
        ]
        root = etree.Element(f"{{{_SPACE}}}notes", nsmap={"xuefa": _SPACE})
        # JSON may write any character by its number; XML knows no control characters.
        root.text = clean(text)
        parts.append((_PART, etree.tostring(root, xml_declaration=True, encoding="UTF-8")))
    return zipped(parts)
