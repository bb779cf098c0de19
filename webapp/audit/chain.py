"""Decide what an entry's hash covers, and how rows are brought into the one form that is hashed."""

import hashlib
import json
from typing import Any

from webapp.audit.models import AuditEntry


def digest_of(rows: Any) -> str:
    """Return the SHA-256 of JSON-ready rows in canonical form (sorted keys, no blanks, UTF-8)."""
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_hash(entry: AuditEntry) -> str:
    """Return the hash that an entry must carry, from its own columns and ``previous_hash``."""
    return digest_of(
        [
            entry.previous_hash,
            entry.at.isoformat(timespec="microseconds"),
            entry.unit_id,
            entry.actor_id,
            entry.action,
            entry.subject_kind,
            entry.subject_id,
            entry.address,
            entry.outcome,
            entry.detail,
            entry.digest,
        ]
    )
