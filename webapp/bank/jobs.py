"""Decide how the worker reads an uploaded question file: outside of any transaction, in a child process with limits."""

from typing import Any

from webapp import files, tasks
from webapp.bank import queries, service
from webapp.bank.models import ImportBatch
from webapp.bank.reading import read_file
from webapp.bank.suggestions import add_suggestions
from webapp.db import reading, transaction
from webapp.errors import AppError


@tasks.handler(service.READ_TASK)
def read_batch(progress: tasks.Progress, params: dict[str, Any]) -> dict[str, Any]:
    """Read the file of ``params["batch_id"]`` into its batch; may be repeated after a kill.

    A file that can't be read, or mayn't be, leaves its sentence in the batch and is removed from the disk.
    """
    batch_id = params["batch_id"]
    with transaction() as session:
        batch = session.get_one(ImportBatch, batch_id)
        stored = session.get_one(files.StoredFile, batch.file_id)
    if batch.state != "reading":
        return {"state": batch.state}
    progress.step(0, 2)
    try:
        report = read_file(files.content(stored), stored.name)
    except AppError as error:
        with transaction() as session:
            service.keep_refusal(session, batch_id, error.sentence)
        files.discard(stored)
        return {"state": "failed"}
    progress.step(1, 2)
    add_suggestions(report, queries.contents(reading(), batch.unit_id))
    with transaction() as session:
        service.keep_report(session, batch_id, report)
    progress.step(2, 2)
    return {"state": "preview", "question_count": len(report["questions"])}
