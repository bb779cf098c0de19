"""Keep with an exam how easy its questions were taken to be when papers of one difficulty are drawn."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema to this revision; no exam that there is has a tolerance, so none needs facilities."""
    op.add_column("exams", sa.Column("facilities", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("exams", "facilities")
