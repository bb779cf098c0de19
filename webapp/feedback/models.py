"""Table of complaints and suggestions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Feedback(Base):
    """One complaint or suggestion; ``employee_id`` is None when it came from a stranger."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None]
    employee_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.String(100), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(sa.Text)
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
