"""The plan, and its figures."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

from storage.columns import Exact, Instant
from storage.tables.metadata import Serial, metadata

# The plan. `version` goes up with every change, so that each replica knows when to read it anew.

plan = Table(
    "plan",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("partnership", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("lexicon", Text),
    CheckConstraint("id = 1", name="only_one"),
)

ambition = Table(
    "ambition",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("wording", String(32), nullable=False),
    Column("lead_organisation", Text, nullable=False),
    Column("source_url", Text, nullable=False),
)

# `place` is plan order: where the measure stood in the file.
measure = Table(
    "measure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("code", String(64), nullable=False, unique=True),
    Column("ambition", Integer, ForeignKey("ambition.number"), nullable=False),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("decimals", SmallInteger, nullable=False),
    Column("polarity", String(16), nullable=False),
    Column("frequency", String(16), nullable=False),
    Column("owner_organisation", Text, nullable=False),
    Column("owner_role", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # a JSON list
    Column("standard", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("withhold_below", Integer),
    Column("basis", Text, nullable=False),
    # Whether the rest of the whole is as telling as the part that is counted (R28).
    Column("complement_sensitive", Boolean, nullable=False, server_default=false()),
    Column("part_of", String(64), nullable=False, server_default=""),  # a code, or nothing
    Column("minimum_base", Integer),  # a percentage of fewer is told as counts (R17)
)

term = Table(
    "term",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("term", String(200), nullable=False, unique=True),
    Column("aliases", Text, nullable=False),  # a JSON list
    Column("meaning", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_url", Text, nullable=False),
)

# `id` is the order in which comparators are shown: as they first came in.
comparator = Table(
    "comparator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)

# The figures. The primary key is the seek: "the newest of a measure" is its last entry under
# (measure, standing), one step backwards however many figures and periods there are. WITHOUT ROWID
# keeps a measure's figures side by side on SQLite; `id` stays with a figure whatever becomes of it.

figure = Table(
    "figure",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("standing", String(16), primary_key=True),  # comparable, aside (not so), withdrawn
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("id", Serial, Identity(), nullable=False, unique=True),
    Column("value", Exact),
    Column("status", String(16), nullable=False),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("source", Text, nullable=False),
    Column("source_date", Date),
    Column("source_url", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # how many rows of `revision` it has
    CheckConstraint("standing IN ('comparable', 'aside', 'withdrawn')", name="standing"),
    sqlite_with_rowid=False,
)

# `place` orders the values a figure has had. It leaves gaps, so that a list of versions which comes
# to light later can be filled in without touching what is there.
revision = Table(
    "revision",
    metadata,
    Column("figure_id", ForeignKey("figure.id"), primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("value", Exact),
    Column("status", String(16), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("seen_from", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

benchmark = Table(
    "benchmark",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("comparator_id", ForeignKey("comparator.id"), primary_key=True, autoincrement=False),
    Column("value", Exact, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_date", Date),
    sqlite_with_rowid=False,
)

target = Table(
    "target",
    metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True, autoincrement=False),
    Column("period_end", Date, primary_key=True),
    Column("period_start", Date, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("value", Exact, nullable=False),
    Column("tolerance", Exact),
    Column("tolerance_kind", String(16)),
    sqlite_with_rowid=False,
)
