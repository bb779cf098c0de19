"""Decide how an entry's subject and detail read: Chinese words for the keys, names for ids and codes.

The log keeps ids and codes only. Their names stand in tables above this layer, so the composition root says which
columns name the things of each kind, and which words stand for codes that are laid down above.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import orm

from question_bank import get_type
from webapp import clock
from webapp.audit import queries
from webapp.audit.labels import FIELDS, HIDDEN, SUBJECTS, Kind
from webapp.audit.models import AuditEntry

SHOWN = 6
"""Of a longer list (73 people reminded) so many are named, the rest is counted."""


def _by_type(counts: Any) -> str:
    if not isinstance(counts, Mapping):
        return str(counts)
    return "、".join(f"{get_type(code).label} {count}" for code, count in counts.items()) or "无"


FORMATS: Mapping[str, Callable[[Any], str]] = {
    "instant": lambda value: clock.local(datetime.fromisoformat(value)).strftime("%Y-%m-%d %H:%M"),
    "digest": lambda value: str(value)[:12],
    "percent": lambda value: f"{value}%",
    "by_type": _by_type,
    "tasks": lambda value: f"{len(value)} 件",
    "months": lambda value: f"{len(value)} 个月",
    "figures": lambda value: f"{len(value)} 项",
}


@dataclass(frozen=True)
class Sources:
    """Where names come from: (id column, name column) by kind of thing, and words by kind of code."""

    columns: Mapping[str, queries.NameColumns]
    words: Mapping[str, Mapping[str, str]]


def register(app: Flask, sources: Sources) -> None:
    """Tell the log's pages where the names are; called by the composition root."""
    app.extensions["audit_names"] = sources


@dataclass(frozen=True)
class Names:
    """What the entries of one page are shown with: names and words by kind, then by id or code."""

    names: Mapping[str, Mapping[Any, str]]

    def subject(self, entry: AuditEntry) -> str:
        """Return 人员 白晓岚, 答卷第 345 号 for what has no name, "—" for an entry without a subject."""
        kind = SUBJECTS.get(entry.subject_kind, entry.subject_kind)
        if entry.subject_id is None:
            return kind or "—"
        name = self.names.get(entry.subject_kind, {}).get(entry.subject_id)
        return f"{kind} {name}" if name else f"{kind}第 {entry.subject_id} 号"

    def lines(self, detail: Mapping[str, Any]) -> list[str]:
        """Return each part of a detail as 人员：白晓岚; a key without a word stays as it is."""
        shown = [(*FIELDS.get(key, (key, "")), value) for key, value in detail.items() if key not in HIDDEN]
        return [f"{word}：{self._text(kind, value)}" for word, kind, value in shown]

    def _text(self, kind: Kind, value: Any) -> str:
        if value is None or value == "":
            return "无"
        if isinstance(kind, str) and kind in FORMATS:
            return FORMATS[kind](value)
        if isinstance(value, list):
            found = "、".join(self._text(kind, one) for one in value[:SHOWN]) or "无"
            return f"{found}等 {len(value)} 项" if len(value) > SHOWN else found
        if isinstance(value, Mapping):
            return "，".join(self.lines(value)) or "无"
        if isinstance(value, bool):
            return "是" if value else "否"
        name = (kind if isinstance(kind, Mapping) else self.names.get(kind, {})).get(value)
        return name or (f"第 {value} 号" if kind and isinstance(value, int) else str(value))


def names_for(session: orm.Session, entries: Iterable[AuditEntry]) -> Names:
    """Return the names that a page of entries needs: at most one query for each kind of thing, for any number."""
    sources: Sources = current_app.extensions["audit_names"]
    wanted: dict[str, set[Any]] = {}
    for entry in entries:
        for kind, value in ((entry.subject_kind, entry.subject_id), *_ids(entry.detail)):
            if kind in sources.columns and isinstance(value, sources.columns[kind][0].type.python_type):
                wanted.setdefault(kind, set()).add(value)
    found = {kind: queries.names(session, sources.columns[kind], ids) for kind, ids in wanted.items()}
    return Names({**sources.words, **found})


def _ids(detail: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Walk through what a detail names, lists and inner details included."""
    for key, value in detail.items():
        kind = FIELDS.get(key, ("", ""))[1]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                yield from _ids(one)
            elif isinstance(kind, str):
                yield kind, one
