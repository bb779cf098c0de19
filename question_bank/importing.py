"""Decides how the bytes of a file become questions, questions held back with a reason, and pieces not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from question_bank.codec import key_to_json
from question_bank.errors import UnreadableFile
from question_bank.formats import all_formats
from question_bank.formats._items import pieces_of
from question_bank.formats.base import StandardItem, StandardReading
from question_bank.model import Key, Option, Question
from question_bank.reading.interpret import interpret
from question_bank.reading.normalise import Draft
from question_bank.reading.notes import adopt
from question_bank.reading.pictures import without_signs
from question_bank.reading.source import Line, Piece, Source, Table
from question_bank.types import all_types, get_type

MAX_BYTES = 20 * 1024 * 1024
# What so many short questions of a standard format become fits into 300 MB.
MAX_QUESTIONS = 300_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = (b"<html", b"<!doctype html")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_EXCEL = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question that may be published, after a person has looked at its doubts."""

    number: str | None
    section: str | None
    place: str
    doubts: tuple[str, ...]
    question: Question


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What was recognised as a question but is incomplete or contradicts itself.

    `question` is all that was read, with the parts of a case and its pictures: its type is "" where unknown, a key that
    was not understood stands in it as written, and a picture that can't be shown has no bytes.
    """

    number: str | None
    section: str | None
    place: str
    reason: str
    text: str
    question: Question

    @property
    def type(self) -> str | None:
        """The code of the type, None where unknown."""
        return self.question.type or None

    @property
    def source_id(self) -> str | None:
        """The file's own id."""
        return self.question.source_id

    @property
    def stem(self) -> str:
        """The stem as far as it was read."""
        return self.question.stem

    @property
    def options(self) -> tuple[Option, ...]:
        """The options as far as they were read."""
        return self.question.options

    @property
    def key(self) -> Key | None:
        """The key as read or as written, None where there is none."""
        return self.question.key or None


Unread = Piece
"""A non-empty piece of the file that was not understood: text and place."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that a file holds; nothing is merged, two identical questions are both here.

    `lines` is the file as it was written, paragraph by paragraph or row by row, for a person to compare with; it may be
    gone through any number of times.
    """

    format: str
    questions: tuple[ReadQuestion, ...]
    held_back: tuple[HeldBack, ...]
    unread: tuple[Unread, ...]
    lines: Iterable[Piece]

    @property
    def counts(self) -> dict[str, int]:
        """Number of questions by type code, held-back ones not counted."""
        counts: dict[str, int] = {}
        for read in self.questions:
            counts[read.question.type] = counts.get(read.question.type, 0) + 1
        return counts


def _refuse_unreadable(data: bytes, filename: str) -> None:
    if not data:
        raise UnreadableFile("文件是空的，请选择有内容的题库文件。")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"文件超过{MAX_BYTES // 1024 // 1024}MB的上限，请拆分后分别上传。")
    if data.lstrip()[:15].lower().startswith(_WEB_PAGE):
        raise UnreadableFile("文件不是真正的Word或Excel格式，请用Word、WPS或Excel打开并另存为.docx或.xlsx后重新上传。")
    if not data.startswith(_OLD_OFFICE):
        return
    if _ENCRYPTED in data:
        raise UnreadableFile("文件已加密，请去掉打开密码后重新上传。")
    if _OLD_WORD in data:
        return
    if filename.casefold().endswith((".xls", ".et")) or any(name in data for name in _OLD_EXCEL):
        raise UnreadableFile("暂不支持旧版.xls格式，请另存为.xlsx后重新上传。")
    raise UnreadableFile("这个旧版文件无法识别，请用Word或Excel打开并另存为.docx或.xlsx后重新上传。")


def _refuse_other_packages(data: bytes, filename: str) -> None:
    if data.startswith(b"PK"):
        if filename.casefold().endswith((".docx", ".xlsx")):
            raise UnreadableFile("文件已损坏，请用Word、WPS或Excel打开并另存后重新上传。")
        raise UnreadableFile("这不是题库文件，请上传.docx、.xlsx或.txt文件。")


def _refuse_other_xml(data: bytes) -> None:
    if data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        raise UnreadableFile("这个XML文件不是Moodle XML或QTI题库，请从原来的系统重新导出，或另存为.docx、.xlsx后上传。")


def _held_back(draft: Draft) -> HeldBack:
    raw = draft.raw
    reason = "；".join(draft.problems)
    return HeldBack(raw.number, raw.section, raw.place, reason, without_signs(raw.text), draft.content)


def _standard_report(code: str, reading: StandardReading) -> ImportReport:
    """Sort the items of a standard format: what its type finds nothing wrong with may be published.

    An item is let go before the next one is read; only what the report keeps of it stays.
    """
    questions: list[ReadQuestion] = []
    held_back: list[HeldBack] = []
    shown: list[Piece] = []
    for count, item in enumerate(reading.items, start=1):
        if count > MAX_QUESTIONS:
            raise UnreadableFile(f"文件里的题超过{MAX_QUESTIONS}道，请拆分后分别上传。")
        question = item.question
        if reading.lines is None:
            shown += pieces_of(item)
        problems = list(item.problems)
        if question.type and not problems:
            problems += _breaches(question)
        if problems:
            held_back.append(_held_item(item, tuple(dict.fromkeys(problems))))
        else:
            doubts = tuple(dict.fromkeys(item.doubts))
            questions.append(ReadQuestion(item.number, item.section, item.place, doubts, question))
    lines = tuple(shown) if reading.lines is None else reading.lines
    return ImportReport(code, tuple(questions), tuple(held_back), (), lines)


def _breaches(question: Question) -> tuple[str, ...]:
    known = question.type in _type_codes()
    return get_type(question.type).validate(question) if known else (f"没有“{question.type}”这种题型",)


def _type_codes() -> set[str]:
    return {found.code for found in all_types()}


def _held_item(item: StandardItem, problems: tuple[str, ...]) -> HeldBack:
    question = item.question
    if question.type not in _type_codes():
        question = replace(question, type="")
    return HeldBack(item.number, item.section, item.place, "；".join(problems), item.text, question)


@dataclass(frozen=True, slots=True)
class _SourceLines:
    """The lines and rows of a source that are not empty; each is made when it is looked at."""

    source: Source

    def __iter__(self) -> Iterator[Piece]:
        for part in self.source:
            if isinstance(part, Line):
                yield from _piece(without_signs(part.text).strip(), part.place)
            elif isinstance(part, Table):
                for cells, place in part.rows:
                    yield from _piece(" | ".join(cell for cell in cells if cell.strip()), place)


def _piece(text: str, place: str) -> tuple[Piece, ...]:
    return (Piece(text, place),) if text else ()


def read_questions(data: bytes, filename: str) -> ImportReport:
    """Read a question file; the name only helps where the content does not tell the format.

    A file without a question gives an empty report. Raises UnreadableFile, and nothing else, with one sentence that
    says what to do: empty, larger than MAX_BYTES, encrypted, damaged, an old or foreign format.
    """
    _refuse_unreadable(data, filename)
    found = next((candidate for candidate in all_formats() if candidate.sniff(data, filename)), None)
    if found is None or found.code in ("txt", "csv"):
        _refuse_other_packages(data, filename)
        _refuse_other_xml(data)
    if found is None:
        raise UnreadableFile("这不是题库文件，请上传.docx、.xlsx或.txt文件。")
    source = found.read(data)
    if isinstance(source, StandardReading):
        return _standard_report(found.code, source)
    return _free_report(found.code, source)


def _free_report(code: str, source: Source) -> ImportReport:
    """Sort what the free-form reader made of a file."""
    reading = adopt(interpret(source), source)
    questions: list[ReadQuestion] = []
    held_back: list[HeldBack] = []
    for draft in reading.drafts:
        raw = draft.raw
        if draft.question is None:
            held_back.append(_held_back(draft))
        else:
            doubts = tuple(dict.fromkeys(draft.doubts))
            questions.append(ReadQuestion(raw.number, raw.section, raw.place, doubts, draft.question))
    left = reading.unread
    if not reading.drafts and all(isinstance(part, Line) for part in source):
        # Titles of nothing are no structure: whoever chose the wrong text sees what was in it.
        left = (*reading.structure, *left)
    unread = tuple(Piece(without_signs(piece.text), piece.place) for piece in left)
    return ImportReport(code, tuple(questions), tuple(held_back), unread, _SourceLines(source))


def _options_json(options: tuple[Option, ...]) -> list[dict[str, str]]:
    return [{"label": option.id, "text": option.text} for option in options]


def _content_json(question: Question) -> dict[str, Any]:
    """Return what a question says; only a case group has `questions`, only matching has `matches`."""
    content = {
        "source_id": question.source_id,
        "type": question.type,
        "stem": question.stem,
        "options": _options_json(question.options),
        "key": key_to_json(question.key),
        "explanation": question.explanation,
        "citation": str(question.citation) if question.citation else None,
        "points": None if question.points is None else str(question.points),
    }
    if question.parts:
        content["questions"] = [_content_json(part) for part in question.parts]
    if question.matches:
        content["matches"] = _options_json(question.matches)
    return content


def _question_json(read: ReadQuestion) -> dict[str, Any]:
    about = {"number": read.number, "section": read.section, "place": read.place, "doubts": list(read.doubts)}
    return about | _content_json(read.question)


def _held_json(held: HeldBack) -> dict[str, Any]:
    """Return what was read of a held-back item; what stands behind `text` is there only where the file says it."""
    question = held.question
    found = _content_json(question)
    more = {
        **{name: found.get(name) for name in ("explanation", "citation", "points")},
        "topic": question.topic,
        "difficulty": question.difficulty,
        "pictures": [picture.media_type or None for picture in question.pictures],
        "questions": found.get("questions"),
        "matches": found.get("matches"),
    }
    return {
        "number": held.number,
        "source_id": held.source_id,
        "type": held.type,
        "stem": held.stem,
        "options": found["options"],
        "key": found["key"] or None,
        "place": held.place,
        "reason": held.reason,
        "text": held.text,
    } | {name: value for name, value in more.items() if value}


def report_to_json(report: ImportReport, file: str) -> dict[str, Any]:
    """Return the report as `xuefa bank inspect --json` prints it; `file` is the name to show."""
    return {
        "file": file,
        "format": report.format,
        "counts": report.counts,
        "questions": [_question_json(read) for read in report.questions],
        "held_back": [_held_json(held) for held in report.held_back],
        "unread": [{"place": piece.place, "text": piece.text} for piece in report.unread],
    }
