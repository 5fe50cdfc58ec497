"""Drafts, submissions, sign-off and evidence; and how often figures were published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import EXACT, INSTANT, SERIAL

revision = "0007"
down_revision = "0006"

WAITS = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("member_id", SERIAL, nullable=True),
        *_offer(),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("batch", SERIAL, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("sure", sa.SmallInteger(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("rival", SERIAL, nullable=False),
        sa.Column("awaiting", sa.String(length=32), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_draft_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_contact", "draft", ["contact", "id"])
    op.create_index("ix_draft_batch", "draft", ["batch"])
    op.create_table(
        "submission",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("draft_id", SERIAL, nullable=False),
        *_offer(),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("member_id", SERIAL, nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("decided_by", SERIAL, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_submission_draft_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_submission_member_id")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["member.id"], name=op.f("fk_submission_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_submission_draft_id")),
        sqlite_autoincrement=True,
    )
    figure = ["measure", "period_end", "period_start", "kind"]
    op.create_index("ix_submission_figure", "submission", [*figure, "id"])
    op.create_index("ix_submission_member", "submission", ["member_id", "state", "id"])
    op.create_index(
        "uq_submission_waiting",
        "submission",
        figure,
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_table(
        "signature",
        sa.Column("submission_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("signer", sa.String(length=32), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_signature_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "signer", name=op.f("pk_signature")),
    )
    op.create_table(
        "policy",
        sa.Column("measure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approvers", sa.String(length=16), nullable=False),
        sa.Column("own", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_policy_measure_id")),
        sa.PrimaryKeyConstraint("measure_id", name=op.f("pk_policy")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("draft_id", SERIAL, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_evidence_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_draft_id"), "evidence", ["draft_id"])
    changes = op.create_table(
        "figure_change",
        sa.Column("shard", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("shard", name=op.f("pk_figure_change")),
    )
    op.bulk_insert(changes, [{"shard": shard, "changes": 0} for shard in range(16)])
    op.add_column("outbox", sa.Column("document", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "document")
    for table in ("figure_change", "evidence", "policy", "signature", "submission", "draft"):
        op.drop_table(table)


def _offer() -> tuple[sa.Column[object], ...]:
    """Return the columns of what is handed in."""
    return (
        sa.Column("measure", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("numerator", EXACT, nullable=True),
        sa.Column("denominator", EXACT, nullable=True),
        sa.Column("absence", sa.String(length=64), nullable=True),
    )
