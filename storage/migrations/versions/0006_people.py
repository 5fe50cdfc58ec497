"""People, their duties, invitations, groups, and the audit (append-only)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import INSTANT, SERIAL

revision = "0006"
down_revision = "0005"

REFUSED = "the audit is append only"
SAID = ("id", "at", "actor", "role", "action", "object", "subject", '"before"', '"after"')


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("linked_at", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("contact", name=op.f("uq_member_contact")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("covers_id", SERIAL, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_duty_member_id")),
        sa.ForeignKeyConstraint(["covers_id"], ["member.id"], name=op.f("fk_duty_covers_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_duty_member_id"), "duty", ["member_id"])
    op.create_index("ix_duty_for", "duty", ["scope", "kind"])
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("member_id", SERIAL, nullable=False),
        sa.Column("created_by", SERIAL, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_invitation_member_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["member.id"], name=op.f("fk_invitation_created_by")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_member_id"), "invitation", ["member_id"])
    op.create_table(
        "group_chat",
        sa.Column("chat", sa.String(length=200), nullable=False),
        sa.Column("allowed_by", SERIAL, nullable=True),
        sa.Column("allowed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["allowed_by"], ["member.id"], name=op.f("fk_group_chat_allowed_by")
        ),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_group_chat")),
    )
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("number", SERIAL, nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_object", "audit", ["object", "id"])
    op.create_index("ix_audit_subject", "audit", ["subject", "id"])
    op.create_index("ix_audit_actor", "audit", ["actor", "id"])
    unsealed = sa.text("number IS NULL")
    op.create_index(
        "ix_audit_unsealed", "audit", ["id"], sqlite_where=unsealed, postgresql_where=unsealed
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def downgrade() -> None:
    for table in ("audit", "group_chat", "invitation", "duty", "member"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_unless_sealing()")


def _guard_postgresql() -> None:
    """Make the database itself refuse to change or delete a line, but for sealing it once."""
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAID)
    op.execute(
        "CREATE FUNCTION refuse_unless_sealing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF OLD.number IS NOT NULL OR {changed} THEN RAISE EXCEPTION '{REFUSED}'; END IF;"
        " RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_sealed_once BEFORE UPDATE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION refuse_unless_sealing()"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _guard_sqlite() -> None:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in SAID)
    op.execute(
        "CREATE TRIGGER audit_sealed_once BEFORE UPDATE ON audit"
        f" WHEN OLD.number IS NOT NULL OR {changed}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE DELETE ON audit"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
