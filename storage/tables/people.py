"""People, what they answer for, invitations, groups, and the audit."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text, text

from storage.columns import Instant
from storage.tables.metadata import Serial, metadata

member = Table(
    "member",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("name", Text, nullable=False),  # emptied when they leave
    Column("organisation", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("contact", Text, unique=True),
    Column("linked_at", Instant),
    Column("confirmed_at", Instant),
    Column("left_at", Instant),
    Column("added_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

duty = Table(
    "duty",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("scope", String(64), nullable=False),  # a code, "ambition 4" or "*"
    Column("starts", Date),
    Column("ends", Date),
    Column("covers_id", ForeignKey("member.id")),
    Column("accepted_at", Instant),
    Index("ix_duty_for", "scope", "kind"),
    sqlite_autoincrement=True,
)

# Only the hash of a link's token is kept.
invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("created_by", ForeignKey("member.id")),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

group_chat = Table(
    "group_chat",
    metadata,
    Column("chat", String(200), primary_key=True),
    Column("allowed_by", ForeignKey("member.id")),
    Column("allowed_at", Instant, nullable=False),
)

# Whoever said when their last day is; the row goes with them.
leaver = Table(
    "leaver",
    metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True, autoincrement=False),
    Column("last_day", Date, nullable=False, index=True),
    Column("said_at", Instant, nullable=False),
)

# What a leaver answers for, and who is asked to take it over; at most one is asked at a time.
takeover = Table(
    "takeover",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("leaver_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("duty_id", ForeignKey("duty.id"), nullable=False),
    Column("successor_id", ForeignKey("member.id"), nullable=False),
    Column("state", String(16), nullable=False),  # asked, accepted, agreed, declined, dropped
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
_open = text("state IN ('asked', 'accepted', 'agreed')")
Index(
    "uq_takeover_duty",
    takeover.c.duty_id,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)

# Append only: triggers refuse any change but the one that seals a line, once. A sealed line has
# its number in the chain, without gaps; `hash` is of the line, its number and `previous`.
audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object", String(200), nullable=False),
    Column("subject", String(64), nullable=False),  # the object's first word
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("number", Serial, unique=True),
    Column("previous", String(64)),
    Column("hash", String(64)),
    Index("ix_audit_object", "object", "id"),
    Index("ix_audit_subject", "subject", "id"),
    Index("ix_audit_actor", "actor", "id"),
    sqlite_autoincrement=True,
)
_unsealed = text("number IS NULL")
Index("ix_audit_unsealed", audit.c.id, sqlite_where=_unsealed, postgresql_where=_unsealed)
