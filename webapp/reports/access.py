"""Load and authorise: an indicator of the viewer's own unit, else 404."""

from sqlalchemy import orm

from webapp.errors import NotFound
from webapp.reports import queries
from webapp.reports.queries import YearValue


def indicator(session: orm.Session, unit_id: int, code: str, year: int) -> YearValue:
    """Return a unit's indicator with its value of the year; NotFound for an unknown code."""
    found = queries.indicator(session, unit_id, code)
    if found is None:
        raise NotFound("没有这个数据项，请从数据项页面重新进入。")
    return YearValue(found, queries.present_value(session, found.id, year))
