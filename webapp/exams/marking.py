"""Decide how marks are entered and when an attempt that waited for them is graded."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from question_bank import ItemResult as Result
from question_bank import Question, get_type
from webapp.audit.service import digest_of, record
from webapp.bank import queries as bank
from webapp.errors import InvalidInput
from webapp.exams import marking_queries, marking_rules, queries, stored
from webapp.exams.attempts import add_event, exam_row, fulfil_if_qualified, keep_grading, record_attempt
from webapp.exams.marking_rules import Mark
from webapp.exams.models import Attempt, ItemMark


def mark(
    session: orm.Session,
    exam_id: int,
    version_id: int,
    part: int,
    typed: Mapping[int, str],
    *,
    actor_id: int,
    now: datetime,
) -> int:
    """Enter one marker's points for responses to a question by attempt id; return how many were entered.

    What no longer waits for this marker is left out, so that a repeated form changes nothing more. InvalidInput names
    what can't be a mark, and then nothing is entered. An attempt whose last response is settled is graded.
    """
    row, entered, problems = exam_row(session, exam_id), 0, []
    two = marking_queries.needs_two(session, row.exam, now=now)
    marking_queries.lock(session, typed.keys())
    waiting = marking_queries.waiting(session, exam_id, {}, version_id=version_id)
    for one in waiting:
        if one.attempt_id not in typed or one.part != part or not one.is_for(actor_id, two):
            continue
        attempt = session.get_one(Attempt, one.attempt_id)
        most = open_marks(session, attempt)[one.item, part]
        try:
            points = marking_rules.points_of(typed[one.attempt_id], most)
        except marking_rules.WrongPoints as wrong:
            problems.append(f"“{typed[one.attempt_id]}”不能记分，{wrong}。")
            continue
        asks = marking_rules.verdict(one.marks, two).asks
        place: dict[str, Any] = {"item": one.item, "part": part, "place": asks, "marker_id": actor_id, "most": most}
        session.add(ItemMark(attempt_id=one.attempt_id, ended=one.ended, points=points, at=now, **place))
        session.flush()
        entered += 1
        settle(session, attempt, row, two, now=now)
    if problems:
        raise InvalidInput(problems[0] if len(problems) == 1 else f"有 {len(problems)} 处要改。", tuple(problems))
    what: dict[str, Any] = {"unit_id": row.exam.unit_id, "subject_kind": "exam", "subject_id": exam_id}
    record(session, "exam.mark", actor_id=actor_id, now=now, detail={"marked_count": entered}, **what)
    return entered


def current(session: orm.Session, attempt: Attempt) -> list[tuple[int, Result]]:
    """Return (version id, result) by place of an attempt's current grading."""
    rows = queries.item_results(session, attempt)
    return [(row.question_version_id, stored.result_of(row)) for _, row in sorted(rows.items())]


def open_marks(session: orm.Session, attempt: Attempt) -> dict[tuple[int, int], Decimal]:
    """Return the most points of each (item, part) of an attempt that waits for a mark."""
    results = current(session, attempt)
    contents = bank.versions(session, [version_id for version_id, _ in results])
    return {
        (item, part): most
        for item, (version_id, found) in enumerate(results)
        for part, most in _places(contents[version_id], found, attempt, item).items()
    }


def _places(content: Question, found: Result, attempt: Attempt, item: int) -> dict[int, Decimal]:
    return get_type(content.type).open_marks(content, found, Decimal(attempt.snapshot["items"][item]["points"]))


def settle(session: orm.Session, attempt: Attempt, row: queries.ExamRow, two: bool, *, now: datetime) -> bool:
    """Grade an attempt whose responses are all settled, as its next grading; return whether it was."""
    ended = marking_queries.ended_numbers(session, [attempt.id])[attempt.id]
    marks = marking_queries.marks_of(session, [attempt.id])
    points: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for item, part in open_marks(session, attempt):
        given: list[Mark] = marks.get((attempt.id, ended, item, part), [])
        settled = marking_rules.verdict(given, two).points
        if settled is None:
            return False
        points[item][part] = settled
    results = current(session, attempt)
    contents = bank.versions(session, [version_id for version_id, _ in results])
    keep_grading(
        session,
        attempt,
        [
            (version_id, _marked(contents[version_id], found, points[item], attempt, item))
            for item, (version_id, found) in enumerate(results)
        ],
        "marking",
        now=now,
    )
    fulfil_if_qualified(session, attempt, row.exam, now=now)
    add_event(session, attempt.id, "marking", actor_id=None, now=now, grading=attempt.grading_number)
    digest = digest_of(queries.proof(session, attempt.id))
    record_attempt(session, "attempt.mark", attempt, row.exam, actor_id=None, now=now, digest=digest)
    return True


def _marked(content: Question, found: Result, points: Mapping[int, Decimal], attempt: Attempt, item: int) -> Result:
    most = Decimal(attempt.snapshot["items"][item]["points"])
    return get_type(content.type).with_marks(content, found, points, most)
