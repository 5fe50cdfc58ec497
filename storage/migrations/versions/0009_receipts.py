"""Answer receipts, what each chat was shown, definitions as they were, owners' commentary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import EXACT, INSTANT, SERIAL

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "said",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_said")),
    )
    op.create_table(
        "said_figure",
        sa.Column("said_key", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("comparator", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["said_key"], ["said.key"], name=op.f("fk_said_figure_said_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("said_key", "place", name=op.f("pk_said_figure")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_said_figure_of", "said_figure", ["measure", "period_end"])
    op.create_table(
        "receipt",
        sa.Column("number", SERIAL, autoincrement=False, nullable=False),
        sa.Column("said_key", sa.String(length=32), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("least", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["said_key"], ["said.key"], name=op.f("fk_receipt_said_key")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_said", "receipt", ["said_key", "at"])
    op.create_index("ix_receipt_chat", "receipt", ["chat", "at"])
    op.create_table(
        "recalled",
        sa.Column("chat", sa.String(length=200), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "chat", "measure", "period_end", "period_start", "value", name=op.f("pk_recalled")
        ),
    )
    op.create_table(
        "wording",
        sa.Column("measure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=False),
        sa.Column("polarity", sa.String(length=16), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_wording_measure_id")),
        sa.PrimaryKeyConstraint("measure_id", "number", name=op.f("pk_wording")),
    )
    op.create_table(
        "commentary",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("forecast", EXACT, nullable=True),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_commentary_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commentary")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_commentary_of", "commentary", ["measure_id", "period_end"])
    op.add_column(
        "measure",
        sa.Column("complement_sensitive", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "measure", sa.Column("part_of", sa.String(length=64), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("measure", "part_of")
    op.drop_column("measure", "complement_sensitive")
    for name in ("commentary", "wording", "recalled", "receipt", "said_figure", "said"):
        op.drop_table(name)
