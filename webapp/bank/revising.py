"""Decide how a question of the bank gets its next version: its ids stay, and a key that an exam used is not changed.

What has been asked keeps the version that was shown; a wrong key of an exam is corrected as a case (design/DOMAIN 4).
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Question as Content
from question_bank import (
    differences,
    get_type,
    key_fingerprint,
    question_from_json,
    question_identity,
    question_to_json,
)
from webapp.audit.service import record
from webapp.bank import queries
from webapp.bank.models import Question, QuestionVersion
from webapp.bank.uses import exams_with
from webapp.errors import Conflict, InvalidInput

_NAMED = 3


class Stale(Conflict):
    """The question has got a newer version since the page was opened."""


class Taken(Conflict):
    """The unit has another question with the same words; ``question_id`` is that one."""

    def __init__(self, question_id: int) -> None:
        super().__init__("题库里已有一道同样的题，请改用那一道，或把这一道改得不同。")
        self.question_id = question_id


class KeyInUse(Conflict):
    """The key can't be changed here, since people have answered by it."""


def key_changes(old: Content, new: Content) -> bool:
    """Say whether the new version would judge a response in another way: other key, or the same words with another."""
    if [part.key for part in (old, *old.parts)] != [part.key for part in (new, *new.parts)]:
        return True
    return question_identity(old) == question_identity(new) and key_fingerprint(old) != key_fingerprint(new)


def revise(
    session: orm.Session,
    question_id: int,
    content: Content,
    *,
    number: int,
    actor_id: int | None,
    now: datetime,
    action: str = "question.revise",
) -> int:
    """Write the next version of a question and return its number; the present one when nothing is different.

    ``number`` is the version that the page showed. Raises Stale when there is a newer one, InvalidInput for an
    incomplete content, Taken for another question's words, KeyInUse for another key of a question that was asked.
    """
    question = session.scalars(
        sa.select(Question)
        .where(Question.id == question_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    newest = queries.versions_of(session, question_id)[0]
    if newest.number != number:
        raise Stale("这道题刚有了新的版本，您填的内容还在下面，请对照新版本后再保存一次。")
    problems = get_type(content.type).validate(content)
    if problems or content.type != question.type:
        raise InvalidInput(f"这道题还不完整（{'；'.join(problems) or '题型不能改'}），请补齐后再保存。")
    content = question_from_json(question_to_json(get_type(content.type).conceal_key(content)))
    old = newest.content
    if content == old:
        return number
    _refuse(session, question, old, content)
    _add_version(session, question, content, number + 1, actor_id=actor_id, now=now)
    changed = [difference.place for difference in differences(content, old)]
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=question.unit_id,
        subject_kind="question",
        subject_id=question_id,
        detail={"version": number + 1, "changed": changed},
    )
    return number + 1


def _refuse(session: orm.Session, question: Question, old: Content, new: Content) -> None:
    identity = question_identity(new)
    if identity != question.identity:
        other = queries.present(session, question.unit_id, [identity]).get(identity)
        if other is not None and other.question_id != question.id:
            raise Taken(other.question_id)
    if key_changes(old, new):
        titles = [title for _, title in exams_with(session, question.id)]
        if titles:
            named = "、".join(f"《{title}》" for title in titles[:_NAMED])
            more = f"等 {len(titles)} 场考试" if len(titles) > _NAMED else ""
            raise KeyInUse(f"这道题已用于{named}{more}，标准答案不能在这里改，请走“答案更正”。")


def _add_version(
    session: orm.Session, question: Question, content: Content, number: int, *, actor_id: int | None, now: datetime
) -> None:
    """Write a version, and let the question's own columns say what it says."""
    version = QuestionVersion(
        question_id=question.id,
        number=number,
        content=question_to_json(content),
        created_by=actor_id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    question.current_version_id = version.id
    question.identity = question_identity(content)
    question.stem, question.topic = content.stem, content.topic
    question.difficulty, question.use = content.difficulty, content.use
    question.has_citation = content.citation is not None
    session.flush()
