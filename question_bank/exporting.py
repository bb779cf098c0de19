"""Decides in which formats questions may leave, and hands them to the one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from question_bank.formats import all_formats
from question_bank.formats._grid import write_grid
from question_bank.formats.base import WritableFormat
from question_bank.model import Question
from question_bank.types import all_types


def writable_formats() -> tuple[WritableFormat, ...]:
    """Return the formats that questions can leave in, each with code, label, extension and media type."""
    return tuple(found for found in all_formats() if isinstance(found, WritableFormat))


def write_questions(questions: Sequence[Question], format_code: str) -> bytes:
    """Return a file of these questions, in their order; the same questions give the same bytes.

    What a format has no place for stands in a comment that `read_questions` understands, so that reading the file
    gives equal questions. Raises KeyError for a format that is unknown or can only be read.
    """
    return {found.code: found for found in writable_formats()}[format_code].write(questions)


def excel_sheet(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return an .xlsx of rows of texts by heading, which looks like all of ours; what a row lacks is empty."""
    return write_grid(names, rows)


def excel_template() -> bytes:
    """Return the Excel file to fill in: its columns and lists, and one example row for every question type."""
    return write_questions([found.examples()[0].question for found in all_types()], "xlsx")
