"""Decide how the rules see the source: parsed modules with their names, and who imports whom."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("question_bank", "webapp", "seeds")


@dataclass(frozen=True)
class Module:
    """One source file; ``name`` is what an import statement calls it."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.text)

    @property
    def file(self) -> str:
        """The last part of the name: ``service`` for ``webapp.exams.service``."""
        return self.name.rpartition(".")[2]

    def at(self, node: ast.AST, complaint: str) -> str:
        """Say where something stands and what is wrong with it."""
        return f"{self.name}:{getattr(node, 'lineno', 0)} {complaint}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Walk every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Walk every call with its dotted name; what is called on something else than a name starts with a dot."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, dotted(node.func)


@dataclass(frozen=True)
class Import:
    """``module`` imports ``target`` at ``node``."""

    module: Module
    target: str
    node: ast.AST

    def because(self, complaint: str) -> str:
        """Say where the import stands and what is wrong with it."""
        return self.module.at(self.node, f"imports {self.target}: {complaint}")


def project_modules() -> list[Module]:
    """Read every module of the three packages; migrations and tests have rules of their own."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [_read(path) for path in paths]


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf-8"), is_package)


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` for such an expression, ``.c`` for a part of anything but a name, and an empty text else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def imports(modules: Iterable[Module]) -> Iterator[Import]:
    """Walk every import statement, wherever it stands; a submodule imported from its package counts as itself."""
    modules = list(modules)
    known = {module.name for module in modules}
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(module, alias.name, node)
            elif isinstance(node, ast.ImportFrom):
                base = _absolute(module, node)
                for alias in node.names:
                    inner = f"{base}.{alias.name}"
                    yield Import(module, inner if inner in known else base, node)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    kept = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*kept, *([node.module] if node.module else [])])
