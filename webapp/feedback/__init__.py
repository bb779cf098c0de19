"""投诉建议: what a person tells the platform's keepers, from every page's footer.

Nouns: Feedback (open -> answered). Public functions: ``service.submit``.
"""

from flask import Blueprint

bp = Blueprint("feedback", __name__, url_prefix="/feedback", template_folder="templates")
