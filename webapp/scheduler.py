"""Decide which process runs the periodic jobs: the one that holds the lease row, on every machine of an installation.

APScheduler (memory job store) ticks in each scheduler process; a tick does nothing unless this process holds the lease
(taken by a conditional UPDATE, 15 s). `xuefa jobs run NAME` calls the same functions. Effects still carry unique keys.
"""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class Lease(Base):
    """Who may act alone under ``name`` until ``expires_at``."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
