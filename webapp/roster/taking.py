"""Decide how a compared roster is written: departments, then people in file order, then the confirmed leavers.

Called by ``service.confirm`` only, inside its transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.accounts import service as accounts_service
from webapp.assignments import service as assignments
from webapp.clock import local_day
from webapp.roster import queries
from webapp.roster.models import RosterImport
from webapp.roster.rules import LEADERSHIP, Comparison, Match, RosterRow, merged

DEFAULT_TYPE = "civil_servant"
"""What a new person is where the file does not say; the preview says so before anything is written."""


@dataclass(frozen=True)
class Leaving:
    """One confirmed leaver: the first day that the person no longer serves, and why."""

    on: date
    reason: str


@dataclass
class Receipt:
    """What an import did. ``refused`` holds (place, name, reason); ``withdrawn_count`` duties ended with leavers.

    ``stayed_count`` people are not in a whole file and were not confirmed to leave.
    """

    added_count: int = 0
    moved_count: int = 0
    changed_count: int = 0
    unchanged_count: int = 0
    left_count: int = 0
    stayed_count: int = 0
    moved_duty_count: int = 0
    withdrawn_count: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Taking:
    """One import being written: the departments known so far, and the receipt that grows."""

    session: orm.Session
    imported: RosterImport
    receipt: Receipt
    actor_id: int | None
    now: datetime
    nodes: dict[str, int] = field(default_factory=dict)

    def write(self, comparison: Comparison, leaving: Mapping[int, Leaving]) -> None:
        """Write every line that was not held back, and the confirmed leavers."""
        self._found_departments(comparison)
        known = {match.row.place: match for match in (*comparison.movers, *comparison.changed, *comparison.unchanged)}
        joining = {row.place for row in comparison.joiners}
        ordered = []
        for row in queries.rows_of(self.imported.content):
            if row.place in joining:
                ordered.append(self._join(row))
            elif row.place in known:
                self._bring(known[row.place])
                ordered.append(known[row.place].current.employee_id)
        for person in comparison.leavers:
            if person.employee_id in leaving:
                self._leave(person.employee_id, leaving[person.employee_id])
            else:
                self.receipt.stayed_count += 1
        if comparison.sets_order:
            self._order(ordered)

    def _found_departments(self, comparison: Comparison) -> None:
        nodes = accounts.departments(self.session, self.imported.unit_id)
        self.nodes = {node.name: node.id for node in nodes}
        last = max((node.sort_order for node in nodes), default=0)
        for place, name in enumerate(comparison.new_departments, start=last + 1):
            made = accounts_service.create_department(
                self.session,
                self.imported.unit_id,
                name,
                place,
                from_on=local_day(self.now),
                actor_id=self.actor_id,
                now=self.now,
            )
            self.nodes[name] = made.id

    def _join(self, row: RosterRow) -> int:
        person = accounts_service.create_employee(
            self.session,
            self.imported.unit_id,
            full_name=row.full_name,
            department_id=self.nodes[row.department],
            employment_type=row.employment_type or DEFAULT_TYPE,
            from_on=local_day(self.now),
            staff_number=row.staff_number or None,
            job_title=row.job_title,
            rank_level=row.rank_level,
            phone=row.phone or None,
            email=row.email or None,
            actor_id=self.actor_id,
            now=self.now,
        )
        self.receipt.added_count += 1
        return person.id

    def _bring(self, match: Match) -> None:
        today, person = local_day(self.now), match.current
        if match.row.department != person.department:
            self.receipt.moved_count += 1
            node_id = self.nodes[match.row.department]
            self.receipt.moved_duty_count += move(
                self.session, person.employee_id, node_id, on=today, actor_id=self.actor_id, now=self.now
            )
        elif match.changes:
            self.receipt.changed_count += 1
        if match.changes:
            wanted = replace(person, **{change.name: change.after for change in match.changes})
            accounts_service.update_employee(
                self.session,
                person.employee_id,
                on=today,
                full_name=wanted.full_name,
                staff_number=wanted.staff_number or None,
                phone=wanted.phone or None,
                email=wanted.email or None,
                employment_type=wanted.employment_type,
                job_title=wanted.job_title,
                rank_level=wanted.rank_level,
                sort_order=None,
                actor_id=self.actor_id,
                now=self.now,
            )

    def _leave(self, employee_id: int, leaving: Leaving) -> None:
        self.receipt.left_count += 1
        self.receipt.withdrawn_count += leave(
            self.session, employee_id, on=leaving.on, reason=leaving.reason, actor_id=self.actor_id, now=self.now
        )

    def _order(self, employee_ids: Sequence[int]) -> None:
        """Put departments and people in the order of the file; what it does not name stays behind its neighbour."""
        named = dict.fromkeys(row.department for row in queries.rows_of(self.imported.content))
        for place, name in enumerate(merged(list(self.nodes), [name for name in named if name in self.nodes]), start=1):
            if name != LEADERSHIP:
                accounts_service.order_department(self.session, self.nodes[name], place)
        present = [person.employee_id for person in queries.current_people(self.session, self.imported.unit_id)]
        accounts_service.order_people(self.session, merged(present, employee_ids))


def move(
    session: orm.Session, employee_id: int, department_id: int, *, on: date, actor_id: int | None, now: datetime
) -> int:
    """Move a person inside the unit from a local day on; return how many open duties went along."""
    accounts_service.move(session, employee_id, department_id, on=on, actor_id=actor_id, now=now)
    return assignments.person_moved(session, employee_id, department_id, on=on, actor_id=actor_id, now=now)


def leave(session: orm.Session, employee_id: int, *, on: date, reason: str, actor_id: int | None, now: datetime) -> int:
    """End a person's service on a local day and close the account; return how many duties were withdrawn."""
    accounts_service.leave(session, employee_id, on=on, reason=reason, actor_id=actor_id, now=now)
    return assignments.person_left(session, employee_id, on=on, reason=reason, actor_id=actor_id, now=now)
