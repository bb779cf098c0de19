"""Every SELECT of the audit log, and the check of its chain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.audit.chain import entry_hash
from webapp.audit.models import AuditEntry

NameColumns = tuple[orm.InstrumentedAttribute[Any], orm.InstrumentedAttribute[Any]]
"""The column of a thing's id (or code) and the column of its name."""

_BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """Which entries a list shows; ``from_at`` is closed, ``until_at`` open, both UTC; None and "" mean any."""

    action: str = ""
    outcome: str = ""
    subject_kind: str = ""
    subject_id: int | None = None
    actor_id: int | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True)
class ChainBreak:
    """The first place where the chain does not hold, and what is wrong there as a sentence."""

    entry_id: int
    sentence: str


def verify_chain(session: orm.Session) -> list[ChainBreak]:
    """Recompute the chain from its first entry and name the first break; an empty list means it holds.

    After a break nothing later can be trusted, so one is named. What was cut from the end cannot be seen here.
    """
    return _first_break(_entries(session))


def _entries(session: orm.Session) -> Iterator[AuditEntry]:
    """Go through all entries in order, some at a time, so that a log of many years fits into memory."""
    last = 0
    while found := session.scalars(
        sa.select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id).limit(_BATCH)
    ).all():
        last = found[-1].id
        for entry in found:
            yield entry
            session.expunge(entry)


def _first_break(entries: Iterable[AuditEntry]) -> list[ChainBreak]:
    previous = ""
    for entry in entries:
        if entry.previous_hash != previous:
            return [ChainBreak(entry.id, f"审计日志第 {entry.id} 条与前一条接不上，前面有记录被删除或插入。")]
        if entry.hash != entry_hash(entry):
            return [ChainBreak(entry.id, f"审计日志第 {entry.id} 条的内容被改动过。")]
        previous = entry.hash
    return []


def _of(unit_id: int, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    # Failed sign-ins of unknown accounts belong to no unit: every auditor sees them.
    conditions: list[sa.ColumnElement[bool]] = [sa.or_(AuditEntry.unit_id == unit_id, AuditEntry.unit_id.is_(None))]
    equal: Mapping[str, object] = {
        "action": wanted.action or None,
        "outcome": wanted.outcome or None,
        "subject_kind": wanted.subject_kind or None,
        "subject_id": wanted.subject_id,
        "actor_id": wanted.actor_id,
    }
    conditions += [getattr(AuditEntry, name) == value for name, value in equal.items() if value is not None]
    if wanted.from_at is not None:
        conditions.append(AuditEntry.at >= wanted.from_at)
    if wanted.until_at is not None:
        conditions.append(AuditEntry.at < wanted.until_at)
    return conditions


def count(session: orm.Session, unit_id: int, wanted: Wanted) -> int:
    """Return how many entries a unit's auditor sees under the filters."""
    return session.scalar(sa.select(sa.func.count()).select_from(AuditEntry).where(*_of(unit_id, wanted))) or 0


def entries(session: orm.Session, unit_id: int, wanted: Wanted, *, limit: int, offset: int) -> list[AuditEntry]:
    """Return the entries a unit's auditor sees under the filters, newest first."""
    found = sa.select(AuditEntry).where(*_of(unit_id, wanted)).order_by(AuditEntry.id.desc())
    return list(session.scalars(found.limit(limit).offset(offset)))


def actions(session: orm.Session, unit_id: int) -> list[str]:
    """Return the actions that the log holds, for the filter."""
    found = sa.select(AuditEntry.action).where(*_of(unit_id, Wanted())).distinct().order_by(AuditEntry.action)
    return list(session.scalars(found))


def names(session: orm.Session, columns: NameColumns, ids: Iterable[Any]) -> dict[Any, str]:
    """Return the names behind ids of one kind, in one query."""
    key, name = columns
    return {found: shown for found, shown in session.execute(sa.select(key, name).where(key.in_(list(ids))))}
