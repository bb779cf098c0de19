"""学法考试: exams and their windows, attempts from start to the one door ``end_attempt``, saved answers, grading.

Nouns: Exam, ExamWindow, Attempt (in_progress -> submitted -> graded | voided), AttemptResponse, AttemptEvent,
Grading, ItemResult. What may be done is decided in ``rules.py``; the saved answer is one statement in ``saving.py``.
"""

from flask import Blueprint

bp = Blueprint("exams", __name__, template_folder="templates")
