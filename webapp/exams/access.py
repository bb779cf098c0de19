"""Decide which exams and attempts a viewer may touch: exams of the own unit, attempts of one's own; else not found."""

from sqlalchemy import orm

from webapp.errors import NotFound
from webapp.exams import queries
from webapp.exams.models import Attempt
from webapp.security import Viewer


def load_exam(session: orm.Session, who: Viewer, exam_id: int) -> queries.ExamRow:
    """Return an exam of the viewer's unit, drafts too, or raise NotFound."""
    found = queries.exam(session, exam_id)
    if found is None or found.exam.unit_id != who.unit_id:
        raise NotFound("没有找到这场考试，请从考试列表重新进入。")
    return found


def load_published(session: orm.Session, who: Viewer, exam_id: int) -> queries.ExamRow:
    """Return a published exam of the viewer's unit, or raise NotFound."""
    found = load_exam(session, who, exam_id)
    if found.requirement.state != "published":
        raise NotFound("没有找到这场考试，请从“我的考试”重新进入。")
    return found


def load_attempt(session: orm.Session, who: Viewer, attempt_id: int) -> Attempt:
    """Return the viewer's own attempt, or raise NotFound: nobody opens a colleague's."""
    found = session.get(Attempt, attempt_id)
    if found is None or found.employee_id != who.employee_id:
        raise NotFound("没有找到这份答卷，请从“我的考试”重新进入。")
    return found
