"""Decide how a roster file becomes the office's people: kept, compared, confirmed once, all or nothing.

How the lines are written, and how single people move and leave, is ``taking``; both are offered here, since other
features may only import a feature's service.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import OrgNode
from webapp.accounts.service import go_away
from webapp.audit.service import digest_of, record
from webapp.errors import Conflict
from webapp.roster import queries
from webapp.roster.models import RosterImport
from webapp.roster.reading import RosterFile, read_roster
from webapp.roster.rules import Comparison, Held
from webapp.roster.taking import Leaving, Receipt, Taking, leave, move

__all__ = [
    "Leaving",
    "Receipt",
    "cancel",
    "confirm",
    "content_of",
    "go_away",
    "import_file",
    "leave",
    "move",
    "receipt_of",
    "seen_of",
    "upload",
]
_CHANGED = "名册在您查看之后有变化，请重新核对这份文件再确认。"


def upload(
    session: orm.Session,
    unit_id: int,
    roster: RosterFile,
    data: bytes,
    filename: str,
    *,
    is_whole: bool,
    actor_id: int | None,
    now: datetime,
) -> RosterImport:
    """Keep what was read of a file, to be looked at before anything is written about people.

    Of the file itself only the SHA-256 is recorded: it may hold identity numbers.
    """
    imported = RosterImport(
        unit_id=unit_id,
        filename=filename,
        is_whole=is_whole,
        content=content_of(roster),
        created_by=actor_id,
        created_at=now,
    )
    session.add(imported)
    session.flush()
    _record(
        session, "roster.upload", imported, {"sha256": hashlib.sha256(data).hexdigest()}, actor_id=actor_id, now=now
    )
    return imported


def content_of(roster: RosterFile) -> dict[str, Any]:
    """Return a read file as the import row keeps it (JSON-ready)."""
    content = asdict(roster)
    content["rows"] = [{**row, "doubts": list(row["doubts"])} for row in content["rows"]]
    return content


def seen_of(comparison: Comparison) -> str:
    """Return a mark of what a preview showed: it changes when the office has changed since."""
    return digest_of(asdict(comparison))


def confirm(
    session: orm.Session,
    imported: RosterImport,
    leaving: Mapping[int, Leaving],
    seen: str | None,
    *,
    actor_id: int | None,
    now: datetime,
) -> Receipt:
    """Write what the comparison says, in file order, and return the receipt; a second time returns the first one.

    ``leaving`` maps employee ids to confirmed leavers; others stay. ``seen`` is the mark of the preview, None where
    nobody looked first (starting data). Conflict when the file was put aside, when the office has changed since the
    preview, and while a line of the file is in conflict: then nothing is written.
    """
    # One import of a unit at a time: two confirmations of the same file write it once.
    session.execute(sa.select(OrgNode.id).where(OrgNode.id == imported.unit_id).with_for_update(key_share=True))
    session.refresh(imported)
    if imported.receipt is not None:
        return receipt_of(imported)
    if imported.state != "preview":
        raise Conflict("这份名册已放弃，没有写入任何内容，要导入请重新上传。")
    comparison = queries.comparison(session, imported.unit_id, imported.content, is_whole=imported.is_whole)
    if seen is not None and seen != seen_of(comparison):
        raise Conflict(_CHANGED)
    if comparison.conflicts:
        raise Conflict(_conflict_sentence(comparison), tuple(map(str, comparison.conflicts)))
    held = [Held(**one) for one in imported.content["held"]]
    receipt = Receipt(
        unchanged_count=len(comparison.unchanged),
        refused=[(one.place, one.text, one.reason) for one in held],
    )
    Taking(session, imported, receipt, actor_id, now).write(comparison, leaving)
    imported.state, imported.confirmed_at = "confirmed", now
    imported.receipt = asdict(receipt)
    counts = {name: value for name, value in imported.receipt.items() if name != "refused"}
    detail = {**counts, "refused_count": len(receipt.refused)}
    _record(session, "roster.confirm", imported, detail, actor_id=actor_id, now=now)
    return receipt


def _conflict_sentence(comparison: Comparison) -> str:
    return f"名册里有 {len(comparison.conflicts)} 处要先改好，请改好文件后重新上传，这次没有写入任何内容。"


def cancel(session: orm.Session, imported: RosterImport, *, actor_id: int | None, now: datetime) -> None:
    """Put a file aside; Conflict when it was confirmed already."""
    if imported.state == "confirmed":
        raise Conflict("这份名册已经写入，不能放弃，要改请重新上传名册。")
    if imported.state == "preview":
        imported.state = "cancelled"
        session.flush()
        _record(session, "roster.cancel", imported, {}, actor_id=actor_id, now=now)


def receipt_of(imported: RosterImport) -> Receipt:
    """Return the receipt of a confirmed import; Conflict while it is not confirmed."""
    if imported.receipt is None:
        raise Conflict("这份名册还没有确认，请先核对再确认。")
    stored = dict(imported.receipt)
    stored["refused"] = [tuple(one) for one in stored["refused"]]
    return Receipt(**stored)


def import_file(
    session: orm.Session, unit_id: int, data: bytes, filename: str, *, actor_id: int | None, now: datetime
) -> Receipt:
    """Read, compare and take over a file in one go, as the starting data does: nobody leaves by it."""
    roster = read_roster(data, filename)
    imported = upload(session, unit_id, roster, data, filename, is_whole=False, actor_id=actor_id, now=now)
    return confirm(session, imported, {}, None, actor_id=actor_id, now=now)


def _record(
    session: orm.Session,
    action: str,
    imported: RosterImport,
    detail: dict[str, Any],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    record(
        session,
        action,
        actor_id=actor_id,
        now=now,
        unit_id=imported.unit_id,
        subject_kind="roster_import",
        subject_id=imported.id,
        detail=detail,
    )
