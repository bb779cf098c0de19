"""Decide what every command shares: which module holds it, and how it reaches the application."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from webapp import create_app
from webapp.config import from_environment
from webapp.schema import require_current

COMMAND_MODULES = {
    "init": "webapp.cli.office",
    "demo": "webapp.cli.office",
    "serve": "webapp.cli.serve",
    "background": "webapp.cli.serve",
    "roster": "webapp.cli.roster",
    "bank": "webapp.cli.bank",
    "completion": "webapp.cli.completion",
    "report": "webapp.cli.report",
    "jobs": "webapp.cli.jobs",
    "verify": "webapp.cli.verify",
}
"""Command name -> module with a function ``command(name)`` that returns the click command."""


def with_app(function: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside an application context of the configured installation, on a current schema."""

    @wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with create_app(from_environment()).app_context():
            require_current()
            return function(*args, **kwargs)

    return inside
