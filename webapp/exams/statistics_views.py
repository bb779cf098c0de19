"""Decide nothing: routes of the item statistics only authorise, ask for the figures and show them."""

from flask import render_template

from webapp.bank import queries as bank
from webapp.db import reading
from webapp.errors import NotFound
from webapp.exams import access, bp, statistics
from webapp.security import guard, require_viewer


@bp.get("/exams/<int:exam_id>/statistics")
@guard("exam.manage")
def item_statistics(exam_id: int) -> str:
    """Show how easy an exam's questions were and how well they told strong from weak."""
    session = reading()
    row = access.load_exam(session, require_viewer(), exam_id)
    return render_template("exams/statistics.html", row=row, found=statistics.page(session, exam_id))


@bp.get("/exams/questions/<int:question_id>/statistics")
@guard("exam.manage")
def question_statistics(question_id: int) -> str:
    """Show how a question has done in the unit's exams, and which options were taken."""
    session, unit_id = reading(), require_viewer().unit_id
    found = statistics.question_page(session, unit_id, question_id)
    if found is None and not bank.is_question(session, unit_id, question_id):
        raise NotFound("没有找到这道题，请从题库列表重新查找。")
    return render_template("exams/question_statistics.html", found=found, question_id=question_id)
