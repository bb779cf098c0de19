"""Tables of the study programme: the year plan, its monthly themes, sessions of every kind, rolls."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class StudyPlan(Base):
    """年度学法计划 of one unit and year."""

    __tablename__ = "study_plans"
    __table_args__ = (sa.UniqueConstraint("unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    year: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MonthlyTheme(Base):
    """一月一科室一主题: one month of the plan, the department that leads it, its theme."""

    __tablename__ = "monthly_themes"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "month"),
        sa.CheckConstraint("month between 1 and 12", name="month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("study_plans.id"))
    month: Mapped[int]
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    theme: Mapped[str] = mapped_column(sa.String(120))
    category: Mapped[str] = mapped_column(sa.String(30))


class StudySession(Base):
    """集中学习（场次）: one meeting. It may carry several kinds (合并开展), which are its ``SessionKind`` rows."""

    __tablename__ = "study_sessions"
    __table_args__ = (sa.CheckConstraint("state in ('planned','held','closed','cancelled')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    monthly_theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("monthly_themes.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    category: Mapped[str] = mapped_column(sa.String(30), default="law")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    minutes: Mapped[int] = mapped_column(default=90)
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    host: Mapped[str] = mapped_column(sa.String(60), default="")
    lecturer: Mapped[str] = mapped_column(sa.String(60), default="")
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("org_nodes.id"))
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    state: Mapped[str] = mapped_column(sa.String(10), default="planned")
    roll_closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_entry_reason: Mapped[str] = mapped_column(sa.String(200), default="")
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SessionKind(Base):
    """A kind that a session counts as, e.g. standing_meeting, central_group, monthly_theme."""

    __tablename__ = "session_kinds"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("study_sessions.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(30), primary_key=True)


class Attendance(Base):
    """One line of a roll: the person, where they served that day, and how they attended.

    ``is_principal`` and ``is_leadership`` keep what the person was on that day, since the "7 次" figure asks for it.
    """

    __tablename__ = "attendances"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("study_sessions.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), primary_key=True, index=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"))
    status: Mapped[str] = mapped_column(sa.String(12))
    is_principal: Mapped[bool] = mapped_column(default=False)
    is_leadership: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(sa.String(100), default="")
    recorded_by: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RollEvent(Base):
    """A roll was closed, or opened again to be mended. Append-only: what counted at a past instant is read here.

    ``lines`` of a closing are the roll as it was sealed: employee id, department id, status, and whether the person
    was 主要负责人 and of 领导班子 that day; empty when the roll was opened again.
    """

    __tablename__ = "roll_events"
    __table_args__ = (sa.CheckConstraint("kind in ('closed','reopened')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("study_sessions.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    lines: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
