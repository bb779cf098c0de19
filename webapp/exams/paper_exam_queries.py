"""Every SELECT about exams on paper: printed papers, sittings with their scores, and who may check them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.exams.models import Attempt, PrintedPaper


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
