"""题库: questions in immutable versions, the import preview and its confirmation, paper specs.

Nouns: QuestionBank, Question (draft, published, retired), QuestionVersion, ImportBatch (reading -> preview ->
confirmed | cancelled), ImportMend (what a person decides about one item of it). Public functions:
``service.start_import``, ``service.confirm_import``, ``queries.pool``. Where is it decided? ``editing`` how a question
is a form, ``mending`` and ``conflicts`` what a person does to an import, ``mended`` what it amounts to then,
``revising`` how the next version comes about, ``uses`` how the bank learns of exams, ``versions`` what they changed.
"""

from flask import Blueprint

bp = Blueprint("bank", __name__, url_prefix="/bank", template_folder="templates")
