"""Tables of the question bank. A version never changes; a correction is the next version with the same option ids."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime

LONGEST_TOPIC = 60
LONGEST_SOURCE_ID = 60


class QuestionBank(Base):
    """A named shelf of questions of one unit."""

    __tablename__ = "question_banks"
    __table_args__ = (sa.UniqueConstraint("unit_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Question(Base):
    """One question; type, topic, difficulty, use and ``stem`` repeat its current version for search and drawing.

    ``identity`` is ``question_bank.question_identity`` (type + stem + options), unique among a unit's live questions.
    """

    __tablename__ = "questions"
    __table_args__ = (
        sa.CheckConstraint("state in ('draft','published','retired')", name="state"),
        sa.Index("uq_questions_identity", "unit_id", "identity", unique=True),
        sa.Index("ix_questions_draw", "unit_id", "state", "type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("question_banks.id"), index=True)
    type: Mapped[str] = mapped_column(sa.String(30))
    state: Mapped[str] = mapped_column(sa.String(10), default="draft")
    identity: Mapped[str] = mapped_column(sa.String(64))
    stem: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str | None] = mapped_column(sa.String(LONGEST_TOPIC))
    difficulty: Mapped[int | None]
    use: Mapped[str] = mapped_column(sa.String(10), default="both")
    has_citation: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[str | None] = mapped_column(sa.String(LONGEST_SOURCE_ID))
    import_batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import_batches.id"), index=True)
    current_version_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionVersion(Base):
    """The immutable content of a question: ``content`` is ``question_bank.question_to_json``."""

    __tablename__ = "question_versions"
    __table_args__ = (sa.UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportBatch(Base):
    """One question file on its way into a bank: what was read, then the receipt of what was written.

    ``report`` is large and loaded only when asked for; ``file_id`` is None for a file that the command line or the
    starting data brought.
    """

    __tablename__ = "import_batches"
    __table_args__ = (
        sa.CheckConstraint("state in ('reading','preview','confirmed','cancelled','failed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("question_banks.id"))
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tasks.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[str] = mapped_column(sa.String(10))
    report: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, deferred=True)
    receipt: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    sentence: Mapped[str | None] = mapped_column(sa.Text)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportMend(Base):
    """What a person has decided about one item of an import: mended, left out, or back as it was read.

    ``code`` names the item as the preview does (q, h or u and its place in the report, which itself never changes);
    ``content`` is ``question_bank.question_to_json`` of a mended one. ``revision`` counts the decisions, so that a
    second tab is refused.
    """

    __tablename__ = "import_mends"
    __table_args__ = (
        sa.CheckConstraint("state in ('mended','left_out','original')", name="state"),
        sa.CheckConstraint("(state = 'mended') = (content is not null)", name="content"),
    )

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batches.id"), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(10))
    content: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
