"""Figures, their append-only history, benchmarks and targets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.types import EXACT, INSTANT, SERIAL

revision = "0002"
down_revision = "0001"

REFUSED = "history is append only"


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("measure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        *_period(),
        sa.Column("id", SERIAL, sa.Identity(), nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("numerator", EXACT, nullable=True),
        sa.Column("denominator", EXACT, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "standing IN ('comparable', 'aside', 'withdrawn')", name=op.f("ck_figure_standing")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_figure_measure_id")),
        sa.PrimaryKeyConstraint(
            "measure_id",
            "standing",
            "period_end",
            "period_start",
            "kind",
            name=op.f("pk_figure"),
        ),
        sa.UniqueConstraint("id", name=op.f("uq_figure_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revision",
        sa.Column("figure_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", EXACT, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("numerator", EXACT, nullable=True),
        sa.Column("denominator", EXACT, nullable=True),
        sa.Column("seen_from", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["figure_id"], ["figure.id"], name=op.f("fk_revision_figure_id")),
        sa.PrimaryKeyConstraint("figure_id", "place", name=op.f("pk_revision")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "benchmark",
        sa.Column("measure_id", sa.Integer(), autoincrement=False, nullable=False),
        *_period(),
        sa.Column("comparator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comparator_id"], ["comparator.id"], name=op.f("fk_benchmark_comparator_id")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_benchmark_measure_id")
        ),
        sa.PrimaryKeyConstraint(
            "measure_id",
            "period_end",
            "period_start",
            "kind",
            "comparator_id",
            name=op.f("pk_benchmark"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        sa.Column("measure_id", sa.Integer(), autoincrement=False, nullable=False),
        *_period(),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("tolerance", EXACT, nullable=True),
        sa.Column("tolerance_kind", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_target_measure_id")),
        sa.PrimaryKeyConstraint(
            "measure_id", "period_end", "period_start", "kind", name=op.f("pk_target")
        ),
        sqlite_with_rowid=False,
    )
    _refuse_changes()


def downgrade() -> None:
    for table in ("target", "benchmark", "revision", "figure"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _period() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
    )


def _refuse_changes() -> None:
    """Make the database itself refuse to change or delete history."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON revision"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER revision_no_{change.lower()} BEFORE {change} ON revision"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
