"""Indexes for what waits: updates by chat, and notices held for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WAITING = sa.text("state = 'waiting'")
HELD = sa.text("state = 'held'")


def upgrade() -> None:
    op.create_index(
        "ix_inbox_chat",
        "inbox",
        ["chat", "update_id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_outbox_held", "outbox", ["id"], sqlite_where=HELD, postgresql_where=HELD)


def downgrade() -> None:
    op.drop_index("ix_outbox_held", "outbox")
    op.drop_index("ix_inbox_chat", "inbox")
