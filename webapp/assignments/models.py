"""Tables of duties and of the one ledger of what fulfilled them.

Every row carries both instants: when it happened (``effective_at``) and when it was entered (``recorded_at``). A figure
as of T uses what was recorded at or before T; whether it was on time is judged by when it happened.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Requirement(Base):
    """学习任务: one duty for many people, of one 所属年度, on one document."""

    __tablename__ = "requirements"
    __table_args__ = (sa.CheckConstraint("state in ('draft','published','withdrawn')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(120))
    year: Mapped[int] = mapped_column(index=True)
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    document_title: Mapped[str] = mapped_column(sa.String(120), default="")
    assigned_by: Mapped[str] = mapped_column(sa.String(60), default="")
    roster_on: Mapped[date]
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts_until: Mapped[datetime] = mapped_column(UtcDateTime)
    is_counted: Mapped[bool] = mapped_column(default=True)
    minutes: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(sa.String(10), default="draft")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Assignment(Base):
    """个人任务: one person's share. ``department_id`` is the department that chases and counts it now."""

    __tablename__ = "assignments"
    __table_args__ = (
        sa.UniqueConstraint("requirement_id", "employee_id"),
        sa.Index("ix_assignments_department", "department_id", "requirement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    requirement_id: Mapped[int] = mapped_column(sa.ForeignKey("requirements.id"))
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AssignmentChange(Base):
    """An event in an assignment's life: assigned, moved (to a department), withdrawn, restored, recalled (撤回发布)."""

    __tablename__ = "assignment_changes"
    __table_args__ = (
        sa.CheckConstraint("kind in ('assigned','moved','withdrawn','restored','recalled')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("org_nodes.id"))
    effective_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")


class Override(Base):
    """个别调整: a later due instant and/or a longer duration for one person, with reason and document."""

    __tablename__ = "overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id"), index=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    duration_percent: Mapped[int] = mapped_column(default=100)
    reason: Mapped[str] = mapped_column(sa.String(200))
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    actor_id: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Exemption(Base):
    """免考: approved, with a reason code of DOMAIN section 2; ``recorded_at`` after the due day reads 截止后办理."""

    __tablename__ = "exemptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(30))
    approved_by: Mapped[str] = mapped_column(sa.String(60))
    approved_on: Mapped[date]
    evidence_note: Mapped[str] = mapped_column(sa.String(200), default="")
    actor_id: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Fulfilment(Base):
    """One piece of qualifying evidence for one assignment. Append-only, but for ``revoked_at``, set once.

    It counts at T when ``recorded_at`` <= T and it is not revoked by T.
    """

    __tablename__ = "fulfilments"
    __table_args__ = (
        sa.Index(
            "uq_fulfilments_source",
            "assignment_id",
            "source_kind",
            "source_id",
            unique=True,
            sqlite_where=sa.text("revoked_at is null"),
            postgresql_where=sa.text("revoked_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id"), index=True)
    source_kind: Mapped[str] = mapped_column(sa.String(20))
    source_id: Mapped[int]
    effective_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
