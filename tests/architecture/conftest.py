"""Decide that the source is parsed once for all rules."""

import pytest

from tests.architecture.pages import project_templates
from tests.architecture.source import Module, project_modules


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the project."""
    return project_modules()


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """Every template of the project by its name."""
    return project_templates()
