"""How large a total must be for a percentage of it to be told (R17)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("measure", sa.Column("minimum_base", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("measure", "minimum_base")
