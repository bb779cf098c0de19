"""Decide which exams and attempts a viewer may touch: exams of the own unit, attempts of one's own; else not found."""

from sqlalchemy import orm

from webapp.errors import NotAllowed, NotFound
from webapp.exams import correction_queries, paper_exam_queries, queries, rules
from webapp.exams.models import Attempt, Objection
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


def load_watched(session: orm.Session, who: Viewer, exam_id: int) -> tuple[queries.ExamRow, frozenset[int] | None]:
    """Return a published exam of the viewer's unit and whose people the viewer may watch, or raise NotFound.

    None means the whole unit's; a head watches the departments that he or she heads.
    """
    found = load_published(session, who, exam_id)
    return found, None if who.can("completion.office") else who.headed_ids


def load_attempt(session: orm.Session, who: Viewer, attempt_id: int) -> Attempt:
    """Return the viewer's own attempt, or raise NotFound: nobody opens a colleague's."""
    found = session.get(Attempt, attempt_id)
    if found is None or found.employee_id != who.employee_id:
        raise NotFound("没有找到这份答卷，请从“我的考试”重新进入。")
    return found


def require_network(row: queries.ExamRow, address: str) -> None:
    """Raise NotAllowed for an address outside of the exam's networks: its paper is shown inside only."""
    if not rules.is_inside(row.facts.networks, address):
        raise NotAllowed(rules.REASONS["network"])


def load_objection(session: orm.Session, who: Viewer, objection_id: int) -> Objection:
    """Return an objection to a question of an exam of the viewer's unit, or raise NotFound."""
    found = session.get(Objection, objection_id)
    if found is None:
        raise NotFound("没有找到这条异议，请从异议列表重新进入。")
    load_exam(session, who, found.exam_id)
    return found


def load_case(session: orm.Session, who: Viewer, correction_id: int) -> correction_queries.CaseRow:
    """Return a key correction of the viewer's unit, or raise NotFound."""
    found = correction_queries.case(session, correction_id)
    if found is None or found.case.unit_id != who.unit_id:
        raise NotFound("没有找到这次更正，请从更正列表重新进入。")
    return found


def load_sitting(session: orm.Session, who: Viewer, sitting_id: int) -> paper_exam_queries.SittingRow:
    """Return a list of scores from paper of the viewer's unit, or raise NotFound."""
    found = paper_exam_queries.sitting(session, sitting_id)
    if found is None or found.unit_id != who.unit_id:
        raise NotFound("没有找到这份纸笔成绩，请从考试的纸笔页重新进入。")
    return found


def load_used_version(session: orm.Session, exam_id: int, version_id: int) -> int:
    """Return a question version that ended attempts of an exam are graded by, or raise NotFound."""
    if version_id not in {one.version_id for one in correction_queries.used_questions(session, exam_id)}:
        raise NotFound("没有人的答卷用过这道题，请从考试的题目列表重新进入。")
    return version_id
