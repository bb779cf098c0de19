"""Decide how a change is recorded: one entry in the transaction of the change, chained last before its commit.

The chain (each hash covers the entry and the hash before it) shows whether a row was changed or taken away later
(design/SECURITY, audit). On PostgreSQL an advisory lock makes chaining one at a time; SQLite writers are anyway.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import has_request_context
from sqlalchemy import orm

from webapp.audit.chain import digest_of, entry_hash
from webapp.audit.models import AuditEntry
from webapp.db import before_commit
from webapp.security import client_address

__all__ = ["digest_of", "record", "seal"]
CHAIN_LOCK = 7_254_001
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK))
_LAST_HASH = sa.select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)


def record(
    session: orm.Session,
    action: str,
    *,
    actor_id: int | None,
    now: datetime,
    unit_id: int | None = None,
    subject_kind: str = "",
    subject_id: int | None = None,
    detail: dict[str, Any] | None = None,
    digest: str | None = None,
    outcome: str = "done",
) -> None:
    """Add one entry to the change that is under way; ``actor_id`` None is the program itself.

    ``detail`` is JSON-ready and holds ids and values, never names, secrets or keys of questions in use.
    """
    pending = session.info.setdefault("audit_pending", [])
    pending.append(
        AuditEntry(
            at=now,
            unit_id=unit_id,
            actor_id=actor_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            address=client_address() if has_request_context() else "",
            outcome=outcome,
            detail=detail or {},
            digest=digest,
        )
    )


@before_commit
def seal(session: orm.Session) -> None:
    """Chain and add the entries of this transaction; runs last before the commit."""
    pending: list[AuditEntry] = session.info.pop("audit_pending", [])
    if not pending:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK)
    last = session.scalar(_LAST_HASH) or ""
    for entry in pending:
        entry.previous_hash = last
        entry.hash = last = entry_hash(entry)
        session.add(entry)
        session.flush()
