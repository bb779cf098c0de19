"""Tables of 纸笔考试: the papers that were printed, and the scores that are keyed by one person and checked by another."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, ExactDecimal, UtcDateTime


class PrintedPaper(Base):
    """One of an exam's different papers for places without computers, numbered from 1 (卷A).

    ``snapshot`` is what ``paper.freeze`` writes: it holds the versions, so the same paper comes out again for ever.
    """

    __tablename__ = "printed_papers"
    __table_args__ = (sa.UniqueConstraint("exam_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id"))
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(sa.String(64))
    snapshot: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    drawn_by: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PaperSitting(Base):
    """The scores of those who handed in on paper at ``sat_at``: keyed -> checked, or returned -> keyed, or dropped.

    Two people: ``keyed_by`` and ``decided_by``, who checked or returned it last. ``scan_id`` is the scanned papers;
    ``late_entry_reason`` is None unless it is 补录.
    """

    __tablename__ = "paper_sittings"
    __table_args__ = (
        sa.CheckConstraint("state in ('keyed','returned','checked','dropped')", name="state"),
        sa.CheckConstraint("state <> 'checked' or decided_by is not null", name="checked"),
        sa.CheckConstraint("decided_by is null or decided_by <> keyed_by", name="two_people"),
        sa.CheckConstraint("check_method in ('rekeyed','compared')", name="check_method"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(10), default="keyed")
    sat_at: Mapped[datetime] = mapped_column(UtcDateTime)
    scan_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    keyed_by: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"))
    keyed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("employees.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(sa.String(500), default="")
    check_method: Mapped[str | None] = mapped_column(sa.String(10))
    late_entry_reason: Mapped[str | None] = mapped_column(sa.String(200))


class PaperScore(Base):
    """One person's score of a sitting; ``place`` counts the lines from 0.

    ``parts`` holds the points of each section as texts, None where only the total was keyed. ``attempt_id`` is the
    attempt that the check made of it.
    """

    __tablename__ = "paper_scores"

    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("paper_sittings.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), primary_key=True)
    place: Mapped[int]
    score: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    parts: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    attempt_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attempts.id"), unique=True)
