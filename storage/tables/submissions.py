"""Drafts, submissions, sign-off, policies and evidence."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, SmallInteger, String, Table, Text
from sqlalchemy import text as sql

from storage.columns import Exact, Instant
from storage.tables.metadata import Serial, metadata


def _offer() -> tuple[Column[object], ...]:
    """Return the columns of what is handed in."""
    return (
        Column("measure", String(64)),
        Column("kind", String(32)),
        Column("period_start", Date),
        Column("period_end", Date),
        Column("value", Exact),
        Column("numerator", Exact),
        Column("denominator", Exact),
        Column("absence", String(64)),
    )


# Numbers are never used twice (AUTOINCREMENT): an old button must not reach a newer draft.
draft = Table(
    "draft",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("contact", Text, nullable=False),
    Column("member_id", ForeignKey("member.id")),
    *_offer(),
    Column("state", String(16), nullable=False),
    Column("batch", Serial, nullable=False),
    Column("comment", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("override", Text, nullable=False),
    Column("sure", SmallInteger, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("rival", Serial, nullable=False),
    Column("awaiting", String(32), nullable=False),
    Column("warnings", Text, nullable=False),  # a JSON list
    Column("failures", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_draft_contact", "contact", "id"),
    Index("ix_draft_batch", "batch"),
    sqlite_autoincrement=True,
)

# At most one waits for each figure; one draft makes one submission, for ever.
submission = Table(
    "submission",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("draft_id", ForeignKey("draft.id"), nullable=False, unique=True),
    *_offer(),
    Column("state", String(16), nullable=False),
    Column("member_id", ForeignKey("member.id")),
    Column("role", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("override", Text, nullable=False),
    Column("warnings", Text, nullable=False),  # a JSON list
    Column("replaces", Integer, nullable=False),
    Column("submitted_at", Instant, nullable=False),
    Column("decided_by", ForeignKey("member.id")),
    Column("decided_at", Instant),
    Column("decision", Text, nullable=False),
    Column("revision", Integer),
    Index("ix_submission_figure", "measure", "period_end", "period_start", "kind", "id"),
    Index("ix_submission_member", "member_id", "state", "id"),
    sqlite_autoincrement=True,
)
_waits = sql("state = 'waiting'")
Index(
    "uq_submission_waiting",
    submission.c.measure,
    submission.c.period_end,
    submission.c.period_start,
    submission.c.kind,
    unique=True,
    sqlite_where=_waits,
    postgresql_where=_waits,
)

# `signer` is a member's number as text, or "terminal".
signature = Table(
    "signature",
    metadata,
    Column("submission_id", ForeignKey("submission.id"), primary_key=True, autoincrement=False),
    Column("signer", String(32), primary_key=True),
    Column("at", Instant, nullable=False),
)

# How often figures were published, by what is left of the measure's number divided by SHARDS: one
# row for all would make everybody who publishes wait for everybody else.
SHARDS = 16
figure_change = Table(
    "figure_change",
    metadata,
    Column("shard", SmallInteger, primary_key=True, autoincrement=False),
    Column("changes", Integer, nullable=False),
)

policy = Table(
    "policy",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("approvers", String(16), nullable=False),
    Column("own", SmallInteger, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("draft_id", ForeignKey("draft.id"), nullable=False, index=True),
    Column("file_id", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
