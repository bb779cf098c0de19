"""题库: questions in immutable versions, the import preview and its confirmation, paper specs.

Nouns: QuestionBank, Question (draft, published, retired), QuestionVersion, ImportBatch (reading -> preview ->
confirmed | cancelled). Public functions: ``service.start_import``, ``service.confirm_import``, ``queries.pool``.
"""

from flask import Blueprint

bp = Blueprint("bank", __name__, url_prefix="/bank", template_folder="templates")
