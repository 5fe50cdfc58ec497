"""What came in, what was said, what goes out."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, String, Table, Text, text

from storage.columns import Instant
from storage.tables.metadata import Serial, metadata

# What came in, what was said, what goes out.

inbox = Table(
    "inbox",
    metadata,
    Column("door", String(32), primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),
    Column("body", Text, nullable=False),  # cleared once done
    Column("state", String(16), nullable=False),  # waiting, done, set_aside
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
)
_waiting = text("state = 'waiting'")
Index(
    "ix_inbox_waiting",
    inbox.c.door,
    inbox.c.update_id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

Index(
    "ix_inbox_chat",
    inbox.c.chat,
    inbox.c.update_id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)

# Numbers are never used twice (AUTOINCREMENT): an old button must not reach a newer answer.
answer = Table(
    "answer",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Index("ix_answer_recent", "chat", "person", "number"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # never used again
    Column("chat", Text, nullable=False),
    Column("html", Text, nullable=False),  # cleared once sent, as are plain and keyboard
    Column("plain", Text, nullable=False),
    Column("keyboard", Text, nullable=False),
    Column("class", String(16), nullable=False),
    Column("urgency", SmallInteger, nullable=False),  # 0 goes first
    Column("reply_to", BigInteger),
    Column("edits", BigInteger),
    Column("callback", Text),
    Column("state", String(16), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("owner", Text),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("repeat", SmallInteger, nullable=False),  # how often Telegram's answer was lost
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("picture", Text),  # what to draw, as JSON; cleared once sent
    Column("document", Text),  # which file to make, as JSON; cleared once sent
    sqlite_autoincrement=True,
)
_open = text("state IN ('due', 'leased', 'sending')")
Index(
    "ix_outbox_next",
    outbox.c.state,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)
Index(
    "ix_outbox_chat",
    outbox.c.chat,
    outbox.c.urgency,
    outbox.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)

_was_sent = text("message_id IS NOT NULL")
Index(
    "ix_outbox_message",
    outbox.c.chat,
    outbox.c.message_id,
    sqlite_where=_was_sent,
    postgresql_where=_was_sent,
)

_is_held = text("state = 'held'")
Index("ix_outbox_held", outbox.c.id, sqlite_where=_is_held, postgresql_where=_is_held)

# Where Telegram keeps a picture that was sent; `key` is of what it shows.
picture = Table(
    "picture",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

# One row a limit of Telegram's, shared by all replicas.
bucket = Table(
    "bucket",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("empty_at", Instant),
    Column("halted_until", Instant),
)
