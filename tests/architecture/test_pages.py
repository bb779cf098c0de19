"""Templates escape what they show, and each is shown by somebody (habits 7 and 8)."""

import pytest

from tests.architecture import pages
from tests.architecture.source import Module


def test_no_template_lets_text_through(templates):
    """Neither by a filter nor by turning escaping off."""
    assert pages.unescaped(templates) == []


def test_every_template_is_used(templates, modules):
    """A page that nobody shows is dead."""
    assert pages.unused(templates, modules) == []


def test_every_template_that_is_shown_exists(templates, modules):
    """A misspelt name would be found only by whoever opens the page."""
    assert pages.missing(templates, modules) == []


@pytest.mark.parametrize(
    "text",
    ["{{ name|safe }}", "{{ name | upper | safe }}", "{% autoescape false %}{{ name }}{% endautoescape %}"],
)
def test_unescaped_text_is_found(text):
    """However it is written."""
    assert len(pages.unescaped({"a.html": text})) == 1
    assert pages.unescaped({"a.html": "{{ is_safe }} |safe {# |safe #}"}) == []


def test_an_unused_template_is_found():
    """Shown, extended, included, imported and put together names count as used."""
    module = Module("webapp.a.views", "render_template('a/list.html')\nrender_template(f'b/{kind}.html')")
    templates = {
        "a/list.html": "{% extends 'base.html' %}{% include 'controls/' ~ kind ~ '.html' %}",
        "base.html": "{% import 'macros.html' as m %}",
        "macros.html": "",
        "controls/one.html": "",
        "b/x.html": "",
        "a/forgotten.html": "",
    }
    assert pages.unused(templates, [module]) == ["a/forgotten.html"]


def test_a_template_that_is_not_there_is_found():
    """The finding names the module."""
    module = Module("webapp.a.views", "return_value = render_template('a/lost.html')")
    assert pages.missing({}, [module]) == ["webapp.a.views:1 shows a/lost.html, which is not there"]
