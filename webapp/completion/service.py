"""Decide how the statistic is asked for and frozen: one path for screens, command line, reminders and report.

What other features may use of the figures is offered here, since they may import only this module and ``queries``.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from webapp.audit.service import digest_of, record
from webapp.clock import local_day
from webapp.completion import queries
from webapp.completion.models import Snapshot
from webapp.completion.queries import DepartmentFigures, PersonFigures, StatedDuty, YearFigures, duties_at, figures_at
from webapp.completion.rules import OWED, Counts, Figures, classify, figures
from webapp.errors import InvalidInput
from webapp.labels import SNAPSHOT_PURPOSES
from webapp.settings import queries as settings

__all__ = [
    "OWED",
    "Counts",
    "DepartmentFigures",
    "Figures",
    "PersonFigures",
    "StatedDuty",
    "YearFigures",
    "classify",
    "content_at",
    "duties_at",
    "figures_at",
    "freeze",
]


def content_at(session: orm.Session, unit_id: int, year: int, *, at: datetime, late_counts: bool) -> dict[str, Any]:
    """Return what a snapshot keeps, from what had been recorded by ``at``; ids only, JSON-ready, in a fixed order.

    Figures, the rule settings they follow, and for each duty: assignment, requirement, person, department, state and
    evidence. It does not depend on names or on the present order of the roster.
    """
    duties = sorted(duties_at(session, unit_id, year, at=at), key=lambda duty: duty.assignment_id)
    found = figures(duties, at, late_counts=late_counts)
    return {
        "figures": asdict(found),
        "rate": found.people.rate,
        "due_rate": found.due_rate,
        "as_of": at.isoformat(),
        "settings": {"late_counts": late_counts},
        "duties": [
            [
                duty.assignment_id,
                duty.requirement_id,
                duty.employee_id,
                duty.department_id,
                classify(duty, at),
                [[happened_at.isoformat(), kind, source] for happened_at, kind, source in duty.fulfilments],
            ]
            for duty in duties
        ],
    }


def freeze(
    session: orm.Session, unit_id: int, year: int, *, purpose: str, at: datetime, actor_id: int | None, now: datetime
) -> Snapshot:
    """存档: keep the figures as of ``at`` for ever, as the next version of their purpose.

    ``purpose`` is midyear, assessment or annual; InvalidInput for another, and for an instant that has not come.
    """
    if purpose not in SNAPSHOT_PURPOSES:
        raise InvalidInput("请选择存档用途（年中、考核或年度）再存档。")
    if not 2000 <= year <= 2100:
        raise InvalidInput("年度应是四位数的年份，请从统计页重新进入后再存档。")
    if at > now:
        raise InvalidInput("截至时刻还没有到，请选择今天或以前的时刻再存档。")
    late_counts = bool(settings.value(session, "late_counts", unit_id=unit_id, on=local_day(at)))
    content = content_at(session, unit_id, year, at=at, late_counts=late_counts)
    snapshot = Snapshot(
        unit_id=unit_id,
        year=year,
        purpose=purpose,
        version=queries.last_version(session, unit_id, year, purpose) + 1,
        as_of=at,
        content=content,
        digest=digest_of(content),
        created_by=actor_id,
        created_at=now,
    )
    session.add(snapshot)
    session.flush()
    record(
        session,
        "completion.freeze",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="snapshot",
        subject_id=snapshot.id,
        detail={"year": year, "purpose": purpose, "rate": content["rate"]},
        digest=snapshot.digest,
    )
    return snapshot
