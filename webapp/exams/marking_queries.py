"""Every SELECT of marking: which responses wait for a person, what marks they have, what a marker is shown."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import Question, get_type
from webapp.bank import queries as bank
from webapp.clock import local_day
from webapp.exams import marking_rules, queries, stored
from webapp.exams.marking_rules import Mark
from webapp.exams.models import Attempt, AttemptResponse, Exam, Grading, ItemMark, ItemResult
from webapp.settings import queries as settings

SHEETS = 10


@dataclass(frozen=True)
class Waiting:
    """One response that waits for a person: where it stands, and the marks it has, by place."""

    attempt_id: int
    employee_id: int
    ended: int
    item: int
    version_id: int
    part: int
    marks: tuple[Mark, ...]

    def is_for(self, marker_id: int | None, two: bool) -> bool:
        """Say whether it waits for this marker: never one's own, and never twice for the same one."""
        asks = marking_rules.verdict(self.marks, two).asks
        return self.employee_id != marker_id and marking_rules.may_give(self.marks, asks, marker_id)


@dataclass(frozen=True)
class QuestionToMark:
    """One question, or part of a case, of an exam: how many responses wait in all, and how many for this marker."""

    version_id: int
    part: int
    stem: str
    waiting: int
    for_me: int


def needs_two(session: orm.Session, exam: Exam, *, now: datetime) -> bool:
    """Say whether the office has two people mark each response."""
    return bool(settings.value(session, "second_marker", unit_id=exam.unit_id, on=local_day(now)))


def waiting_counts(session: orm.Session, unit_id: int) -> dict[int, int]:
    """Return how many attempts wait for a marker by exam of the unit; one query."""
    rows = session.execute(
        sa.select(Attempt.exam_id, sa.func.count())
        .join(Exam, Exam.id == Attempt.exam_id)
        .where(Exam.unit_id == unit_id, Attempt.state == "submitted")
        .group_by(Attempt.exam_id)
    )
    return {exam_id: count for exam_id, count in rows}


def ended_numbers(session: orm.Session, attempt_ids: Collection[int]) -> dict[int, int]:
    """Return the number of the grading made when each attempt ended last."""
    rows = session.execute(
        sa.select(Grading.attempt_id, sa.func.max(Grading.number))
        .where(Grading.attempt_id.in_(attempt_ids), Grading.reason == "submit")
        .group_by(Grading.attempt_id)
    )
    return {attempt_id: number for attempt_id, number in rows}


def waiting(
    session: orm.Session, exam_id: int, contents: dict[int, Question], *, version_id: int | None = None
) -> list[Waiting]:
    """Return the responses of an exam (to one question version) that wait; ``contents`` gets the versions they show."""
    rows = session.execute(
        sa.select(ItemResult, Attempt.employee_id)
        .join(
            Attempt,
            sa.and_(Attempt.id == ItemResult.attempt_id, Attempt.grading_number == ItemResult.grading_number),
        )
        .where(
            Attempt.exam_id == exam_id,
            Attempt.state == "submitted",
            ItemResult.state == "needs_marking",
            sa.true() if version_id is None else ItemResult.question_version_id == version_id,
        )
        .order_by(ItemResult.attempt_id, ItemResult.item)
    ).all()
    contents |= bank.versions(session, {row.question_version_id for row, _ in rows} - contents.keys())
    ended = ended_numbers(session, {row.attempt_id for row, _ in rows})
    marks = marks_of(session, {row.attempt_id for row, _ in rows})
    return [
        Waiting(
            attempt_id=row.attempt_id,
            employee_id=employee_id,
            ended=ended[row.attempt_id],
            item=row.item,
            version_id=row.question_version_id,
            part=part,
            marks=tuple(marks.get((row.attempt_id, ended[row.attempt_id], row.item, part), ())),
        )
        for row, employee_id in rows
        for part in _open_places(contents[row.question_version_id], row)
    ]


def _open_places(content: Question, row: ItemResult) -> Collection[int]:
    return get_type(content.type).open_marks(content, stored.result_of(row), row.awarded)


def marks_of(session: orm.Session, attempt_ids: Collection[int]) -> dict[tuple[int, int, int, int], list[Mark]]:
    """Return the marks of attempts by (attempt, grading at its end, item, part), in order of place."""
    found: dict[tuple[int, int, int, int], list[Mark]] = defaultdict(list)
    for row in session.scalars(
        sa.select(ItemMark).where(ItemMark.attempt_id.in_(attempt_ids)).order_by(ItemMark.attempt_id, ItemMark.place)
    ):
        mark = Mark(row.place, row.marker_id, row.points, row.most)
        found[row.attempt_id, row.ended, row.item, row.part].append(mark)
    return found


def questions(
    session: orm.Session, row: queries.ExamRow, marker_id: int, *, now: datetime
) -> list[QuestionToMark]:
    """Return an exam's questions with responses that wait, by version and part; a constant number of queries."""
    contents: dict[int, Question] = {}
    two = needs_two(session, row.exam, now=now)
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for one in waiting(session, row.exam.id, contents):
        counted = counts[one.version_id, one.part]
        counted[0] += 1
        counted[1] += one.is_for(marker_id, two)
    return [
        QuestionToMark(version_id, part, stem_of(contents[version_id], part), count, mine)
        for (version_id, part), (count, mine) in sorted(counts.items())
    ]


def stem_of(content: Question, part: int) -> str:
    """Return what is asked: the question's stem, or that of a case's part."""
    return content.parts[part].stem if content.parts else content.stem


@dataclass(frozen=True)
class Sheet:
    """One response as a marker sees it: no name, the points it can earn, and what the markers gave if they differ."""

    attempt_id: int
    response: str
    most: Decimal
    given: tuple[str, ...]


@dataclass(frozen=True)
class MarkingPage:
    """What a marker is shown of one question: what is asked, key and key points, some responses, and how many wait."""

    material: str
    stem: str
    key: str
    key_points: tuple[str, ...]
    sheets: list[Sheet]
    waiting: int


def page(
    session: orm.Session, row: queries.ExamRow, version_id: int, part: int, marker_id: int, *, now: datetime
) -> MarkingPage | None:
    """Return the next SHEETS responses for a marker, in an order that the question decides; None for no such place."""
    contents: dict[int, Question] = dict(bank.versions(session, [version_id]))
    content = contents.get(version_id)
    if content is None or part >= max(1, len(content.parts)):
        return None
    two = needs_two(session, row.exam, now=now)
    mine = [
        one
        for one in waiting(session, row.exam.id, contents, version_id=version_id)
        if one.part == part and one.is_for(marker_id, two)
    ]
    mine.sort(key=lambda one: marking_rules.shuffled_key(version_id, part, one.attempt_id))
    asked = content.parts[part] if content.parts else content
    return MarkingPage(
        material=content.stem if content.parts else "",
        stem=asked.stem,
        key="\n".join(asked.key_texts),
        key_points=asked.key_points,
        sheets=_sheets(session, content, mine[:SHEETS]),
        waiting=len(mine),
    )


def _sheets(session: orm.Session, content: Question, chosen: Sequence[Waiting]) -> list[Sheet]:
    raw = raw_responses(session, [(one.attempt_id, one.item) for one in chosen])
    ids = [one.attempt_id for one in chosen]
    rows = {row.id: row for row in session.scalars(sa.select(Attempt).where(Attempt.id.in_(ids)))}
    found = []
    for one in chosen:
        item = rows[one.attempt_id].snapshot["items"][one.item]
        whole = json.loads(raw[one.attempt_id, one.item])
        text = whole[one.part] if content.parts else whole
        result = get_type(content.type).grade_raw(content, whole, Decimal(item["points"]), "all_or_nothing")
        most = get_type(content.type).open_marks(content, result, Decimal(item["points"]))[one.part]
        given = tuple(f"{marking_rules.PLACES[mark.place]} {mark.points:f}" for mark in one.marks)
        asks = marking_rules.DECISION if len(one.marks) == marking_rules.SECOND else None
        found.append(Sheet(one.attempt_id, str(text), most, given if asks else ()))
    return found


def raw_responses(session: orm.Session, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Any]:
    """Return the raw JSON text of these (attempt, item) places."""
    rows = session.execute(
        sa.select(AttemptResponse.attempt_id, AttemptResponse.item, AttemptResponse.response).where(
            AttemptResponse.attempt_id.in_({attempt_id for attempt_id, _ in places})
        )
    )
    return {(attempt_id, item): text for attempt_id, item, text in rows}


def lock(session: orm.Session, attempt_ids: Collection[int]) -> None:
    """Let nobody else change these attempts until this transaction ends."""
    session.execute(
        sa.select(Attempt)
        .where(Attempt.id.in_(attempt_ids))
        .order_by(Attempt.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
