"""Decide the state of each duty at an instant, and every count and rate that follows: THE statistic, pure.

Screens, reminders, ledgers, the command line and the annual report all count and divide here. Source of every rule:
DOMAIN section 3.

How a person with several duties is counted (the counts add up: required = completed + outstanding + overdue): only
counted duties that are neither withdrawn nor exempt make a person required. The person is completed when all of them
are; else overdue when at least one of them is overdue; else outstanding. A person without any left is exempt when at
least one was exempted, else withdrawn; such people are in no denominator.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

STATES = ("completed", "completed_late", "outstanding", "in_progress", "overdue", "exempt", "withdrawn")
OWED = frozenset({"outstanding", "in_progress", "overdue"})
DONE = frozenset({"completed", "completed_late"})


class Duty(Protocol):
    """What a duty must tell to be classified; ``webapp.assignments`` gives it as known at the instant asked."""

    @property
    def employee_id(self) -> int:
        """Whose duty it is."""

    @property
    def is_counted(self) -> bool:
        """Whether it counts for the year's rate."""

    @property
    def due_at(self) -> datetime:
        """The due instant with the person's own extension; meeting it exactly is on time."""

    @property
    def counts_until(self) -> datetime:
        """The last instant at which evidence still counts (closed end)."""

    @property
    def withdrawn(self) -> bool:
        """不再应考."""

    @property
    def exempt(self) -> bool:
        """免考."""

    @property
    def begun(self) -> bool:
        """Whether the person has begun (进行中)."""

    @property
    def fulfilments(self) -> tuple[tuple[datetime, str, int], ...]:
        """Qualifying evidence, ``(effective_at, source_kind, source_id)``."""


@dataclass(frozen=True)
class Counts:
    """Counts of distinct people, or of single duties. ``completed`` includes late ones where late counts.

    ``completed_on_time`` is part of ``completed``; ``outstanding`` (not yet due) and ``overdue`` are disjoint.
    """

    required: int = 0
    exempt: int = 0
    withdrawn: int = 0
    completed: int = 0
    completed_on_time: int = 0
    outstanding: int = 0
    overdue: int = 0

    @property
    def is_full(self) -> bool:
        """Say whether everybody required is done; nobody required is not full."""
        return self.completed == self.required > 0

    @property
    def owing(self) -> int:
        """How many still owe, due or not."""
        return self.outstanding + self.overdue

    @property
    def rate(self) -> str:
        """The rate as printed."""
        return printed_rate(self.completed, self.required)


@dataclass(frozen=True)
class Figures:
    """All counts of a set of duties at one instant; ``due_completed`` of ``due_total`` duties already due are done."""

    people: Counts
    assignments: Counts
    due_completed: int
    due_total: int

    @property
    def due_rate(self) -> str:
        """到期任务完成率 as printed: completed duties ÷ duties already due."""
        return printed_rate(self.due_completed, self.due_total)

    @property
    def is_all_due(self) -> bool:
        """Say whether every counted duty is due."""
        return self.due_total == self.assignments.required

    @property
    def is_year_leading(self) -> bool:
        """Say whether the yearly rate leads: when every counted duty is due, or none is yet (DOMAIN section 3)."""
        return self.is_all_due or not self.due_total

    @property
    def leading(self) -> tuple[str, int, int]:
        """The rate that leads now, as printed, with its numerator and denominator; empty while nothing is due."""
        if self.is_all_due:
            return self.people.rate, self.people.completed, self.people.required
        return self.due_rate, self.due_completed, self.due_total


def classify(duty: Duty, at: datetime) -> str:
    """Return the state of one duty at ``at``: one of ``STATES``.

    Withdrawn before exempt before evidence. The first evidence at or before due is on time; evidence after due and
    until ``counts_until`` is late; evidence from after ``at`` is not yet known.
    """
    if duty.withdrawn:
        return "withdrawn"
    if duty.exempt:
        return "exempt"
    if duty.fulfilments:
        known_until = min(at, duty.counts_until)
        instants = [one[0] for one in duty.fulfilments if one[0] <= known_until]
        if instants:
            return "completed" if min(instants) <= duty.due_at else "completed_late"
    if at > duty.due_at:
        return "overdue"
    return "in_progress" if duty.begun else "outstanding"


def person_state(states: Iterable[str], *, late_counts: bool) -> str:
    """Return the state of a person from the states of the counted duties, as the module's docstring defines it.

    The answer is completed, completed_late, outstanding, overdue, exempt or withdrawn; no duty raises ValueError.
    """
    found = set(states)
    if not found:
        raise ValueError("a person without a counted duty has no state")
    left = found - {"withdrawn", "exempt"}
    if not left:
        return "exempt" if "exempt" in found else "withdrawn"
    if left <= DONE and (late_counts or "completed_late" not in left):
        return "completed_late" if "completed_late" in left else "completed"
    if "overdue" in left or (not late_counts and "completed_late" in left):
        return "overdue"
    return "outstanding"


def counts(states: Sequence[str], *, late_counts: bool) -> Counts:
    """Count states of people or of duties. A late completion that does not count stands as overdue."""
    found = Counter(states)
    late = found["completed_late"]
    completed = found["completed"] + (late if late_counts else 0)
    overdue = found["overdue"] + (0 if late_counts else late)
    outstanding = found["outstanding"] + found["in_progress"]
    return Counts(
        required=completed + outstanding + overdue,
        exempt=found["exempt"],
        withdrawn=found["withdrawn"],
        completed=completed,
        completed_on_time=found["completed"],
        outstanding=outstanding,
        overdue=overdue,
    )


def figures(duties: Iterable[Duty], at: datetime, *, late_counts: bool) -> Figures:
    """Return all counts of the counted duties of a scope at ``at``; other duties are passed over."""
    return tally([(duty, classify(duty, at)) for duty in duties], at, late_counts=late_counts)


def tally(stated: Iterable[tuple[Duty, str]], at: datetime, *, late_counts: bool) -> Figures:
    """Return what ``figures`` returns, of duties that have been classified at ``at`` already."""
    by_person: dict[int, list[str]] = {}
    single: list[str] = []
    due: list[str] = []
    for duty, state in stated:
        if not duty.is_counted:
            continue
        by_person.setdefault(duty.employee_id, []).append(state)
        single.append(state)
        if duty.due_at <= at:
            due.append(state)
    people = [person_state(states, late_counts=late_counts) for states in by_person.values()]
    due_counts = counts(due, late_counts=late_counts)
    return Figures(
        people=counts(people, late_counts=late_counts),
        assignments=counts(single, late_counts=late_counts),
        due_completed=due_counts.completed,
        due_total=due_counts.required,
    )


def leading_over_time(
    duties: Iterable[Duty], instants: Sequence[datetime], *, late_counts: bool
) -> list[tuple[str, int, int]]:
    """Return ``figures(duties, at).leading`` for each of some instants, in one pass over the duties.

    A duty is done from its first evidence on (late evidence only where late counts) and due from its due instant on, so
    three sorted lists of instants answer for every moment: due, due and done, and people with everything done.
    """
    dues: list[datetime] = []
    done_and_due: list[datetime] = []
    last_done: dict[int, datetime] = {}
    for duty in duties:
        if not duty.is_counted or duty.withdrawn or duty.exempt:
            continue
        first = min((one[0] for one in duty.fulfilments if one[0] <= duty.counts_until), default=None)
        is_done = first is not None and (late_counts or first <= duty.due_at)
        done_at = first if first is not None and is_done else _NEVER
        dues.append(duty.due_at)
        done_and_due.append(max(done_at, duty.due_at))
        last_done[duty.employee_id] = max(done_at, last_done.get(duty.employee_id, done_at))
    dues.sort()
    done_and_due.sort()
    finished = sorted(last_done.values())
    points = []
    for at in instants:
        due = bisect_right(dues, at)
        if due == len(dues):
            part = (bisect_right(finished, at), len(finished))
        else:
            part = (bisect_right(done_and_due, at), due)
        points.append((printed_rate(*part), *part))
    return points


_NEVER = datetime.max.replace(tzinfo=UTC)


def printed_rate(numerator: int, denominator: int) -> str:
    """Print a rate: floored to one decimal, "100%" only when full, "—" when nobody is required.

    249/250 is "99.6%", 999/1000 and 9999/10000 are "99.9%" (DOMAIN section 3). Integer arithmetic throughout.
    """
    if denominator == 0:
        return "—"
    if numerator == denominator:
        return "100%"
    whole, tenth = divmod(numerator * 1000 // denominator, 10)
    return f"{whole}.{tenth}%"
