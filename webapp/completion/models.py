"""Table of frozen figures."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Snapshot(Base):
    """存档: the figures of a unit and year as of an instant, with roster, states and evidence ids. Never changed.

    A later change of the data makes a new version; ``digest`` is the SHA-256 of ``content`` in canonical JSON.
    """

    __tablename__ = "completion_snapshots"
    __table_args__ = (sa.UniqueConstraint("unit_id", "year", "purpose", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    year: Mapped[int]
    purpose: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    as_of: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(64))
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
