"""Table of roster files on their way in."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class RosterImport(Base):
    """One uploaded roster: what was read of it, and the receipt once it was confirmed.

    ``is_whole`` says that the file names everybody, so that who is absent may have left. The file itself is not kept:
    it may hold identity numbers (design/FORMATS section 4).
    """

    __tablename__ = "roster_imports"
    __table_args__ = (sa.CheckConstraint("state in ('preview','confirmed','cancelled')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    filename: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[str] = mapped_column(sa.String(10), default="preview")
    is_whole: Mapped[bool] = mapped_column(default=False)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    receipt: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
