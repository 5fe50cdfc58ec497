"""Answers as they were given, definitions as they were, and what owners said of figures."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from storage.columns import Exact, Instant
from storage.tables.metadata import Serial, metadata

# What was said, once however many chats it was said in; `key` is of all that it says.
said = Table(
    "said",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("text", Text, nullable=False),
)

said_figure = Table(
    "said_figure",
    metadata,
    Column("said_key", ForeignKey("said.key", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(64), nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("value", Exact),
    Column("status", String(16), nullable=False),
    Column("comparator", String(200)),
    Index("ix_said_figure_of", "measure", "period_end"),
    sqlite_with_rowid=False,
)

# One row an answer; it outlives the row of `answer`, which holds what was asked. `chat` and
# `person` are emptied when the person is forgotten.
receipt = Table(
    "receipt",
    metadata,
    Column("number", Serial, primary_key=True, autoincrement=False),
    Column("said_key", ForeignKey("said.key"), nullable=False),
    Column("chat", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("least", String(16), nullable=False),
    Index("ix_receipt_said", "said_key", "at"),
    Index("ix_receipt_chat", "chat", "at"),
)

# Which corrected value a chat was told of; the key makes sure that it is told once.
recalled = Table(
    "recalled",
    metadata,
    Column("chat", String(200), primary_key=True),
    Column("measure", String(64), primary_key=True),
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("value", String(80), primary_key=True),  # empty where there is none now
    Column("at", Instant, nullable=False),
)

# A measure's entry in the dictionary, a row a version; the newest is as in `measure`.
wording = Table(
    "wording",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("decimals", SmallInteger, nullable=False),
    Column("polarity", String(16), nullable=False),
    Column("standard", Text, nullable=False),
    Column("source", Text, nullable=False),
)

# What an owner said of a figure; `value` is what it was then, so that words about an older version
# show as such. `forecast` is of the next period and never mixed with figures.
commentary = Table(
    "commentary",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("measure_id", ForeignKey("measure.id"), nullable=False),
    Column("period_end", Date, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("value", Exact),
    Column("changed", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("next", Text, nullable=False),
    Column("forecast", Exact),
    Column("role", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_commentary_of", "measure_id", "period_end"),
    sqlite_autoincrement=True,
)
