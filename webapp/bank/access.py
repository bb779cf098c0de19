"""Decide which banks, questions and imports a viewer may touch: those of the own unit; all else is not found."""

from sqlalchemy import orm

from webapp.bank.models import ImportBatch, Question, QuestionBank
from webapp.errors import NotFound
from webapp.security import Viewer


def load_bank(session: orm.Session, who: Viewer, bank_id: int) -> QuestionBank:
    """Return a bank of the viewer's unit, or raise NotFound."""
    bank = session.get(QuestionBank, bank_id)
    if bank is None or bank.unit_id != who.unit_id:
        raise NotFound("没有找到这个题库，请从题库列表重新选择。")
    return bank


def load_question(session: orm.Session, who: Viewer, question_id: int) -> Question:
    """Return a question of the viewer's unit, or raise NotFound."""
    question = session.get(Question, question_id)
    if question is None or question.unit_id != who.unit_id:
        raise NotFound("没有找到这道题，请从题库列表重新查找。")
    return question


def load_batch(session: orm.Session, who: Viewer, batch_id: int) -> ImportBatch:
    """Return an import of the viewer's unit, or raise NotFound."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or batch.unit_id != who.unit_id:
        raise NotFound("没有找到这次导入，请重新选择文件。")
    return batch
