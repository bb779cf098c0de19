"""Decide in which order the demonstration's events happen: a queue by instant, run up to ``now``."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from sqlalchemy import orm

from seeds.demonstration.days import WorkingDays
from webapp.accounts import queries as accounts
from webapp.accounts.queries import PersonOnDay
from webapp.errors import NotFound

Action = Callable[[datetime], None]


@dataclass
class Replay:
    """The office while its years go by: what was founded so far, and what is still to happen.

    ``session`` is the one write transaction of the load; ``now`` the instant at which the demonstration begins to live.
    ``away`` says who serves elsewhere or is on long leave, from which day to which day of return; ``gone`` holds
    those who have left.
    """

    session: orm.Session
    now: datetime
    days: WorkingDays
    unit_id: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    departments: dict[str, int] = field(default_factory=dict)
    away: dict[str, tuple[date, date | None]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    _queue: list[tuple[datetime, int, Action]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, instant: datetime, action: Action) -> None:
        """Let ``action`` happen at an instant; of two at one instant the first named happens first."""
        heapq.heappush(self._queue, (instant, next(self._order), action))

    def run(self, progress: Callable[[float], None]) -> None:
        """Let everything happen that lies at or before ``now``; ``progress`` is told the share done, 0 to 1.

        Events may bring further ones, so the share is an estimate, 1 only at the end.
        """
        done = 0
        while self._queue and self._queue[0][0] <= self.now:
            instant, _, action = heapq.heappop(self._queue)
            action(instant)
            done += 1
            progress(done / (done + len(self._queue) + 1))
        progress(1.0)

    def person(self, full_name: str) -> int:
        """Return the id of a person of the office by name."""
        if full_name not in self.ids:
            raise NotFound(f"演示名册里没有{full_name}，请检查 demo_data 里的名册文件。")
        return self.ids[full_name]

    def people(self, on: date) -> list[PersonOnDay]:
        """Return who serves on a day, in 机构序."""
        return accounts.people(self.session, self.unit_id, on=on)

    def learn_names(self, on: date) -> None:
        """Take note of the people and departments that a roster has brought, by name."""
        for person in self.people(on):
            self.ids[person.full_name] = person.employee_id
            self.names[person.employee_id] = person.full_name
        for node in accounts.departments(self.session, self.unit_id):
            self.departments[node.name] = node.id
