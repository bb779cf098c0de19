"""学法考试: exams and their windows, attempts from start to the one door ``end_attempt``, saved answers, grading.

Nouns: Exam, ExamWindow, Attempt (in_progress -> submitted -> graded | voided), AttemptResponse, AttemptEvent,
Grading, ItemResult, ItemMark, Objection, KeyCorrection (proposed -> approved -> done | refused),
PrintedPaper, PaperSitting (keyed -> checked, or returned -> keyed, or dropped), PaperScore.
Where is it decided? Who may sit until when, results and review ``rules.py``; what a new exam may look like
``plan_rules.py`` and the presets ``presets.py``; what a published one may still become ``change_rules.py``; the door
``entering.py``; the saved answer, one statement, ``saving.py``; start, prolonging and end ``attempts.py``; a 试考
``rehearsing.py``; one paper for all ``same_paper.py``; voiding and opening again ``life.py``;
marks and what they settle ``marking.py`` and ``marking_rules.py``; a wrong key put right ``corrections.py``, what it
makes of a response ``correction_rules.py``, who is regraded ``regrading.py``; what a snapshot holds ``paper.py``, and
what of it a page may show ``sheets.py``; progress lists ``overview.py``; papers to print ``printing.py``; scores from
paper ``paper_exams.py``, whose may count ``paper_exam_rules.py``.
Public functions: ``service.create_exam``, ``publish``, ``withdraw``, ``change_exam``, ``decide``, ``enter``,
``rehearse``, ``extend``, ``start``, ``save``, ``end_attempt``,
``void``, ``reopen``, ``mark``, ``object_to``, ``decline``, ``propose``, ``approve``, ``refuse``;
``jobs.expire_attempts``; ``queries.by_requirement``, ``begun_assignment_ids``, ``proof``.
"""

from flask import Blueprint

bp = Blueprint("exams", __name__, template_folder="templates")
