"""Decide which entries a viewer may answer: those of the own unit and of strangers."""

from sqlalchemy import orm

from webapp.errors import NotFound
from webapp.feedback import queries
from webapp.feedback.models import Feedback
from webapp.security import Viewer


def load_feedback(session: orm.Session, who: Viewer, feedback_id: int) -> Feedback:
    """Return an entry of the viewer's unit or of a stranger; NotFound for any other."""
    entry = queries.feedback(session, feedback_id)
    if entry is None or entry.unit_id not in {None, who.unit_id}:
        raise NotFound("没有找到这一条，请从列表重新进入。")
    return entry
