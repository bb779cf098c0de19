"""Decide how stored text becomes a question: the same text is read once in a process, as far as there is room.

A version never changes, and on an exam day the same few hundred are read many thousand times. The text itself is the
key, not the version's id: an id given by a transaction that was rolled back comes again with other content.
"""

import json
from functools import lru_cache

import sqlalchemy as sa

from question_bank import Question, question_from_json
from webapp.bank.models import QuestionVersion

CONTENT_TEXT = sa.cast(QuestionVersion.content, sa.Text)
"""The stored JSON of a version as text, to be selected in place of the column."""
# With the text itself about 40 MB at most; longer ones hold pictures.
_KEPT = 4096
_LONGEST = 4096


def content_of(text: str) -> Question:
    """Return the question behind the stored JSON of a version; it is shared and can't be changed."""
    return _kept(text) if len(text) <= _LONGEST else question_from_json(json.loads(text))


@lru_cache(maxsize=_KEPT)
def _kept(text: str) -> Question:
    return question_from_json(json.loads(text))
