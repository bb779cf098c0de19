"""Keep why scores from paper were entered late (补录)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("paper_sittings", sa.Column("late_entry_reason", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("paper_sittings", "late_entry_reason")
