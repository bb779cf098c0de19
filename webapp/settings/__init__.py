"""设置: the installation itself and the office's own rules, each with the day from which it is in force.

Nouns: Installation (one row: demonstration or production), Setting (dated, per unit), CalendarDay (working days).
Public functions: ``queries.value`` (the rule in force on a day), ``service.put``, ``queries.is_working_day``.
"""

from flask import Blueprint

bp = Blueprint("settings", __name__, url_prefix="/settings", template_folder="templates")
