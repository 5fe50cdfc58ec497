"""When figures are due, who was asked and when, and who follows what."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Instant
from storage.tables.metadata import Serial, metadata

# The calendar: data of the plan.

day_off = Table(
    "day_off",
    metadata,
    Column("calendar", String(16), primary_key=True),  # everyone, schools
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, nullable=False),
    Column("what", Text, nullable=False),
)

due_rule = Table(
    "due_rule",
    metadata,
    Column("measure", String(64), primary_key=True),
    Column("lag_days", Integer, nullable=False),  # working days after the period's end
    Column("fixed_dates", Text, nullable=False),  # "10-31 04-30", or empty
    Column("calendar", String(16), nullable=False),
    Column("why", Text, nullable=False),
)

pack = Table(
    "pack",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("freezes_on", Date, primary_key=True),
    Column("meets_on", Date),
)

# A figure that is wanted: the list is frozen when the cycle opens. `added` marks what came later.

expected = Table(
    "expected",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("measure", String(64), nullable=False),
    Column("period_end", Date, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("first_due_on", Date, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("added", SmallInteger, nullable=False),
    Column("state", String(16), nullable=False),  # missing, received, excused, retired
    Column("received_on", Date),
    Column("why", Text, nullable=False),
    UniqueConstraint(
        "measure", "period_end", "period_start", "kind", name="uq_expected_measure_period"
    ),
    Index("ix_expected_state", "state", "period_end"),
    sqlite_autoincrement=True,
)

# One message a person and day; `items` are the numbers of what it lists, as JSON.
reminder_message = Table(
    "reminder_message",
    metadata,
    Column("key", String(200), primary_key=True),  # the notice's
    Column("member_id", ForeignKey("member.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("what", String(16), nullable=False),  # reminder, escalation
    Column("items", Text, nullable=False),
    UniqueConstraint("member_id", "day", "what", name="uq_reminder_message_member_day"),
)

# A stage that was owed: its key is unique for ever, so nobody is asked twice for one.
reminder = Table(
    "reminder",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("expected_id", ForeignKey("expected.id"), nullable=False),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("stage", String(32), nullable=False),
    Column("state", String(16), nullable=False),  # owed, waiting, sent, held, given_up, …
    Column("at", Instant, nullable=False),
    Column("message_key", String(200), index=True),
    Column("why", Text, nullable=False),
    UniqueConstraint("expected_id", "member_id", "stage", name="uq_reminder_stage"),
    sqlite_autoincrement=True,
)
_open = text("state IN ('owed', 'waiting', 'held')")
Index(
    "ix_reminder_open",
    reminder.c.state,
    reminder.c.at,
    sqlite_where=_open,
    postgresql_where=_open,
)

snooze = Table(
    "snooze",
    metadata,
    Column("expected_id", ForeignKey("expected.id"), primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("until", Date, nullable=False),
    Column("past_due", SmallInteger, nullable=False),  # how often it went past the due date
)

date_proposal = Table(
    "date_proposal",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("expected_id", ForeignKey("expected.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("member.id"), nullable=False),
    Column("due_on", Date),  # None: no figure this time
    Column("why", Text, nullable=False),
    Column("state", String(16), nullable=False),  # open, accepted, declined
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

reminder_wish = Table(
    "reminder_wish",
    metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("quiet_from", String(5), nullable=False),  # wall time, "18:00"
    Column("quiet_until", String(5), nullable=False),
    Column("weekdays", String(7), nullable=False),  # "01234": Monday is 0
)

# What officers were told of that nobody can be reached for; open until `cleared_at`.
unreached = Table(
    "unreached",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("subject", String(100), nullable=False),  # "member 7", "measure 4.01"
    Column("why", String(200), nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("cleared_at", Instant),
    sqlite_autoincrement=True,
)
_not_cleared = text("cleared_at IS NULL")
Index(
    "uq_unreached_subject",
    unreached.c.subject,
    unique=True,
    sqlite_where=_not_cleared,
    postgresql_where=_not_cleared,
)

# Follows and digests belong to the chat they were made in. `seen` is what was told last.

follow = Table(
    "follow",
    metadata,
    Column("chat", String(200), primary_key=True),
    Column("measure", String(64), primary_key=True),
    Column("contact", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen", Text),
)

digest = Table(
    "digest",
    metadata,
    Column("chat", String(200), primary_key=True),
    Column("contact", Text, nullable=False),
    Column("weekday", SmallInteger, nullable=False),
    Column("clock", String(5), nullable=False),
    Column("all_quiet", SmallInteger, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("seen", Text, nullable=False),
)
