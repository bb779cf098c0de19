"""Tables of the installation, the office's dated rules and the working-day calendar."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Installation(Base):
    """The one row that says what this database is: a demonstration or an office's own data. Never changed."""

    __tablename__ = "installation"
    __table_args__ = (
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("mode in ('demonstration','production')", name="mode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(sa.String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Setting(Base):
    """One rule of a unit (None: of the whole installation), in force from a local day; a later row supersedes."""

    __tablename__ = "settings"
    __table_args__ = (sa.UniqueConstraint("unit_id", "key", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(sa.String(60))
    value: Mapped[Any] = mapped_column(sa.JSON)
    effective_on: Mapped[date]
    set_by: Mapped[int | None]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CalendarDay(Base):
    """A local day that is not what its weekday says: a public holiday or a make-up Saturday."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.String(40), default="")
