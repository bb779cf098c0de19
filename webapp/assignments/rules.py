"""Decide what a person's duty is at an instant, and what moving or leaving does to it; no database, no clock.

Sources: DOMAIN section 2 (moving, leaving, 个别调整, 免考) and ARCHITECTURE "One fulfilment ledger".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

EXEMPTION_REASONS = ("sick", "maternity", "retiring", "full_time_study", "per_personnel_office")
"""Reasons for which a person may be exempt with approval (DOMAIN section 2; GLOSSARY)."""

MAX_DURATION_PERCENT = 300


@dataclass(frozen=True)
class DutyFacts:
    """One person's duty as it was known at one instant: only what had been recorded by then.

    ``department_id`` is the one that chases and counts it at that instant. ``due_at`` and ``counts_until`` include the
    extensions in force; ``extended_until`` is the personal due instant, None without one. ``fulfilments`` holds
    ``(effective_at, source_kind, source_id)``, earliest first. ``exemption_after_due`` reads 截止后办理.
    """

    assignment_id: int
    requirement_id: int
    kind: str
    title: str
    is_counted: bool
    employee_id: int
    department_id: int
    opens_at: datetime
    due_at: datetime
    counts_until: datetime
    minutes: int
    withdrawn: bool
    exempt: bool
    exemption_after_due: bool
    fulfilments: tuple[tuple[datetime, str, int], ...]
    begun: bool = False
    extended_until: datetime | None = None
    duration_percent: int = 100
    assigned_by: str = ""
    document_number: str = ""


@dataclass(frozen=True)
class Change:
    """One recorded event of an assignment, as the fold reads it."""

    kind: str
    department_id: int | None
    effective_at: datetime
    number: int


@dataclass(frozen=True)
class Standing:
    """What the events of one assignment add up to: whether it exists, was withdrawn, and where it counts."""

    is_assigned: bool = False
    withdrawn: bool = False
    department_id: int = 0


def standing(changes: Iterable[Change]) -> Standing:
    """Add up the events of one assignment in the order in which they took effect; later entries win a tie.

    ``recalled`` (撤回发布) takes the duty away as if never given; ``withdrawn`` ends it and keeps it listed.
    """
    found = Standing()
    for change in sorted(changes, key=lambda change: (change.effective_at, change.number)):
        department_id = change.department_id or found.department_id
        found = Standing(
            is_assigned=change.kind != "recalled" and (found.is_assigned or change.kind == "assigned"),
            withdrawn=change.kind == "withdrawn" or (found.withdrawn and change.kind == "moved"),
            department_id=department_id,
        )
    return found


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
