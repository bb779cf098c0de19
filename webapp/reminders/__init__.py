"""提醒: decides who is due a notice and fills the outbox; sends nothing itself.

Public functions: ``rules.due_notices`` (pure), ``service.plan_day``, ``service.remind_department`` (a head's click).
"""

from flask import Blueprint

bp = Blueprint("reminders", __name__, url_prefix="/reminders", template_folder="templates")
