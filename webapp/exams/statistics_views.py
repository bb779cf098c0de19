"""Decide nothing: routes of the item statistics only authorise, ask for the figures and show them."""

from flask import render_template

from webapp.bank.access import load_question
from webapp.db import reading
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
    session, who = reading(), require_viewer()
    load_question(session, who, question_id)
    found = statistics.question_page(session, who.unit_id, question_id)
    return render_template("exams/question_statistics.html", found=found, question_id=question_id)
