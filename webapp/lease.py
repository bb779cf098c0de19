"""Decide which process acts alone: the one that holds the lease row, on every machine of an installation.

A lease is taken and renewed by a conditional UPDATE and runs for 15 seconds. (A session advisory lock does not pass a
transaction pooler and a file lock does not cross machines: design/STACK.) Effects still carry unique keys.
"""

import os
import secrets
import socket
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.db import Base, UtcDateTime, insert_ignore

LEASE_SECONDS = 15
MOST_AHEAD = timedelta(seconds=60)
"""A lease that ends later than this was taken before the clock was set back: nobody would act for as long. More than
LEASE_SECONDS, since clocks of two machines are never quite the same."""


class Lease(Base):
    """Who may act alone under ``name`` until ``expires_at``."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(80))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


def holder_name() -> str:
    """Return a name for this process that no other process of the installation bears."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def hold_lease(session: Session, name: str, holder: str, *, now: datetime) -> bool:
    """Take or renew a lease; False while another holder's lease runs (one of 15 seconds at most)."""
    insert_ignore(session, Lease, [{"name": name, "holder": "", "expires_at": now - timedelta(seconds=1)}])
    is_free = sa.or_(Lease.expires_at < now, Lease.expires_at > now + MOST_AHEAD)
    taken = session.execute(
        sa.update(Lease)
        .where(Lease.name == name, sa.or_(Lease.holder == holder, is_free))
        .values(holder=holder, expires_at=now + timedelta(seconds=LEASE_SECONDS))
    )
    return taken.rowcount == 1  # type: ignore[attr-defined, no-any-return]
