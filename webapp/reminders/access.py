"""Load and authorise: a head reminds the own departments' people, the liaison the whole unit's; others' are 404."""

from collections.abc import Iterable

from sqlalchemy import orm

from webapp.errors import NotFound
from webapp.reminders import queries
from webapp.security import Viewer


def remindable(session: orm.Session, who: Viewer, employee_ids: Iterable[int]) -> list[int]:
    """Return the ids in their given order, all of them the viewer's to remind; NotFound when one is not."""
    wanted = list(dict.fromkeys(employee_ids))
    mine = queries.people_of(
        session, who.unit_id, None if who.can("reminder.office") else who.headed_ids
    )
    if not mine.issuperset(wanted):
        raise NotFound("名单里有不属于您科室的人，请刷新页面后重新勾选。")
    return wanted
