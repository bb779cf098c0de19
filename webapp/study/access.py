"""Load and authorise: a session is found by the people of its own unit alone."""

from sqlalchemy import orm

from webapp.errors import NotFound
from webapp.security import Viewer
from webapp.study import queries
from webapp.study.models import StudySession


def load_session(session: orm.Session, who: Viewer, session_id: int) -> StudySession:
    """Return a session of the viewer's unit, or raise NotFound."""
    found = queries.study_session(session, session_id)
    if found is None or found.unit_id != who.unit_id:
        raise NotFound("没有找到这次学习活动，请从“集中学习”重新进入。")
    return found
