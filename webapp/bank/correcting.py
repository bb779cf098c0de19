"""Decide how a wrong key of a question that was asked gets its corrected version, once a case has been approved.

Everything but the key stays as the newest version says it, option ids included (ARCHITECTURE, attempts).
"""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Key, get_type, question_from_json, question_to_json
from question_bank import Question as Content
from webapp.audit.service import record
from webapp.bank.models import Question, QuestionVersion
from webapp.errors import Conflict, InvalidInput


def with_key(content: Content, key: Key | None) -> Content:
    """Return a content with another key (None: the one it has); InvalidInput when it can't be a key of it."""
    if key is None:
        return content
    found = replace(content, key=key)
    problems = get_type(found.type).validate(found)
    if problems:
        raise InvalidInput(f"更正后的答案不能用（{'；'.join(problems)}），请改正。")
    return found


def correct_key(session: orm.Session, version_id: int, key: Key | None, *, actor_id: int | None, now: datetime) -> int:
    """Write the next version of the question of ``version_id`` with this key, and return its id.

    None keeps the key: everybody gets the points, and the case is marked by a version of its own. Conflict when the
    question has got other options since.
    """
    asked = session.get_one(QuestionVersion, version_id)
    question = session.scalars(sa.select(Question).where(Question.id == asked.question_id).with_for_update()).one()
    newest = session.scalars(
        sa.select(QuestionVersion)
        .where(QuestionVersion.question_id == question.id)
        .order_by(QuestionVersion.number.desc())
        .limit(1)
    ).one()
    old, base = question_from_json(asked.content), question_from_json(newest.content)
    if _shape(old) != _shape(base):
        raise Conflict("这道题的选项在题库里已经改过，请先在题库里改正答案，再选择全体给分。")
    version = QuestionVersion(
        question_id=question.id,
        number=newest.number + 1,
        content=question_to_json(with_key(base, key)),
        created_by=actor_id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    question.current_version_id = version.id
    session.flush()
    record(
        session,
        "question.correct",
        actor_id=actor_id,
        now=now,
        unit_id=question.unit_id,
        subject_kind="question",
        subject_id=question.id,
        detail={"version": version.number},
    )
    return version.id


def _shape(content: Content) -> object:
    """Return what a stored response hangs on: ids of options and matches, number of blanks, of the parts too."""
    return (
        content.type,
        [option.id for option in content.options],
        [match.id for match in content.matches],
        len(content.key_blanks) if not content.matches else 0,
        [_shape(part) for part in content.parts],
    )
