"""Table of the outbox. The unique keys make every effect happen once, however many schedulers run."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Notice(Base):
    """One message to one person over one channel.

    ``dedupe_key`` is unique for ever. A planned reminder carries ``planned_on``: one a person, local day and channel.
    ``assignment_ids`` tell later what was done to remind whom of what. ``reply`` is the provider's own word.
    """

    __tablename__ = "notices"
    __table_args__ = (
        sa.CheckConstraint("state in ('queued','claimed','sent','failed')", name="state"),
        sa.UniqueConstraint("employee_id", "planned_on", "channel", name="uq_notices_one_planned_a_day"),
        sa.Index("ix_notices_waiting", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    channel: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(30))
    dedupe_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    planned_on: Mapped[date | None]
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.String(200), default="")
    assignment_ids: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    state: Mapped[str] = mapped_column(sa.String(10), default="queued")
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply: Mapped[str] = mapped_column(sa.Text, default="")
