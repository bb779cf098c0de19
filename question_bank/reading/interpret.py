"""Decides the order of the steps from a file's lines and tables to questions that may be published or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from question_bank.reading.cases import assemble, share_keys
from question_bank.reading.marks import take_marked_keys
from question_bank.reading.matching import give_keys
from question_bank.reading.normalise import Draft, normalise
from question_bank.reading.pictures import place_pictures
from question_bank.reading.source import PICTURE, Album, Piece, Source
from question_bank.reading.tables import read_source


@dataclass(frozen=True, slots=True)
class Interpretation:
    """All of a file: questions and what is held back in the file's order, pieces not understood, structure."""

    drafts: tuple[Draft, ...]
    unread: tuple[Piece, ...]
    structure: tuple[Piece, ...]


def interpret(source: Source) -> Interpretation:
    """Read the questions of a source: raw items, their keys wherever they stand, validated, put together."""
    reading = read_source(source)
    give_keys(reading)
    take_marked_keys(reading.items)
    drafts = assemble([normalise(item) for item in share_keys(reading.items)])
    pictures = [picture for part in source if isinstance(part, Album) for picture in part.pictures]
    for draft in drafts:
        if not pictures and not any(PICTURE in line for line in draft.raw.lines):
            continue
        draft.content = place_pictures(draft.content, pictures)
        if draft.content.parts:
            parts = tuple(place_pictures(part, pictures) for part in draft.content.parts)
            draft.content = replace(draft.content, parts=parts)
    return Interpretation(tuple(drafts), tuple(reading.unread), tuple(reading.structure))
