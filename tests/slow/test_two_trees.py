"""Two `xuefa serve` trees on one database: one scheduler acts, nothing goes out twice, the other takes over."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask

from tests.slow import staff
from tests.slow.trees import ask, eventually
from tests.support.application import SECRET
from tests.support.processes import LiveServer, free_port, run_xuefa, running_in_group
from webapp import clock
from webapp.db import transaction
from webapp.lease import Lease
from webapp.notify.models import Notice
from webapp.notify.service import Letter, Recipient, put
from webapp.scheduler import JOBS, LEASE
from webapp.settings import service as settings
from webapp.settings.models import CalendarDay

pytestmark = pytest.mark.slow

PEOPLE = 5
TAKE_OVER_SECONDS = 30


class Postbox:
    """A mail server's handler that keeps which notices arrived, by the key in their Message-ID."""

    def __init__(self) -> None:
        self.port = free_port()
        self.notice_ids: list[int] = []

    async def handle_DATA(self, server, session, envelope):
        """Keep the mail's key."""
        found = re.search(rb"Message-ID: <\S+\.notice-(\d+)@", envelope.content)
        self.notice_ids.append(int(found.group(1)))
        return "250 kept"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP server on loopback."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def always_reminding(app: Flask, unit_id: int, *, now: datetime) -> None:
    """Let today and the days after be working days, reminders allowed at every hour and due on each of them."""
    today = clock.local_day(now)
    with app.app_context(), transaction() as session:
        for days in range(-1, 5):
            session.merge(CalendarDay(day=today + timedelta(days=days), is_working=True, note="测试"))
        for key, value in {
            "reminders_from": "00:00",
            "reminders_until": "23:59:59",
            "reminder_days_before": [1, 2, 3],
        }.items():
            put_on = today - timedelta(days=1)
            settings.put(session, key, value, unit_id=unit_id, effective_on=put_on, actor_id=None, now=now)


def acting(app: Flask, servers: list[LiveServer]) -> list[LiveServer]:
    """Return the trees to which the holder of a running lease belongs."""
    rows = ask(app, sa.select(Lease.holder).where(Lease.name == LEASE, Lease.expires_at > clock.now()))
    holders = {int(holder.split(":")[1]) for (holder,) in rows}
    return [server for server in servers if holders & set(running_in_group(server.process.pid))]


def sent_mails(app: Flask) -> list[int]:
    """Return the ids of all mails noted as sent."""
    found = sa.select(Notice.id).where(Notice.channel == "mail", Notice.state == "sent").order_by(Notice.id)
    return [notice_id for (notice_id,) in ask(app, found)]


def test_two_trees_act_as_one_and_the_second_takes_over(
    make_app: Callable[[str], Flask],
    postgres_url: str,
    tmp_path: Path,
    start_server: Callable,
    postbox: Postbox,
):
    """Planned reminders and mails go out once; after the acting tree is killed, the other sends within 30 seconds."""
    app = make_app(postgres_url)
    office = staff.found(app, PEOPLE, now=clock.now())
    always_reminding(app, office.unit_id, now=clock.now())
    variables = {
        "XUEFA_DATABASE_URL": postgres_url,
        "XUEFA_SECRET_KEY": SECRET,
        "XUEFA_SMTP_URL": f"smtp://127.0.0.1:{postbox.port}",
    }
    servers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        servers.append(start_server(tmp_path / name, **variables))
    first_plan = JOBS["plan-reminders"].seconds + 30
    seen: list[str] = []

    def everybody_is_reminded() -> bool:
        seen.extend(server.url for server in acting(app, servers))
        return len(sent_mails(app)) == PEOPLE

    eventually(everybody_is_reminded, first_plan, "the scheduler plans and mails by itself")
    assert len(set(seen)) == 1 and len(seen) > 100, "one tree acted, all the time"
    days = Counter(ask(app, sa.select(Notice.employee_id, Notice.channel).where(Notice.kind == "reminder")))
    assert days == {(one.id, channel): 1 for one in office.people for channel in ("inbox", "mail")}
    assert Counter(postbox.notice_ids) == dict.fromkeys(sent_mails(app), 1)

    (leader,) = acting(app, servers)
    (other,) = [server for server in servers if server is not leader]
    leader.kill()
    config = replace(app.config["XUEFA"], smtp_url=variables["XUEFA_SMTP_URL"])
    letter = Letter("manual_reminder", "还有 1 件学习任务", "请按时完成。")
    with app.app_context(), transaction() as session:
        for one in office.people:
            person = Recipient(one.id, office.unit_id, None, one.email)
            put(session, person, letter, key=f"after:{one.id}", config=config, actor_id=None, now=clock.now())
    eventually(lambda: len(sent_mails(app)) == 2 * PEOPLE, TAKE_OVER_SECONDS, "the other tree takes over")
    assert acting(app, servers) == [other]
    again = run_xuefa("jobs", "run", "plan-reminders", instance=tmp_path / "one", **variables)
    assert again.returncode == 0 and "已安排 0 人" in again.stdout
    assert Counter(postbox.notice_ids) == dict.fromkeys(sent_mails(app), 1)
