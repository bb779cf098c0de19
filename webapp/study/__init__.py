"""学习活动: the year plan 一月一科室一主题, sessions of every kind, and their rolls.

Nouns: StudyPlan, MonthlyTheme, StudySession (planned -> held -> closed | cancelled), Attendance, RollEvent.
Public functions: ``service.make_plan``, ``service.create_session``, ``service.record_roll``, ``service.close_roll``.
"""

from flask import Blueprint

bp = Blueprint("study", __name__, url_prefix="/study", template_folder="templates")
