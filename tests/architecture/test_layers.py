"""Who may import whom (habits 4 and 5)."""

import pytest

from tests.architecture import layers
from tests.architecture.source import Module, imports


def test_every_package_has_its_place_in_the_layers(modules):
    """A new feature is put into the table before anything imports it."""
    assert layers.unknown_parts(modules) == []


def test_nobody_imports_upward_or_sideways(modules):
    """Across features only models, queries and service are seen."""
    assert layers.layer_breaches(modules) == []


def test_a_feature_keeps_its_inner_order(modules):
    """Views know the service, the service knows the queries, and nobody knows the views."""
    assert layers.inside_breaches(modules) == []


def test_no_import_stands_inside_a_function(modules):
    """What a module needs is read at its top."""
    assert layers.nested_imports(modules) == []


def test_rules_import_only_the_standard_library_and_question_bank(modules):
    """A decision can be tried without a database and without a request."""
    assert layers.impure_rules(modules) == []


def test_question_bank_is_a_library_of_its_own(modules):
    """It knows neither the web nor the database nor any of our other packages."""
    assert layers.impure_library(modules) == []


def test_the_rules_look_at_something(modules):
    """An empty list of modules would pass every rule."""
    assert {"question_bank", "webapp", "webapp.db", "webapp.exams.models"} <= {module.name for module in modules}
    assert sum(1 for _ in imports(modules)) > 100


def _project(name: str, text: str) -> list[Module]:
    """A small project in which one module is bad."""
    others = ("webapp.db", "webapp.bank.service", "webapp.bank.models", "webapp.exams.rules", "webapp.exams.queries")
    return [Module(name, text), *(Module(other, "") for other in others if other != name)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webapp.db", "from webapp.bank import service"),
        ("webapp.audit.service", "import webapp.accounts.queries"),
        ("webapp.study.service", "from webapp.exams.queries import due"),
        ("webapp.bank.service", "from webapp.exams import queries"),
        ("webapp.practice.service", "from webapp.bank.importing import preview"),
        ("webapp.practice.service", "from webapp.bank import bp"),
        ("webapp.exams.service", "from ..workbench import service"),
        ("webapp.exams.service", "from webapp import create_app"),
        ("webapp.reports.service", "from seeds import demonstration"),
        ("webapp.serving", "import seeds"),
        ("seeds.demonstration", "from webapp.bank import views"),
    ],
)
def test_an_import_against_the_layers_is_found(name, text):
    """Upward, sideways, relative, of an inner file, of the starting data: each is one breach."""
    assert len(layers.layer_breaches(_project(name, text))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webapp.exams.service", "from webapp.bank import models, service"),
        ("webapp.exams.service", "from webapp import db"),
        ("webapp.exams.service", "from question_bank import grade_paper"),
        ("webapp.cli.office", "from seeds import demonstration"),
        ("seeds.demonstration", "from webapp.bank.service import import_questions"),
        ("webapp", "import webapp.bank.views"),
    ],
)
def test_an_import_along_the_layers_is_let_through(name, text):
    """The rule refuses no lawful import."""
    assert layers.layer_breaches(_project(name, text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webapp.exams.service", "from webapp.exams import views"),
        ("webapp.exams.queries", "from webapp.exams.service import submit"),
        ("webapp.exams.views", "from webapp.exams.models import Exam"),
        ("webapp.exams.models", "from webapp.exams.rules import may_start"),
        ("webapp.exams.drawing", "import webapp.exams.views"),
    ],
)
def test_an_import_against_the_inner_order_is_found(name, text):
    """A query that calls the service and a view that holds tables are refused."""
    modules = [Module(f"webapp.exams.{file}", "") for file in layers.INSIDE if f"webapp.exams.{file}" != name]
    assert len(layers.inside_breaches([Module(name, text), *modules])) == 1


def test_a_package_without_a_place_is_found():
    """An unlisted feature would pass as a core file."""
    assert layers.unknown_parts([Module("webapp.games", "", is_package=True)]) == ["webapp.games"]


def test_an_import_inside_a_function_is_found():
    """Also inside a method."""
    text = "class A:\n    def b(self):\n        import json\n        return json"
    assert len(layers.nested_imports([Module("webapp.db", text)])) == 1


@pytest.mark.parametrize("text", ["import flask", "from webapp.exams.models import Exam", "import sqlalchemy as sa"])
def test_an_impure_rule_is_found(text):
    """Neither the web nor a table is a rule's business."""
    assert len(layers.impure_rules([Module("webapp.exams.rules", text)])) == 1


@pytest.mark.parametrize(
    "text", ["from flask import g", "import webapp.db", "from sqlalchemy import orm", "import time"]
)
def test_an_impure_library_is_found(text):
    """The same for question_bank."""
    assert len(layers.impure_library([Module("question_bank.grading", text)])) == 1
