"""Periodic work on sign-in: rows that no longer matter are taken away."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.accounts.models import LoginFailure, LoginSession
from webapp.db import transaction

KEPT = timedelta(days=1)


def close_idle_sessions(*, now: datetime) -> str:
    """Delete sessions that expired, and failure counters that last counted, more than a day ago."""
    with transaction() as session:
        ended = session.execute(sa.delete(LoginSession).where(LoginSession.expires_at < now - KEPT))
        session.execute(sa.delete(LoginFailure).where(LoginFailure.last_at < now - KEPT))
    return f"清理 {ended.rowcount} 个过期会话。"  # type: ignore[attr-defined]
