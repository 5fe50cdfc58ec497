"""Pictures: what a notice draws (outbox.picture), and where Telegram keeps those sent (picture)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import INSTANT

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_picture")),
    )
    op.create_index(op.f("ix_picture_at"), "picture", ["at"])
    op.add_column("outbox", sa.Column("picture", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "picture")
    op.drop_table("picture")
