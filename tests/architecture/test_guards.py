"""Every route has exactly one guard (habit 6)."""

from types import SimpleNamespace

import pytest

from tests.architecture import guards
from tests.architecture.source import Module
from webapp.accounts.permissions import TABLE


@pytest.fixture(scope="session")
def actions() -> set[str]:
    """Every action that some role may do."""
    return set().union(*TABLE.values())


def test_every_endpoint_is_guarded(app, actions):
    """The URL map has no route without a guard, and no guard for an action that is not in the table."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    views = {endpoint: app.view_functions[endpoint] for endpoint in endpoints}
    assert any(not guards.is_static(endpoint) for endpoint in views)
    assert guards.unguarded(views, actions) == []


def test_every_view_has_exactly_one_guard(modules):
    """Two guards would hide each other, and one above the route would guard nothing."""
    assert guards.not_exactly_one(modules) == []


def test_an_unguarded_endpoint_is_found():
    """A forgotten guard and a misspelt action are both found; static files need none."""
    views = {
        "static": SimpleNamespace(),
        "bootstrap.static": SimpleNamespace(),
        "exams.list": SimpleNamespace(guard="exam.manage"),
        "exams.forgotten": SimpleNamespace(),
        "exams.misspelt": SimpleNamespace(guard="exam.mange"),
    }
    assert [found.split(":")[0] for found in guards.unguarded(views, {"exam.manage"})] == [
        "exams.forgotten",
        "exams.misspelt",
    ]


@pytest.mark.parametrize(
    ("decorators", "count"),
    [
        ("@bp.get('/')\n@guard('exam.manage')", 0),
        ("@bp.route('/')\n@security.public", 0),
        ("@csrf.exempt\n@bp.post('/')\n@signed_in", 0),
        ("@bp.get('/')", 1),
        ("@bp.get('/')\n@public\n@guard('exam.manage')", 1),
        ("@guard('exam.manage')\n@bp.get('/')", 1),
        ("@cached", 0),
    ],
)
def test_a_wrong_number_of_guards_is_found(decorators, count):
    """None, two, and one in the wrong place are each one finding."""
    assert len(guards.not_exactly_one([Module("webapp.exams.views", f"{decorators}\ndef page(): ...")])) == count
