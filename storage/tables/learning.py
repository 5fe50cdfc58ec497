"""Questions not answered at once, and words that officers added."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import Instant
from storage.tables.metadata import Serial, metadata

# Questions not answered at once, grouped by wording, and the words that officers added.

miss = Table(
    "miss",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("wording", String(200), nullable=False, unique=True),
    Column("text", Text, nullable=False),  # masked
    Column("candidates", Text, nullable=False),  # a JSON list of codes
    Column("count", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # open, wanted, aside, answerable
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
    Index("ix_miss_listed", "state", "count"),
    sqlite_autoincrement=True,
)

miss_asker = Table(
    "miss_asker",
    metadata,
    Column("miss_id", ForeignKey("miss.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("told_at", Instant),
)

miss_tap = Table(
    "miss_tap",
    metadata,
    Column("miss_id", ForeignKey("miss.id", ondelete="CASCADE"), primary_key=True),
    Column("measure", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)

added_alias = Table(
    "added_alias",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True),
    Column("alias", String(200), primary_key=True),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
