"""The outbox: once per key, one planned message a day, a real SMTP conversation, never twice."""

import threading
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from tests.support.office import make_office
from tests.support.processes import free_port
from webapp.db import reading, transaction
from webapp.notify.jobs import LOST_AFTER, MAX_TRIES, RETRY_AFTER, deliver
from webapp.notify.models import Notice
from webapp.notify.service import Letter, Recipient, put

LETTER = Letter("reminder", "还有 1 件学习任务", "某同志：\n《年度学法考试》11月30日截止。", "/", (1,))


class Postbox:
    """An SMTP server's handler that keeps what it takes and refuses addresses as told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.refusal = ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take or refuse one recipient."""
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep the mail."""
        self.taken.append(envelope.content)
        return "250 kept"


@pytest.fixture
def postbox():
    """A real SMTP server on loopback."""
    box = Postbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def mailing(make_app, database_url, postbox):
    """The application with that server as its mail server, on both databases."""
    app = make_app(database_url)
    app.config["XUEFA"] = replace(
        app.config["XUEFA"], smtp_url=f"smtp://127.0.0.1:{postbox.port}", public_url="https://xuefa.example.gov.cn"
    )
    return app


def _queue(app, now, *, planned_on=None, key="one", email="a@example.com"):
    with transaction() as session:
        office = make_office(session, now=now)
        person = Recipient(office.employees_a[0].id, office.unit_id, None, email)
        config = app.config["XUEFA"]
        return put(session, person, LETTER, key=key, config=config, planned_on=planned_on, actor_id=None, now=now)


def _notices(channel: str) -> list[Notice]:
    return list(reading().scalars(sa.select(Notice).where(Notice.channel == channel)))


def test_a_message_goes_out_by_mail_and_to_the_inbox(mailing, postbox, now):
    """The mail that arrives holds subject, text and the full link; both notices end as sent."""
    with mailing.app_context():
        assert sorted(_queue(mailing, now)) == ["inbox", "mail"]
        deliver(now=now)
        mail = message_from_bytes(postbox.taken[0], policy=policy.default)
        assert mail["Subject"] == LETTER.subject
        assert mail["To"] == "a@example.com"
        assert "《年度学法考试》11月30日截止。" in mail.get_content()
        assert "https://xuefa.example.gov.cn/" in mail.get_content()
        assert {notice.state for notice in _notices("mail") + _notices("inbox")} == {"sent"}


def test_a_second_sender_sends_nothing_twice(mailing, postbox, now):
    """Four senders at once over eight messages hand each over exactly once."""
    with mailing.app_context(), transaction() as session:
        office = make_office(session, now=now)
        person = Recipient(office.employees_a[0].id, office.unit_id, None, "a@example.com")
        for number in range(8):
            config = mailing.config["XUEFA"]
            put(session, person, LETTER, key=f"k{number}", config=config, actor_id=None, now=now)

    def send() -> None:
        with mailing.app_context():
            deliver(now=now)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with mailing.app_context():
        deliver(now=now)
        assert len(postbox.taken) == 8
        assert {notice.state for notice in _notices("mail")} == {"sent"}


def test_one_planned_message_a_person_day_and_channel(mailing, now):
    """A second planned message of the same local day is not queued, whatever its key."""
    with mailing.app_context():
        today = now.date()
        with transaction() as session:
            office = make_office(session, now=now)
            person = Recipient(office.employees_a[0].id, office.unit_id, None, "a@example.com")
            config = mailing.config["XUEFA"]
            common = {"config": config, "planned_on": today, "actor_id": None, "now": now}
            assert put(session, person, LETTER, key="one", **common) == ["inbox", "mail"]
            assert put(session, person, LETTER, key="two", **common) == []


def test_a_refused_address_is_final_and_says_why(mailing, postbox, now):
    """550 ends the message as failed with the server's word; nothing is tried again."""
    postbox.refusal = "550 5.1.1 no such user"
    with mailing.app_context():
        _queue(mailing, now)
        deliver(now=now)
        notice = _notices("mail")[0]
        assert (notice.state, notice.tries) == ("failed", 1)
        assert "no such user" in notice.reply


def test_a_busy_server_is_tried_again_five_times(mailing, postbox, now):
    """451 puts the message back for five minutes later; after the fifth try it is failed."""
    postbox.refusal = "451 4.3.0 busy"
    with mailing.app_context():
        _queue(mailing, now)
        deliver(now=now)
        assert _notices("mail")[0].state == "queued"
        deliver(now=now + timedelta(seconds=1))
        assert _notices("mail")[0].tries == 1
        for number in range(1, MAX_TRIES):
            deliver(now=now + number * (RETRY_AFTER + timedelta(hours=1)))
        assert (_notices("mail")[0].state, _notices("mail")[0].tries) == ("failed", MAX_TRIES)


def test_a_message_whose_sender_died_is_failed_not_repeated(mailing, postbox, now):
    """Claimed ten minutes ago without an end: nobody knows whether it left, so it is not sent again."""
    with mailing.app_context():
        _queue(mailing, now)
        with transaction() as session:
            session.execute(sa.update(Notice).values(state="claimed", claimed_at=now))
        deliver(now=now + LOST_AFTER)
        assert {notice.state for notice in _notices("mail")} == {"claimed"}
        deliver(now=now + LOST_AFTER + timedelta(seconds=1))
        assert _notices("mail")[0].state == "failed"
        assert postbox.taken == []


def test_without_a_mail_server_only_the_inbox_is_used(make_app, sqlite_url, now):
    """No XUEFA_SMTP_URL: nothing is queued that cannot leave."""
    app = make_app(sqlite_url)
    with app.app_context():
        assert _queue(app, now) == ["inbox"]
