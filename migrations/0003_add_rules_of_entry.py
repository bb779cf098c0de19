"""Add the rules of entry of an exam: late entry, password, networks, pledge, and one page or one paper for all."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema to this revision; none of the exams that there are has such a rule."""
    op.add_column("exams", sa.Column("late_entry_minutes", sa.Integer(), nullable=True))
    op.add_column("exams", sa.Column("access_password", sa.String(length=40), nullable=True))
    op.add_column("exams", sa.Column("networks", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("exams", sa.Column("pledge", sa.Text(), nullable=True))
    op.add_column("exams", sa.Column("is_on_one_page", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("exams", sa.Column("is_same_paper", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take this revision back."""
    for name in ("is_same_paper", "is_on_one_page", "pledge", "networks", "access_password", "late_entry_minutes"):
        op.drop_column("exams", name)
