"""名册: reading a roster file, showing joiners, leavers, movers and conflicts before anything is written.

Nouns: RosterImport (preview -> confirmed, cancelled). Public functions: ``service.import_file``, ``service.confirm``,
``service.move``, ``service.leave``, ``service.go_away``; ``reading.read_roster`` and ``rules.compare`` beneath them.
"""

from flask import Blueprint

bp = Blueprint("roster", __name__, url_prefix="/roster", template_folder="templates")
