"""Every SELECT about exams on paper: printed papers, sittings with their scores, and who may check them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.exams import correction_queries
from webapp.exams.models import Attempt, Exam, PaperScore, PaperSitting, PrintedPaper
from webapp.files import StoredFile


def printed(session: orm.Session, exam_id: int) -> list[PrintedPaper]:
    """Return the papers drawn for print, by number."""
    return list(
        session.scalars(sa.select(PrintedPaper).where(PrintedPaper.exam_id == exam_id).order_by(PrintedPaper.number))
    )


def printed_rows(session: orm.Session, exam_id: int) -> Sequence[tuple[int, str, datetime]]:
    """Return number, who drew it and when of each paper drawn for print."""
    rows = session.execute(
        sa.select(PrintedPaper.number, Employee.full_name, PrintedPaper.drawn_at)
        .join(Employee, Employee.id == PrintedPaper.drawn_by)
        .where(PrintedPaper.exam_id == exam_id)
        .order_by(PrintedPaper.number)
    )
    return [(number, name, at) for number, name, at in rows]


def printed_paper(session: orm.Session, exam_id: int, number: int) -> PrintedPaper | None:
    """Return one paper drawn for print, None for none of that number."""
    return session.scalar(sa.select(PrintedPaper).where(PrintedPaper.exam_id == exam_id, PrintedPaper.number == number))


def is_answering(session: orm.Session, employee_id: int) -> bool:
    """Say whether a person has an attempt under way, at any exam."""
    running = sa.exists().where(Attempt.employee_id == employee_id, Attempt.state == "in_progress")
    return bool(session.scalar(sa.select(running)))


@dataclass(frozen=True)
class SittingRow:
    """A list of scores with its exam's title, the names of both people, and how many scores it holds."""

    sitting: PaperSitting
    exam_id: int
    unit_id: int
    title: str
    keyed_by: str
    decided_by: str
    count: int


_COUNT = (
    sa.select(sa.func.count()).where(PaperScore.sitting_id == PaperSitting.id).correlate(PaperSitting).scalar_subquery()
)


def _sittings(session: orm.Session, condition: sa.ColumnElement[bool]) -> list[SittingRow]:
    keyer, decider = orm.aliased(Employee), orm.aliased(Employee)
    rows = session.execute(
        sa.select(PaperSitting, Exam.id, Exam.unit_id, Exam.title, keyer.full_name, decider.full_name, _COUNT)
        .join(Exam, Exam.id == PaperSitting.exam_id)
        .join(keyer, keyer.id == PaperSitting.keyed_by)
        .outerjoin(decider, decider.id == PaperSitting.decided_by)
        .where(condition)
        .order_by(PaperSitting.id.desc())
    )
    return [
        SittingRow(found, exam_id, unit_id, title, keyed_by, decided_by or "", count)
        for found, exam_id, unit_id, title, keyed_by, decided_by, count in rows
    ]


def sittings_of(session: orm.Session, exam_id: int) -> list[SittingRow]:
    """Return the lists of scores of an exam, the newest first; one query."""
    return _sittings(session, PaperSitting.exam_id == exam_id)


def open_sittings(session: orm.Session, unit_id: int) -> list[SittingRow]:
    """Return the unit's lists of scores that are not done with, the newest first; one query."""
    return _sittings(session, sa.and_(Exam.unit_id == unit_id, PaperSitting.state.in_(("keyed", "returned"))))


def sitting(session: orm.Session, sitting_id: int) -> SittingRow | None:
    """Return one list of scores, None when there is none."""
    return next(iter(_sittings(session, PaperSitting.id == sitting_id)), None)


def scores(session: orm.Session, sitting_id: int) -> list[tuple[PaperScore, str, str | None]]:
    """Return the scores of a list with name and staff number, in the order in which they were typed."""
    rows = session.execute(
        sa.select(PaperScore, Employee.full_name, Employee.staff_number)
        .join(Employee, Employee.id == PaperScore.employee_id)
        .where(PaperScore.sitting_id == sitting_id)
        .order_by(PaperScore.place)
    )
    return [(score, name, number) for score, name, number in rows]


def waiting_people(session: orm.Session, exam_id: int, *, but: int | None = None) -> frozenset[int]:
    """Return who stands in a list of an exam that is not done with, leaving out the list ``but``."""
    rows = session.scalars(
        sa.select(PaperScore.employee_id)
        .join(PaperSitting, PaperSitting.id == PaperScore.sitting_id)
        .where(
            PaperSitting.exam_id == exam_id,
            PaperSitting.state.in_(("keyed", "returned")),
            PaperSitting.id != (but or 0),
        )
    )
    return frozenset(rows)


def checkers(session: orm.Session, row: SittingRow, *, now: datetime) -> dict[int, str]:
    """Return who can check a list today, by id with their names: neither who keyed it nor anybody who stands in it."""
    others = correction_queries.approvers(session, row.unit_id, but=row.sitting.keyed_by, now=now)
    inside = set(session.scalars(sa.select(PaperScore.employee_id).where(PaperScore.sitting_id == row.sitting.id)))
    return {employee_id: name for employee_id, name in others.items() if employee_id not in inside}


def scan(session: orm.Session, sitting: PaperSitting) -> StoredFile:
    """Return the row of a list's scanned papers."""
    return session.get_one(StoredFile, sitting.scan_id)


def on_paper(session: orm.Session, attempt_ids: Collection[int]) -> frozenset[int]:
    """Return which of these attempts were sat on paper (纸笔)."""
    return frozenset(session.scalars(sa.select(Attempt.id).where(Attempt.id.in_(attempt_ids), Attempt.is_on_paper)))
