"""Due dates, cycles, reminders, follows and digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import INSTANT, SERIAL

revision = "0008"
down_revision = "0007"

TABLES = (
    "digest",
    "follow",
    "unreached",
    "reminder_wish",
    "date_proposal",
    "snooze",
    "reminder",
    "reminder_message",
    "expected",
    "pack",
    "due_rule",
    "day_off",
)


def upgrade() -> None:
    _calendar()
    _expected()
    _reminders()
    _wishes()
    _follows()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _calendar() -> None:
    op.create_table(
        "day_off",
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("calendar", "first_day", name=op.f("pk_day_off")),
    )
    op.create_table(
        "due_rule",
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.Column("fixed_dates", sa.Text(), nullable=False),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("measure", name=op.f("pk_due_rule")),
    )
    op.create_table(
        "pack",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("freezes_on", sa.Date(), nullable=False),
        sa.Column("meets_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", "freezes_on", name=op.f("pk_pack")),
    )


def _expected() -> None:
    op.create_table(
        "expected",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("added", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected")),
        sa.UniqueConstraint(
            "measure", "period_end", "period_start", "kind", name="uq_expected_measure_period"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_expected_state", "expected", ["state", "period_end"])


def _reminders() -> None:
    op.create_table(
        "reminder_message",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        _member("reminder_message"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reminder_message")),
        sa.UniqueConstraint("member_id", "day", "what", name="uq_reminder_message_member_day"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("expected_id", SERIAL, nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("message_key", sa.String(length=200), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        _wanted("reminder"),
        _member("reminder"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("expected_id", "member_id", "stage", name="uq_reminder_stage"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reminder_member_id"), "reminder", ["member_id"])
    op.create_index(op.f("ix_reminder_message_key"), "reminder", ["message_key"])
    still_open = sa.text("state IN ('owed', 'waiting', 'held')")
    op.create_index(
        "ix_reminder_open",
        "reminder",
        ["state", "at"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _wishes() -> None:
    op.create_table(
        "snooze",
        sa.Column("expected_id", SERIAL, nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("past_due", sa.SmallInteger(), nullable=False),
        _wanted("snooze"),
        _member("snooze"),
        sa.PrimaryKeyConstraint("expected_id", "member_id", name=op.f("pk_snooze")),
    )
    op.create_table(
        "date_proposal",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("expected_id", SERIAL, nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _wanted("date_proposal"),
        _member("date_proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_date_proposal_expected_id"), "date_proposal", ["expected_id"])
    op.create_table(
        "reminder_wish",
        sa.Column("member_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        _member("reminder_wish"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_reminder_wish")),
    )
    op.create_table(
        "unreached",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("cleared_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unreached")),
        sqlite_autoincrement=True,
    )
    open_ones = sa.text("cleared_at IS NULL")
    op.create_index(
        "uq_unreached_subject",
        "unreached",
        ["subject"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def _follows() -> None:
    op.create_table(
        "follow",
        sa.Column("chat", sa.String(length=200), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chat", "measure", name=op.f("pk_follow")),
    )
    op.create_table(
        "digest",
        sa.Column("chat", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("clock", sa.String(length=5), nullable=False),
        sa.Column("all_quiet", sa.SmallInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_digest")),
    )


def _member(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_member_id")
    return sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=name)


def _wanted(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_expected_id")
    return sa.ForeignKeyConstraint(["expected_id"], ["expected.id"], name=name)
