"""Decide what a graded paper is once the corrections in force for its questions are followed."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from question_bank import ItemResult as Result
from question_bank import Question, get_type
from webapp.bank import queries as bank
from webapp.exams import correction_rules, queries
from webapp.exams.models import Attempt


def follow(
    session: orm.Session,
    attempt: Attempt,
    results: Sequence[tuple[int, Result]],
    in_force: Mapping[int, correction_rules.InForce],
    contents: Mapping[int, Question],
) -> list[tuple[int, Result]]:
    """Return (version, result) by place after the corrections in force; ``contents`` may hold the new versions."""
    if not in_force:
        return list(results)
    missing = {one.new_version_id for one in in_force.values()} - contents.keys()
    known = {**contents, **bank.versions(session, missing)}
    raw = {item: kept.raw for item, kept in queries.responses(session, attempt.id).items()}
    found = []
    for place, (version_id, result) in enumerate(results):
        points = Decimal(attempt.snapshot["items"][place]["points"])
        grade_by = _grader(known, raw.get(place), points, attempt.snapshot["multiple_rule"])
        found.append(correction_rules.followed(version_id, result, in_force, grade_by, points))
    return found


def _grader(contents: Mapping[int, Question], raw: object, points: Decimal, rule: Any) -> Callable[[int], Result]:
    def grade_by(version_id: int) -> Result:
        content = contents[version_id]
        return get_type(content.type).grade_raw(content, raw, points, rule)

    return grade_by
