"""Two people confirm at the same instant: one writes, both get a receipt, nothing is written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from question_bank import Question as Content
from tests.bank import office
from webapp import tasks
from webapp.bank import mending, queries, service
from webapp.bank.models import Question
from webapp.db import reading, transaction


def upload(app: Flask, home: office.Office, data: bytes, now: datetime) -> int:
    """Leave a read file waiting for its confirmation."""
    with app.app_context():
        with transaction() as session:
            batch = service.start_import(session, home.bank_id, data, "题.txt", actor_id=None, now=now)
        assert tasks.run_next()
        return batch.id


def confirm_together(app: Flask, batch_ids: list[int], now: datetime) -> list[service.Receipt]:
    """Confirm every batch in a thread of its own, all at once."""
    barrier = Barrier(len(batch_ids))

    def confirm(batch_id: int) -> service.Receipt:
        with app.app_context():
            barrier.wait(10)
            with transaction() as session:
                return service.confirm_import(session, batch_id, publish=True, actor_id=None, now=now)

    with ThreadPoolExecutor(len(batch_ids)) as pool:
        return list(pool.map(confirm, batch_ids))


def test_one_confirmation_wins(
    make_app: Callable[[str], Flask], database_url: str, small_file: bytes, now: datetime
) -> None:
    """The same batch confirmed four times at once, and two batches of one file at once, add four questions in all."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        home = office.found(session, "某区司法局", now=now)
    first, second = (upload(app, home, small_file, now) for _ in range(2))
    receipts = confirm_together(app, [first, second, first, second], now)
    assert receipts[0] == receipts[2] and receipts[1] == receipts[3]
    assert sorted(receipt["added_count"] for receipt in receipts[:2]) == [0, 4]
    with app.app_context():
        assert reading().scalar(sa.select(sa.func.count()).select_from(Question)) == 4


def test_one_mending_wins(
    make_app: Callable[[str], Flask], database_url: str, small_file: bytes, now: datetime
) -> None:
    """Four tabs mend the same item at once: one is kept, three are refused, and none breaks."""
    app = make_app(database_url)
    with app.app_context(), transaction() as session:
        home = office.found(session, "某区司法局", now=now)
    batch_id = upload(app, home, small_file, now)
    barrier = Barrier(4)

    def mend(number: int) -> bool:
        question = Content("true_false", f"第{number}个窗口的题干", (), ("true",))
        with app.app_context():
            barrier.wait(10)
            try:
                with transaction() as session:
                    mending.mend(session, batch_id, "h0", question, revision=0, actor_id=None, now=now)
            except mending.Stale:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(mend, range(4))) == [False, False, False, True]
    with app.app_context():
        (kept,) = queries.mends_of(reading(), batch_id).values()
        assert (kept.revision, kept.state) == (1, "mended")
