"""Decide what a template may hold, and whether somebody shows it."""

import ast
from collections.abc import Iterable, Mapping

from jinja2 import Environment, nodes

from tests.architecture.source import ROOT, Module

SYNTAX = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)
REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def project_templates() -> dict[str, str]:
    """Read every template by the name that render_template takes."""
    folders = sorted(path for path in (ROOT / "webapp").rglob("templates") if path.is_dir())
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unescaped(templates: Mapping[str, str]) -> list[str]:
    """Find templates that let text through unescaped."""
    found = []
    for name, text in templates.items():
        tree = SYNTAX.parse(text)
        safe = [node for node in tree.find_all(nodes.Filter) if node.name == "safe"]
        off = [node for node in tree.find_all(nodes.ScopedEvalContextModifier) if _turns_escaping_off(node)]
        found += [f"{name}:{node.lineno} lets text through unescaped" for node in [*safe, *off]]
    return found


def _turns_escaping_off(node: nodes.ScopedEvalContextModifier) -> bool:
    return any(option.key == "autoescape" and option.value != nodes.Const(True) for option in node.options)


def unused(templates: Mapping[str, str], modules: Iterable[Module]) -> list[str]:
    """Find templates that neither a module nor another template names.

    A name put together at run time (``"controls/" ~ control ~ ".html"``) uses every template of that folder.
    """
    texts = {text for module in modules for text in _texts_of_module(module)}
    texts |= {text for template in templates.values() for text in _texts_of_template(template)}
    folders = tuple(text for text in texts if text.endswith("/") and not text.startswith("/"))
    return sorted(name for name in templates if name not in texts and not (folders and name.startswith(folders)))


def _texts_of_module(module: Module) -> Iterable[str]:
    return (
        node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _texts_of_template(text: str) -> Iterable[str]:
    for reference in SYNTAX.parse(text).find_all(REFERENCES):
        for constant in [reference.template, *reference.template.find_all(nodes.Const)]:
            if isinstance(constant, nodes.Const) and isinstance(constant.value, str):
                yield constant.value
        for part in reference.template.find_all(nodes.TemplateData):
            yield part.data


def missing(templates: Mapping[str, str], modules: Iterable[Module]) -> list[str]:
    """Find names that render_template is given and that no file has."""
    return [
        module.at(call, f"shows {argument.value}, which is not there")
        for module in modules
        for call, name in module.calls()
        if name.rpartition(".")[2] == "render_template"
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant) and argument.value not in templates
    ]
