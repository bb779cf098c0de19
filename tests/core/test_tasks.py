"""Long work: claimed once, finished with a receipt or one sentence, taken up again after its worker died."""

from datetime import timedelta

import pytest

from webapp import tasks
from webapp.db import reading, transaction
from webapp.errors import InvalidInput


@pytest.fixture
def handlers(monkeypatch):
    """A registry of this test's own."""
    found: dict[str, tasks.Handler] = {}
    monkeypatch.setattr(tasks, "_handlers", found)
    return found


def _enqueue(kind: str, now) -> int:
    with transaction() as session:
        return tasks.enqueue(session, kind, {"n": 3}, actor_id=None, now=now).id


def test_a_task_runs_once_and_leaves_its_receipt(make_app, database_url, now, handlers):
    """The handler reports progress in transactions of its own; the row ends done with the result."""
    handlers["count"] = lambda progress, params: (progress.step(1, params["n"]), {"added": params["n"]})[1]
    with make_app(database_url).app_context():
        task_id = _enqueue("count", now)
        assert tasks.run_next()
        assert not tasks.run_next()
        task = reading().get_one(tasks.Task, task_id)
        assert (task.state, task.result, task.done_count, task.total_count) == ("done", {"added": 3}, 1, 3)


def test_a_refusal_is_kept_as_its_sentence(app, now, handlers):
    """An AppError ends the task failed with the sentence that the person will read."""

    def refuse(_progress, _params):
        raise InvalidInput("文件是空的，请检查后重新上传。")

    handlers["read"] = refuse
    with app.app_context():
        task_id = _enqueue("read", now)
        tasks.run_next()
        task = reading().get_one(tasks.Task, task_id)
        assert (task.state, task.sentence) == ("failed", "文件是空的，请检查后重新上传。")


def test_an_unknown_error_gives_a_number_to_pass_on(app, now, handlers):
    """A bug ends the task failed, with a number for the administrator and no traceback."""
    handlers["read"] = lambda _progress, _params: 1 / 0  # type: ignore[return-value]
    with app.app_context():
        task_id = _enqueue("read", now)
        tasks.run_next()
        assert f"T{task_id}" in (reading().get_one(tasks.Task, task_id).sentence or "")


def test_a_task_whose_worker_died_is_taken_up_again(app, now, handlers, set_clock):
    """A running task without a sign of life for five minutes is claimed by the next worker, not earlier."""
    handlers["read"] = lambda _progress, _params: {}
    with app.app_context():
        _enqueue("read", now)
        assert tasks._claim(now) is not None
        set_clock(now + tasks.STALE)
        assert not tasks.run_next()
        set_clock(now + tasks.STALE + timedelta(seconds=1))
        assert tasks.run_next()
