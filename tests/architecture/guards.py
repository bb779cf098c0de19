"""Decide what a guarded route is: exactly one guard on each view, and an action that the permission table knows."""

import ast
from collections.abc import Iterable, Mapping

from tests.architecture.source import Module, dotted

GUARDS = {"public", "signed_in", "guard", "guard_in_statement"}
ROUTES = {"route", "get", "post", "put", "delete", "patch"}
WITHOUT_ACTION = {"public", "signed_in"}


def is_static(endpoint: str) -> bool:
    """Tell whether the endpoint only hands out files that are the same for everybody."""
    return endpoint == "static" or endpoint.endswith(".static")


def unguarded(views: Mapping[str, object], actions: Iterable[str]) -> list[str]:
    """Find endpoints whose view has no guard, or one for an action that nobody can be granted."""
    known = WITHOUT_ACTION | set(actions)
    return sorted(
        f"{endpoint}: guard {getattr(view, 'guard', None)!r}"
        for endpoint, view in views.items()
        if not is_static(endpoint) and getattr(view, "guard", None) not in known
    )


def not_exactly_one(modules: Iterable[Module]) -> list[str]:
    """Find views with no guard or several, and guards that stand above the route, where they guard nothing."""
    found = []
    for module in modules:
        for function in module.functions():
            names = [_last(decorator) for decorator in function.decorator_list]
            # The decorator of a route is called on a blueprint (bp.get), so a bare name is none.
            routes = [index for index, (name, dot) in enumerate(names) if dot and name in ROUTES]
            guards = [index for index, (name, _dot) in enumerate(names) if name in GUARDS]
            if routes and len(guards) != 1:
                found.append(module.at(function, f"{function.name}() has {len(guards)} guards"))
            elif routes and guards[0] < max(routes):
                found.append(module.at(function, f"{function.name}() has its guard above its route"))
    return found


def _last(decorator: ast.expr) -> tuple[str, bool]:
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name.rpartition(".")[2], "." in name
