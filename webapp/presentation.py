"""Decide how values look on a page: filters and globals of the templates."""

from flask import Flask


def register(app: Flask) -> None:
    """Install the filters."""
