"""Decides which question types exist: every module of this folder but `base` is one, its file name is the code."""

from __future__ import annotations

import importlib
import pkgutil

from question_bank.types.base import REGISTERED, QuestionType

# The order in which screens and papers list the types; a type not named here comes after them.
_ORDER = (
    *("single_choice", "multiple_choice", "true_false", "fill_blank", "short_answer"),
    *("case_group", "ordering", "matching"),
)


def _discover() -> None:
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name != "base"]
    for name in sorted(names, key=lambda code: (_ORDER.index(code) if code in _ORDER else len(_ORDER), code)):
        question_type: QuestionType = importlib.import_module(f"{__name__}.{name}").TYPE
        if question_type.code != name:
            raise RuntimeError(f"question type {question_type.code} lives in {name}.py")
        REGISTERED[name] = question_type


_discover()


def all_types() -> tuple[QuestionType, ...]:
    """Return every question type in the order in which screens list them."""
    return tuple(REGISTERED.values())


def get_type(code: str) -> QuestionType:
    """Return the type of a code; KeyError for an unknown one."""
    return REGISTERED[code]
