"""学习完成率: THE statistic. ``rules.py`` classifies each assignment at an instant and divides, in one function.

Nouns: DutyState, Figures, Snapshot (存档, immutable). Public functions: ``service.figures_at``, ``service.freeze``.
"""

from flask import Blueprint

bp = Blueprint("completion", __name__, url_prefix="/completion", template_folder="templates")
