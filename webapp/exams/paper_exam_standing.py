"""Decide what is known of people when their scores from paper are keyed or checked, and whose are refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from webapp.assignments import queries as duties
from webapp.assignments.queries import DutyFacts
from webapp.errors import InvalidInput
from webapp.exams import paper_exam_queries, paper_exam_rules, queries
from webapp.exams.rules import AttemptFacts


@dataclass(frozen=True)
class Standing:
    """What decides whether scores may count: duties, attempts, and who stands in another list, by person."""

    duties: Mapping[int, DutyFacts]
    attempts: Mapping[int, Sequence[AttemptFacts]]
    waiting: frozenset[int]


def standing(session: orm.Session, row: queries.ExamRow, *, but: int | None, now: datetime) -> Standing:
    """Return what is known at ``now`` of everybody at an exam, leaving out the list ``but``; seven queries."""
    given = duties.duties_of_requirement(session, row.requirement.id, at=now)
    return Standing(
        {one.employee_id: one for one in given},
        queries.facts_by_person(session, row.exam.id),
        paper_exam_queries.waiting_people(session, row.exam.id, but=but),
    )


def refuse(row: queries.ExamRow, people: Iterable[tuple[int, str]], known: Standing, sat_at: datetime) -> None:
    """Raise InvalidInput with a sentence for each person whose score can't count."""
    problems = []
    for employee_id, name in people:
        duty = known.duties.get(employee_id)
        sentence = "" if duty else f"{paper_exam_rules.LACKS}，请核对姓名或工号。"
        sentence = sentence or paper_exam_rules.refusal(
            row.facts,
            row.windows,
            queries.state_of(duty),
            known.attempts.get(employee_id, ()),
            is_waiting=employee_id in known.waiting,
            sat_at=sat_at,
        )
        problems += [f"{name}：{sentence}"] if sentence else []
    if problems:
        raise many(problems)


def many(problems: Sequence[str]) -> InvalidInput:
    """Return the refusal of a list: its one problem, or how many there are, each in its details."""
    return InvalidInput(problems[0] if len(problems) == 1 else f"有 {len(problems)} 处要改。", tuple(problems))
