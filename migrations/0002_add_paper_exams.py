"""Add printed papers and the scores of exams sat on paper."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from webapp.db import ExactDecimal, UtcDateTime

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("attempts", sa.Column("is_on_paper", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "printed_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["drawn_by"], ["employees.id"], name=op.f("fk_printed_papers_drawn_by")),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_printed_papers_exam_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_papers")),
        sa.UniqueConstraint("exam_id", "number", name=op.f("uq_printed_papers_exam_id_number")),
    )
    op.create_table(
        "paper_sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sat_at", UtcDateTime(), nullable=False),
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("keyed_by", sa.Integer(), nullable=False),
        sa.Column("keyed_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.Column("check_method", sa.String(length=10), nullable=True),
        sa.CheckConstraint("state in ('keyed','returned','checked','dropped')", name=op.f("ck_paper_sittings_state")),
        sa.CheckConstraint("state <> 'checked' or decided_by is not null", name=op.f("ck_paper_sittings_checked")),
        sa.CheckConstraint("decided_by is null or decided_by <> keyed_by", name=op.f("ck_paper_sittings_two_people")),
        sa.CheckConstraint("check_method in ('rekeyed','compared')", name=op.f("ck_paper_sittings_check_method")),
        sa.ForeignKeyConstraint(["decided_by"], ["employees.id"], name=op.f("fk_paper_sittings_decided_by")),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_paper_sittings_exam_id")),
        sa.ForeignKeyConstraint(["keyed_by"], ["employees.id"], name=op.f("fk_paper_sittings_keyed_by")),
        sa.ForeignKeyConstraint(["scan_id"], ["stored_files.id"], name=op.f("fk_paper_sittings_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sittings")),
    )
    op.create_index(op.f("ix_paper_sittings_exam_id"), "paper_sittings", ["exam_id"], unique=False)
    op.create_table(
        "paper_scores",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", ExactDecimal(2), nullable=False),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_paper_scores_attempt_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_paper_scores_employee_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["paper_sittings.id"], name=op.f("fk_paper_scores_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", "employee_id", name=op.f("pk_paper_scores")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_paper_scores_attempt_id")),
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("paper_scores")
    op.drop_index(op.f("ix_paper_sittings_exam_id"), table_name="paper_sittings")
    op.drop_table("paper_sittings")
    op.drop_table("printed_papers")
    op.drop_column("attempts", "is_on_paper")
