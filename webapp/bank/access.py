"""Decide which banks, questions and imports a viewer may touch: those of the own unit; all else is not found."""

from sqlalchemy import orm

from question_bank import Question as Content
from question_bank import question_from_json
from webapp.bank.models import ImportBatch, Question, QuestionBank, QuestionVersion
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


def load_version(session: orm.Session, who: Viewer, version_id: int) -> Content:
    """Return what a version of a question of the viewer's unit says, or raise NotFound."""
    version = session.get(QuestionVersion, version_id)
    question = session.get(Question, version.question_id) if version else None
    if version is None or question is None or question.unit_id != who.unit_id:
        raise NotFound("没有找到这道题，请从题库列表重新查找。")
    return question_from_json(version.content)


def load_batch(session: orm.Session, who: Viewer, batch_id: int) -> ImportBatch:
    """Return an import of the viewer's unit, or raise NotFound."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or batch.unit_id != who.unit_id:
        raise NotFound("没有找到这次导入，请重新选择文件。")
    return batch
