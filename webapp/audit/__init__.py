"""审计日志: the append-only, hash-chained record of who did what, when, from where, with what outcome.

Nouns: AuditEntry. States: none, rows are never updated. Public functions: ``service.record`` (in the transaction of
the change), ``service.seal`` (registered to run last before each commit), ``queries.verify_chain``. How an
entry reads is decided in ``labels`` (words) and ``naming`` (names behind ids).
"""

from flask import Blueprint

bp = Blueprint("audit", __name__, url_prefix="/audit", template_folder="templates")
