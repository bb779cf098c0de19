"""Decide how the outbox is emptied: claim one message, hand it over, note the provider's word.

A message is claimed by a conditional UPDATE and committed before it is sent, so that no second process sends it. When
a sender dies in between, nobody can know whether the message left: it is marked failed and says so, never sent twice.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from webapp import clock
from webapp.config import Config
from webapp.db import transaction
from webapp.notify import queries
from webapp.notify.channels import channel
from webapp.notify.channels.base import DeliveryError, Message
from webapp.notify.models import Notice

MAX_TRIES = 5
RETRY_AFTER = timedelta(minutes=5)
LOST_AFTER = timedelta(minutes=10)
BATCH = 200


def deliver(*, now: datetime) -> str:
    """Send what waits, at most 200 messages a call; returns how many were sent and how many failed."""
    _give_up_lost(now)
    config: Config = current_app.config["XUEFA"]
    sent = failed = 0
    for _ in range(BATCH):
        notice = _claim(now)
        if notice is None:
            break
        if _hand_over(notice, config):
            sent += 1
        else:
            failed += 1
    return f"已发出 {sent} 条，未发出 {failed} 条。"


def _claim(now: datetime) -> Notice | None:
    with transaction() as session:
        notice_id = queries.next_waiting(session, now=now)
        if notice_id is None:
            return None
        claimed = session.execute(
            sa.update(Notice)
            .where(Notice.id == notice_id, Notice.state == "queued")
            .values(state="claimed", claimed_at=clock.now(), tries=Notice.tries + 1)
        )
        if claimed.rowcount != 1:  # type: ignore[attr-defined]
            return None
        return session.get(Notice, notice_id)


def _hand_over(notice: Notice, config: Config) -> bool:
    base = config.public_url or ""
    message = Message(
        key=f"notice-{notice.id}",
        address=notice.address,
        subject=notice.subject,
        body=notice.body,
        link=f"{base}{notice.link}" if base and notice.link else "",
    )
    try:
        reply = channel(notice.channel).send(message, config)
    except DeliveryError as error:
        is_last = error.is_permanent or notice.tries >= MAX_TRIES
        _note(notice.id, "failed" if is_last else "queued", error.reason)
        return False
    _note(notice.id, "sent", reply)
    return True


def _note(notice_id: int, state: str, reply: str) -> None:
    now = clock.now()
    with transaction() as session:
        session.execute(
            sa.update(Notice)
            .where(Notice.id == notice_id, Notice.state == "claimed")
            .values(
                state=state,
                reply=reply,
                sent_at=now if state == "sent" else None,
                not_before=now + RETRY_AFTER if state == "queued" else Notice.not_before,
            )
        )


def _give_up_lost(now: datetime) -> None:
    with transaction() as session:
        session.execute(
            sa.update(Notice)
            .where(Notice.state == "claimed", Notice.claimed_at < now - LOST_AFTER)
            .values(state="failed", reply="发送时程序中断，结果不明")
        )
