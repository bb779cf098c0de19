"""Decide how a message enters the outbox: once per key, and at most one planned message a person, day and channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import orm

from webapp.config import Config
from webapp.db import insert_ignore
from webapp.notify.channels import available
from webapp.notify.models import Notice


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: ids, and the addresses that channels may use."""

    employee_id: int
    unit_id: int
    phone: str | None
    email: str | None


@dataclass(frozen=True)
class Letter:
    """What a message says: ``kind`` is a code, ``link`` a path on the platform, ``assignment_ids`` what it is about."""

    kind: str
    subject: str
    body: str
    link: str = ""
    assignment_ids: Sequence[int] = ()


def put(
    session: orm.Session,
    recipient: Recipient,
    letter: Letter,
    *,
    key: str,
    config: Config,
    planned_on: date | None = None,
    channels: Sequence[str] | None = None,
    actor_id: int | None,
    now: datetime,
) -> list[str]:
    """Queue one message on every channel that reaches the person; return the channels on which it is new.

    ``key`` is the same for ever for the same effect; the channel is added to it. ``planned_on`` (a local day) makes it
    the one planned message of that person, day and channel. ``channels`` None means all available ones.
    """
    queued = []
    for channel in available(config):
        address = channel.address_of(recipient.phone, recipient.email)
        if address is None or (channels is not None and channel.code not in channels):
            continue
        row = {
            "unit_id": recipient.unit_id,
            "employee_id": recipient.employee_id,
            "channel": channel.code,
            "kind": letter.kind,
            "dedupe_key": f"{key}:{channel.code}",
            "planned_on": planned_on,
            "address": address,
            "subject": letter.subject,
            "body": letter.body,
            "link": letter.link,
            "assignment_ids": list(letter.assignment_ids),
            "created_by": actor_id,
            "created_at": now,
            "not_before": now,
        }
        if insert_ignore(session, Notice, [row]):
            queued.append(channel.code)
    return queued
