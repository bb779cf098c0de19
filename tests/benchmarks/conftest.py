"""Decide how a measured figure is kept, judged and printed: one table at the end, a missed figure fails its test."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

_TABLE: list["Figure"] = []


@dataclass(frozen=True)
class Figure:
    """One measured figure with its limit; ``limit`` None is told for comparison and judged by nobody."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Say whether the limit is kept."""
        return self.limit is None or (self.value >= self.limit if self.at_least else self.value < self.limit)

    @property
    def line(self) -> str:
        """The figure as a line of the table."""
        limit = "" if self.limit is None else f"{'≥' if self.at_least else '<'} {self.limit:g} {self.unit}"
        verdict = "" if self.limit is None else "met" if self.is_met else "MISSED"
        return f"{self.name:<62} {self.value:>10.4g} {self.unit:<9} {limit:<14} {verdict}".rstrip()


@pytest.fixture
def note() -> Callable[..., None]:
    """Keep figures for the table, then judge them: ``note(Figure(…), Figure(…))``."""

    def keep(*figures: Figure) -> None:
        _TABLE.extend(figures)
        missed = [figure.line for figure in figures if not figure.is_met]
        assert not missed, "\n".join(missed)

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every figure of this run, in order of name."""
    if _TABLE:
        terminalreporter.section("measured figures")
        for figure in sorted(_TABLE, key=lambda one: one.name):
            terminalreporter.write_line(figure.line)
