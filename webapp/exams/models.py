"""Tables of exams, windows, attempts, saved answers, gradings, marks, objections and key corrections."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, ExactDecimal, UtcDateTime
from webapp.exams.paper_exam_models import PaperScore as PaperScore
from webapp.exams.paper_exam_models import PaperSitting as PaperSitting
from webapp.exams.paper_exam_models import PrintedPaper as PrintedPaper


class Exam(Base):
    """学法考试: its rules. The duty itself (who, by when, on which document) is the requirement it belongs to.

    ``spec`` is ``question_bank.spec_to_json``; ``bank_ids`` are the banks it draws from. ``review`` says when score,
    responses, keys and explanations may be seen: after_submit, after_close or never for each of the four.
    ``score_policy`` says which of several tries is shown; completion takes the first passing one whatever it says.
    None in one of the rules of entry means that there is no such rule; ``networks`` holds ranges in CIDR notation.
    With ``is_same_paper`` publishing draws once for each window and writes the drawn questions into its ``spec``.
    ``access_password`` is kept readable, since the liaison reads it out on the spot: it guards a time, not a person.
    ``facilities`` are those that its papers are balanced by, a fraction by question id (see ``facilities.py``).
    """

    __tablename__ = "exams"
    __table_args__ = (
        sa.CheckConstraint("pass_mark <= excellent_mark", name="marks"),
        sa.CheckConstraint("max_attempts >= 1", name="attempts"),
        sa.CheckConstraint("score_policy in ('best','first','last','average')", name="score_policy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    requirement_id: Mapped[int] = mapped_column(sa.ForeignKey("requirements.id"), unique=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    preset: Mapped[str] = mapped_column(sa.String(30), default="")
    duration_minutes: Mapped[int]
    max_attempts: Mapped[int]
    pass_mark: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    excellent_mark: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    total_points: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    score_policy: Mapped[str] = mapped_column(sa.String(10), default="best")
    spec: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    bank_ids: Mapped[list[int]] = mapped_column(sa.JSON)
    review: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    late_entry_minutes: Mapped[int | None]
    access_password: Mapped[str | None] = mapped_column(sa.String(40))
    networks: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    pledge: Mapped[str | None] = mapped_column(sa.Text)
    is_on_one_page: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    is_same_paper: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    facilities: Mapped[dict[str, str] | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExamWindow(Base):
    """When an exam may be sat; closed at both ends. ``spec`` None means the exam's own paper."""

    __tablename__ = "exam_windows"
    __table_args__ = (
        sa.CheckConstraint("kind in ('main','makeup','stagger')", name="kind"),
        sa.CheckConstraint("opens_at < closes_at", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10), default="main")
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    spec: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


class Attempt(Base):
    """答卷: one try on a stored snapshot.

    ``snapshot`` is what ``paper.freeze`` writes. ``accepts_until`` is the deadline plus the seconds for late saves; the
    sweep ends the attempt after it. ``revision`` counts state changes, so that a stale tab is refused. An assignment
    may be None for a 新调入 or 列席 who takes part. One ``is_on_paper`` (纸笔) began and ended when its paper was handed
    in; its snapshot has no items but says where the score comes from. Tries are numbered from 1; a 试考 is numbered -1,
    -2, … and voided when it ends.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        sa.CheckConstraint("state in ('in_progress','submitted','graded','voided')", name="state"),
        sa.CheckConstraint("(state = 'in_progress') = (ended_by is null) or state = 'voided'", name="ended"),
        sa.UniqueConstraint("exam_id", "employee_id", "number"),
        sa.Index(
            "uq_attempts_one_running",
            "exam_id",
            "employee_id",
            unique=True,
            sqlite_where=sa.text("state = 'in_progress'"),
            postgresql_where=sa.text("state = 'in_progress'"),
        ),
        sa.Index("ix_attempts_sweep", "state", "accepts_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id"), index=True)
    window_id: Mapped[int] = mapped_column(sa.ForeignKey("exam_windows.id"))
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assignments.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(12), default="in_progress")
    revision: Mapped[int] = mapped_column(default=1)
    seed: Mapped[str] = mapped_column(sa.String(64))
    snapshot: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepts_until: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(sa.String(12))
    response_count: Mapped[int] = mapped_column(default=0)
    grading_number: Mapped[int] = mapped_column(default=0)
    score: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    is_on_paper: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    @property
    def is_rehearsal(self) -> bool:
        """True for a 试考, which never counts."""
        return self.number < 0


class AttemptResponse(Base):
    """The newest saved answer of one item (0-based place in the snapshot); a higher ``seq`` wins."""

    __tablename__ = "responses"

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id"), primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    response: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttemptEvent(Base):
    """Start, end, void, reopen, extension, regrade: who, when, why. Append-only."""

    __tablename__ = "attempt_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)


class Grading(Base):
    """One grading of one attempt; the attempt points to its current one by number."""

    __tablename__ = "gradings"

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(sa.String(40))
    score: Mapped[Decimal] = mapped_column(ExactDecimal(2))


class ItemMark(Base):
    """A person's mark of one response, in points of ``most``. Append-only: each place is filled once.

    ``ended`` is the grading made when the attempt ended, so that marks of an attempt opened again are not taken for
    those of its new answers. ``part`` counts a case's parts from 0, 0 for any other item. ``place``: 1 and 2 are the
    markers, 3 is the decision where they differ too much.
    """

    __tablename__ = "item_marks"
    __table_args__ = (
        sa.ForeignKeyConstraint(["attempt_id", "ended"], ["gradings.attempt_id", "gradings.number"]),
        sa.CheckConstraint("place in (1, 2, 3)", name="place"),
        sa.CheckConstraint("points between 0 and most", name="points"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    ended: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    marker_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"))
    points: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    most: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ItemResult(Base):
    """What one item earned in one grading: exact credit and awarded points. Never updated.

    ``parts`` holds (state, numerator, denominator, awarded) of each part of a case, None for any other item.
    """

    __tablename__ = "item_results"
    __table_args__ = (
        sa.ForeignKeyConstraint(["attempt_id", "grading_number"], ["gradings.attempt_id", "gradings.number"]),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    grading_number: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"), index=True)
    state: Mapped[str] = mapped_column(sa.String(14))
    credit_numerator: Mapped[int]
    credit_denominator: Mapped[int]
    awarded: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    parts: Mapped[list[list[Any]] | None] = mapped_column(sa.JSON(none_as_null=True))


class KeyCorrection(Base):
    """答案更正: a case about the key of one question version, from proposal to the regrade of all who were shown it.

    ``key`` is the corrected key as JSON, None where everybody gets the points. Two people: ``proposed_by`` and
    ``decided_by``. Once approved it holds for every attempt that is graded by the old version, early or late.
    """

    __tablename__ = "key_corrections"
    __table_args__ = (
        sa.CheckConstraint("state in ('proposed','approved','done','refused')", name="state"),
        sa.CheckConstraint("method in ('up_only','all_credit','regrade')", name="method"),
        sa.CheckConstraint("decided_by is null or decided_by <> proposed_by", name="two_people"),
        sa.Index(
            "uq_key_corrections_open",
            "version_id",
            unique=True,
            sqlite_where=sa.text("state <> 'refused'"),
            postgresql_where=sa.text("state <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"))
    new_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question_versions.id"))
    state: Mapped[str] = mapped_column(sa.String(10), default="proposed")
    method: Mapped[str] = mapped_column(sa.String(12))
    key: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(sa.String(500))
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("employees.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(sa.String(500), default="")
    task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tasks.id"))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Objection(Base):
    """题目异议 against one question version, by one who was asked it; the liaison proposes a correction straight away."""

    __tablename__ = "objections"
    __table_args__ = (
        sa.CheckConstraint("state in ('open','declined','accepted')", name="state"),
        sa.UniqueConstraint("attempt_id", "version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id"), index=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"), index=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"))
    text: Mapped[str] = mapped_column(sa.String(500))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(sa.String(10), default="open")
    answer: Mapped[str] = mapped_column(sa.String(500), default="")
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("employees.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    correction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("key_corrections.id"))
