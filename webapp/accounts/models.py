"""Tables of the organisation tree, the people, their dated spells and roles, and their sign-in.

A spell covers the days from ``from_on`` up to, not including, ``until_on`` (None: still running). Columns named
"now" repeat what the spells say today and are kept in the transaction of the event; past instants read the spells.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class OrgNode(Base):
    """A node of the tree: district, unit, leadership or department. ``name`` is today's name."""

    __tablename__ = "org_nodes"
    __table_args__ = (sa.CheckConstraint("kind in ('district','unit','leadership','department')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    sort_order: Mapped[int] = mapped_column(default=0)


class OrgNodeSpell(Base):
    """What a node was called and where it hung during some days."""

    __tablename__ = "org_node_spells"

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("org_nodes.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Employee(Base):
    """A person of a unit. ``sort_order`` is the roster's own order (机构序), which rules every list.

    No identity number and no birth date is ever stored. ``is_enabled`` False closes the account at once.
    """

    __tablename__ = "employees"
    __table_args__ = (sa.UniqueConstraint("unit_id", "staff_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    staff_number: Mapped[str | None] = mapped_column(sa.String(40))
    full_name: Mapped[str] = mapped_column(sa.String(60))
    pinyin: Mapped[str] = mapped_column(sa.String(120), default="", index=True)
    phone: Mapped[str | None] = mapped_column(sa.String(20), index=True)
    email: Mapped[str | None] = mapped_column(sa.String(120))
    login_name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    sort_order: Mapped[int] = mapped_column(default=0, index=True)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    employment_type: Mapped[str] = mapped_column(sa.String(20))
    job_title: Mapped[str] = mapped_column(sa.String(60), default="")
    left_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EmploymentSpell(Base):
    """Where and as what a person served during some days; ``end_reason`` says why it ended (mover, transfer, …)."""

    __tablename__ = "employment_spells"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    employment_type: Mapped[str] = mapped_column(sa.String(20))
    job_title: Mapped[str] = mapped_column(sa.String(60), default="")
    rank_level: Mapped[str] = mapped_column(sa.String(60), default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(sa.String(20), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AwayPeriod(Base):
    """借调、驻村、援派、挂职 (still required) or a long leave; seen by the liaison only."""

    __tablename__ = "away_periods"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RoleGrant(Base):
    """A role held at a node during some days; acting heads and heads of two departments are further rows."""

    __tablename__ = "role_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(30))
    node_id: Mapped[int] = mapped_column(sa.ForeignKey("org_nodes.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    granted_by: Mapped[int | None]
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Credential(Base):
    """How a person proves who they are. An initial secret is single-use and expires at ``expires_at``."""

    __tablename__ = "credentials"

    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    is_initial: Mapped[bool] = mapped_column(default=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LoginSession(Base):
    """One signed-in browser; the cookie holds a random token whose SHA-256 is ``token_hash``.

    ``keep_until`` is the deadline of a running exam: the session lives at least as long.
    """

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    employee_id: Mapped[int] = mapped_column(sa.ForeignKey("employees.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    keep_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(sa.String(64), default="")


class LoginFailure(Base):
    """Failed sign-ins of one account name from one address; five lock the pair for 15 minutes.

    Guesses at another door are counted here too: of a person's id at an ``address`` like ``exam:7``.
    """

    __tablename__ = "login_failures"

    account: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failed_count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
