"""Tables of the audit log. Rows are only ever added; ``hash`` chains each row to the one before."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class AuditEntry(Base):
    """Who did what to which thing, when, from where, with what outcome.

    ``digest`` is the SHA-256 of the rows that prove a figure (an ended attempt, a closed roll, a grading); it holds
    person ids, never names. ``hash`` covers the row and ``previous_hash``.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.CheckConstraint("outcome in ('done','denied','failed')", name="outcome"),
        sa.Index("ix_audit_entries_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject_kind: Mapped[str] = mapped_column(sa.String(40), default="")
    subject_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    outcome: Mapped[str] = mapped_column(sa.String(10), default="done")
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    digest: Mapped[str | None] = mapped_column(sa.String(64))
    previous_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
