"""Decide the habits that are seen in one module alone: the only commit, the only clock, lengths, chance, printing."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.layers import part_of
from tests.architecture.source import Module

MODULE_LINES = 400
FUNCTION_LINES = 50
LINE_CHARACTERS = 120
REASON = re.compile(r"# long because: \S+")
CLOCKS = re.compile(
    r"(^|\.)(now|utcnow|today|current_timestamp|localtimestamp)$|^time\.(time|time_ns|localtime|gmtime|strftime|ctime)$"
)
# Files that are handed `now` and may not ask even clock.py.
BELOW_THE_CLOCK = {"models", "rules", "queries", "service", "access", "forms"}


def commits(modules: Iterable[Module]) -> list[str]:
    """Find ``.commit()`` and ``.rollback()`` outside webapp/db.py."""
    return [
        module.at(call, f"calls {name}(): only webapp/db.py ends a transaction")
        for module in modules
        if module.name != "webapp.db"
        for call, name in module.calls()
        if name.endswith((".commit", ".rollback"))
    ]


def clock_readings(modules: Iterable[Module]) -> list[str]:
    """Find who reads the clock beside webapp/clock.py, who asks it below the views, and who makes ``now`` optional."""
    return [found for module in modules if module.name != "webapp.clock" for found in _clock_readings(module)]


def _clock_readings(module: Module) -> Iterator[str]:
    for call, name in module.calls():
        if name == "clock.now":
            if part_of(module.name) == "question_bank" or module.file in BELOW_THE_CLOCK:
                yield module.at(call, "asks the clock: take `now` as an argument")
        elif CLOCKS.search(name):
            yield module.at(call, f"reads the clock by {name}()")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module, "now") in {
            ("webapp.clock", alias.name) for alias in node.names
        }:
            yield module.at(node, "imports `now` by itself: a test could not hold it, write clock.now()")
        if isinstance(node, ast.ImportFrom) and node.module == "time" and "time" in {a.name for a in node.names}:
            yield module.at(node, "reads the clock by time()")
    for function in module.functions():
        if "now" in _optional_arguments(function.args):
            yield module.at(function, f"{function.name}() makes `now` optional")


def _optional_arguments(arguments: ast.arguments) -> set[str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    optional = positional[len(positional) - len(arguments.defaults) :]
    keywords = [
        name for name, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is not None
    ]
    return {argument.arg for argument in [*optional, *keywords]}


def global_chance(modules: Iterable[Module]) -> list[str]:
    """Find draws in question_bank that no seed decides, and prints."""
    return [
        module.at(call, f"calls {name}(): a library draws from a seeded random.Random and prints nothing")
        for module in modules
        if part_of(module.name) == "question_bank"
        for call, name in module.calls()
        if name == "print" or (name.startswith("random.") and name != "random.Random")
    ]


def too_long(modules: Iterable[Module]) -> list[str]:
    """Find modules over 400 and functions over 50 lines that do not give a reason in one line."""
    return [found for module in modules for found in _too_long(module)]


def _too_long(module: Module) -> Iterator[str]:
    lines = module.text.splitlines()
    if len(lines) > MODULE_LINES and not any(REASON.match(line) for line in lines):
        yield f"{module.name}: {len(lines)} lines, at most {MODULE_LINES} without a line `# long because: …`"
    for function in module.functions():
        span = lines[function.lineno - 1 : function.end_lineno]
        if len(span) > FUNCTION_LINES and not any(REASON.search(line) for line in span):
            yield module.at(function, f"{function.name}() has {len(span)} lines, at most {FUNCTION_LINES}")


def wide_lines(name: str, text: str) -> list[str]:
    """Find lines over 120 characters; a Chinese character counts as one."""
    return [
        f"{name}:{number} has {len(line)} characters, at most {LINE_CHARACTERS}"
        for number, line in enumerate(text.splitlines(), start=1)
        if len(line) > LINE_CHARACTERS
    ]
