"""Decide how a person stands in an exam that runs, and what somebody has to look after; no database.

No mark decides here and none is told: heads watch too (DOMAIN section 4, design/UX: marks are not shown to heads).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STATES = ("not_started", "running", "submitted")
QUIET = timedelta(minutes=5)
"""So long without a saved answer is worth a look; a page saves at every choice."""
SWEEP = timedelta(minutes=1)
"""Within so long after the last late save the server hands in by itself."""


@dataclass(frozen=True)
class Sitting:
    """One attempt as the monitor sees it; ``saved_at`` and ``saved_count`` are those of a running one's answers.

    ``item_count`` is 0 for one sat on paper, of whose answers nothing is known.
    """

    number: int
    state: str
    started_at: datetime
    deadline_at: datetime
    accepts_until: datetime
    submitted_at: datetime | None
    response_count: int
    item_count: int
    saved_at: datetime | None
    saved_count: int
    reopened_at: datetime | None

    @property
    def is_running(self) -> bool:
        """True while it has not ended."""
        return self.state == "in_progress"

    @property
    def is_sat(self) -> bool:
        """True when it was handed in with at least one answer; a blank one is no 参考."""
        return self.state in {"submitted", "graded"} and self.response_count > 0


@dataclass(frozen=True)
class Standing:
    """How a person stands: one of STATES, the attempt that says so (None without one), and codes of trouble.

    ``quiet_minutes`` counts whole minutes since something was last heard, for the trouble ``quiet``.
    """

    state: str
    sitting: Sitting | None
    troubles: tuple[str, ...] = ()
    quiet_minutes: int = 0


def standing(sittings: Sequence[Sitting], *, now: datetime) -> Standing:
    """Return how a person with these attempts stands; a running attempt says more than one that was handed in."""
    ordered = sorted(sittings, key=lambda one: one.number)
    running = next((one for one in ordered if one.is_running), None)
    if running is not None:
        return _running(running, now)
    sat = [one for one in ordered if one.is_sat]
    if sat:
        waiting = next((one for one in sat if one.state == "submitted"), None)
        return Standing("submitted", waiting or sat[-1], ("marking",) if waiting else ())
    if not ordered:
        return Standing("not_started", None)
    return Standing("not_started", ordered[-1], ("voided" if ordered[-1].state == "voided" else "blank",))


def _running(one: Sitting, now: datetime) -> Standing:
    heard_at = max(at for at in (one.started_at, one.saved_at, one.reopened_at) if at is not None)
    silence = now - heard_at
    troubles = []
    if now > one.accepts_until + SWEEP:
        troubles.append("not_ended")
    elif silence >= QUIET:
        troubles.append("quiet")
    if one.reopened_at is not None:
        troubles.append("reopened")
    return Standing("running", one, tuple(troubles), max(0, int(silence.total_seconds()) // 60))
