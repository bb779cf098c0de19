"""Every SELECT of the statistic that is not a duty: people in roster order, and snapshots."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts.models import Employee
from webapp.completion.models import Snapshot


def people_in_order(session: orm.Session, employee_ids: Collection[int]) -> Sequence[Employee]:
    """Return these people, leavers too, in the roster's own order (机构序)."""
    return session.scalars(
        sa.select(Employee).where(Employee.id.in_(employee_ids)).order_by(Employee.sort_order, Employee.id)
    ).all()


def last_version(session: orm.Session, unit_id: int, year: int, purpose: str) -> int:
    """Return the newest version number of a purpose's snapshots, 0 when there is none."""
    found = session.scalar(
        sa.select(sa.func.max(Snapshot.version)).where(
            Snapshot.unit_id == unit_id, Snapshot.year == year, Snapshot.purpose == purpose
        )
    )
    return found or 0


def snapshots(session: orm.Session, unit_id: int | None = None) -> Sequence[Snapshot]:
    """Return snapshots in the order in which they were made; None means those of every unit."""
    wanted = sa.select(Snapshot).order_by(Snapshot.id)
    return session.scalars(wanted if unit_id is None else wanted.where(Snapshot.unit_id == unit_id)).all()
