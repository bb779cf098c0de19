"""Decide how the tests of pages read one: by lxml, with the values that a browser would send."""

from lxml import html
from werkzeug.test import TestResponse


def read(response: TestResponse) -> html.HtmlElement:
    """Return a page as a tree."""
    return html.fromstring(response.get_data(as_text=True))


def title(page: html.HtmlElement) -> str:
    """Return the text of the page's title sentence."""
    return str(page.xpath("//h1")[0].text_content())


def main(page: html.HtmlElement) -> str:
    """Return the text of the page without its frame."""
    return str(page.xpath("//main")[0].text_content())


def typed(page: html.HtmlElement, mark: str) -> dict[str, object]:
    """Return what the form that holds a field named ``mark`` would send; a field sent more than once is a list."""
    form = next(form for form in page.forms if mark in form.fields)
    found: dict[str, object] = {}
    for name, value in form.form_values():
        kept = found.get(name)
        found[name] = value if kept is None else [*(kept if isinstance(kept, list) else [kept]), value]
    return found


def rows(page: html.HtmlElement) -> int:
    """Return how many rows the page's tables hold."""
    return len(page.xpath("//tbody/tr"))
