"""提醒: decides who is due a notice and fills the outbox; sends nothing itself.

Public functions: ``rules`` (pure), ``service.plan_for`` (people), ``list_to_heads``, ``list_to_liaison`` (called
by ``jobs.plan_reminders``), and ``service.remind`` (a click).
"""

from flask import Blueprint

bp = Blueprint("reminders", __name__, url_prefix="/reminders", template_folder="templates")
