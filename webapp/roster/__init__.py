"""名册: reading a roster file, showing joiners, leavers, movers and conflicts before anything is written.

Nouns: RosterImport (preview -> confirmed). Public functions: ``reading.read_roster``, ``rules.compare``,
``service.confirm``, ``service.move``, ``service.leave``.
"""

from flask import Blueprint

bp = Blueprint("roster", __name__, url_prefix="/roster", template_folder="templates")
