"""Decides which file formats exist: every module here but `base` and those named with an underscore is one."""

from __future__ import annotations

import importlib
import pkgutil

from question_bank.formats.base import Format


def _discover() -> tuple[Format, ...]:
    names = [m.name for m in pkgutil.iter_modules(__path__) if m.name != "base" and not m.name.startswith("_")]
    formats: list[Format] = [importlib.import_module(f"{__name__}.{name}").FORMAT for name in sorted(names)]
    for name, found in zip(sorted(names), formats, strict=True):
        if found.code != name:
            raise RuntimeError(f"format {found.code} lives in {name}.py")
    return tuple(sorted(formats, key=lambda found: (found.priority, found.code)))


_FORMATS = _discover()


def all_formats() -> tuple[Format, ...]:
    """Return every format in the order in which a file is tried against them."""
    return _FORMATS
