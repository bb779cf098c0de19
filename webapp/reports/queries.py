"""Every SELECT of indicators and annual reports."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.reports.models import AnnualReport, IndicatorValue, OfficeIndicator


@dataclass(frozen=True)
class YearValue:
    """An indicator with its present value of a year; ``value`` None means nobody has entered one."""

    indicator: OfficeIndicator
    value: IndicatorValue | None


def indicator(session: orm.Session, unit_id: int, code: str) -> OfficeIndicator | None:
    """Return a unit's indicator by code, None when there is none."""
    return session.scalar(
        sa.select(OfficeIndicator).where(OfficeIndicator.unit_id == unit_id, OfficeIndicator.code == code)
    )


def year_values(session: orm.Session, unit_id: int, year: int) -> list[YearValue]:
    """Return a unit's indicators in their order, each with its present value of the year, in one query."""
    rows = session.execute(
        sa.select(OfficeIndicator, IndicatorValue)
        .outerjoin(
            IndicatorValue,
            sa.and_(
                IndicatorValue.indicator_id == OfficeIndicator.id,
                IndicatorValue.year == year,
                IndicatorValue.superseded_at.is_(None),
            ),
        )
        .where(OfficeIndicator.unit_id == unit_id)
        .order_by(OfficeIndicator.sort_order, OfficeIndicator.id)
    )
    return [YearValue(found, value) for found, value in rows]


def present_value(session: orm.Session, indicator_id: int, year: int) -> IndicatorValue | None:
    """Return the value of a year that has not been superseded."""
    return session.scalar(
        sa.select(IndicatorValue).where(
            IndicatorValue.indicator_id == indicator_id,
            IndicatorValue.year == year,
            IndicatorValue.superseded_at.is_(None),
        )
    )


def report(session: orm.Session, unit_id: int, year: int) -> AnnualReport | None:
    """Return the report of a unit and year, None while nobody has begun it."""
    return session.scalar(sa.select(AnnualReport).where(AnnualReport.unit_id == unit_id, AnnualReport.year == year))


def reports(session: orm.Session, unit_id: int) -> Sequence[AnnualReport]:
    """Return a unit's reports, the newest year first."""
    return session.scalars(
        sa.select(AnnualReport).where(AnnualReport.unit_id == unit_id).order_by(AnnualReport.year.desc())
    ).all()
