"""Every SELECT of banks, questions, versions and imports."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import PoolQuestion, all_types, get_type, key_fingerprint, question_from_json
from question_bank import Question as Content
from webapp.accounts.models import Employee
from webapp.bank.contents import CONTENT_TEXT, content_of
from webapp.bank.models import ImportBatch, ImportMend, Question, QuestionBank, QuestionVersion
from webapp.bank.rules import Lines, Present, key_shown, lines_shown, parts_shown
from webapp.tasks import Task

T = TypeVar("T", int, str)
# SQLite allows 32,766 parameters in one statement.
_MANY = 5_000
TOPICS_SHOWN = 200
# Built once, since every exam page asks for its questions.
_IDS: sa.BindParameter[Sequence[int]] = sa.bindparam("ids", expanding=True)
_VERSIONS = sa.select(QuestionVersion.id, CONTENT_TEXT).where(QuestionVersion.id.in_(_IDS))
_DRAWABLE = (
    Question.unit_id == sa.bindparam("unit_id"),
    Question.bank_id.in_(sa.bindparam("bank_ids", expanding=True)),
    Question.state == "published",
    Question.use.in_(sa.bindparam("uses", expanding=True)),
)
_POOL = (
    sa.select(Question.id, CONTENT_TEXT)
    .join(QuestionVersion, QuestionVersion.id == Question.current_version_id)
    .where(*_DRAWABLE)
    .order_by(Question.id)
)
_CURRENT = (
    sa.select(Question.id, QuestionVersion.id, CONTENT_TEXT)
    .join(QuestionVersion, QuestionVersion.id == Question.current_version_id)
    .where(Question.id.in_(_IDS))
)


@dataclass(frozen=True)
class BankRow:
    """A bank with its live questions by type code, and how many of them are drafts."""

    bank_id: int
    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many questions the bank holds, retired ones not counted."""
        return sum(self.counts.values())

    @property
    def by_type(self) -> list[tuple[str, str, int]]:
        """Code, word and count of each type that the bank holds, in the types' own order."""
        return [(one.code, one.label, self.counts[one.code]) for one in all_types() if one.code in self.counts]


@dataclass(frozen=True)
class Wanted:
    """What a list of questions is narrowed to; None means any. ``text`` is looked for in stem, topic and law."""

    text: str = ""
    bank_id: int | None = None
    type: str | None = None
    state: str | None = None
    topic: str | None = None
    difficulty: int | None = None
    batch_id: int | None = None
    lacks_citation: bool = False


@dataclass(frozen=True)
class QuestionRow:
    """One line of the list of questions, with its current content."""

    question_id: int
    bank_name: str
    state: str
    content: Content

    @property
    def type_label(self) -> str:
        """The word for the question's type."""
        return get_type(self.content.type).label


@dataclass(frozen=True)
class VersionRow:
    """One version of a question and who wrote it (None: the program)."""

    version_id: int
    number: int
    content: Content
    created_by: str | None
    created_at: datetime

    @property
    def key_text(self) -> str:
        """The key as people write it."""
        return key_shown(self.content)

    @property
    def lines(self) -> Lines:
        """What stands below the stem."""
        return lines_shown(self.content)

    @property
    def parts(self) -> Sequence[tuple[str, str, Lines]]:
        """The sub-questions of a case."""
        return parts_shown(self.content)


@dataclass(frozen=True)
class ReadingProgress:
    """How far the reading of a file is: state of its task, and the sentence when it failed."""

    state: str
    done_count: int
    total_count: int
    sentence: str | None


@dataclass(frozen=True)
class Health:
    """What a unit may draw from: published, draft and retired questions, and live ones without a citation."""

    published: int
    draft: int
    retired: int
    lacks_citation: int


def _some_at_a_time(values: Iterable[T]) -> Iterator[list[T]]:
    known = list(set(values))
    return (known[start : start + _MANY] for start in range(0, len(known), _MANY))


def banks(session: orm.Session, unit_id: int) -> list[BankRow]:
    """Return the unit's banks by name, each with its live questions by type, in two queries."""
    found = session.execute(
        sa.select(QuestionBank.id, QuestionBank.name)
        .where(QuestionBank.unit_id == unit_id)
        .order_by(QuestionBank.name, QuestionBank.id)
    ).all()
    counts: dict[int, dict[str, int]] = {bank_id: {} for bank_id, _ in found}
    rows = session.execute(
        sa.select(Question.bank_id, Question.type, sa.func.count())
        .where(Question.unit_id == unit_id, Question.state != "retired")
        .group_by(Question.bank_id, Question.type)
    )
    for bank_id, type_code, count in rows:
        counts[bank_id][type_code] = count
    return [BankRow(bank_id, name, counts[bank_id]) for bank_id, name in found]


def bank_named(session: orm.Session, unit_id: int, name: str) -> QuestionBank | None:
    """Return the unit's bank of this name, None when there is none."""
    return session.scalar(sa.select(QuestionBank).where(QuestionBank.unit_id == unit_id, QuestionBank.name == name))


def health(session: orm.Session, unit_id: int) -> Health:
    """Return the unit's questions by state, and those without citation, in one query."""

    def counted(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.count().filter(*conditions)

    published, draft, retired, lacks_citation = session.execute(
        sa.select(
            counted(Question.state == "published"),
            counted(Question.state == "draft"),
            counted(Question.state == "retired"),
            counted(Question.state != "retired", sa.not_(Question.has_citation)),
        ).where(Question.unit_id == unit_id)
    ).one()
    return Health(published, draft, retired, lacks_citation)


def counts_by_type(session: orm.Session, unit_id: int, bank_ids: Collection[int]) -> dict[str, int]:
    """Return how many published questions for exams these banks of the unit hold, by type code."""
    rows = session.execute(
        sa.select(Question.type, sa.func.count()).where(*_DRAWABLE).group_by(Question.type),
        _drawable(unit_id, bank_ids, True),
    )
    return {type_code: count for type_code, count in rows}


def topics(session: orm.Session, unit_id: int) -> list[str]:
    """Return the topics of the unit's live questions, at most TOPICS_SHOWN, by name."""
    found = session.scalars(
        sa.select(Question.topic)
        .where(Question.unit_id == unit_id, Question.topic.is_not(None), Question.state != "retired")
        .distinct()
        .order_by(Question.topic)
        .limit(TOPICS_SHOWN)
    )
    return [topic for topic in found if topic]


def pool(session: orm.Session, unit_id: int, bank_ids: Collection[int], *, for_exam: bool = True) -> list[PoolQuestion]:
    """Return what may be drawn from these banks of the unit, by question id: published, for exams (else practice)."""
    rows = session.execute(_POOL, _drawable(unit_id, bank_ids, for_exam))
    return [PoolQuestion(question_id, content_of(text)) for question_id, text in rows]


def _drawable(unit_id: int, bank_ids: Collection[int], for_exam: bool) -> dict[str, Any]:
    """Return the values of ``_DRAWABLE``."""
    return {"unit_id": unit_id, "bank_ids": list(bank_ids), "uses": ["both", "exam" if for_exam else "practice"]}


def is_question(session: orm.Session, unit_id: int, question_id: int) -> bool:
    """Say whether the unit has a question of this id, in whatever state it is."""
    return bool(session.scalar(sa.select(sa.exists().where(Question.id == question_id, Question.unit_id == unit_id))))


def in_banks(session: orm.Session, question_ids: Iterable[int], bank_ids: Collection[int]) -> frozenset[int]:
    """Return which of the questions belong to one of the banks, in whatever state they are."""
    return frozenset(
        found
        for some in _some_at_a_time(question_ids)
        for found in session.scalars(
            sa.select(Question.id).where(Question.id.in_(some), Question.bank_id.in_(list(bank_ids)))
        )
    )


def current_versions(session: orm.Session, question_ids: Iterable[int]) -> dict[int, tuple[int, Content]]:
    """Return the current version's id and content of each question, by question id; unknown ids are left out."""
    return {
        question_id: (version_id, content_of(text))
        for some in _some_at_a_time(question_ids)
        for question_id, version_id, text in session.execute(_CURRENT, {"ids": some})
    }


def contents(session: orm.Session, unit_id: int) -> Iterator[tuple[int, Content]]:
    """Go through the current content of the unit's live questions, by question id."""
    rows = session.execute(
        sa.select(Question.id, QuestionVersion.content)
        .join(QuestionVersion, QuestionVersion.id == Question.current_version_id)
        .where(Question.unit_id == unit_id, Question.state != "retired")
        .order_by(Question.id)
    )
    return ((question_id, question_from_json(content)) for question_id, content in rows)


def versions(session: orm.Session, version_ids: Iterable[int]) -> dict[int, Content]:
    """Return the content of versions by version id, whatever has become of their questions since."""
    return {
        version_id: content_of(text)
        for some in _some_at_a_time(version_ids)
        for version_id, text in session.execute(_VERSIONS, {"ids": some})
    }


def versions_of(session: orm.Session, question_id: int) -> list[VersionRow]:
    """Return all versions of a question, newest first."""
    rows = session.execute(
        sa.select(QuestionVersion, Employee.full_name)
        .outerjoin(Employee, Employee.id == QuestionVersion.created_by)
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionVersion.number.desc())
    )
    return [
        VersionRow(version.id, version.number, question_from_json(version.content), name, version.created_at)
        for version, name in rows
    ]


def present(session: orm.Session, unit_id: int, identities: Iterable[str]) -> dict[str, Present]:
    """Return what the unit holds, in any state, under these identities."""
    found: dict[str, Present] = {}
    for some in _some_at_a_time(identities):
        rows = session.execute(
            sa.select(Question.identity, Question.id, Question.state, QuestionVersion.content)
            .join(QuestionVersion, QuestionVersion.id == Question.current_version_id)
            .where(Question.unit_id == unit_id, Question.identity.in_(some))
        )
        for identity, question_id, state, content in rows:
            question = question_from_json(content)
            found[identity] = Present(question_id, state, question, key_fingerprint(question))
    return found


def count(session: orm.Session, unit_id: int, wanted: Wanted) -> int:
    """Return how many questions ``search`` finds."""
    found = session.scalar(_narrowed(sa.select(sa.func.count()).select_from(Question), unit_id, wanted))
    return int(found or 0)


def search(
    session: orm.Session, unit_id: int, wanted: Wanted, *, limit: int | None = None, offset: int = 0
) -> list[QuestionRow]:
    """Return the unit's questions that ``wanted`` describes, oldest first, in one query; retired only when asked."""
    rows = session.execute(
        _narrowed(
            sa.select(Question.id, QuestionBank.name, Question.state, QuestionVersion.content).join(
                QuestionBank, QuestionBank.id == Question.bank_id
            ),
            unit_id,
            wanted,
        )
        .order_by(Question.id)
        .limit(limit)
        .offset(offset)
    )
    return [QuestionRow(key, name, state, question_from_json(content)) for key, name, state, content in rows]


def _narrowed(statement: sa.Select[Any], unit_id: int, wanted: Wanted) -> sa.Select[Any]:
    statement = statement.join(QuestionVersion, QuestionVersion.id == Question.current_version_id).where(
        Question.unit_id == unit_id
    )
    equal = {
        Question.bank_id: wanted.bank_id,
        Question.type: wanted.type,
        Question.topic: wanted.topic,
        Question.difficulty: wanted.difficulty,
        Question.import_batch_id: wanted.batch_id,
    }
    statement = statement.where(*(column == value for column, value in equal.items() if value is not None))
    if wanted.state is not None:
        statement = statement.where(Question.state == wanted.state)
    else:
        statement = statement.where(Question.state != "retired")
    if wanted.lacks_citation:
        statement = statement.where(sa.not_(Question.has_citation))
    if wanted.text:
        law = QuestionVersion.content["citation"]["law"].as_string()
        places = (Question.stem, Question.topic, law)
        statement = statement.where(sa.or_(*(place.contains(wanted.text, autoescape=True) for place in places)))
    return statement


def recent_batches(session: orm.Session, unit_id: int, *, limit: int = 10) -> Sequence[tuple[ImportBatch, str]]:
    """Return the unit's latest imports with the names of their banks, newest first."""
    rows = session.execute(
        sa.select(ImportBatch, QuestionBank.name)
        .join(QuestionBank, QuestionBank.id == ImportBatch.bank_id)
        .where(ImportBatch.unit_id == unit_id)
        .order_by(ImportBatch.id.desc())
        .limit(limit)
    )
    return [(batch, name) for batch, name in rows]


def mends_of(session: orm.Session, batch_id: int) -> dict[str, ImportMend]:
    """Return what has been decided about items of an import, by their codes."""
    found = session.scalars(sa.select(ImportMend).where(ImportMend.batch_id == batch_id))
    return {mend.code: mend for mend in found}


def bank_name(session: orm.Session, bank_id: int) -> str:
    """Return what a bank is called."""
    return session.scalars(sa.select(QuestionBank.name).where(QuestionBank.id == bank_id)).one()


def progress(session: orm.Session, batch: ImportBatch) -> ReadingProgress:
    """Return how far the reading of a batch's file is; a file brought without a task is done."""
    task = session.get(Task, batch.task_id) if batch.task_id is not None else None
    if batch.state != "reading" or task is None:
        return ReadingProgress("failed" if batch.state == "failed" else "done", 1, 1, batch.sentence)
    state = "running" if task.state == "done" else task.state
    return ReadingProgress(state, task.done_count, task.total_count, task.sentence)
