"""A client that misbehaves on a live server: it gets its sentence, harms nobody, and leaves one answer a question."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.slow import examinees, staff
from tests.slow.trees import ask
from tests.support.application import SECRET
from tests.support.processes import LiveServer
from webapp import clock
from webapp.exams.models import AttemptResponse

pytestmark = pytest.mark.slow

FLOOD = 500
FLOODERS = 4


def sent(one: examinees.Examinee, path: str, **answer: Any) -> tuple[int, dict[str, Any]]:
    """Save one answer and return status and JSON."""
    try:
        return 200, json.loads(one.browser.send_json(f"{path}/responses", json.dumps(answer).encode()))
    except HTTPError as error:
        return error.code, json.loads(error.read())


def test_a_client_that_misbehaves_is_told_and_harms_nobody(
    make_app: Callable[[str], Flask], database_url: str, tmp_path: Path, start_server: Callable[..., LiveServer]
):
    """Wrong options, another's attempt, replays, older answers; a hundred saves a second beside a colleague's."""
    app = make_app(database_url)
    office = staff.found(app, 2, now=clock.now())
    server = start_server(tmp_path / "instance", XUEFA_DATABASE_URL=database_url, XUEFA_SECRET_KEY=SECRET)
    bad, good = examinees.seated(server, app, office)
    for answer, status in (
        ({"item": 0, "seq": 1, "response": "Z"}, 422),
        ({"item": 0, "seq": 1, "response": ["A"]}, 422),
        ({"item": 99, "seq": 1, "response": "A"}, 422),
        ({"item": -1, "seq": 1, "response": "A"}, 422),
        ({"item": 0, "seq": 2**40, "response": "A"}, 422),
        ({"item": 0, "seq": 1, "response": "A" * 30_000}, 422),
    ):
        code, said = sent(bad, bad.path, **answer)
        assert (code, said["error"].count("。")) == (status, 1), answer
    assert sent(bad, good.path, item=0, seq=1, response="A")[0] == 404
    assert sent(bad, "/attempts/999999", item=0, seq=1, response="A")[0] == 404
    assert examinees.kept(app) == {}
    assert sent(bad, bad.path, item=0, seq=5, response="A")[1]["seq"] == 5
    assert sent(bad, bad.path, item=0, seq=5, response="A")[1]["seq"] == 5, "a replay is acknowledged again"
    assert sent(bad, bad.path, item=0, seq=4, response="B")[1]["seq"] == 5, "an older one is told of the newer"
    assert examinees.kept(app) == {(bad.attempt_id, 0): (5, "A")}
    _flood(bad, good)
    assert good.count >= 3 and good.refusal == ""
    assert examinees.broken_promises(app, [good]) == {}
    of_bad = sa.select(AttemptResponse.item, AttemptResponse.seq).where(AttemptResponse.attempt_id == bad.attempt_id)
    assert ask(app, of_bad) == [(0, FLOOD + 5)], "one row, and the newest"


def _flood(bad: examinees.Examinee, good: examinees.Examinee) -> None:
    """Let one send FLOOD answers as fast as the server takes them, hundreds a second, while the other answers too."""
    codes: list[int] = []

    def flood(first: int) -> None:
        for seq in range(first, FLOOD, FLOODERS):
            codes.append(sent(bad, bad.path, item=0, seq=seq + 6, response="ABCD"[seq % 4])[0])

    threads = [threading.Thread(target=flood, args=(first,)) for first in range(FLOODERS)]
    with examinees.saving([good]):
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert codes == [200] * FLOOD
