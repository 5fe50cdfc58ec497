"""Questions not answered at once (miss) and the words that officers added (added_alias)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import INSTANT, SERIAL

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "miss",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("wording", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_miss")),
        sa.UniqueConstraint("wording", name=op.f("uq_miss_wording")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_miss_last_at"), "miss", ["last_at"])
    op.create_index("ix_miss_listed", "miss", ["state", "count"])
    op.create_table(
        "miss_asker",
        sa.Column("miss_id", SERIAL, nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["miss_id"], ["miss.id"], name=op.f("fk_miss_asker_miss_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("miss_id", "chat", "person", name=op.f("pk_miss_asker")),
    )
    op.create_table(
        "miss_tap",
        sa.Column("miss_id", SERIAL, nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["miss_id"], ["miss.id"], name=op.f("fk_miss_tap_miss_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("miss_id", "measure", name=op.f("pk_miss_tap")),
    )
    op.create_table(
        "added_alias",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_added_alias_measure_id")
        ),
        sa.PrimaryKeyConstraint("measure_id", "alias", name=op.f("pk_added_alias")),
    )


def downgrade() -> None:
    for name in ("added_alias", "miss_tap", "miss_asker", "miss"):
        op.drop_table(name)
