"""Decide what a person's duty is at an instant, and what moving or leaving does to it; no database, no clock.

Sources: DOMAIN section 2 (moving, leaving, 个别调整, 免考) and ARCHITECTURE "One fulfilment ledger".
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

EXEMPTION_REASONS = ("sick", "maternity", "retiring", "full_time_study", "per_personnel_office")
"""Reasons for which a person may be exempt with approval (DOMAIN section 2; GLOSSARY)."""

MAX_DURATION_PERCENT = 300


class DutyFacts(NamedTuple):
    """One person's duty as it was known at one instant: only what had been recorded by then.

    ``department_id`` is the one that chases and counts it at that instant. ``due_at`` and ``counts_until`` include the
    extensions in force; ``extended_until`` is the personal due instant, None without one. ``fulfilments`` holds
    ``(effective_at, source_kind, source_id)``, earliest first. ``exemption_after_due`` reads 截止后办理. A page of an
    office makes thousands of them, hence a tuple.
    """

    assignment_id: int
    employee_id: int
    department_id: int
    due_at: datetime
    counts_until: datetime
    withdrawn: bool
    exempt: bool
    exemption_after_due: bool
    fulfilments: tuple[tuple[datetime, str, int], ...]
    requirement_id: int
    kind: str
    title: str
    is_counted: bool
    opens_at: datetime
    minutes: int
    begun: bool = False
    extended_until: datetime | None = None
    duration_percent: int = 100
    assigned_by: str = ""
    document_number: str = ""


class Standing(NamedTuple):
    """What the events of one assignment add up to: whether it exists, was withdrawn, and where it counts."""

    is_assigned: bool = False
    withdrawn: bool = False
    department_id: int = 0


@lru_cache(maxsize=4096)
def standing(changes: tuple[tuple[str, int | None], ...]) -> Standing:
    """Add up the events of one assignment, ``(kind, department or None)`` in the order in which they took effect.

    ``recalled`` (撤回发布) takes the duty away as if never given; ``withdrawn`` ends it and keeps it listed. Most duties
    of a department have the same few events, hence the cache.
    """
    is_assigned, withdrawn, department_id = False, False, 0
    for kind, to_department in changes:
        department_id = to_department or department_id
        is_assigned = kind != "recalled" and (is_assigned or kind == "assigned")
        withdrawn = kind == "withdrawn" or (withdrawn and kind == "moved")
    return Standing(is_assigned, withdrawn, department_id)


def adjusted(due_at: datetime, overrides: Iterable[tuple[datetime | None, int]]) -> tuple[datetime | None, int]:
    """Return ``(personal due instant or None, percent of the duration)``: the most generous of those in force.

    An adjustment only ever gives more, so that a later one for one thing does not take back another.
    """
    later, percent = None, 100
    for extended, share in overrides:
        if extended is not None and extended > (later or due_at):
            later = extended
        percent = max(percent, share)
    return later, percent


def is_fulfilled(duty: DutyFacts, by: datetime) -> bool:
    """Say whether evidence that happened at or before ``by`` and in time to count at all fulfils the duty."""
    return any(effective_at <= min(by, duty.counts_until) for effective_at, _, _ in duty.fulfilments)


def is_open(duty: DutyFacts, at: datetime) -> bool:
    """Say whether the person still owes the duty at ``at``; an overdue one is open until nothing counts any more."""
    return not (duty.withdrawn or duty.exempt or is_fulfilled(duty, at)) and at <= duty.counts_until


def follows_a_move(duty: DutyFacts, day_start: datetime) -> bool:
    """Say whether a duty goes along to the new department from the day that starts at ``day_start``.

    DOMAIN section 2: an open duty goes to the present department; once closed it stays where it closed.
    """
    return is_open(duty, day_start)


def ends_on_leaving(duty: DutyFacts, day_end: datetime) -> bool:
    """Say whether leaving on the day that ends at ``day_end`` withdraws the duty.

    DOMAIN section 2: only a duty neither completed nor yet due on that day ends; one that falls due on the very day
    is due and stays counted.
    """
    return not (duty.withdrawn or duty.exempt or is_fulfilled(duty, day_end)) and duty.due_at > day_end
