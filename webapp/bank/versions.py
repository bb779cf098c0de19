"""Decide how the versions of a question stand beside each other: each with what it changed, its pictures drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from question_bank import Difference, Question, Segment, differences
from webapp import labels, pictures
from webapp.bank.queries import VersionRow

Address = Callable[[int, int], str]
_BARE = Question("short_answer", "", (), ())
FILTERS = ("q", "bank", "type", "state", "topic", "difficulty", "citation", "batch", "page", "size")


@dataclass(frozen=True)
class Shown:
    """A version and what it changed against the one before it; nothing for the first."""

    row: VersionRow
    changes: Sequence[Difference]


def shown(rows: Sequence[VersionRow], address: Address) -> list[Shown]:
    """Return versions, newest first, with what each changed; ``address`` gives a picture's by version id and number."""
    found = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        changes = changes_between(row.content, before.content) if before else ()
        found.append(Shown(_drawn(row, address), changes))
    return found


def _drawn(row: VersionRow, address: Address) -> VersionRow:
    return replace(row, content=pictures.shown(row.content, lambda number: address(row.version_id, number)))


def changes_between(new: Question, old: Question) -> list[Difference]:
    """Return every place where a version says something else: what is asked in reading order, then what is about it."""
    return [*differences(new, old), *_about(new, old)]


def _about(new: Question, old: Question) -> Iterable[Difference]:
    explained = [replace(_BARE, stem=one.explanation or "") for one in (new, old)]
    yield from (replace(one, place="解析") for one in differences(*explained))
    words = {
        "依据": (str(new.citation or ""), str(old.citation or "")),
        "知识点": (new.topic or "", old.topic or ""),
        "难度": (str(new.difficulty or ""), str(old.difficulty or "")),
        "用于": (labels.label("question_use", new.use), labels.label("question_use", old.use)),
    }
    for place, (now, before) in words.items():
        if now != before:
            segments = (Segment("existing", before), Segment("new", now))
            yield Difference(place, tuple(one for one in segments if one.text))


def kept_filters(form: Mapping[str, str]) -> dict[str, str]:
    """Return the list's filters that a form carries, for the way back to the same list."""
    return {name: form[name][:100] for name in FILTERS if form.get(name)}
