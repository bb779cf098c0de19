"""Decide who may import whom, as docs/architecture.md draws it."""

import ast
import sys
from collections.abc import Iterable, Iterator

from tests.architecture.source import Import, Module, imports

# From the bottom up: a part may import what stands in an earlier row, and nothing beside or above itself.
LAYERS = (
    ("core",),
    ("audit",),
    ("settings", "notify", "feedback"),
    ("accounts",),
    ("laws",),
    ("bank", "assignments"),
    ("checks",),
    ("study", "exams"),
    ("practice", "completion"),
    ("roster", "reminders", "reports"),
    ("workbench",),
    ("scheduler",),
    ("webapp",),
    ("serving", "seeds"),
    ("cli",),
)
RANK = {part: rank for rank, row in enumerate(LAYERS) for part in row}
FEATURES = {part for row in LAYERS[1:11] for part in row}
SHARED_FILES = {"models", "queries", "service"}
# What a file may import of its own feature; files of other names (a channel, a table of codes) are free.
INSIDE = {
    "models": set(),
    "rules": set(),
    "queries": {"models", "rules"},
    "service": {"models", "queries", "rules"},
    "access": {"models", "queries", "rules"},
    "forms": {"rules"},
    "jobs": {"models", "queries", "rules", "service"},
    "views": {"access", "forms", "queries", "service"},
}
LIBRARY_REFUSES = {"flask", "sqlalchemy", "webapp", "seeds", "wtforms", "alembic", "time", "secrets", "uuid"}


def part_of(name: str) -> str:
    """Name the part of the house that a module of ours belongs to; "" for modules that are not ours."""
    parts = name.split(".")
    if parts[0] != "webapp":
        return parts[0] if parts[0] in ("question_bank", "seeds") else ""
    if len(parts) == 1:
        return "webapp"
    return parts[1] if parts[1] in RANK else "core"


def unknown_parts(modules: Iterable[Module]) -> list[str]:
    """Find packages of webapp that have no place in the layers."""
    packages = {module.name for module in modules if module.is_package and module.name.count(".") == 1}
    return sorted(name for name in packages if name.startswith("webapp.") and part_of(name) == "core")


def layer_breaches(modules: Iterable[Module]) -> list[str]:
    """Find imports upward or sideways, and imports of another feature's inner files."""
    return [found for one in imports(modules) for found in _layer_breach(one)]


def _layer_breach(one: Import) -> Iterator[str]:
    source, target = part_of(one.module.name), part_of(one.target)
    if not target or source == target or source == "question_bank":
        return
    if target == "question_bank":
        return
    if RANK[source] <= RANK[target]:
        yield one.because(f"{source} stands beside or below {target}")
    elif target == "seeds" and source != "cli":
        yield one.because("only the command line loads the starting data")
    elif target in FEATURES and source in FEATURES | {"seeds"} and _file_of(one.target) not in SHARED_FILES:
        yield one.because(f"other parts may import only {', '.join(sorted(SHARED_FILES))} of {target}")


def inside_breaches(modules: Iterable[Module]) -> list[str]:
    """Find imports inside a feature against its order: views over service over queries over models."""
    found = []
    for one in imports(modules):
        part = part_of(one.module.name)
        if part not in FEATURES or part_of(one.target) != part or one.target == one.module.name:
            continue
        target = _file_of(one.target)
        if target == "views" or (target in INSIDE and target not in INSIDE.get(one.module.file, set(INSIDE))):
            found.append(one.because(f"{one.module.file} may not know {target}"))
    return found


def _file_of(name: str) -> str:
    """Return ``service`` for ``webapp.exams.service``, and "" for the package itself."""
    return ".".join(name.split(".")[2:])


def nested_imports(modules: Iterable[Module]) -> list[str]:
    """Find imports inside a function."""
    return [
        module.at(node, f"imports inside {function.name}()")
        for module in modules
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def impure_rules(modules: Iterable[Module]) -> list[str]:
    """Find rules.py files that import more than the standard library and question_bank."""
    allowed = sys.stdlib_module_names | {"question_bank"}
    return [
        one.because("rules are pure")
        for one in imports(modules)
        if one.module.file == "rules" and part_of(one.module.name) in FEATURES and _root(one.target) not in allowed
    ]


def impure_library(modules: Iterable[Module]) -> list[str]:
    """Find what question_bank may not import: the web, the database, our other packages, clocks and chance."""
    return [
        one.because("question_bank is a pure library")
        for one in imports(modules)
        if part_of(one.module.name) == "question_bank" and _root(one.target) in LIBRARY_REFUSES
    ]


def _root(name: str) -> str:
    return name.partition(".")[0]
