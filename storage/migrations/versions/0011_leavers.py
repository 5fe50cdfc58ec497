"""Who leaves when, who takes over what, and messages found by Telegram's number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import INSTANT, SERIAL

revision = "0011"
down_revision = "0010"

OPEN = sa.text("state IN ('asked', 'accepted', 'agreed')")
SENT = sa.text("message_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "leaver",
        sa.Column("member_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_leaver_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_leaver")),
    )
    op.create_index(op.f("ix_leaver_last_day"), "leaver", ["last_day"])
    op.create_table(
        "takeover",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("leaver_id", SERIAL, nullable=False),
        sa.Column("duty_id", SERIAL, nullable=False),
        sa.Column("successor_id", SERIAL, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["leaver_id"], ["member.id"], name=op.f("fk_takeover_leaver_id")),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_takeover_duty_id")),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["member.id"], name=op.f("fk_takeover_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_takeover_leaver_id"), "takeover", ["leaver_id"])
    op.create_index(
        "uq_takeover_duty",
        "takeover",
        ["duty_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_outbox_message",
        "outbox",
        ["chat", "message_id"],
        sqlite_where=SENT,
        postgresql_where=SENT,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_message", "outbox")
    op.drop_table("takeover")
    op.drop_table("leaver")
