"""Tables of the office's indicators and of the annual report."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, ExactDecimal, UtcDateTime


class OfficeIndicator(Base):
    """报告数据项: something only an officer can know, e.g. 制发文件 in 份."""

    __tablename__ = "office_indicators"
    __table_args__ = (sa.UniqueConstraint("unit_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    code: Mapped[str] = mapped_column(sa.String(60))
    label: Mapped[str] = mapped_column(sa.String(100))
    unit_label: Mapped[str] = mapped_column(sa.String(20))
    section: Mapped[str] = mapped_column(sa.String(60), default="")
    sort_order: Mapped[int] = mapped_column(default=0)


class IndicatorValue(Base):
    """One entered value; a later entry supersedes it and both stay. ``value`` None means 本年度不报, with a reason."""

    __tablename__ = "indicator_values"
    __table_args__ = (sa.CheckConstraint("qualifier in ('exact','over','nearly','about')", name="qualifier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(sa.ForeignKey("office_indicators.id"), index=True)
    year: Mapped[int]
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal(4))
    qualifier: Mapped[str] = mapped_column(sa.String(10), default="exact")
    source_note: Mapped[str] = mapped_column(sa.String(200), default="")
    omitted_reason: Mapped[str] = mapped_column(sa.String(200), default="")
    entered_by: Mapped[int | None]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnnualReport(Base):
    """法治政府建设情况报告 of one unit and year.

    ``form`` names one of ``wording.FORMS``; ``texts`` holds the office's own wording by section key, where it differs;
    ``figures`` what each figure read when the report was finalized.
    """

    __tablename__ = "annual_reports"
    __table_args__ = (
        sa.UniqueConstraint("unit_id", "year"),
        sa.CheckConstraint("state in ('drafting','finalized')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(12), default="drafting")
    form: Mapped[str] = mapped_column(sa.String(20), default="own")
    texts: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    snapshot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("completion_snapshots.id"))
    figures: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    finalized_by: Mapped[int | None]
    finalized_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
